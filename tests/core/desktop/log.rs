//! Engineers find in the log what happened, and nothing that a customer typed.
//!
//! The test runs in its own process, because a process has one log and one panic hook.

use std::fs;
use std::process::Command;
use std::sync::{Arc, Mutex};

use okpay_wizard::desktop::log;

use crate::support::test_name;

/// Tells the child process that it is the child.
const INSIDE: &str = "OKPAY_WIZARD_TEST_LOG";

/// What a customer would not want in a file that they send to others.
const SECRETS: [&str; 7] =
    ["4242 4242", "4242424242424242", "wangxiaoming", "li.lei@example.com", "hunter2", "123456", "s3cret-token"];

#[test]
fn a_crash_is_in_the_log_before_the_customer_sees_it_and_quotes_no_customer() {
    let story = "a_crash_is_in_the_log_before_the_customer_sees_it_and_quotes_no_customer";
    if std::env::var_os(INSIDE).is_none() {
        let ran = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", &test_name(module_path!(), story), "--nocapture"])
            .env(INSIDE, "1")
            .envs([("USER", "wangxiaoming"), ("USERNAME", "wangxiaoming")])
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&ran.stderr).into_owned();
        assert!(ran.status.success(), "{said}\n{}", String::from_utf8_lossy(&ran.stdout));
        assert!(said.contains("byte index 1 is not a char boundary"), "{said}");
        for secret in SECRETS {
            assert!(!said.contains(secret), "{secret} on standard error: {said}");
        }
        return;
    }
    let home = tempfile::tempdir().unwrap();
    let logs = home.path().join("日志");
    log::start(&logs).unwrap();
    let in_the_log = move || {
        let files: Vec<_> = fs::read_dir(&logs).unwrap().map(|entry| entry.unwrap().path()).collect();
        let [file] = &files[..] else { panic!("one file a day: {files:?}") };
        assert!(file.file_name().unwrap().to_string_lossy().starts_with("okpay-wizard."), "{files:?}");
        fs::read_to_string(file).unwrap()
    };

    tracing::info!(target: "okpay_wizard::app", "hello");
    tracing::warn!(target: "some_dependency", "careful");
    tracing::info!(target: "some_dependency", "chatter");
    log::flush();
    let text = in_the_log();
    assert!(text.contains(" INFO okpay_wizard::app: hello\n") && text.contains(" WARN some_dependency: careful"));
    assert!(!text.contains("chatter"), "{text}");

    tell_secrets();
    let text = in_the_log();
    for secret in SECRETS {
        assert!(!text.contains(secret), "{secret} is in the log: {text}");
    }
    for kept in ["[card ····4242]", "@example.com", "/Documents/report.html", "E-1021", "os error 28", "order=20261123"]
    {
        assert!(text.contains(kept), "{kept} is gone: {text}");
    }
    for line in text.lines() {
        let time = line.split('Z').next().unwrap_or_default();
        assert!(format!("{time}Z").parse::<jiff::Timestamp>().is_ok(), "a record begins with its time: {line}");
    }

    let reported = Arc::new(Mutex::new(Vec::new()));
    let hook = Arc::clone(&reported);
    let log_at_that_time = in_the_log.clone();
    log::install_panic_hook(move |crash| hook.lock().unwrap().push((crash.to_owned(), log_at_that_time())));

    let crashes: [fn(); 2] = [
        || {
            let typed = "我的密码是 hunter2";
            let _ = &typed[..1];
        },
        || panic!("no place for /home/wangxiaoming/card 4242424242424242 of li.lei@example.com, E-1021"),
    ];
    for crash in crashes {
        std::thread::Builder::new().name("report".to_owned()).spawn(crash).unwrap().join().unwrap_err();
    }

    let reported = reported.lock().unwrap();
    let [(crash, text), (second, whole)] = &reported[..] else { panic!("reported once each: {reported:?}") };
    assert!(crash.contains("byte index 1 is not a char boundary"), "{crash}");
    assert!(crash.contains(file!()), "{crash}");
    assert!(crash.ends_with("thread report"), "{crash}");
    assert!(text.contains("the program has failed"), "{text}");
    assert!(text.contains("backtrace="), "{text}");
    assert!(second.starts_with("no place for ") && second.contains("[card ····4242]"), "{second}");
    assert!(second.contains("E-1021"), "{second}");
    for secret in SECRETS {
        assert!(!whole.contains(secret), "{secret} is in the log: {whole}");
        assert!(!crash.contains(secret) && !second.contains(secret), "{secret} is reported: {reported:?}");
    }
    assert!(log::start(home.path()).is_err(), "a second log is an error and not a crash");
}

/// Errors as systems and libraries word them.
fn tell_secrets() {
    let target = "/home/wangxiaoming/Documents/report.html";
    tracing::warn!(error = %format!("cannot write {target}: no space left (os error 28)"), "the report was not saved");
    tracing::warn!("card 4242 4242 4242 4242 was refused with E-1021");
    tracing::error!(why = "li.lei@example.com has no account, 验证码 123456", order = 20_261_123, "not found");
    tracing::warn!(target: "some_dependency", "GET https://okpay.com/?access_token=s3cret-token as wangxiaoming");
}
