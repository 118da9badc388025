//! Several mistakes at once, hostile files, and how a problem is drawn.

use okpay_wizard::lang::Lang;
use okpay_wizard::pack::{Severity, Styled, load, render, text_of};

use super::{FILES, broken, listed, with};

#[test]
fn several_mistakes_in_one_file_are_all_reported_in_the_order_of_the_file() {
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
