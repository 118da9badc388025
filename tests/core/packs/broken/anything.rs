//! Any input gets an answer.

use proptest::prelude::*;

use okpay_wizard::pack::{Severity, load};

use super::{FILES, good, with};

/// A file that loads without an error is valid RON for every other reader, too.
fn judge(name: &str, text: &str) -> Result<(), TestCaseError> {
    let loaded = load(&with(name, text.as_bytes()));
    let refused = loaded.problems.iter().any(|p| p.place.file == name && p.severity == Severity::Error);
    if !refused {
        let options = ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
        let read = options.from_str::<serde::de::IgnoredAny>(text);
        prop_assert!(read.is_ok(), "{read:?}\n{text}");
    }
    let lines = text.split('\n').count();
    for problem in &loaded.problems {
        prop_assert!(problem.place.line >= 1 && problem.place.column >= 1, "{problem:?}");
        prop_assert!(problem.place.file != name || problem.place.line <= lines, "{problem:?}");
        prop_assert!(!problem.message.chinese.is_empty() && !problem.message.english.is_empty());
    }
    // A wrong entry in the list of wizards does not make `pack.ron` itself unusable.
    if name != "pack.ron" {
        prop_assert_eq!(refused, loaded.broken.iter().any(|file| file == name) && !loaded.problems.is_empty());
    }
    Ok(())
}

const PIECES: [&str; 22] = [
    "(", ")", "[", "]", "{", "}", ",", ":", "\"", "\\", "'", "，", "”", "：", "/*", "//", "Some(", "None", "r#\"", "-",
    "\n", "#",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_answered(text in "(?s).{0,200}") {
        judge("payment.ron", &text)?;
        judge("pack.ron", &text)?;
    }

    #[test]
    fn any_pieces_are_answered(pieces in prop::collection::vec(prop::sample::select(PIECES.to_vec()), 0..60)) {
        judge("payment.ron", &pieces.concat())?;
    }

    #[test]
    fn any_typing_mistake_is_answered(
        file in 0_usize..3,
        slips in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..3, prop::sample::select(PIECES.to_vec())), 1..4),
    ) {
        let (name, text) = FILES[file];
        let mut chars = text.chars().collect::<Vec<_>>();
        for (place, kind, piece) in slips {
            let at = place.index(chars.len());
            match kind {
                0 => { chars.remove(at); }
                1 => chars.insert(at, chars[at]),
                _ => { chars.splice(at..at, piece.chars()); }
            }
        }
        judge(name, &chars.into_iter().collect::<String>())?;
    }

    #[test]
    fn any_bytes_are_answered(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        load(&with("payment.ron", &bytes));
    }
}

#[test]
fn nothing_is_as_good_as_the_good_pack() {
    assert!(load(&good()).problems.is_empty());
}
