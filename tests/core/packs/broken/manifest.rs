//! `pack.ron` and the list of wizards.

use okpay_wizard::pack::{MailAddress, Severity, load};

use super::{broken, find_problem, find_problem_in, good, listed, suggests};

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
        find_problem("pack.ron", from, to, code, marked, 0, culprit);
        assert!(load(&broken("pack.ron", from, to)).pack.is_none());
    }
}

#[test]
fn customers_write_to_one_address_of_the_packs_own() {
    let with = |mail: &str| format!("\"2026-11-01\", mail: {mail}");
    for (mail, code, culprit) in [
        ("\"support\"", "bad-mail", "support"),
        ("\"support@okpay.com, li@okpay.com\"", "bad-mail", "li@okpay.com"),
        ("\"support@okpay.com?bcc=li@okpay.com\"", "bad-mail", "bcc"),
        ("\"support&x=y@okpay.com\"", "bad-mail", "&x"),
        ("\"\\\"support\\\"@okpay.com\"", "bad-mail", "@okpay.com"),
        ("\"mailto:support@okpay.com\"", "bad-mail", "mailto:"),
        ("\"客服@okpay.com\"", "bad-mail", "客服"),
        ("\"okpay@gmail.com\"", "mail-outside-hosts", "gmail.com"),
        ("\"support@okpay.com.evil.example\"", "mail-outside-hosts", "evil.example"),
    ] {
        let changed = with(mail);
        let problem = find_problem("pack.ron", "\"2026-11-01\"", &changed, code, mail, 0, culprit);
        assert!(problem.help.unwrap().english.contains("okpay.com"), "it says what would be right");
        assert!(load(&broken("pack.ron", "\"2026-11-01\"", &changed)).pack.is_none());
    }
    for (mail, address) in [("None", None), ("\"Help@Support.okpay.com\"", Some("Help@support.okpay.com"))] {
        let loaded = load(&broken("pack.ron", "\"2026-11-01\"", &with(mail)));
        assert_eq!(listed(&loaded), "");
        assert_eq!(loaded.pack.unwrap().contact.mail.as_ref().map(MailAddress::as_str), address);
    }
}

#[test]
fn a_listed_wizard_has_no_file() {
    let files = broken("pack.ron", "\"payment\"]", "\"payment\", \"logn\"]");
    let loaded = load(&files);
    let problem = find_problem_in(&files, "pack.ron", "missing-file", "\"logn\"", 0, "logn");
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
fn a_wizard_is_listed_twice_or_the_list_is_empty() {
    find_problem("pack.ron", "\"payment\"]", "\"payment\", \"login\"]", "duplicate-id", "\"login\"]", 0, "login");
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
