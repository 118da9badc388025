//! An author makes a mistake in a pack, and is told where it is and what to do about it.

use okpay_wizard::lang::Lang;
use okpay_wizard::pack::{Loaded, Problem, Severity, SourceFile, Styled, load, render, text_of};

const FILES: [(&str, &str); 3] = [
    ("pack.ron", include_str!("fixtures/pack/pack.ron")),
    ("login.ron", include_str!("fixtures/pack/login.ron")),
    ("payment.ron", include_str!("fixtures/pack/payment.ron")),
];

fn good() -> Vec<SourceFile> {
    let file = |(name, text): &(&str, &str)| SourceFile { name: (*name).to_owned(), bytes: text.as_bytes().to_vec() };
    FILES.iter().map(file).collect()
}

/// The good pack with one place of one file changed.
fn broken(name: &str, from: &str, to: &str) -> Vec<SourceFile> {
    let mut files = good();
    let file = files.iter_mut().find(|file| file.name == name).unwrap();
    let text = String::from_utf8(file.bytes.clone()).unwrap();
    assert!(text.contains(from), "the fixture has no {from}");
    file.bytes = text.replacen(from, to, 1).into_bytes();
    files
}

fn with(name: &str, bytes: &[u8]) -> Vec<SourceFile> {
    let mut files = good();
    files.retain(|file| file.name != name);
    files.push(SourceFile { name: name.to_owned(), bytes: bytes.to_vec() });
    files
}

fn listed(loaded: &Loaded) -> String {
    let line = |p: &Problem| {
        let place = &p.place;
        format!(
            "{}:{}:{} {} {} / {}\n",
            place.file, place.line, place.column, p.code, p.message.english, p.message.chinese
        )
    };
    loaded.problems.iter().map(line).collect()
}

/// Line and column, from 1 and in characters, of `marked` in the changed file.
fn place_of(text: &str, marked: &str) -> (usize, usize) {
    let at = text.find(marked).unwrap_or_else(|| panic!("no {marked}"));
    let before = &text[..at];
    let line = before.matches('\n').count() + 1;
    (line, before.rsplit('\n').next().unwrap().chars().count() + 1)
}

/// One mistake: `from` becomes `to` in `file`, and exactly one problem of this `code` stands where `marked` begins
/// (after the first `skip` characters of it), naming `culprit` in both languages.
#[track_caller]
fn told(file: &str, from: &str, to: &str, code: &str, marked: &str, skip: usize, culprit: &str) -> Problem {
    let files = broken(file, from, to);
    told_of(&files, file, code, marked, skip, culprit)
}

#[track_caller]
fn told_of(files: &[SourceFile], file: &str, code: &str, marked: &str, skip: usize, culprit: &str) -> Problem {
    let loaded = load(files);
    let text = text_of(files.iter().find(|source| source.name == file).unwrap());
    let (line, column) = place_of(&text, marked);
    let all = listed(&loaded);
    assert_eq!(loaded.problems.len(), 1, "one mistake is one problem:\n{all}");
    let problem = loaded.problems[0].clone();
    let place = &problem.place;
    assert_eq!(
        (place.file.as_str(), problem.code, place.line, place.column),
        (file, code, line, column + skip),
        "{all}"
    );
    for (sentence, help) in [
        (&problem.message.english, problem.help.as_ref().map(|help| &help.english)),
        (&problem.message.chinese, problem.help.as_ref().map(|help| &help.chinese)),
    ] {
        let whole = format!("{sentence} {}", help.map_or("", String::as_str));
        assert!(whole.contains(culprit), "“{whole}” names {culprit}");
    }
    let pack = loaded.pack.as_ref();
    if problem.severity == Severity::Error && file != "pack.ron" {
        assert_eq!(loaded.broken, [file]);
        assert!(pack.unwrap().wizards.iter().all(|wizard| format!("{}.ron", wizard.id) != file));
        assert!(!pack.unwrap().wizards.is_empty(), "the other wizard is still there");
    }
    problem
}

fn suggests(problem: &Problem, name: &str) {
    let help = problem.help.as_ref().unwrap();
    assert!(help.english.contains(&format!("did you mean `{name}`?")), "{help:?}");
    assert!(help.chinese.contains(&format!("是不是想写 `{name}`？")), "{help:?}");
}

