//! Customers describe the problem in their own words, and find the right guide.

use okpay_wizard::desktop::packs;
use okpay_wizard::pack::load;
use okpay_wizard::search::SearchIndex;

/// The first guide that the search finds for these words.
fn first(words: &str) -> Option<String> {
    let pack = load(&packs::built_in()).pack.unwrap();
    let hit = SearchIndex::of(&pack).find(words).into_iter().next()?;
    pack.wizards.get(hit.guide).map(|wizard| wizard.id.as_str().to_owned())
}

#[test]
fn own_words_find_the_wizard_that_is_meant() {
    for (words, wizard) in [
        ("登不上去", "login"),
        ("我忘记密码了怎么办", "login"),
        ("付款失败", "payment"),
        ("钱扣了没到账", "funds"),
        ("账户被冻结", "locked"),
        ("I forgot my password", "login"),
        ("cant log in", "login"),
        ("payment failed", "payment"),
        ("money not received", "funds"),
        ("my account is frozen", "locked"),
        ("PAYMENT DECLINED", "payment"),
    ] {
        assert_eq!(first(words).as_deref(), Some(wizard), "{words}");
    }
}

#[test]
fn words_that_mean_nothing_here_find_nothing() {
    for words in ["", "   ", "？！", "the", "天气预报", "zzzz"] {
        assert_eq!(first(words), None, "{words}");
    }
}

#[test]
fn a_word_is_found_while_it_is_still_being_typed() {
    assert_eq!(first("passw").as_deref(), Some("login"));
}

#[test]
fn hostile_words_cost_nothing() {
    assert_eq!(first(&"\u{202e}\0{}[]()**\\".repeat(1000)), None);
    assert!(first(&"密码".repeat(10_000)).is_some());
}
