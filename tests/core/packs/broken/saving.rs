//! Files saved in the wrong encoding.

use okpay_wizard::pack::{Severity, load};

use super::{FILES, listed, with};

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