#[test]
fn the_good_pack_is_good() {
    let loaded = load(&good());
    assert_eq!(listed(&loaded), "");
    let pack = loaded.pack.unwrap();
    assert_eq!(pack.wizards.len(), 2);
    assert_eq!(pack.accent, [0x0A, 0x7D, 0x55]);
    assert_eq!(pack.wizards[0].pages.len(), 4);
    assert_eq!(pack.wizards[0].walks.len(), 2);
    assert_eq!(pack.wizards[1].summary.get(Lang::English), "A payment failed");
    assert_eq!(loaded.broken, [""; 0]);
}

// Writing.

#[test]
fn a_text_is_not_closed() {
    told("login.ron", "\"I can't log in\"}", "\"I can't log in}", "unclosed-text", "\"I can't log in", 0, "\"");
}

#[test]
fn a_text_is_not_closed_before_another_one() {
    told(
        "login.ron",
        "\"无法登录账户\", \"en\"",
        "\"无法登录账户, \"en\"",
        "quote-in-text",
        "\"en\": \"I can't",
        0,
        "\"",
    );
}

#[test]
fn a_quotation_mark_stands_in_a_text() {
    let changed = "\"点\"忘记密码\"按钮\"";
    told("login.ron", "\"点“忘记密码”\"", changed, "quote-in-text", "\"忘记密码\"按", 0, "\\\"");
}

#[test]
fn a_list_is_not_closed() {
    let from = "{\"zh-CN\": \"换了浏览器\", \"en\": \"Tried another browser\"})],";
    told("login.ron", from, &from.replace(")],", "),"), "unclosed-bracket", "[(id: \"tried\"", 0, "]");
}

#[test]
fn a_page_is_not_closed() {
    let from = "exits: [(go: End(NotSolved))],\n        ),\n    ],\n    walks";
    let to = "exits: [(go: End(NotSolved))],\n    ],\n    walks";
    told("login.ron", from, to, "unclosed-bracket", "(\n            id: \"contact\"", 0, ")");
}

#[test]
fn a_text_by_language_is_not_closed() {
    told("payment.ron", "failed\"},", "failed\",", "unclosed-bracket", "{\"zh-CN\": \"付款失败\"", 0, "}");
}

#[test]
fn a_bracket_is_of_the_wrong_kind() {
    told("payment.ron", "failed\"},", "failed\"],", "wrong-bracket", "],\n    pages", 0, "}");
}

#[test]
fn there_is_one_bracket_too_many() {
    told("payment.ron", "first\"},", "first\"}),", "stray-bracket", "),\n            exits", 0, ")");
}

#[test]
fn a_comma_is_missing() {
    told("payment.ron", "id: \"payment\",", "id: \"payment\"", "missing-comma", "\n    title", 0, ",");
}

#[test]
fn there_is_one_comma_too_many() {
    told("payment.ron", "id: \"payment\",", "id: \"payment\",,", "stray-comma", ",\n    title", 0, "");
}

#[test]
fn a_colon_is_missing() {
    told("payment.ron", "id: \"order\"", "id \"order\"", "missing-colon", "id \"order\"", 2, ":");
}

#[test]
fn a_colon_is_missing_in_a_text() {
    told("payment.ron", "\"en\": \"A", "\"en\" \"A", "missing-colon", "\"en\" \"A", 4, ":");
}

#[test]
fn a_stray_character_stands_between_fields() {
    told("payment.ron", "pages: [", "@ pages: [", "stray-character", "@ pages", 0, "@");
}

#[test]
fn a_backslash_escapes_nothing() {
    told("payment.ron", "A payment", "A\\payment", "bad-escape", "\\payment", 0, "\\");
}

#[test]
fn a_value_is_missing() {
    told("payment.ron", "id: \"order\"", "id: ", "missing-value", "id: ,", 4, "");
}

