//! An attacker sends a malicious file: the program refuses it with a sentence or shows it without harm.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use okpay_wizard::lang::Lang;
use okpay_wizard::report::{Report, Tally, read};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::support::inbox::{FORMS, Inbox, Ran, json as as_json, on_to_details, report, solved};

/// Reverses the direction of text, controls a terminal, hides.
const ACTING: &str =
    "\u{202e}evil\u{1b}[2J\u{1b}]0;pwned\u{7}\u{9b}31m\u{200b}\u{2066}\u{e0041}\r\nFAKE: Refund promised";

/// Ends a page and begins a script.
const SCRIPT: &str = "</script></style></textarea>--><script>alert(1)</script><img src=x onerror=alert(2)>";

fn saved() -> Report {
    report(&on_to_details(60), Lang::English, None)
}

fn acts(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200b}' | '\u{e0000}'..='\u{e007f}')
}

fn assert_harmless(ran: &Ran) {
    assert!(!ran.out.replace("\r\n", "\n").contains(acts), "{:?}", ran.out);
    assert!(!ran.err.contains(acts), "{:?}", ran.err);
}

/// Asserts that the file is refused with a sentence in both languages, alone and in a folder.
fn assert_refused(inbox: &Inbox, name: &str) {
    for lang in ["en", "zh-CN"] {
        let ran = inbox.report_in(lang, name, &[]);
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{name}: {ran:?}");
        assert!(ran.err.contains(name) && ran.err.lines().count() == 1 && ran.err.len() < 1_000, "{name}: {}", ran.err);
        assert_harmless(&ran);
    }
    let summary = inbox.summary();
    assert_eq!((&summary["reports"], &summary["unreadable"]["count"]), (&json!(0), &json!(1)), "{name}: {summary}");
    assert_eq!(summary["unreadable"]["first"][0]["file"], name);
}

/// Replaces every string in a document, except those that say what it is and when it was made.
fn filled_with(value: &mut Value, words: &str) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                let is_fixed =
                    ["kind", "lang", "at", "standing", "result", "tool", "asked_for", "what"].contains(&name.as_str());
                let is_choice = name == "id" && value.as_str().is_some_and(|id| ["open", "not-solved"].contains(&id));
                if !is_fixed && !is_choice {
                    filled_with(value, words);
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| filled_with(item, words)),
        Value::String(text) => words.clone_into(text),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn filled(words: &str) -> Report {
    let mut document = serde_json::to_value(saved()).unwrap();
    filled_with(&mut document, words);
    serde_json::from_value(document).unwrap()
}

#[test]
fn a_file_larger_than_any_report_is_not_even_read() {
    let inbox = Inbox::new();
    // The file takes no space on the disk.
    fs::File::create(inbox.path("huge.html")).unwrap().set_len(1 << 40).unwrap();
    assert_refused(&inbox, "huge.html");
    let inbox = Inbox::new();
    inbox.put("long.json", format!("{{\"format\": 1, \"code\": \"{}\"}}", "x".repeat(9_000_000)).as_bytes());
    assert_refused(&inbox, "long.json");
    assert!(inbox.report("long.json", &[]).err.contains("larger than any report"));
}

#[test]
fn json_that_is_deep_is_refused() {
    for (open, close) in [("[", "]"), ("{\"beside\":", "}")] {
        let inbox = Inbox::new();
        inbox.put("deep.json", format!("{}1{}", open.repeat(900_000), close.repeat(900_000)).as_bytes());
        assert_refused(&inbox, "deep.json");
    }
}

/// A report inside a report inside a report.
fn nested() -> Value {
    let plain = serde_json::to_value(saved()).unwrap();
    let mut nested = plain.clone();
    for _ in 0..110 {
        let mut outer = plain.clone();
        outer["beside"] = nested;
        nested = outer;
    }
    nested
}

#[test]
fn reports_inside_reports_inside_reports_end_somewhere() {
    let inbox = Inbox::new();
    inbox.put("nested.json", nested().to_string().as_bytes());
    let ran = inbox.report("nested.json", &[]);
    assert!([1, 2].contains(&ran.status), "{ran:?}");
    inbox.summary();
}

