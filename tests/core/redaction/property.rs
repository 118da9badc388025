//! Random secrets in random text, typed in every way that keyboards and web pages allow.

use okpay_wizard::redact::{Redactor, placeholders};
use proptest::prelude::*;

use super::{redact, redactor};

/// What people and pages put between digits.
const JOINERS: [&str; 14] = [
    " ", "-", "\u{a0}", "\u{2007}", "\u{202f}", "\u{3000}", "\t", "\u{2010}", "\u{2013}", "\u{2014}", "\u{ff0d}",
    "\u{b7}", "\u{200b}", "\u{2060}",
];

/// Words around a secret that do not say what it is.
const WORDS: [&str; 24] = [
    "付款",
    "失败",
    "请问",
    "我",
    "昨天",
    "的",
    "，",
    "。",
    "还没",
    "收到",
    "谢谢",
    "页面",
    "hello",
    "please",
    "help",
    "The",
    "yesterday",
    "I",
    ", ",
    ". ",
    " ",
    "\n",
    "（",
    "é",
];

pub(super) fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(&WORDS[..]), 0..12).prop_map(|words| words.concat())
}

fn digits(count: usize) -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(0_u8..10, count)
}

/// A number that passes Luhn, because its last digit is computed.
pub(super) fn card() -> impl Strategy<Value = String> {
    const BRANDS: [(&str, usize); 16] = [
        ("4", 16),
        ("4", 13),
        ("4", 19),
        ("51", 16),
        ("55", 16),
        ("2221", 16),
        ("2720", 16),
        ("34", 15),
        ("37", 15),
        ("6011", 16),
        ("65", 16),
        ("3530", 16),
        ("62", 16),
        ("62", 19),
        ("81", 17),
        ("36", 14),
    ];
    (prop::sample::select(&BRANDS[..]), digits(20)).prop_map(|((start, length), random)| {
        let mut card: Vec<u8> = start.bytes().map(|digit| digit - b'0').chain(random).take(length - 1).collect();
        let odd = |place: usize| place.is_multiple_of(2);
        let sum: u32 = card
            .iter()
            .rev()
            .enumerate()
            .map(|(place, digit)| {
                let digit = u32::from(*digit) * if odd(place) { 2 } else { 1 };
                digit / 10 + digit % 10
            })
            .sum();
        card.push(u8::try_from((10 - sum % 10) % 10).unwrap());
        card.iter().map(|digit| char::from(b'0' + digit)).collect()
    })
}

pub(super) fn identity() -> impl Strategy<Value = String> {
    let provinces = prop::sample::select(vec![11, 12, 31, 33, 44, 51, 65]);
    (provinces, 0..10_000_u32, 1930..2015_u32, 1..13_u32, 1..29_u32, 0..1000_u32).prop_map(
        |(province, area, year, month, day, sequence)| {
            let body = format!("{province}{area:04}{year}{month:02}{day:02}{sequence:03}");
            let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
            let sum: u32 = body.bytes().zip(weights).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
            format!("{body}{}", "10X98765432".chars().nth((sum % 11) as usize).unwrap())
        },
    )
}

pub(super) fn phone() -> impl Strategy<Value = String> {
    let start = prop::sample::select(vec!["", "", "86", "0086"]);
    (start, 3..10_u32, 0..1_000_000_000_u32).prop_map(|(start, second, rest)| format!("{start}1{second}{rest:09}"))
}

/// A German or a British number with correct check digits.
pub(super) fn iban() -> impl Strategy<Value = String> {
    let german = digits(18).prop_map(|digits| ("DE", digits.iter().map(u8::to_string).collect::<String>()));
    let british = ("[A-Z]{4}", digits(14))
        .prop_map(|(bank, digits)| ("GB", bank + &digits.iter().map(u8::to_string).collect::<String>()));
    prop_oneof![german, british].prop_map(|(country, account)| {
        let value = |text: &str| {
            text.chars().fold(0, |sum: u32, character| {
                let digit = character.to_digit(36).unwrap();
                if digit < 10 { (sum * 10 + digit) % 97 } else { (sum * 100 + digit) % 97 }
            })
        };
        let check = 98 - value(&format!("{account}{country}00"));
        format!("{country}{check:02}{account}")
    })
}

/// The secret with full-width digits, and with at most one joiner in each place.
pub(super) fn typed(secret: impl Strategy<Value = String>) -> impl Strategy<Value = (String, String)> {
    let places = prop::collection::vec((any::<bool>(), 0..3 * JOINERS.len()), 40);
    (secret, places).prop_map(|(secret, places)| {
        let mut typed = String::new();
        for (character, (wide, joiner)) in secret.chars().zip(places) {
            if !typed.is_empty() {
                typed.push_str(JOINERS.get(joiner).copied().unwrap_or_default());
            }
            let full_width = char::from_u32(u32::from(character) + 0xfee0).unwrap();
            typed.push(if wide { full_width } else { character });
        }
        (secret, typed)
    })
}

/// All digits and letters of a text, in any spelling, without placeholders.
pub(super) fn bare(text: &str) -> String {
    let mut text = text.to_owned();
    for hidden in placeholders(&text).into_iter().rev() {
        text.replace_range(hidden.range, "|");
    }
    let narrow = |character: char| match u32::from(character) {
        code @ 0xff01..=0xff5e => char::from_u32(code - 0xfee0).unwrap(),
        _ => character,
    };
    text.chars().map(narrow).filter(|c| c.is_ascii_alphanumeric() || *c == '|').collect::<String>().to_uppercase()
}

/// No part of the secret that is longer than four characters is left.
fn assert_gone(secret: &str, text: &str) -> Result<(), TestCaseError> {
    assert_no_part_of(4, secret, text)
}