#[test]
fn full_width_punctuation_is_named_each_time() {
    let mut files = broken("payment.ron", "id: \"payment\",", "id： “payment”，");
    let loaded = load(&files);
    let named = loaded.problems.iter().map(|p| (p.code, p.place.line, p.place.column)).collect::<Vec<_>>();
    let code = "full-width-punctuation";
    assert_eq!(named, [(code, 2, 7), (code, 2, 9), (code, 2, 18)], "{}", listed(&loaded));
    files = broken("payment.ron", "pages: [", "pages: 【");
    told_of(&files, "payment.ron", code, "【", 0, "[");
    told("payment.ron", "exits: [(go", "exits: [（go", code, "（go", 0, "(");
    told("payment.ron", "title: {\"zh-CN\": \"付", "title: ｛\"zh-CN\": \"付", code, "｛", 0, "{");
    told("payment.ron", "\"payment\",", "\"payment”,", code, "”,", 0, "\"");
}

#[test]
fn a_comment_is_not_closed() {
    told("payment.ron", "id: \"order\",", "id: \"order\", /* later", "unclosed-comment", "/*", 0, "*/");
}

#[test]
fn single_quotation_marks_are_not_enough() {
    told("payment.ron", "\"order\"", "'order'", "wrong-quotes", "'order'", 0, "\"");
}

#[test]
fn something_follows_the_end() {
    let text = format!("{}\n]", FILES[2].1.trim_end());
    let loaded = load(&with("payment.ron", text.as_bytes()));
    let found = loaded.problems.iter().map(|p| (p.code, p.place.line, p.place.column)).collect::<Vec<_>>();
    assert_eq!(found, [("after-end", 12, 1)], "{}", listed(&loaded));
}

// Fields and values.

#[test]
fn a_field_is_unknown() {
    let problem = told("login.ron", "minutes: 5", "minuts: 5", "unknown-field", "minuts", 0, "minuts");
    suggests(&problem, "minutes");
}

#[test]
fn a_misspelt_field_is_not_missing_as_well() {
    let problem = told("payment.ron", "title:", "titel:", "unknown-field", "titel", 0, "titel");
    suggests(&problem, "title");
}

#[test]
fn a_field_is_missing() {
    told(
        "payment.ron",
        "exits: [(go: End(NotSolved))],",
        "",
        "missing-field",
        "(\n            id: \"order\"",
        0,
        "exits",
    );
}

#[test]
fn a_field_is_there_twice() {
    told("payment.ron", "id: \"order\",", "id: \"order\", id: \"other\",", "duplicate-field", "id: \"other\"", 0, "id");
}

#[test]
fn a_language_is_there_twice() {
    told(
        "payment.ron",
        "\"en\": \"A",
        "\"zh-CN\": \"又\", \"en\": \"A",
        "duplicate-key",
        "\"zh-CN\": \"又\"",
        0,
        "zh-CN",
    );
}

#[test]
fn a_number_stands_in_quotation_marks() {
    told("login.ron", "minutes: 5", "minutes: \"5\"", "wrong-type", "\"5\"", 0, "3");
}

#[test]
fn a_page_takes_too_long() {
    told("login.ron", "minutes: 5", "minutes: 500", "bad-minutes", "500,", 0, "120");
}

#[test]
fn names_that_do_not_exist_are_told_with_the_nearest_that_do() {
    for (from, to, code, marked, meant) in [
        ("kind: Amount", "kind: Amuont", "unknown-kind", "Amuont", "Amount"),
        ("SaveReport", "SaveRaport", "unknown-tool", "SaveRaport", "SaveReport"),
        ("Steps([", "Stesp([", "unknown-block", "Stesp", "Steps"),
        ("Answered(\"message\")", "Anwsered(\"message\")", "unknown-condition", "Anwsered", "Answered"),
        ("End(NotSolved)", "End(NotSovled)", "unknown-outcome", "NotSovled", "NotSolved"),
        ("Os(Windows)", "Os(Window)", "unknown-system", "Window)", "Windows"),
        ("Back", "Bakc", "unknown-step", "Bakc", "Back"),
        ("go: \"password\"", "go: \"pasword\"", "unknown-page", "\"pasword\"", "password"),
        ("Ticked(\"reset\")", "Ticked(\"rest\")", "unknown-task", "\"rest\"", "reset"),
        ("Ticked(\"password/reset\")", "Ticked(\"password/rest\")", "unknown-task", "\"password/rest\"", "reset"),
        ("Answered(\"message\")", "Answered(\"mesage\")", "unknown-ask", "\"mesage\"", "message"),
        (
            "Chose(\"what\", \"wrong-password\")",
            "Chose(\"what\", \"wrong-pasword\")",
            "unknown-choice",
            "\"wrong-pasword\"",
            "wrong-password",
        ),
        ("Tick(\"password/reset\")", "Tick(\"pasword/reset\")", "unknown-page", "\"pasword/reset\"", "password"),
        ("ends: \"contact\"", "ends: \"contacts\"", "unknown-page", "\"contacts\"", "contact"),
        ("Language(\"en\")", "Language(\"em\")", "unknown-language", "\"em\"", "en"),
    ] {
        suggests(&told("login.ron", from, to, code, marked, 0, meant), meant);
    }
}

