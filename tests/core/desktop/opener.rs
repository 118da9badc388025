//! A link opens in the customer's own browser exactly as it is written, and a folder opens in their file manager. A
//! system that can open neither says so.
//!
//! The tests run in their own process, with a stand-in for the system's opener on PATH.

#![cfg(all(unix, not(target_os = "macos")))]

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Command;

use okpay_wizard::desktop::{opener, whole_file};
use okpay_wizard::pack::{Link, allows_mail};

use crate::support::test_name;

/// Tells the child process that it is the child.
const INSIDE: &str = "OKPAY_WIZARD_TEST_OPENER";

/// Runs `story` again with a PATH that holds only a stand-in made of these lines, or nothing.
fn run(story: &str, folder: &Path, stand_in: Option<&str>) {
    run_with(story, folder, stand_in, &[]);
}

/// The same, with more environment variables.
fn run_with(story: &str, folder: &Path, stand_in: Option<&str>, variables: &[(&str, &str)]) {
    let path = folder.join("bin");
    fs::create_dir(&path).unwrap();
    if let Some(lines) = stand_in {
        let program = path.join("xdg-open");
        whole_file::replace(&program, format!("#!/bin/sh\n{lines}\n").as_bytes()).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    }
    let output = folder.join("output");
    let status = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", &test_name(module_path!(), story)])
        .env(INSIDE, folder)
        .env("PATH", &path)
        .envs(variables.iter().copied())
        .stdout(fs::File::create(&output).unwrap())
        .status();
    let output = fs::read_to_string(output).unwrap();
    assert!(status.unwrap().success() && output.contains("1 passed"), "{output}");
}

fn support() -> Link {
    Link { url: "https://support.okpay.com/?a=1&b=2".to_owned(), host: "support.okpay.com".to_owned() }
}

#[test]
fn a_link_is_opened_as_it_is_written() {
    if std::env::var_os(INSIDE).is_some() {
        return opener::open_link(&support()).unwrap();
    }
    let folder = tempfile::tempdir().unwrap();
    let opened = folder.path().join("opened");
    run("a_link_is_opened_as_it_is_written", folder.path(), Some(&format!("echo \"$*\" >'{}'", opened.display())));
    assert_eq!(fs::read_to_string(opened).unwrap(), "https://support.okpay.com/?a=1&b=2\n");
}

#[test]
fn a_letter_reaches_the_mail_program_as_one_address() {
    let story = "a_letter_reaches_the_mail_program_as_one_address";
    let address = allows_mail(&["okpay.com".to_owned()], "support@okpay.com").unwrap();
    let letter = address.compose("报告", "one & two\n$(touch x) `x` %USERNAME%");
    if std::env::var_os(INSIDE).is_some() {
        return opener::open_mail(&letter).unwrap();
    }
    let folder = tempfile::tempdir().unwrap();
    let opened = folder.path().join("opened");
    run(story, folder.path(), Some(&format!("echo \"$# $*\" >'{}'", opened.display())));
    assert_eq!(fs::read_to_string(opened).unwrap(), format!("1 {}\n", letter.url()));
}

#[test]
fn a_saved_reports_folder_is_shown() {
    if let Some(folder) = std::env::var_os(INSIDE) {
        return opener::open_folder(&Path::new(&folder).join("报告.html")).unwrap();
    }
    let folder = tempfile::tempdir().unwrap();
    let opened = folder.path().join("opened");
    run("a_saved_reports_folder_is_shown", folder.path(), Some(&format!("echo \"$*\" >'{}'", opened.display())));
    assert_eq!(fs::read_to_string(opened).unwrap(), format!("{}\n", folder.path().display()));
}

#[test]
fn a_machine_without_a_browser_says_so() {
    if std::env::var_os(INSIDE).is_some() {
        return assert!(!opener::open_link(&support()).unwrap_err().to_string().is_empty());
    }
    run("a_machine_without_a_browser_says_so", tempfile::tempdir().unwrap().path(), None);
}

#[test]
fn an_opener_that_fails_is_not_taken_for_one_that_works() {
    if std::env::var_os(INSIDE).is_some() {
        return assert!(opener::open_link(&support()).is_err());
    }
    let story = "an_opener_that_fails_is_not_taken_for_one_that_works";
    run(story, tempfile::tempdir().unwrap().path(), Some("exit 3"));
}

#[test]
fn what_is_opened_has_the_customers_own_environment() {
    let story = "what_is_opened_has_the_customers_own_environment";
    if std::env::var_os(INSIDE).is_some() {
        return opener::open_link(&support()).unwrap();
    }
    for (mark, was, expected) in [("WAS", "0", "0"), ("WAS_NOT", "", "none")] {
        let folder = tempfile::tempdir().unwrap();
        let mark = format!("OKPAY_WIZARD_{mark}_LIBGL_ALWAYS_SOFTWARE");
        // The environment after Mesa's software renderer was chosen.
        let variables = [("LIBGL_ALWAYS_SOFTWARE", "1"), (mark.as_str(), was)];
        let opened = folder.path().join("opened");
        let lines = format!("echo \"$* ${{LIBGL_ALWAYS_SOFTWARE-none}} ${{{mark}-none}}\" >'{}'", opened.display());
        run_with(story, folder.path(), Some(&lines), &variables);
        let said = fs::read_to_string(opened).unwrap();
        assert_eq!(said, format!("https://support.okpay.com/?a=1&b=2 {expected} none\n"));
    }
    // An opener that fails is noticed, too.
    let story = "an_opener_that_fails_is_not_taken_for_one_that_works";
    let variables = [("OKPAY_WIZARD_WAS_NOT_LIBGL_ALWAYS_SOFTWARE", "")];
    run_with(story, tempfile::tempdir().unwrap().path(), Some("exit 3"), &variables);
    run_with("a_machine_without_a_browser_says_so", tempfile::tempdir().unwrap().path(), None, &variables);
}