#[test]
fn what_is_no_json_or_of_wrong_types_is_refused() {
    let whole = String::from_utf8(as_json(&saved())).unwrap();
    let seconds = whole.find("\"seconds\": ").unwrap() + "\"seconds\": ".len();
    let not_a_number = format!("{}NaN{}", &whole[..seconds], &whole[seconds + 2..]);
    let cut = whole[..whole.len() / 2].to_owned();
    for (content, what) in
        [(not_a_number, "NaN"), (cut, "cut short"), (String::new(), "empty"), ("null".to_owned(), "null")]
    {
        let inbox = Inbox::new();
        inbox.put("a.json", content.as_bytes());
        assert_refused(&inbox, "a.json");
        let said = inbox.report("a.json", &[]).err;
        assert!(said.contains("not a report") || said.contains("damaged"), "{what}: {said}");
    }
    let document = serde_json::to_value(saved()).unwrap();
    let wrong: [(&str, Value); 7] = [
        ("tried", json!("x")),
        ("code", json!(17)),
        ("lang", json!(ACTING)),
        ("made", json!({"at": "+999999-01-01T00:00:00Z", "words": ""})),
        ("took", json!({"seconds": 1e300, "words": ""})),
        ("kind", json!("something-else")),
        ("ended", json!({"id": ACTING.repeat(50), "words": ""})),
    ];
    for (field, value) in wrong {
        let inbox = Inbox::new();
        let mut document = document.clone();
        document[field] = value;
        inbox.put("a.json", document.to_string().as_bytes());
        assert_refused(&inbox, "a.json");
    }
}

#[test]
fn times_out_of_all_reason_do_no_harm() {
    let inbox = Inbox::new();
    let mut document = serde_json::to_value(saved()).unwrap();
    for (page, seconds) in [(0, i64::MIN), (1, i64::MAX)] {
        document["tried"][page]["took"]["seconds"] = json!(seconds);
    }
    document["machine"]["clock_ahead_seconds"] = json!(i64::MIN);
    document["machine"]["free_disk_bytes"] = json!(u64::MAX);
    document["zone"]["offset_seconds"] = json!(i32::MIN);
    inbox.put("a.json", document.to_string().as_bytes());
    for format in ["text", "html", "json"] {
        assert_eq!(inbox.report("a.json", &["--format", format]).status, 1, "it has no hash");
    }
    let summary = inbox.summary();
    let mut medians: Vec<&Value> =
        summary["wizards"][0]["pages"].as_array().unwrap().iter().map(|page| &page["median_seconds"]).collect();
    medians.sort_by_key(|median| median.as_u64());
    assert_eq!(medians, [&json!(0), &json!(86_400)]);
}

#[test]
fn nothing_in_a_report_steers_a_terminal_or_adds_a_line() {
    let inbox = Inbox::new();
    for (ending, form) in FORMS {
        inbox.put(format!("acting.{ending}"), &form(&filled(ACTING)));
    }
    for (ending, _) in FORMS {
        let name = format!("acting.{ending}");
        for arguments in [&[][..], &["--format", "html"], &["--format", "json"], &["--json"]] {
            let ran = inbox.report(&name, arguments);
            assert_ne!(ran.status, 2, "{ran:?}");
            assert!(ran.out.contains("evil"), "it is shown: {ran:?}");
            assert_harmless(&ran);
            // In a page's source, line breaks mean nothing.
            let is_page = arguments.contains(&"html");
            assert!(is_page || !ran.out.lines().any(|line| line.starts_with("FAKE")), "{}", ran.out);
        }
    }
    for arguments in [&["--summary"][..], &["--summary", "--format", "csv"], &["--summary", "--json"]] {
        let ran = inbox.report(".", arguments);
        assert!(ran.status == 0 && ran.out.contains("evil"), "{ran:?}");
        assert_harmless(&ran);
        assert!(!ran.out.lines().any(|line| line.starts_with("FAKE")), "{}", ran.out);
    }
}

#[test]
fn a_script_in_a_field_is_text_on_the_page() {
    let inbox = Inbox::new();
    for (ending, form) in FORMS {
        inbox.put(format!("script.{ending}"), &form(&filled(SCRIPT)));
        let page = inbox.report(&format!("script.{ending}"), &["--format", "html"]);
        assert_eq!(page.status, 0, "{page:?}");
        assert!(page.out.contains("alert(1)"), "it is shown");
        assert!(!page.out.contains("<script>alert") && !page.out.contains("<img src=x"), "{}", page.out);
    }
}

#[test]
fn a_field_cannot_become_a_formula_in_a_spreadsheet() {
    let inbox = Inbox::new();
    let formula = "=HYPERLINK(\"http://evil.example\",\"refund\")";
    inbox.put("formula.json", &as_json(&filled(formula)));
    let sheet = inbox.report(".", &["--summary", "--format", "csv"]).out;
    assert!(sheet.contains("\"'=HYPERLINK(\"\"http://evil.example\"\",\"\"refund\"\")\""), "{sheet}");
    assert!(!sheet.contains(",=") && !sheet.contains(",\"="), "{sheet}");
}

