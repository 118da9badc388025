//! The real program's answers to a script that passes impossible arguments.

use std::process::{Command, Output};

fn ask(arguments: &[&str]) -> Output {
    let home = tempfile::tempdir().unwrap();
    Command::new(env!("CARGO_BIN_EXE_okpay-wizard"))
        .args(arguments)
        .env("HOME", home.path())
        .env("OKPAY_WIZARD_HOME", home.path())
        .output()
        .unwrap()
}

#[test]
fn json_answers_with_a_document_for_every_error() {
    for wrong in [
        &["clear", "--json", "--what", "cookies", "--site", "com", "--yes"][..],
        &["clear", "--json", "--what", "sugar", "--yes"],
        &["clear", "--json"],
    ] {
        let output = ask(wrong);
        assert_eq!(output.status.code(), Some(2), "{wrong:?}");
        let document: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        assert!(document["error"].as_str().is_some_and(|why| !why.is_empty()), "{document}");
        assert!(!output.stderr.is_empty(), "a person reads it on standard error");
    }
}

#[test]
fn help_is_no_error() {
    let output = ask(&["clear", "--help", "--json"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(output.stderr.is_empty() && !output.stdout.is_empty());
}