#[test]
fn a_walk_names_a_task_without_its_page() {
    told(
        "login.ron",
        "Tick(\"password/reset\")",
        "Tick(\"reset\")",
        "reference-without-page",
        "\"reset\"), Say",
        0,
        "reset",
    );
}

#[test]
fn a_typed_question_has_no_choices_and_a_choice_is_not_typed() {
    told(
        "login.ron",
        "Answered(\"message\")",
        "Chose(\"message\", \"x\")",
        "not-a-choice",
        "\"message\", \"x\"",
        0,
        "message",
    );
    told(
        "login.ron",
        "Type(\"start/message\"",
        "Type(\"start/what\"",
        "not-typed",
        "\"start/what\", \"Error",
        0,
        "start/what",
    );
}

#[test]
fn an_id_is_used_twice_or_badly_formed() {
    told(
        "login.ron",
        "id: \"day\"",
        "id: \"amount\"",
        "duplicate-id",
        "\"amount\", text: {\"zh-CN\": \"哪",
        0,
        "amount",
    );
    told("login.ron", "id: \"day\"", "id: \"The Day\"", "bad-id", "\"The Day\"", 0, "The Day");
    told("payment.ron", "id: \"payment\"", "id: \"pay\"", "id-not-file-name", "\"pay\"", 0, "payment");
}

// The way through.

#[test]
fn a_page_is_never_reached() {
    let page = "(id: \"lost\", title: \"Lost\", exits: [(go: End(NotSolved))]), (\n            id: \"contact\"";
    let problem = told("login.ron", "(\n            id: \"contact\"", page, "unreachable-page", "\"lost\"", 0, "lost");
    assert_eq!(problem.severity, Severity::Warning);
}

#[test]
fn a_page_has_no_way_on() {
    told("payment.ron", "[(go: End(NotSolved))]", "[]", "dead-end", "[],", 0, "End(NotSolved)");
    told(
        "payment.ron",
        "(go: End(NotSolved))",
        "(when: Os(Linux), go: End(NotSolved))",
        "last-exit-has-condition",
        "(when: Os",
        0,
        "when",
    );
    told(
        "payment.ron",
        "(go: End(NotSolved))",
        "(when: Solved, go: End(Solved))",
        "only-solved",
        "(when: Solved",
        0,
        "when",
    );
}

#[test]
fn an_exit_is_never_taken() {
    told(
        "payment.ron",
        "(go: End(NotSolved))",
        "(go: End(NotSolved)), (go: \"order\")",
        "exit-never-taken",
        "(go: \"order\")",
        0,
        "when",
    );
}

#[test]
fn customers_go_round_in_circles() {
    let to = "(when: Solved, go: End(Solved)), (go: \"order\")";
    told("payment.ron", "(go: End(NotSolved))", to, "loop", "\"order\",\n", 0, "order");
}

#[test]
fn support_cannot_be_reached() {
    told("payment.ron", "End(NotSolved)", "End(Solved)", "no-way-to-support", "\"payment\"", 0, "End(NotSolved)");
}

#[test]
fn a_check_is_never_asked() {
    let to = "check: \"OK\", exits: [(go";
    told("payment.ron", "exits: [(go", to, "check-without-solved", "\"OK\"", 0, "Solved");
}

// Texts.

#[test]
fn a_language_is_missing_in_a_text() {
    told("payment.ron", ", \"en\": \"A payment failed\"", "", "missing-language", "{\"zh-CN\": \"付款失败\"}", 0, "en");
}

#[test]
fn a_text_is_empty() {
    told("payment.ron", "\"A payment failed\"", "\" \"", "empty-text", "\" \"", 0, "");
}