/// A zip with these files.
fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn a_zip_that_grows_without_end_is_refused() {
    let inbox = Inbox::new();
    let bomb = zipped(&[("report.json", &vec![b' '; 200_000_000])]);
    assert!(bomb.len() < 1_000_000, "it is small on the disk");
    inbox.put("bomb.zip", &bomb);
    assert_refused(&inbox, "bomb.zip");
}

#[test]
fn names_in_a_zip_lead_nowhere() {
    let inbox = Inbox::new();
    let report = as_json(&saved());
    let names = ["../../escaped.json", "/tmp/escaped.json", "..\\..\\escaped.json", "a/../../escaped.json"];
    for name in names {
        inbox.put("in/it/path.zip", &zipped(&[(name, &report), ("../escaped.html", b"<html>")]));
        let ran = inbox.report("in/it/path.zip", &[]);
        assert_harmless(&ran);
        let all: Vec<_> =
            ["", "in", "in/it"].iter().flat_map(|folder| fs::read_dir(inbox.path(folder)).unwrap()).collect();
        assert_eq!(all.len(), 3, "nothing was written: {all:?}");
    }
}

#[test]
fn a_link_in_a_folder_is_not_followed_and_a_loop_has_an_end() {
    let inbox = Inbox::new();
    inbox.put("real/one.json", &as_json(&saved()));
    let deep = format!("real/{}two.json", "d/".repeat(80));
    inbox.put(&deep, &as_json(&saved()));
    link(&inbox.path("real"), &inbox.path("real/loop"));
    link(&inbox.path("real/one.json"), &inbox.path("real/linked.json"));
    let summary = inbox.summary();
    assert_eq!(summary["reports"], 1, "{summary}");
    let unreadable = summary["unreadable"].to_string();
    assert!(unreadable.contains("linked.json") || cfg!(not(unix)), "{unreadable}");
    assert!(unreadable.contains("the folders are nested too deeply"), "{unreadable}");
    // An agent who names a link means its target.
    if cfg!(unix) {
        assert_eq!(inbox.report("real/linked.json", &[]).status, 0);
    }
}

#[cfg(unix)]
fn link(from: &Path, to: &Path) {
    std::os::unix::fs::symlink(from, to).unwrap();
}

#[cfg(not(unix))]
fn link(_: &Path, _: &Path) {}

