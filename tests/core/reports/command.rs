//! A support agent runs `okpay-wizard report`: reads one report, summarises a folder of them, finds one by its code.

use std::collections::BTreeSet;

use okpay_wizard::lang::Lang;
use okpay_wizard::pack::ToolName;
use okpay_wizard::redact::Redactor;
use okpay_wizard::report::{Choices, Report, ReportCode, ReportPart, to_html, to_text};
use okpay_wizard::session::{EventKind, ToolResult};
use serde_json::{Value, json};

use crate::support::inbox::{FORMS, Inbox, json as as_json, of_another, on_to_details, report, solved};
use crate::support::story::{Story, facts, pack};

const DAMAGED: [(&str, &str); 2] = [
    (
        "en",
        "This report was changed or damaged after it was saved. The check shows damage; it cannot prove who wrote a report.",
    ),
    ("zh-CN", "这份报告在保存之后被改动过或已损坏。这项检查只能看出损坏，不能证明报告出自谁手。"),
];

fn used(page: Option<&str>, tool: ToolName, result: ToolResult) -> EventKind {
    EventKind::Used { page: page.map(Into::into), tool, result }
}

fn detail(words: &str) -> okpay_wizard::redact::SafeText {
    Redactor::default().safe(words)
}

/// The same document, with changed words but the old hash.
fn edited(report: &Report) -> Vec<u8> {
    let mut document: Value = serde_json::from_slice(&as_json(report)).unwrap();
    *document.pointer_mut("/ended/words").unwrap() = json!("Refund promised");
    serde_json::to_vec(&document).unwrap()
}

#[test]
fn a_saved_report_is_read_back_as_the_customer_saw_it() {
    let inbox = Inbox::new();
    let saved = report(&on_to_details(60), Lang::Chinese, None);
    for (ending, form) in FORMS {
        let name = format!("OKPay 排障报告.{ending}");
        inbox.put(&name, &form(&saved));
        // In the report's own language, unless the agent asks for another.
        let read = inbox.report_in("", &name, &[]);
        assert_eq!((read.status, read.err.as_str()), (0, ""), "{ending}");
        assert_eq!(read.out, to_text(&saved), "{ending}");
        let page = inbox.report_in("", &name, &["--format", "html"]);
        assert_eq!(page.out, to_html(&saved, &[]).unwrap(), "{ending}");
        let machine = inbox.report_in("", &name, &["--format", "json"]);
        assert_eq!(machine.out.as_bytes(), as_json(&saved), "{ending}");
    }
}

#[test]
fn an_agent_reads_the_language_that_is_beside_it() {
    let inbox = Inbox::new();
    let saved = report(&on_to_details(60), Lang::Chinese, Some(Lang::English));
    inbox.put("both.json", &as_json(&saved));
    let english = inbox.report("both.json", &[]);
    assert_eq!((english.status, english.err.as_str()), (0, ""));
    assert_eq!(english.out, to_text(saved.beside.as_ref().unwrap()));
    assert!(english.out.contains("Clear stale browser data"), "{}", english.out);
    let chinese = inbox.report_in("zh-CN", "both.json", &[]);
    assert!(chinese.out.contains("清理浏览器里的旧数据"), "{}", chinese.out);
}

#[test]
fn an_agent_learns_that_the_wanted_language_is_not_there() {
    let inbox = Inbox::new();
    inbox.put("zh.json", &as_json(&report(&solved(60), Lang::Chinese, None)));
    let read = inbox.report("zh.json", &[]);
    assert_eq!(read.status, 0);
    assert!(read.out.contains("清理浏览器里的旧数据"), "{}", read.out);
    assert!(read.err.contains("no version in English; it is shown in 中文"), "{}", read.err);
}

#[test]
fn a_script_reads_the_report_and_whether_it_is_whole() {
    let inbox = Inbox::new();
    let saved = report(&solved(60), Lang::English, None);
    let mut unsealed: Value = serde_json::from_slice(&as_json(&saved)).unwrap();
    unsealed.as_object_mut().unwrap().remove("sha256");
    inbox.put("whole.json", &as_json(&saved));
    inbox.put("broken.json", &edited(&saved));
    inbox.put("missing.json", unsealed.to_string().as_bytes());
    for (seal, status) in [("whole", 0), ("broken", 1), ("missing", 1)] {
        let read = inbox.report(&format!("{seal}.json"), &["--json"]);
        let document: Value = serde_json::from_str(&read.out).unwrap();
        assert_eq!((read.status, document["seal"].as_str()), (status, Some(seal)));
        assert_eq!(document["path"].as_str().unwrap().replace('\\', "/"), format!("INBOX/{seal}.json"));
        assert_eq!(document["report"]["code"], saved.code);
        assert_eq!(read.err.is_empty(), status == 0, "{}", read.err);
    }
    let absent = inbox.report("absent.json", &["--json"]);
    let document: Value = serde_json::from_str(&absent.out).unwrap();
    assert_eq!(absent.status, 2);
    assert!(document["error"].as_str().unwrap().contains("absent.json"), "{document}");
}

