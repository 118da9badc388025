//! Typing mistakes: quotation marks, brackets, commas, full-width punctuation.

use okpay_wizard::pack::load;

use super::{FILES, broken, find_problem, find_problem_in, listed, with};

#[test]
fn a_text_is_not_closed() {
    find_problem("login.ron", "\"I can't log in\"}", "\"I can't log in}", "unclosed-text", "\"I can't log in", 0, "\"");
}

#[test]
fn a_text_is_not_closed_before_another_one() {
    find_problem(
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
fn a_quotation_mark_is_in_a_text() {
    let changed = "\"点\"忘记密码\"按钮\"";
    find_problem("login.ron", "\"点“忘记密码”\"", changed, "quote-in-text", "\"忘记密码\"按", 0, "\\\"");
}

#[test]
fn a_list_is_not_closed() {
    let from = "{\"zh-CN\": \"换了浏览器\", \"en\": \"Tried another browser\"})],";
    find_problem("login.ron", from, &from.replace(")],", "),"), "unclosed-bracket", "[(id: \"tried\"", 0, "]");
}

#[test]
fn a_page_is_not_closed() {
    let from = "exits: [(go: End(NotSolved))],\n        ),\n    ],\n    walks";
    let to = "exits: [(go: End(NotSolved))],\n    ],\n    walks";
    find_problem("login.ron", from, to, "unclosed-bracket", "(\n            id: \"contact\"", 0, ")");
}

#[test]
fn a_text_by_language_is_not_closed() {
    find_problem("payment.ron", "failed\"},", "failed\",", "unclosed-bracket", "{\"zh-CN\": \"付款失败\"", 0, "}");
}

#[test]
fn a_bracket_is_of_the_wrong_kind() {
    find_problem("payment.ron", "failed\"},", "failed\"],", "wrong-bracket", "],\n    pages", 0, "}");
}

#[test]
fn there_is_one_bracket_too_many() {
    find_problem("payment.ron", "first\"},", "first\"}),", "stray-bracket", "),\n            exits", 0, ")");
}

#[test]
fn a_comma_is_missing() {
    find_problem("payment.ron", "id: \"payment\",", "id: \"payment\"", "missing-comma", "\n    title", 0, ",");
}

#[test]
fn there_is_one_comma_too_many() {
    find_problem("payment.ron", "id: \"payment\",", "id: \"payment\",,", "stray-comma", ",\n    title", 0, "");
}

#[test]
fn a_colon_is_missing() {
    find_problem("payment.ron", "id: \"order\"", "id \"order\"", "missing-colon", "id \"order\"", 2, ":");
}

#[test]
fn a_colon_is_missing_in_a_text() {
    find_problem("payment.ron", "\"en\": \"A", "\"en\" \"A", "missing-colon", "\"en\" \"A", 4, ":");
}

#[test]
fn a_stray_character_is_between_fields() {
    find_problem("payment.ron", "pages: [", "@ pages: [", "stray-character", "@ pages", 0, "@");
}

#[test]
fn a_backslash_escapes_nothing() {
    find_problem("payment.ron", "A payment", "A\\payment", "bad-escape", "\\payment", 0, "\\");
}

#[test]
fn a_value_is_missing() {
    find_problem("payment.ron", "id: \"order\"", "id: ", "missing-value", "id: ,", 4, "");
}

#[test]
fn full_width_punctuation_is_named_each_time() {
    let mut files = broken("payment.ron", "id: \"payment\",", "id： “payment”，");
    let loaded = load(&files);
    let named = loaded.problems.iter().map(|p| (p.code, p.place.line, p.place.column)).collect::<Vec<_>>();
    let code = "full-width-punctuation";
    assert_eq!(named, [(code, 2, 7), (code, 2, 9), (code, 2, 18)], "{}", listed(&loaded));
    files = broken("payment.ron", "pages: [", "pages: 【");
    find_problem_in(&files, "payment.ron", code, "【", 0, "[");
    find_problem("payment.ron", "exits: [(go", "exits: [（go", code, "（go", 0, "(");
    find_problem("payment.ron", "title: {\"zh-CN\": \"付", "title: ｛\"zh-CN\": \"付", code, "｛", 0, "{");
    find_problem("payment.ron", "\"payment\",", "\"payment”,", code, "”,", 0, "\"");
}

#[test]
fn a_comment_is_not_closed() {
    find_problem("payment.ron", "id: \"order\",", "id: \"order\", /* later", "unclosed-comment", "/*", 0, "*/");
}

#[test]
fn single_quotation_marks_are_not_enough() {
    find_problem("payment.ron", "\"order\"", "'order'", "wrong-quotes", "'order'", 0, "\"");
}

#[test]
fn something_follows_the_end() {
    let text = format!("{}\n]", FILES[2].1.trim_end());
    let loaded = load(&with("payment.ron", text.as_bytes()));
    let found = loaded.problems.iter().map(|p| (p.code, p.place.line, p.place.column)).collect::<Vec<_>>();
    assert_eq!(found, [("after-end", 12, 1)], "{}", listed(&loaded));
}

#[test]
fn an_opening_bracket_is_missing() {
    let marked = "\"zh-CN\": \"付款失败\"";
    find_problem("payment.ron", "title: {\"zh-CN\": \"付", "title: \"zh-CN\": \"付", "missing-bracket", marked, 0, "{");
    find_problem("payment.ron", "[(go: End", "[go: End", "missing-bracket", "go: End", 0, "(");
}