#[test]
fn emphasis_is_not_closed() {
    told("payment.ron", "A payment failed", "A **payment failed", "unclosed-emphasis", "\"A **pay", 0, "**");
}

#[test]
fn links_stay_within_the_pack_s_hosts() {
    for (address, code) in [
        ("http://www.okpay.com/login", "link-not-https"),
        ("https://okpay.com.evil.example/", "link-outside-hosts"),
        ("https://notokpay.com/", "link-outside-hosts"),
        ("https://okpay.com@evil.example/", "link-with-user"),
        ("https://okpay.com:444/", "link-with-port"),
        ("www.okpay.com", "bad-link"),
    ] {
        let marked = format!("\"{address}\"");
        told("login.ron", "\"https://www.okpay.com/login\"", &marked, code, &marked, 0, address);
    }
}

#[test]
fn a_pack_never_asks_for_a_secret() {
    told("login.ron", "The exact message", "Your password", "asks-for-secret", "\"Your password\"", 0, "password");
    told("login.ron", "还想说什么", "银行卡号", "asks-for-secret", "{\"zh-CN\": \"银行卡号\"", 10, "卡号");
    told(
        "login.ron",
        "Check Caps Lock",
        "Send us the verification code",
        "asks-for-secret",
        "\"Send us",
        0,
        "verification code",
    );
    told("payment.ron", "\"先查订单\"", "\"请输入短信验证码\"", "asks-for-secret", "\"请输入", 0, "验证码");
}

// pack.ron.

#[test]
fn pack_ron_says_something_that_cannot_be() {
    for (from, to, code, marked, culprit) in [
        ("format: 1", "format: 7", "unknown-format", "7,", "7"),
        ("\"1.2.3\"", "\"newest\"", "bad-version", "\"newest\"", "newest"),
        ("\"#0A7D55\"", "\"green\"", "bad-colour", "\"green\"", "green"),
        ("\"2026-11-01\"", "\"2026-13-01\"", "bad-date", "\"2026-13-01\"", "2026-13-01"),
        (
            "[\"okpay.com\"]",
            "[\"okpay.com\", \"https://okpay.com\"]",
            "bad-host",
            "\"https://okpay.com\"",
            "https://okpay.com",
        ),
        (
            "\"https://support.okpay.com/\"",
            "\"https://support-okpay.com/\"",
            "link-outside-hosts",
            "\"https://support-",
            "support-okpay.com",
        ),
        ("id: \"demo\"", "id: \"Demo\"", "bad-id", "\"Demo\"", "Demo"),
        ("\"en\"],", "\"en\", \"en\"],", "duplicate-id", "\"en\"],", "en"),
    ] {
        told("pack.ron", from, to, code, marked, 0, culprit);
        assert!(load(&broken("pack.ron", from, to)).pack.is_none());
    }
}

#[test]
fn a_listed_wizard_has_no_file() {
    let files = broken("pack.ron", "\"payment\"]", "\"payment\", \"logn\"]");
    let loaded = load(&files);
    let problem = told_of(&files, "pack.ron", "missing-file", "\"logn\"", 0, "logn");
    suggests(&problem, "login");
    assert_eq!(loaded.pack.unwrap().wizards.len(), 2);
    assert_eq!(loaded.broken, ["logn.ron"]);
}

#[test]
fn a_file_is_not_listed() {
    let loaded = load(&broken("pack.ron", ", \"payment\"]", "]"));
    assert_eq!(loaded.problems.len(), 1, "{}", listed(&loaded));
    assert_eq!(loaded.problems[0].code, "unlisted-file");
    assert_eq!(loaded.problems[0].severity, Severity::Warning);
    assert_eq!(loaded.pack.unwrap().wizards.len(), 1);
}

#[test]
fn a_wizard_is_listed_twice_or_none_is() {
    told("pack.ron", "\"payment\"]", "\"payment\", \"login\"]", "duplicate-id", "\"login\"]", 0, "login");
    let loaded = load(&broken("pack.ron", "[\"login\", \"payment\"]", "[]"));
    assert_eq!(loaded.problems[0].code, "no-wizards", "{}", listed(&loaded));
    assert!(loaded.pack.is_none());
}

