//! The same value gets the same placeholder: within a text, in the next text, after a restart, and in the report.

use okpay_wizard::lang::Lang;
use okpay_wizard::redact::{HiddenCounts, KnownSecrets, Numbering, Redactor, SecretKind, placeholders};

use super::{SALT, redact};

#[test]
fn the_same_value_has_the_same_placeholder_after_a_restart() {
    let before = redact("ann@qq.com wrote from 203.0.113.7");
    let after = Redactor::new(&KnownSecrets::default(), SALT).redact("again 203.0.113.7, ANN@qq.com").text;
    let tags = |text: &str| {
        let mut tags: Vec<String> =
            placeholders(text).into_iter().map(|hidden| text[hidden.range].to_owned()).collect();
        tags.sort();
        tags
    };
    assert_eq!(tags(&before), tags(&after));
    assert_ne!(tags(&before), tags(&redact("bob@qq.com wrote from 203.0.113.8")));
}

#[test]
fn another_session_has_other_tags() {
    let other = Redactor::new(&KnownSecrets::default(), [8; 16]).redact("ann@qq.com").text;
    assert_ne!(redact("ann@qq.com"), other);
}

#[test]
fn joiners_and_letter_case_make_no_other_value() {
    assert_eq!(redact("11010519491231002X"), redact("１１０１０５ 19491231 002x"));
    assert_eq!(redact("4111 1111 1111 1111"), redact("4111111111111111"));
    assert_eq!(redact("00:1a:2b:3c:4d:5e"), redact("00:1A:2B:3C:4D:5E"));
}

#[test]
fn a_report_numbers_in_order_and_shows_no_tag() {
    let mut numbering = Numbering::default();
    let stored = redact("bob@qq.com, ann@qq.com, bob@qq.com, 4111111111111111, cvv 123");
    let english = numbering.number(&stored, Lang::English);
    assert_eq!(
        english,
        "[email #1]@qq.com, [email #2]@qq.com, [email #1]@qq.com, [card ····1111 #1], cvv [security code]"
    );
    let next = numbering.number(&redact("卡 5555555555554444，4111111111111111，ann@qq.com"), Lang::Chinese);
    assert_eq!(next, "卡 [卡号 ····4444 #2]，[卡号 ····1111 #1]，[邮箱 #2]@qq.com");
    // Text that a customer pastes from an earlier report stays as it is.
    assert_eq!(redact(&english), english);
    assert_eq!(redact(&next), next);
    assert_eq!(Numbering::default().number(&english, Lang::English), english);
}

#[test]
fn counts_are_by_kind() {
    let mut counts = HiddenCounts::of(&redact("4111111111111111 5555555555554444 cvv 123"));
    counts.add(&redact("密码是abc123"));
    assert_eq!(
        (counts.get(SecretKind::Card), counts.get(SecretKind::CardCode), counts.get(SecretKind::Password)),
        (2, 1, 1)
    );
    assert_eq!(counts.total(), 4);
    assert_eq!(counts.iter().next(), Some((SecretKind::Card, 2)));
    assert_eq!(counts, HiddenCounts::of("[card ····1111] [card ····2222 #7] [安全码] [password]"));
}

#[test]
fn names_of_the_machine_and_what_the_customer_chose_go_everywhere() {
    let known = KnownSecrets {
        user_names: vec!["zhangsan".to_owned(), "张三".to_owned(), "admin".to_owned()],
        host_names: vec!["DESKTOP-7Q2".to_owned()],
        home_folders: vec!["/data/people/zs".to_owned(), "D:\\Leute\\zs".to_owned()],
        chosen: vec!["Blue Door Café".to_owned()],
    };
    let redactor = Redactor::new(&known, SALT);
    let text = "我是张三，电脑 desktop-7q2，ZhangSan's shop blue door café, /data/people/zs/a.txt, D:/Leute/zs/b, admin, zhangsanfeng";
    let stored = redactor.redact(text).text;
    assert_eq!(stored, "我是[user]，电脑 [host]，[user]'s shop [hidden], [user]/a.txt, [user]/b, admin, zhangsanfeng");
    assert_eq!(redactor.redact(&stored).text, stored);
}

#[test]
fn names_are_in_both_languages_and_no_two_alike() {
    for lang in Lang::ALL {
        let mut names: Vec<&str> = SecretKind::ALL.into_iter().map(|kind| kind.name(lang)).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), SecretKind::ALL.len());
    }
}

#[test]
fn a_placeholder_cannot_contain_a_secret() {
    for typed in [
        "[card 4111111111111111]",
        "[password hunter2 4111111111111111]",
        "[email #13812345678]",
        "[user 11010519491231002X]",
    ] {
        assert_ne!(redact(typed), typed);
    }
}