#[test]
fn a_changed_report_is_shown_and_said_to_be_changed() {
    let inbox = Inbox::new();
    inbox.put("changed.json", &edited(&report(&solved(60), Lang::English, Some(Lang::Chinese))));
    for (lang, sentence) in DAMAGED {
        let read = inbox.report_in(lang, "changed.json", &[]);
        assert_eq!(read.status, 1);
        assert_eq!(read.err, format!("okpay-wizard: {sentence}\n"));
        assert!(read.out.contains("browser") || read.out.contains("浏览器"), "it is shown all the same: {}", read.out);
        // An agent who receives only the text or the page sees the warning, too.
        assert!(read.out.contains(sentence), "{}", read.out);
        let page = inbox.report_in(lang, "changed.json", &["--format", "html"]);
        assert_eq!(page.status, 1);
        assert!(page.out.contains(sentence.split_once(['.', '。']).unwrap().0), "{}", page.out);
    }
}

#[test]
fn reading_a_changed_report_does_not_make_it_look_whole() {
    let inbox = Inbox::new();
    inbox.put("changed.json", &edited(&report(&solved(60), Lang::English, None)));
    let once = inbox.report("changed.json", &["--format", "json"]);
    assert_eq!(once.status, 1);
    inbox.put("again.json", once.out.as_bytes());
    let again = inbox.report("again.json", &["--json"]);
    assert_eq!(again.status, 1);
    assert_eq!(serde_json::from_str::<Value>(&again.out).unwrap()["seal"], "missing");
}

#[test]
fn what_cannot_be_read_is_named_with_what_to_do() {
    let inbox = Inbox::new();
    inbox.put("holiday.html", b"<html><body>My holiday</body></html>");
    inbox.put("folder/a.json", b"{}");
    let ask = |name: &str, arguments: &[&str]| {
        let [english, chinese] = ["en", "zh-CN"].map(|lang| inbox.report_in(lang, name, arguments));
        assert_eq!((english.status, chinese.status), (2, 2), "{name} {arguments:?}");
        assert_eq!((english.out.as_str(), chinese.out.as_str()), ("", ""));
        (english.err, chinese.err)
    };
    let (english, chinese) = ask("holiday.html", &[]);
    assert!(english.contains("cannot read INBOX/holiday.html: ") && english.contains("Ask the customer"), "{english}");
    assert!(chinese.contains("无法读取 INBOX/holiday.html：") && chinese.contains("请让客户"), "{chinese}");
    let (english, chinese) = ask("absent.html", &[]);
    assert!(
        english.contains("there is no such file or folder") && chinese.contains("没有这个文件或文件夹"),
        "{english}{chinese}"
    );
    let (english, chinese) = ask("absent", &["--summary"]);
    assert!(
        english.contains("there is no such file or folder") && chinese.contains("没有这个文件或文件夹"),
        "{english}{chinese}"
    );
    let (english, chinese) = ask("folder", &[]);
    assert!(english.contains("--summary") && chinese.contains("是文件夹"), "{english}{chinese}");
    let (english, chinese) = ask("holiday.html", &["--summary"]);
    assert!(english.contains("is a file") && chinese.contains("是文件"), "{english}{chinese}");
    let (english, chinese) = ask("folder", &["--summary", "--format", "html"]);
    assert!(english.contains("text, json or csv") && chinese.contains("text、json、csv"), "{english}{chinese}");
    ask("holiday.html", &["--format", "csv"]);
    ask("folder", &["--code", "K7M", "--format", "csv"]);
}

/// A week of reports on one guide, in folders by day.
fn week() -> Inbox {
    let inbox = Inbox::new();
    let english = |story: &Story| report(story, Lang::English, None);
    let opened = ToolResult::Done { detail: detail("okpay.com") };
    let failed = ToolResult::Failed { detail: detail("disk full") };
    for (day, seconds) in [("mon", 50), ("tue", 60), ("wed", 70)] {
        let story = solved(seconds).after(5, used(None, ToolName::OpenLink, opened.clone()));
        inbox.put(format!("{day}/solved.json"), &as_json(&english(&story)));
    }
    let given_up = on_to_details(200)
        .after(30, used(Some("details"), ToolName::SaveReport, failed.clone()))
        .after(4_000, EventKind::Left);
    inbox.put("wed/left.json", &as_json(&report(&given_up, Lang::Chinese, None)));
    inbox.put(
        "thu/open.json",
        &edited(&english(&Story::begin().after(40, EventKind::Switched { lang: Lang::English }))),
    );
    let other = of_another(9, 3);
    inbox.put("thu/other.JSON", &as_json(&other));
    inbox.put("thu/notes.txt", b"not looked at");
    inbox.put("thu/holiday.json", b"[1, 2]");
    let choices = Choices { left_out: BTreeSet::from([ReportPart::Tried]), ..Choices::all(Lang::English) };
    let silent = Report::build(&pack(), &solved(10).session(), &facts(), &choices, &Redactor::default()).unwrap();
    inbox.put("silent.json", &as_json(&silent));
    inbox
}

