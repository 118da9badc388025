//! Whoever mends the program finds in the log what happened, and nothing that a customer typed.
//!
//! One story only: a process has one log and one panic hook.

use std::fs;
use std::sync::{Arc, Mutex};

use okpay_wizard::desktop::log;

#[test]
fn a_crash_is_in_the_log_before_the_customer_is_told_and_quotes_nobody() {
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
    let text = in_the_log();
    assert!(text.contains("hello") && text.contains("careful"), "{text}");
    assert!(!text.contains("chatter"), "{text}");

    let told = Arc::new(Mutex::new(Vec::new()));
    let hook = Arc::clone(&told);
    let log_at_that_time = in_the_log.clone();
    log::install_panic_hook(move |crash| hook.lock().unwrap().push((crash.to_owned(), log_at_that_time())));

    let thread = std::thread::Builder::new().name("report".to_owned()).spawn(|| {
        let typed = "我的密码是 hunter2";
        let _ = &typed[..1];
    });
    thread.unwrap().join().unwrap_err();

    let told = told.lock().unwrap();
    let [(crash, text)] = &told[..] else { panic!("told once: {told:?}") };
    assert!(crash.contains("byte index 1 is not a char boundary"), "{crash}");
    assert!(crash.contains("tests/log.rs") || crash.contains("tests\\log.rs"), "{crash}");
    assert!(crash.ends_with("thread report"), "{crash}");
    assert!(text.contains("the program has failed"), "{text}");
    assert!(text.contains("backtrace="), "{text}");
    assert!(!text.contains("hunter2") && !crash.contains("hunter2"));
    assert!(log::start(home.path()).is_err(), "there is one log, and a second one is a reason and not a crash");
}