#[test]
fn pack_ron_itself_is_not_there() {
    let mut files = good();
    files[0].name = "pack.ron.txt".to_owned();
    let loaded = load(&files);
    assert_eq!(loaded.problems.len(), 1);
    suggests(&loaded.problems[0], "pack.ron.txt");
    assert!(loaded.pack.is_none());
}

// Saving.

#[test]
fn a_byte_order_mark_is_a_warning_and_moves_no_column() {
    let mut bytes = vec![0xEF, 0xBB, 0xBF];
    bytes.extend(FILES[2].1.as_bytes());
    let loaded = load(&with("payment.ron", &bytes));
    assert_eq!(loaded.problems.len(), 1, "{}", listed(&loaded));
    assert_eq!((loaded.problems[0].code, loaded.problems[0].severity), ("byte-order-mark", Severity::Warning));
    assert_eq!(loaded.pack.unwrap().wizards.len(), 2);
}

#[test]
fn utf16_is_named_and_its_mistakes_are_found_too() {
    let text = FILES[2].1.replace("End(NotSolved)", "\"ordr\"");
    let bytes = [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect::<Vec<_>>();
    let loaded = load(&with("payment.ron", &bytes));
    let codes = loaded.problems.iter().map(|p| p.code).collect::<Vec<_>>();
    assert!(codes.starts_with(&["not-utf8"]) && codes.contains(&"unknown-page"), "{}", listed(&loaded));
    assert!(loaded.problems[0].message.english.contains("UTF-16"));
}

#[test]
fn gbk_is_named_and_its_structure_is_still_checked() {
    // 付款失败 and 先查订单 as GBK.
    let text = FILES[2].1.replace("id: \"order\"", "idd: \"order\"");
    let mut bytes = Vec::new();
    for part in text.split_inclusive(|c: char| !c.is_ascii()) {
        let ascii = part.trim_end_matches(|c: char| !c.is_ascii());
        bytes.extend(ascii.as_bytes());
        if ascii.len() < part.len() {
            bytes.extend([0xB8, 0xB6]);
        }
    }
    let loaded = load(&with("payment.ron", &bytes));
    let found = loaded.problems.iter().map(|p| (p.code, p.place.line, p.place.column)).collect::<Vec<_>>();
    assert_eq!(found, [("not-utf8", 3, 23), ("unknown-field", 6, 13)], "{}", listed(&loaded));
    let help = loaded.problems[0].help.as_ref().unwrap();
    assert!(help.english.contains("Notepad") && help.chinese.contains("记事本"), "{help:?}");
}

// Several at once, and hostile ones.

#[test]
fn several_mistakes_in_one_file_are_all_told_in_the_order_of_the_file() {
    let text = FILES[1]
        .1
        .replacen("id: \"start\",", "id: \"start\"", 1)
        .replacen("kind: ErrorText", "kind: ErorText", 1)
        .replacen("minutes: 5", "minutes: 0", 1)
        .replacen("https://www.okpay.com/login", "https://evil.example/login", 1)
        .replacen("Tick(\"password/reset\")", "Tick(\"password/nothing\")", 1);
    let loaded = load(&with("login.ron", text.as_bytes()));
    let codes = loaded.problems.iter().map(|p| p.code).collect::<Vec<_>>();
    let all = ["missing-comma", "unknown-kind", "bad-minutes", "link-outside-hosts", "unknown-task"];
    assert_eq!(codes, all, "{}", listed(&loaded));
    let places = loaded.problems.iter().map(|p| (p.place.line, p.place.column)).collect::<Vec<_>>();
    assert!(places.is_sorted(), "{places:?}");
    assert_eq!(loaded.broken, ["login.ron"]);
    assert_eq!(loaded.pack.unwrap().wizards.len(), 1);
}

#[test]
fn a_hostile_file_is_a_problem_and_not_the_end() {
    for bytes in [
        "(".repeat(200_000).into_bytes(),
        "[[[[(((({{{{".repeat(10_000).into_bytes(),
        "Not(".repeat(100_000).into_bytes(),
        "/*".repeat(100_000).into_bytes(),
        vec![b'x'; 3 * 1024 * 1024],
        vec![0xFF; 1000],
        Vec::new(),
    ] {
        let loaded = load(&with("payment.ron", &bytes));
        assert!(loaded.problems.iter().any(|p| p.severity == Severity::Error), "{}", listed(&loaded));
        assert_eq!(loaded.pack.unwrap().wizards.len(), 1);
    }
}

#[test]
fn a_problem_is_drawn_with_its_line() {
    let files = broken("login.ron", "go: \"password\"", "go: \"pasword\"");
    let problem = load(&files).problems.remove(0);
    let source = text_of(&files[1]);
    let english = render(&problem, "demo/login.ron", &source, Lang::English, Styled::Plain);
    insta::assert_snapshot!(english, @r#"
    error[unknown-page]: there is no page named `pasword`
      --> demo/login.ron:22:61
       |
    22 |                 (when: Chose("what", "wrong-password"), go: "pasword"),
       |                                                             ^^^^^^^^^
       |
    help: did you mean `password`?
    "#);
    let chinese = render(&problem, "demo/login.ron", &source, Lang::Chinese, Styled::Plain);
    insta::assert_snapshot!(chinese, @r#"
    错误[unknown-page]: 没有名为 `pasword` 的页面
      --> demo/login.ron:22:61
       |
    22 |                 (when: Chose("what", "wrong-password"), go: "pasword"),
       |                                                             ^^^^^^^^^
       |
    建议: 是不是想写 `password`？
    "#);
}

#[test]
fn many_mistakes_end_in_time() {
    for text in ["\"\n".repeat(300_000), "[(a:1),b:".repeat(100_000), "，".repeat(300_000), "(id:".repeat(200_000)] {
        let loaded = load(&with("payment.ron", text.as_bytes()));
        assert!(loaded.problems.len() > 1 && loaded.problems.len() <= 1000, "{}", loaded.problems.len());
    }
}

mod anything {
    use proptest::prelude::*;

    use super::{FILES, Severity, good, load, with};

    /// Whatever loads without an error is RON to everyone.
    fn judge(name: &str, text: &str) -> Result<(), TestCaseError> {
        let loaded = load(&with(name, text.as_bytes()));
        let refused = loaded.problems.iter().any(|p| p.place.file == name && p.severity == Severity::Error);
        if !refused {
            let options = ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
            let read = options.from_str::<serde::de::IgnoredAny>(text);
            prop_assert!(read.is_ok(), "{read:?}\n{text}");
        }
        let lines = text.split('\n').count();
        for problem in &loaded.problems {
            prop_assert!(problem.place.line >= 1 && problem.place.column >= 1, "{problem:?}");
            prop_assert!(problem.place.file != name || problem.place.line <= lines, "{problem:?}");
            prop_assert!(!problem.message.chinese.is_empty() && !problem.message.english.is_empty());
        }
        prop_assert_eq!(refused, loaded.broken.contains(&name.to_owned()) && !loaded.problems.is_empty());
        Ok(())
    }

    const PIECES: [&str; 22] = [
        "(", ")", "[", "]", "{", "}", ",", ":", "\"", "\\", "'", "，", "”", "：", "/*", "//", "Some(", "None", "r#\"",
        "-", "\n", "#",
    ];

    proptest! {
        #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_text_is_answered(text in "(?s).{0,200}") {
            judge("payment.ron", &text)?;
            judge("pack.ron", &text)?;
        }

        #[test]
        fn any_pieces_are_answered(pieces in prop::collection::vec(prop::sample::select(PIECES.to_vec()), 0..60)) {
            judge("payment.ron", &pieces.concat())?;
        }

        #[test]
        fn any_slip_of_the_hand_is_answered(
            file in 0_usize..3,
            slips in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..3, prop::sample::select(PIECES.to_vec())), 1..4),
        ) {
            let (name, text) = FILES[file];
            let mut chars = text.chars().collect::<Vec<_>>();
            for (place, kind, piece) in slips {
                let at = place.index(chars.len());
                match kind {
                    0 => { chars.remove(at); }
                    1 => chars.insert(at, chars[at]),
                    _ => { chars.splice(at..at, piece.chars()); }
                }
            }
            judge(name, &chars.into_iter().collect::<String>())?;
        }

        #[test]
        fn any_bytes_are_answered(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            load(&with("payment.ron", &bytes));
        }
    }

    #[test]
    fn nothing_is_as_good_as_the_good_pack() {
        assert!(load(&good()).problems.is_empty());
    }
}
