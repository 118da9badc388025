//! A pack in one file: its author makes it, support checks it, and the program refuses a file that is not a pack.

#![expect(clippy::disallowed_methods, reason = "stories put odd files in the program's way")]

use std::fs;
use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use okpay_wizard::desktop::packs::{self, PackFileError};
use okpay_wizard::lang::Lang;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

fn fixture() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/pack")
}

fn contents(name: &str) -> Vec<u8> {
    fs::read(fixture().join(name)).unwrap()
}

/// Runs the program in this folder with an empty input.
fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_okpay-wizard"))
        .args(["--lang", "en"])
        .args(arguments)
        .current_dir(folder)
        .env("OKPAY_WIZARD_HOME", folder.join("home"))
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A zip of the test pack, with every file below this folder.
fn zipped_below(folder: &str) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for name in ["pack.ron", "login.ron", "payment.ron"] {
        zip.start_file(format!("{folder}{name}"), SimpleFileOptions::default()).unwrap();
        zip.write_all(&contents(name)).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The test pack with another entry before it.
fn with_entry(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file(name, SimpleFileOptions::default()).unwrap();
    zip.write_all(bytes).unwrap();
    zip.merge_archive(ZipArchive::new(Cursor::new(zipped_below(""))).unwrap()).unwrap();
    zip.finish().unwrap().into_inner()
}

/// The result of reading a file with this content.
fn read(bytes: &[u8]) -> Result<Vec<String>, PackFileError> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("指南.okpack");
    fs::write(&file, bytes).unwrap();
    packs::read(&file).map(|files| files.into_iter().map(|file| file.name).collect())
}

/// Replaces bytes by others of the same length, everywhere in a zip.
fn replaced(mut bytes: Vec<u8>, old: &[u8], new: &[u8]) -> Vec<u8> {
    assert_eq!(old.len(), new.len());
    let mut found = 0;
    for start in 0..bytes.len() - old.len() {
        if bytes[start..].starts_with(old) {
            bytes[start..start + old.len()].copy_from_slice(new);
            found += 1;
        }
    }
    assert_eq!(found, 2, "once before the file, once in the list of files");
    bytes
}

#[test]
fn an_author_makes_one_file_of_a_pack_and_everything_works_with_it() {
    let here = tempfile::tempdir().unwrap();
    let pack = fixture();
    let pack = pack.to_str().unwrap();
    let built = run(here.path(), &["pack", "build", pack]);
    assert!(built.status.success(), "{}", text(&built.stderr));
    assert_eq!(text(&built.stdout), "demo.okpack\n");
    let file = here.path().join("demo.okpack");
    let bytes = fs::read(&file).unwrap();
    // The same pack makes the same file, at any time.
    let again = run(here.path(), &["pack", "build", pack, "-o", "again.okpack"]);
    assert_eq!(text(&again.stdout), "again.okpack\n");
    assert_eq!(fs::read(here.path().join("again.okpack")).unwrap(), bytes);
    // It holds the files unchanged.
    let read = packs::read(&file).unwrap();
    let folder = packs::in_folder(&fixture()).unwrap();
    assert_eq!(read.len(), 3);
    for (one, other) in read.iter().zip(&folder) {
        assert_eq!((&one.name, &one.bytes), (&other.name, &other.bytes));
    }
    for arguments in [
        &["check", "demo.okpack"][..],
        &["walk", "demo.okpack", "the password was wrong"],
        &["--pack", "demo.okpack", "guide", "-o", "guide.html"],
        &["demo.okpack", "guide", "-o", "the-same.html"],
    ] {
        let came = run(here.path(), arguments);
        assert!(came.status.success(), "{arguments:?}: {}{}", text(&came.stdout), text(&came.stderr));
    }
    assert!(text(&run(here.path(), &["demo.okpack", "terminal"]).stdout).contains("A payment failed"));
    let guide = fs::read_to_string(here.path().join("guide.html")).unwrap();
    assert!(guide.contains("Demo helper"));
    assert_eq!(guide, fs::read_to_string(here.path().join("the-same.html")).unwrap());
}