#[test]
fn a_folder_of_reports_shows_where_people_stop_and_what_helps() {
    let week = week();
    let [english, chinese] = ["en", "zh-CN"].map(|lang| week.report_in(lang, ".", &["--summary"]));
    assert_eq!((english.status, english.err.as_str()), (0, ""));
    insta::assert_snapshot!("summary_en", english.out);
    insta::assert_snapshot!("summary_zh", chinese.out);
}

#[test]
fn a_spreadsheet_and_a_script_get_the_same_figures() {
    let week = week();
    let csv = week.report(".", &["--summary", "--format", "csv"]);
    assert!(csv.out.split_inclusive('\n').all(|line| line.ends_with("\r\n") && line.matches(',').count() == 6));
    insta::assert_snapshot!("summary_csv", csv.out.replace("\r\n", "\n"));
    insta::assert_snapshot!("summary_json", week.report(".", &["--summary", "--json"]).out);
    assert_eq!(
        week.report(".", &["--summary", "--format", "json"]).out,
        week.report(".", &["--summary", "--json"]).out
    );
}

#[test]
fn a_report_saved_in_several_forms_counts_once() {
    let inbox = Inbox::new();
    let saved = as_json(&report(&solved(60), Lang::English, None));
    inbox.put("one.html", &saved);
    inbox.put("one.json", &saved);
    inbox.put("one.zip", &saved);
    inbox.put("elsewhere/one.json", &saved);
    inbox.put("two.json", &saved);
    // A folder with that name is not a report, and hides no report.
    inbox.put("two.html/inside.txt", b"");
    assert_eq!(inbox.summary()["reports"], 3);
}

#[test]
fn an_empty_folder_says_so() {
    let inbox = Inbox::new();
    assert_eq!(inbox.report(".", &["--summary"]).out, "There are no reports in this folder.\n");
    assert_eq!(inbox.report_in("zh-CN", ".", &["--summary"]).out, "这个文件夹里没有报告。\n");
    assert_eq!(inbox.summary()["period"], Value::Null);
}

#[test]
fn a_code_read_out_on_the_phone_finds_the_reports() {
    let inbox = Inbox::new();
    let [monday, friday] = [of_another(1, 0), of_another(1, 4)];
    assert_eq!(monday.code, friday.code, "all reports on a session have its code");
    inbox.put("a/renamed.json", &as_json(&monday));
    inbox.put("b/latest.json", &as_json(&friday));
    inbox.put("b/changed.json", &edited(&monday));
    // A file's name proves nothing.
    inbox.put(format!("OKPay report {}.json", monday.code), &as_json(&of_another(2, 0)));
    let said = monday.code.to_lowercase().replace('-', " ");
    let found = inbox.report(".", &["--code", &said]);
    assert_eq!((found.status, found.err.as_str()), (0, ""));
    let lines: Vec<String> = found.out.lines().map(|line| line.replace('\\', "/").replace("/./", "/")).collect();
    assert_eq!(
        lines,
        [
            "2026-11-27 18:42:05  INBOX/b/latest.json",
            "2026-11-23 18:42:05  INBOX/a/renamed.json",
            "2026-11-23 18:42:05  INBOX/b/changed.json  (changed or damaged)",
        ]
    );
    let machine: Value = serde_json::from_str(&inbox.report(".", &["--code", &said, "--json"]).out).unwrap();
    assert_eq!((&machine["found"], &machine["code"]), (&json!(3), &json!(monday.code)));
    assert_eq!(machine["newest"][0]["made"], "2026-11-27T10:42:05Z");
    assert_eq!(machine["newest"][2]["seal"], "broken");
}

#[test]
fn a_misheard_code_is_noticed_at_once_and_an_unknown_one_is_said_to_be() {
    let inbox = Inbox::new();
    let code = of_another(1, 0).code;
    let mut misheard = code.clone();
    misheard.replace_range(0..1, if code.starts_with('K') { "M" } else { "K" });
    let answer = |lang, code: &str| {
        let ran = inbox.report_in(lang, ".", &["--code", code]);
        assert_eq!(ran.out, "");
        (ran.status, ran.err)
    };
    let (status, english) = answer("en", &misheard);
    assert!(status == 2 && english.contains("one was misheard") && english.contains("out again"), "{english}");
    let (status, chinese) = answer("zh-CN", &misheard);
    assert!(status == 2 && chinese.contains("可能听错了一位"), "{chinese}");
    assert!(answer("zh-CN", "K7M-3RT").1.contains("有 9 个字母和数字，这里有 6 个"));
    assert!(answer("zh-CN", "K7M-3RT-9PO").1.contains("没有“O”"));
    let (status, english) = answer("en", &code);
    assert!(status == 1 && english.contains(&format!("No report with the code {code}")), "{english}");
    let (status, chinese) = answer("zh-CN", &code);
    assert!(status == 1 && chinese.contains(&format!("没有编号为 {code} 的报告")), "{chinese}");
    assert!(ReportCode::parse(&code).is_ok());
}
