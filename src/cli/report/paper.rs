//! A report that was read back, in the form that is wanted. The one place that knows how reports are drawn.

use super::super::common::Trouble;
use super::words::Words;
use crate::lang::Lang;
use crate::report::{ReadBack, Report, Seal, clean, is_unsafe_character, to_html, to_json, to_text};

/// The report as text that can be shown on a terminal.
pub(super) fn text(read: &ReadBack, wished: Option<Lang>, lang: Lang) -> String {
    clean(&to_text(&for_eyes(read, wished, lang))) + "\n"
}

/// The report as a page.
pub(super) fn html(read: &ReadBack, wished: Option<Lang>, lang: Lang) -> Result<String, Trouble> {
    let report = for_eyes(read, wished, lang);
    // The pictures lie in the file that was read; they are told of and not shown again.
    to_html(&report, &[]).map_err(|error| error.to_string())
}

/// The report for machines, as it was saved. One that is not as it was saved gets no new hash, which would make it look
/// whole again.
pub(super) fn json(read: &ReadBack) -> serde_json::Result<String> {
    let json = match read.seal {
        Seal::Whole => to_json(&read.report)?,
        Seal::Broken | Seal::Missing => serde_json::to_string_pretty(&read.report)? + "\n",
    };
    Ok(escaped(&json))
}

/// The same characters, those that act instead of being seen written as numbers. For JSON, where they can only stand
/// inside strings.
pub(super) fn escaped(json: &str) -> String {
    let mut escaped = String::with_capacity(json.len());
    let mut units = [0; 2];
    for character in json.chars() {
        if character != '\n' && (is_unsafe_character(character) || matches!(character, '\u{2028}' | '\u{2029}')) {
            let units = character.encode_utf16(&mut units);
            escaped.extend(units.iter().map(|unit| format!("\\u{unit:04x}")));
        } else {
            escaped.push(character);
        }
    }
    escaped
}

/// The report in the language that is wanted where it has it, and with a word on damage.
fn for_eyes(read: &ReadBack, wished: Option<Lang>, lang: Lang) -> Report {
    // Its texts came out clean when it was read.
    let mut report = read.report.clone();
    // Whoever asks for one language reads that one; whoever does not gets what was saved.
    if wished == report.beside.as_ref().map(|beside| beside.lang)
        && let Some(beside) = report.beside.take()
    {
        report = *beside;
    } else if wished.is_some() {
        report.beside = None;
    }
    if read.seal != Seal::Whole {
        // Whoever gets this further does not see what is said on standard error.
        let lang = if wished.is_some() { lang } else { report.lang };
        let note = [Some(Words::of(lang).damaged.to_owned()), report.note.take()];
        report.note = Some(note.into_iter().flatten().collect::<Vec<_>>().join(" "));
    }
    report
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn json_is_the_same_to_a_machine_and_harmless_on_a_terminal() {
        let text = "密码 \u{202e}evil\u{9b}31m \u{e0041} \u{2028} 👨‍👩‍👧 \u{7f}";
        let json = escaped(&serde_json::to_string_pretty(&[text]).unwrap());
        assert_eq!(serde_json::from_str::<[String; 1]>(&json).unwrap(), [text]);
        assert!(json.contains("\\u202e") && json.contains("\\u009b") && json.contains("密码"), "{json}");
        assert!(!json.contains(['\u{202e}', '\u{9b}', '\u{2028}', '\u{7f}', '\u{e0041}']), "{json:?}");
    }
}