#[test]
fn a_pack_with_mistakes_is_not_made_into_a_file() {
    let here = tempfile::tempdir().unwrap();
    for name in ["pack.ron", "login.ron", "payment.ron"] {
        fs::write(here.path().join(name), contents(name)).unwrap();
    }
    fs::write(here.path().join("login.ron"), text(&contents("login.ron")).replace("go: \"password\"", "go: \"gone\""))
        .unwrap();
    let built = run(here.path(), &["pack", "build", "."]);
    assert_eq!(built.status.code(), Some(1));
    assert!(text(&built.stdout).contains("login.ron:2"), "{}", text(&built.stdout));
    assert!(text(&built.stderr).contains("no file was made"), "{}", text(&built.stderr));
    assert!(!here.path().join("demo.okpack").exists());
}

#[test]
fn commands_stay_commands_and_a_mistyped_one_opens_no_window() {
    let here = tempfile::tempdir().unwrap();
    let mistyped = run(here.path(), &["chekc"]);
    assert_eq!(mistyped.status.code(), Some(2));
    assert!(text(&mistyped.stderr).contains("no such command"), "{}", text(&mistyped.stderr));
    // A folder with the name of a command is reached by its path.
    fs::create_dir(here.path().join("check")).unwrap();
    for name in ["pack.ron", "login.ron", "payment.ron"] {
        fs::write(here.path().join("check").join(name), contents(name)).unwrap();
    }
    let command = run(here.path(), &["check", "check"]);
    assert!(command.status.success(), "{}{}", text(&command.stdout), text(&command.stderr));
    let by_path = run(here.path(), &["./check", "terminal"]);
    assert!(text(&by_path.stdout).contains("A payment failed"), "{}", text(&by_path.stderr));
    let both = run(here.path(), &["--pack", "check", "./check", "terminal"]);
    assert_eq!(both.status.code(), Some(2), "it is unclear which of the two is meant");
}

#[test]
fn a_folder_zipped_by_a_file_manager_is_a_pack_too() {
    let all = ["login.ron", "pack.ron", "payment.ron"];
    assert_eq!(read(&zipped_below("")).unwrap(), all);
    assert_eq!(read(&zipped_below("我的指南/")).unwrap(), all);
    // The files that macOS adds, and pictures, do not belong to the pack.
    assert_eq!(read(&with_entry("__MACOSX/._pack.ron", b"")).unwrap(), all);
    assert_eq!(read(&with_entry("__MACOSX/pack.ron", b"")).unwrap(), all);
    assert_eq!(read(&with_entry("pictures/login.ron", b"")).unwrap(), all);
    assert_eq!(read(&with_entry("notes.txt", b"")).unwrap(), all);
}

