//! Exits, conditions and walks.

use okpay_wizard::pack::{Severity, load};

use super::{find_problem, listed, with};

#[test]
fn a_page_is_never_reached() {
    let page = "(id: \"lost\", title: \"Lost\", exits: [(go: End(NotSolved))]), (\n            id: \"contact\"";
    let problem =
        find_problem("login.ron", "(\n            id: \"contact\"", page, "unreachable-page", "\"lost\"", 0, "lost");
    assert_eq!(problem.severity, Severity::Warning);
}

#[test]
fn a_page_has_no_way_on() {
    find_problem("payment.ron", "[(go: End(NotSolved))]", "[]", "dead-end", "[],", 0, "End(NotSolved)");
    find_problem(
        "payment.ron",
        "(go: End(NotSolved))",
        "(when: Os(Linux), go: End(NotSolved))",
        "last-exit-has-condition",
        "(when: Os",
        0,
        "when",
    );
    find_problem(
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
    find_problem(
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
    find_problem("payment.ron", "(go: End(NotSolved))", to, "loop", "\"order\",\n", 0, "order");
}

#[test]
fn support_cannot_be_reached() {
    find_problem(
        "payment.ron",
        "End(NotSolved)",
        "End(Solved)",
        "no-way-to-support",
        "\"payment\"",
        0,
        "End(NotSolved)",
    );
}

#[test]
fn a_check_is_never_asked() {
    let to = "check: \"OK\", exits: [(go";
    find_problem("payment.ron", "exits: [(go", to, "check-without-solved", "\"OK\"", 0, "Solved");
}

#[test]
fn a_wizard_has_no_pages() {
    let text = "(id: \"payment\", title: \"**P\", pages: [])";
    let loaded = load(&with("payment.ron", text.as_bytes()));
    let codes = loaded.problems.iter().map(|p| p.code).collect::<Vec<_>>();
    assert!(codes.contains(&"no-pages") && codes.contains(&"unclosed-emphasis"), "{}", listed(&loaded));
    assert_eq!(loaded.pack.unwrap().wizards.len(), 1);
}
