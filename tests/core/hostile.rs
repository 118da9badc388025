//! The command line with damaged or malicious files and folders.

#![expect(clippy::disallowed_methods, reason = "stories put odd files in the program's way")]

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// Runs the program with `home` as its home folder, and types `lines`.
fn run(home: &Path, arguments: &[&str], lines: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_okpay-wizard"))
        .args(arguments)
        .env("OKPAY_WIZARD_HOME", home)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // The program may have ended before it has read everything.
    child.stdin.take().unwrap().write_all(lines.as_bytes()).ok();
    child.wait_with_output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A folder with a copy of the test pack.
fn pack() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for name in ["pack.ron", "login.ron", "payment.ron"] {
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/pack").join(name);
        fs::copy(from, folder.path().join(name)).unwrap();
    }
    folder
}

#[test]
fn where_nothing_can_be_kept_the_terminal_does_not_promise_it() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("a file where the folder should be");
    fs::write(&home, "in the way").unwrap();
    for (lang, promise, truth) in
        [("en", "Everything is saved", "could not be saved"), ("zh-CN", "都保存好了", "没有地方保存")]
    {
        let said = text(&run(&home, &["--lang", lang, "terminal", "login"], "1\n1\nq\n").stdout);
        // Full lines are broken.
        let said = said.replace('\n', " ");
        assert!(!said.contains(promise), "{said}");
        assert!(said.contains(truth), "{said}");
    }
}

#[test]
fn a_file_of_ten_megabytes_is_one_broken_file_among_good_ones() {
    let (pack, home) = (pack(), tempfile::tempdir().unwrap());
    fs::write(pack.path().join("login.ron"), vec![b'('; 10_000_000]).unwrap();
    let folder = pack.path().to_str().unwrap();
    let checked = run(home.path(), &["--lang", "en", "check", folder], "");
    assert_eq!(checked.status.code(), Some(1), "{}", text(&checked.stderr));
    assert!(text(&checked.stdout).contains("error[too-large]"), "{}", text(&checked.stdout));
    let walked = run(home.path(), &["--lang", "en", "--pack", folder, "terminal"], "q\n");
    assert!(text(&walked.stdout).contains("A payment failed"), "{}", text(&walked.stdout));
}

#[test]
fn a_folder_named_like_a_wizard_is_no_wizard() {
    let (pack, home) = (pack(), tempfile::tempdir().unwrap());
    fs::remove_file(pack.path().join("login.ron")).unwrap();
    fs::create_dir(pack.path().join("login.ron")).unwrap();
    let checked = run(home.path(), &["--lang", "en", "check", pack.path().to_str().unwrap()], "");
    assert_eq!(checked.status.code(), Some(1));
    assert!(text(&checked.stdout).contains("error[missing-file]"), "{}", text(&checked.stdout));
}