#[test]
fn hostile_files_are_refused_with_a_reason_in_both_languages() {
    let mut stored = ZipWriter::new(Cursor::new(Vec::new()));
    stored.start_file("pack.ron", SimpleFileOptions::default().compression_method(CompressionMethod::Stored)).unwrap();
    stored.write_all(&contents("pack.ron")).unwrap();
    let stored = stored.finish().unwrap().into_inner();
    let mut linked = ZipWriter::new(Cursor::new(Vec::new()));
    linked.add_symlink("pack.ron", "/etc/passwd", SimpleFileOptions::default()).unwrap();
    let linked = linked.finish().unwrap().into_inner();
    let mut many = ZipWriter::new(Cursor::new(Vec::new()));
    for number in 0..5_000 {
        many.start_file(format!("{number}.ron"), SimpleFileOptions::default()).unwrap();
    }
    let many = many.finish().unwrap().into_inner();
    let mut bomb = ZipWriter::new(Cursor::new(Vec::new()));
    for number in 0..40 {
        bomb.start_file(
            if number == 0 { "pack.ron".to_owned() } else { format!("w{number}.ron") },
            SimpleFileOptions::default(),
        )
        .unwrap();
        bomb.write_all(&vec![b' '; 4 * 1024 * 1024]).unwrap();
    }
    let bomb = bomb.finish().unwrap().into_inner();
    assert!(bomb.len() < 1_000_000, "{}", bomb.len());
    let mut broken = stored.clone();
    let place = broken.windows(6).position(|six| six == b"format").unwrap();
    broken[place] = b'F';
    let twice = replaced(with_entry("xxxx.ron", b"()"), b"xxxx.ron", b"pack.ron");
    let cut = zipped_below("")[..400].to_vec();
    let mut two = ZipWriter::new(Cursor::new(Vec::new()));
    for folder in ["a/", "b/"] {
        two.merge_archive(ZipArchive::new(Cursor::new(zipped_below(folder))).unwrap()).unwrap();
    }
    let two = two.finish().unwrap().into_inner();
    let outside = replaced(with_entry("xx/evil.ron", b"()"), b"xx/evil.ron", b"../evil.ron");
    let elsewhere = replaced(with_entry("xetc/pass.ron", b"()"), b"xetc/pass.ron", b"/etc/pass.ron");
    let back = replaced(with_entry("xx-evil.ron", b"()"), b"xx-evil.ron", b"..\\evil.ron");
    let not_utf8 = replaced(with_entry("xxxx.ron", b"()"), b"xxxx.ron", b"\xc4\xe3\xba\xc3.ron");
    let deep = with_entry("1/2/3/4/5/6/7/8/9.ron", b"()");
    let large = [&b"PK"[..], &vec![0; 17 * 1024 * 1024]].concat();
    for (what, bytes, chinese, english) in [
        ("a picture", b"\x89PNG\r\n".to_vec(), "不是这个程序的内容包", "not a pack for this program"),
        ("nothing", Vec::new(), "不是这个程序的内容包", "not a pack for this program"),
        ("half a download", cut, "文件已损坏", "the file is damaged"),
        ("a changed byte", broken, "文件已损坏", "the file is damaged"),
        ("a link", linked, "链接", "only a link"),
        ("many files", many, "文件太多了", "too many files"),
        ("a bomb", bomb, "太大了", "too large"),
        ("a large file", large, "太大了", "too large"),
        ("a name twice", twice, "同名", "the same name"),
        ("letter case", with_entry("LOGIN.ron", b"()"), "同名", "the same name: login.ron"),
        ("a way out", outside, "名字不能用：../evil.ron", "not allowed: ../evil.ron"),
        ("an absolute path", elsewhere, "名字不能用", "not allowed: /etc"),
        ("a way out on Windows", back, "名字不能用", "not allowed: ..\\evil.ron"),
        ("an old name", not_utf8, "名字不能用", "not allowed"),
        ("folders in folders", deep, "名字不能用", "not allowed"),
        ("another zip", zipped_below("a/b/"), "缺少 pack.ron", "pack.ron is missing"),
        ("two packs", two, "缺少 pack.ron", "pack.ron is missing"),
    ] {
        let refused = read(&bytes).map_err(|why| (why.message(Lang::Chinese), why.message(Lang::English)));
        let (zh, en) = refused.expect_err(what);
        assert!(zh.contains(chinese), "{what}: {zh}");
        assert!(en.contains(english), "{what}: {en}");
    }
}

#[test]
fn what_is_no_file_is_no_pack() {
    let folder = tempfile::tempdir().unwrap();
    let gone = packs::read(&folder.path().join("gone.okpack")).unwrap_err();
    assert_eq!(gone.message(Lang::English), "there is no such file");
    #[cfg(unix)]
    {
        // The program would wait forever for a pipe that does not end.
        let pipe = folder.path().join("pipe.okpack");
        assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        assert!(matches!(packs::read(&pipe), Err(PackFileError::NotAPack)));
    }
}