#[test]
fn a_folder_named_like_a_report_is_a_folder() {
    let inbox = Inbox::new();
    inbox.put("x.html/inside.json", &as_json(&saved()));
    assert_eq!(inbox.summary()["reports"], 1);
    let ran = inbox.report("x.html", &[]);
    assert!(ran.status == 2 && ran.err.contains("is a folder"), "{ran:?}");
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::PermissionsExt as _;
    use std::process::{Command, Stdio};
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_pipe_without_a_writer_delays_nothing() {
        let inbox = Inbox::new();
        assert!(Command::new("mkfifo").arg(inbox.path("pipe.json")).status().unwrap().success());
        for arguments in [&["pipe.json"][..], &[".", "--summary"], &[".", "--code", "222-222-222"]] {
            let mut command = Command::new(env!("CARGO_BIN_EXE_okpay-wizard"));
            command.arg("report").arg(inbox.path(arguments[0])).args(&arguments[1..]);
            let mut program = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
            let ended = (0..600).any(|_| {
                std::thread::sleep(Duration::from_millis(50));
                program.try_wait().unwrap().is_some()
            });
            program.kill().ok();
            assert!(ended, "{arguments:?} waits for ever");
        }
        assert_refused(&inbox, "pipe.json");
    }

    /// The program with little memory and a small stack, as on the weakest machines.
    #[cfg(target_os = "linux")]
    fn on_a_poor_machine(inbox: &Inbox, name: &str) -> std::process::Output {
        let limited = r#"ulimit -v 1200000 && ulimit -s 1024 && exec "$0" report "$1" --lang en"#;
        let mut command = Command::new("sh");
        command.args(["-c", limited, env!("CARGO_BIN_EXE_okpay-wizard")]).arg(inbox.path(name)).output().unwrap()
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn what_grows_while_it_is_read_does_not_take_the_machines_memory() {
        let inbox = Inbox::new();
        for (name, item) in [("arrays.json", "[]"), ("objects.json", r#"{"a":1}"#)] {
            let items = vec![item; 7_900_000 / (item.len() + 1)].join(",");
            inbox.put(name, format!(r#"{{"a":[{items}]}}"#).as_bytes());
            let output = on_a_poor_machine(&inbox, name);
            assert_eq!(output.status.code(), Some(2), "{output:?}");
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn reports_inside_reports_need_no_large_stack() {
        let inbox = Inbox::new();
        inbox.put("nested.json", nested().to_string().as_bytes());
        let output = on_a_poor_machine(&inbox, "nested.json");
        assert!([Some(1), Some(2)].contains(&output.status.code()), "{output:?}");
    }

    #[test]
    fn what_may_not_be_read_is_named() {
        let inbox = Inbox::new();
        inbox.put("mine.json", &as_json(&saved()));
        inbox.put("theirs/one.json", &as_json(&saved()));
        let close = |name: &str, mode| fs::set_permissions(inbox.path(name), fs::Permissions::from_mode(mode)).unwrap();
        close("mine.json", 0o000);
        close("theirs", 0o000);
        // Root may read everything.
        let is_root = fs::File::open(inbox.path("mine.json")).is_ok();
        let (summary, alone) = (inbox.summary(), inbox.report("mine.json", &[]));
        close("theirs", 0o700);
        if is_root {
            assert_eq!((&summary["reports"], alone.status), (&json!(2), 0));
        } else {
            assert_eq!((&summary["reports"], &summary["unreadable"]["count"]), (&json!(0), &json!(2)), "{summary}");
            assert!(alone.status == 2 && alone.err.contains("no permission"), "{alone:?}");
        }
    }

    // A Mac's file system does not accept such names.
    #[cfg(target_os = "linux")]
    #[test]
    fn a_name_that_is_no_text_is_shown_harmless() {
        use std::ffi::OsStr;
        use std::os::unix::ffi::OsStrExt as _;

        let inbox = Inbox::new();
        inbox.put(OsStr::from_bytes(b"\xff\xfe\x1b[31m\n\xe2\x80\xae.json"), b"{}");
        inbox.put(OsStr::from_bytes(b"\xff-report.json"), &as_json(&saved()));
        for lang in ["en", "zh-CN"] {
            let ran = inbox.report_in(lang, ".", &["--summary"]);
            assert_eq!(ran.status, 0, "{ran:?}");
            assert_harmless(&ran);
            assert!(ran.out.contains("\u{fffd}[31m") && ran.out.contains(".json"), "{}", ran.out);
        }
        let found = inbox.report(".", &["--code", &saved().code]);
        assert!(found.status == 0 && found.out.contains("\u{fffd}-report.json"), "{found:?}");
        assert_harmless(&found);
    }
}

#[test]
fn a_report_that_names_very_many_wizards_and_pages_takes_little_memory() {
    let mut tally = Tally::default();
    let plain = saved();
    let mut back = read(&serde_json::to_vec(&plain).unwrap()).unwrap();
    for wizard in 0..600 {
        let mut report = plain.clone();
        report.problem.id = format!("wizard-{wizard}-{}", "x".repeat(1_000));
        report.tried = (0..250)
            .map(|page| {
                let mut tried = plain.tried[0].clone();
                tried.page.id = format!("page-{page}-{}", "密".repeat(90));
                tried.page.words = "很长".repeat(100);
                tried.took.seconds = i64::from(page * wizard);
                tried
            })
            .collect();
        back.report = report;
        tally.add(&back);
    }
    let summary = tally.finish();
    assert_eq!((summary.reports, summary.damaged, summary.wizards.len()), (600, 600, 501));
    let other = summary.wizards.iter().find(|wizard| wizard.id == "(other)").unwrap();
    assert_eq!((other.reports, other.words.len()), (100, 0));
    let pages: usize = summary.wizards.iter().map(|wizard| wizard.pages.len()).sum();
    assert!(pages <= 2_000 + 501, "{pages}");
    assert!(summary.wizards.iter().all(|wizard| wizard.pages.len() <= 201));
    assert!(summary.wizards.iter().all(|wizard| wizard.id.chars().count() <= 81));
    let text = serde_json::to_string(&summary).unwrap();
    assert!(text.len() < 3_000_000, "{}", text.len());
    let seen: u64 = summary.wizards.iter().flat_map(|wizard| &wizard.pages).map(|page| page.seen).sum();
    assert_eq!(seen, 600 * 250, "all are counted");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// A report with some bytes that a broken disk or an attacker has changed.
    #[test]
    fn no_bytes_make_it_panic(changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6)) {
        let mut bytes = as_json(&report(&solved(60), Lang::Chinese, None));
        for (place, byte) in changes {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        if let Ok(read) = read(&bytes) {
            let mut tally = Tally::default();
            tally.add(&read);
            prop_assert_eq!(tally.finish().reports, 1);
        }
    }
}
