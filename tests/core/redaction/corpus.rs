//! The cases in `corpus.txt`, each of them redacted twice.

use okpay_wizard::redact::{HiddenCounts, placeholders};

use super::{redact, redactor};

struct Case {
    line: usize,
    typed: String,
    stored: String,
}

/// The text with its escapes decoded.
fn read(text: &str) -> String {
    let mut parts = text.split("{U+");
    let mut read = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (number, rest) = part.split_once('}').unwrap();
        read.push(char::from_u32(u32::from_str_radix(number, 16).unwrap()).unwrap());
        read.push_str(rest);
    }
    read.replace('⏎', "\n")
}

fn cases() -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for (line, text) in (1..).zip(include_str!("corpus.txt").lines()) {
        match text.split_at_checked(2) {
            Some(("- ", typed)) => cases.push(Case { line, typed: read(typed), stored: String::new() }),
            Some(("+ ", stored)) => cases.last_mut().unwrap().stored = read(stored),
            Some(("= ", kept)) => cases.push(Case { line, typed: read(kept), stored: read(kept) }),
            _ => assert!(text.is_empty() || text.starts_with('#'), "line {line}: {text}"),
        }
    }
    cases
}

/// Any tag as `#tag`.
fn without_tags(text: &str) -> String {
    let mut plain = text.to_owned();
    for hidden in placeholders(text).into_iter().rev() {
        let placeholder = &text[hidden.range.clone()];
        if let Some((before, _)) = placeholder.split_once(" #") {
            plain.replace_range(hidden.range, &format!("{before} #tag]"));
        }
    }
    plain
}

#[test]
fn every_case_of_the_corpus() {
    let cases = cases();
    assert!(cases.len() >= 150, "{}", cases.len());
    let wrong: Vec<String> = cases
        .iter()
        .filter(|case| without_tags(&redact(&case.typed)) != case.stored)
        .map(|case| format!("{}: {}\n   want {}\n   got  {}", case.line, case.typed, case.stored, redact(&case.typed)))
        .collect();
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn redacting_twice_changes_nothing() {
    for case in cases() {
        let once = redact(&case.typed);
        assert_eq!(redact(&once), once, "line {}", case.line);
        assert_eq!(redactor().find_secrets(&once), [], "line {}", case.line);
    }
}

#[test]
fn a_case_within_a_sentence_stays_hidden() {
    for case in cases().into_iter().filter(|case| case.typed != case.stored) {
        for (before, after) in [("你好，", "。谢谢"), ("Hello ", " thanks"), ("第一行\n", "\n第三行"), ("（", "）")]
        {
            let typed = format!("{before}{}{after}", case.typed);
            let hidden = placeholders(&redact(&typed)).len();
            assert!(hidden >= placeholders(&case.stored).len(), "line {}: {typed} gives {}", case.line, redact(&typed));
        }
    }
}

#[test]
fn the_report_agrees_with_what_was_done() {
    for case in cases() {
        let redacted = redactor().redact(&case.typed);
        let found = redactor().find_secrets(&case.typed);
        assert_eq!(redacted.hidden.len(), found.len());
        assert_eq!(HiddenCounts::of(&redacted.text).total(), placeholders(&redacted.text).len());
        for (hidden, found) in redacted.hidden.iter().zip(&found) {
            assert_eq!(hidden.kind, found.kind);
            assert!(redacted.text[hidden.range.clone()].starts_with('['), "line {}", case.line);
            assert!(!case.typed[found.range.clone()].is_empty());
        }
        assert!(
            redacted.hidden.iter().all(|hidden| placeholders(&redacted.text).contains(hidden)),
            "line {}",
            case.line
        );
    }
}