/// No part of the secret that is longer than this many characters is left.
fn assert_no_part_of(most: usize, secret: &str, text: &str) -> Result<(), TestCaseError> {
    let stored = redact(text);
    let left = bare(&stored);
    for start in 0..secret.len() - most {
        prop_assert!(!left.contains(&secret[start..=start + most]), "{secret} in {text:?} gives {stored:?}");
    }
    prop_assert_eq!(&redact(&stored), &stored);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1500) })]

    #[test]
    fn no_card_shows((card, typed) in typed(card()), before in text(), after in text()) {
        assert_gone(&card, &format!("{before}{typed}{after}"))?;
    }

    #[test]
    fn no_identity_number_shows((number, typed) in typed(identity()), before in text(), after in text()) {
        assert_gone(&number, &format!("{before}{typed}{after}"))?;
    }

    #[test]
    fn no_phone_shows((phone, typed) in typed(phone()), before in text(), after in text()) {
        assert_gone(&phone, &format!("{before}{typed}{after}"))?;
    }

    #[test]
    fn no_iban_shows((iban, typed) in typed(iban()), before in text(), after in text()) {
        assert_gone(&iban, &format!("{before}{typed}{after}"))?;
    }

    #[test]
    fn no_card_shows_among_words_about_other_things(
        card in card().prop_filter("sixteen digits", |card| card.len() == 16), joiner in prop::sample::select(&JOINERS[..]),
        before in prop::collection::vec(part(), 0..12), after in prop::collection::vec(part(), 0..12),
    ) {
        // The other parts have digits of their own, and a few of them may equal the card's by chance.
        let groups: Vec<&str> = (0..4).map(|group| &card[4 * group..4 * group + 4]).collect();
        assert_no_part_of(7, &card, &format!("{}，{}，{}", before.concat(), groups.join(joiner), after.concat()))?;
    }

    #[test]
    fn no_identity_number_shows_among_them(
        (number, typed) in typed(identity()),
        before in prop::collection::vec(part(), 0..12), after in prop::collection::vec(part(), 0..12),
    ) {
        assert_no_part_of(7, &number, &format!("{}，{typed}，{}", before.concat(), after.concat()))?;
    }

    #[test]
    fn several_secrets_in_one_text_all_go(
        (card, one) in typed(card()), (number, two) in typed(identity()), middle in text(),
        mark in prop::sample::select(vec!["，", "。", ",", "和", " and ", ";", "\n\n"]),
    ) {
        assert_gone(&card, &format!("{one}{mark}{middle}{two}"))?;
        assert_gone(&number, &format!("{one}{mark}{middle}{two}"))?;
    }

    #[test]
    fn text_without_digits_and_marks_of_secrets_stays(text in "[a-zA-Z 你好付款失败请问的了，。！？\n]{0,80}") {
        // Skips texts whose random letters form a word that announces a secret: the rules hide what follows it.
        prop_assume!(!text.to_lowercase().contains("pin") && !text.to_lowercase().contains("pw"));
        prop_assert_eq!(redact(&text), text);
    }

    #[test]
    fn any_text_is_taken(text in any::<String>()) {
        let once = redact(&text);
        prop_assert!(once.len() <= 4 * text.len());
        prop_assert_eq!(redact(&once), once);
        for found in redactor().find_secrets(&text) {
            prop_assert!(text.get(found.range).is_some());
        }
    }

    #[test]
    fn any_mix_of_what_the_rules_look_for_is_taken(parts in prop::collection::vec(part(), 0..24)) {
        let text = parts.concat();
        let once = redact(&text);
        prop_assert!(once.len() <= 4 * text.len(), "{text:?} {once:?}");
        prop_assert_eq!(redact(&once), once.clone(), "{:?}", text);
    }
}

/// Pieces of everything that means something to a rule.
fn part() -> impl Strategy<Value = String> {
    let words = [
        "密码",
        "是",
        ":",
        "验证码",
        "卡号",
        "CVV",
        "@",
        ".com",
        "://",
        "?token=",
        "/home/",
        "C:\\Users\\",
        "\\\\",
        "[card",
        "]",
        " #",
        "····",
        "[",
        "4111111111111111",
        "13812345678",
        "1",
        "12",
        "138",
        "2026-11-24",
        " ",
        "-",
        "\n",
        "，",
        "\"",
        "'",
        "助记词",
        "abandon",
        "abc1",
        "0x",
        "bc1",
        "::",
        "1.1.1.1",
        "00:1A:2b:3C:4d:5E",
        "身份证",
        "X",
        "11010519491231002X",
        "IBAN",
        "DE89370400440532013000",
        "Bearer ",
        "Cookie: a=",
        "-----BEGIN PRIVATE KEY-----",
        "is",
        "password",
        "my",
        "订单号",
        "秒",
        "４",
        "\u{200b}",
        "\u{301}",
        "é",
        "电话",
        "+",
        "(",
        ")",
        "私钥",
        "api_key=",
        "eyJabcde.abcdef.",
        "/",
        "%40",
        "\u{1}",
    ];
    prop_oneof![
        prop::sample::select(words.to_vec()).prop_map(str::to_owned),
        any::<char>().prop_map(String::from),
        "[0-9]{1,9}"
    ]
}

#[test]
fn joiners_inside_a_hidden_part_go_with_it() {
    for joiner in JOINERS {
        let typed = format!("卡号{}。", ["4111"; 1].into_iter().chain(["1111"; 3]).collect::<Vec<_>>().join(joiner));
        assert_eq!(redact(&typed), "卡号[card ····1111]。", "{joiner:?}");
    }
}

#[test]
fn a_redactor_may_be_shared_by_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<Redactor>();
}
