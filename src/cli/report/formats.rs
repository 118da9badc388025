//! Prints a report in the requested format. Only this module uses the report's renderers.

use super::super::common::CommandError;
use super::sentences::SummarySentences;
use crate::lang::Lang;
use crate::report::{ReadBack, Report, Seal, clean, is_unsafe_character, to_html, to_json, to_text};

/// The report as text for a terminal.
pub(super) fn text(read: &ReadBack, requested_lang: Option<Lang>, lang: Lang) -> String {
    clean(&to_text(&in_language(read, requested_lang, lang))) + "\n"
}

/// The report as an HTML page.
pub(super) fn html(read: &ReadBack, requested_lang: Option<Lang>, lang: Lang) -> Result<String, CommandError> {
    let report = in_language(read, requested_lang, lang);
    // The page mentions the pictures but does not contain them; they stay in the file that was read.
    to_html(&report, &[]).map_err(|error| error.to_string())
}

/// The report as JSON. A report that was changed after saving gets no new hash, which would make it look unchanged.
pub(super) fn json(read: &ReadBack) -> serde_json::Result<String> {
    let json = match read.seal {
        Seal::Whole => to_json(&read.report)?,
        Seal::Broken | Seal::Missing => serde_json::to_string_pretty(&read.report)? + "\n",
    };
    Ok(escaped(&json))
}

/// Escapes control and other invisible characters in JSON, where they can only be inside strings.
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

/// The report in the requested language if it has that one, with a note if it is damaged.
fn in_language(read: &ReadBack, requested_lang: Option<Lang>, lang: Lang) -> Report {
    // `read` has already cleaned its texts.
    let mut report = read.report.clone();
    // With a requested language, only that one is shown; otherwise all languages that were saved.
    if requested_lang == report.beside.as_ref().map(|beside| beside.lang)
        && let Some(beside) = report.beside.take()
    {
        report = *beside;
    } else if requested_lang.is_some() {
        report.beside = None;
    }
    if read.seal != Seal::Whole {
        // Later readers of the output do not see standard error.
        let lang = if requested_lang.is_some() { lang } else { report.lang };
        let note = [Some(SummarySentences::of(lang).damaged.to_owned()), report.note.take()];
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
