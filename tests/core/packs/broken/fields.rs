//! Fields, values and names.

use super::{find_problem, suggests};

#[test]
fn a_field_is_unknown() {
    let problem = find_problem("login.ron", "minutes: 5", "minuts: 5", "unknown-field", "minuts", 0, "minuts");
    suggests(&problem, "minutes");
}

#[test]
fn a_misspelt_field_is_not_missing_as_well() {
    let problem = find_problem("payment.ron", "title:", "titel:", "unknown-field", "titel", 0, "titel");
    suggests(&problem, "title");
}

#[test]
fn a_field_is_missing() {
    find_problem(
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
    find_problem(
        "payment.ron",
        "id: \"order\",",
        "id: \"order\", id: \"other\",",
        "duplicate-field",
        "id: \"other\"",
        0,
        "id",
    );
}

#[test]
fn a_language_is_there_twice() {
    find_problem(
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
fn a_number_is_in_quotation_marks() {
    find_problem("login.ron", "minutes: 5", "minutes: \"5\"", "wrong-type", "\"5\"", 0, "3");
}

#[test]
fn a_page_takes_too_long() {
    find_problem("login.ron", "minutes: 5", "minutes: 500", "bad-minutes", "500,", 0, "120");
}

#[test]
fn names_that_do_not_exist_are_reported_with_the_nearest_that_do() {
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
        suggests(&find_problem("login.ron", from, to, code, marked, 0, meant), meant);
    }
}

#[test]
fn a_walk_names_a_task_without_its_page() {
    find_problem(
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
    find_problem(
        "login.ron",
        "Answered(\"message\")",
        "Chose(\"message\", \"x\")",
        "not-a-choice",
        "\"message\", \"x\"",
        0,
        "message",
    );
    find_problem(
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
    find_problem(
        "login.ron",
        "id: \"day\"",
        "id: \"amount\"",
        "duplicate-id",
        "\"amount\", text: {\"zh-CN\": \"哪",
        0,
        "amount",
    );
    find_problem("login.ron", "id: \"day\"", "id: \"The Day\"", "bad-id", "\"The Day\"", 0, "The Day");
    find_problem("payment.ron", "id: \"payment\"", "id: \"pay\"", "id-not-file-name", "\"pay\"", 0, "payment");
}

#[test]
fn clearing_browser_data_is_a_tool_and_checking_the_connection_is_not_one_yet() {
    find_problem(
        "login.ron",
        "SaveReport",
        "CheckConnection",
        "unknown-tool",
        "CheckConnection",
        0,
        "ClearBrowserData",
    );
    find_problem(
        "login.ron",
        "SaveReport",
        "ClearBrowserdata",
        "unknown-tool",
        "ClearBrowserdata",
        0,
        "ClearBrowserData",
    );
}
