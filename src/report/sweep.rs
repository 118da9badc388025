//! Redacts a whole report. Every text of a report goes through here before it is shown or saved.
//!
//! It works on the finished report as JSON, so that fields that are added later are redacted without further code. The few
//! fields that must stay as they are have to be named.

use std::collections::BTreeMap;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::choices::RevealedValue;
use super::clean::clean_line;
use crate::lang::Lang;
use crate::redact::{Numbering, Redactor, placeholders};

/// Fields with names from this program or the pack, versions and times for programs. Nothing in them was typed. A version
/// can look like an IP address: `25.2.3.117`.
const AS_IT_IS: [&str; 12] =
    ["id", "at", "format", "kind", "lang", "what", "tool", "result", "standing", "code", "sha256", "version"];

/// Redacts one report. The same report in the other language uses the same sweep, so that the numbers of placeholders
/// agree.
pub(super) struct Sweep<'r> {
    redactor: &'r Redactor,
    shown: &'r [RevealedValue],
    numbering: Numbering,
    /// Redacted texts, because most texts occur several times: at a page, in the timeline, in the other language.
    known: BTreeMap<String, String>,
}

impl<'r> Sweep<'r> {
    pub(super) fn new(redactor: &'r Redactor, shown: &'r [RevealedValue]) -> Self {
        Self { redactor, shown, numbering: Numbering::default(), known: BTreeMap::new() }
    }

    /// The same value with all its texts redacted.
    pub(super) fn through<T: Serialize + DeserializeOwned>(&mut self, thing: &T, lang: Lang) -> serde_json::Result<T> {
        let mut value = serde_json::to_value(thing)?;
        self.sweep(&mut value, lang);
        serde_json::from_value(value)
    }

    fn sweep(&mut self, value: &mut Value, lang: Lang) {
        match value {
            Value::String(text) => *text = self.text(text, lang),
            Value::Array(items) => items.iter_mut().for_each(|item| self.sweep(item, lang)),
            Value::Object(fields) => {
                let open = fields.iter_mut().filter(|(name, _)| !AS_IT_IS.contains(&name.as_str()));
                open.for_each(|(_, field)| self.sweep(field, lang));
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    fn text(&mut self, text: &str, lang: Lang) -> String {
        let redactor = self.redactor;
        let hidden = self.known.entry(text.to_owned()).or_insert_with(|| redactor.redact(text).text);
        let shown = show(hidden, self.shown);
        self.numbering.number(&shown, lang)
    }
}

/// Puts back the values that the customer wants to show.
fn show(text: &str, shown: &[RevealedValue]) -> String {
    let mut revealed = String::with_capacity(text.len());
    let mut done = 0;
    for hidden in placeholders(text) {
        let placeholder = text.get(hidden.range.clone()).unwrap_or_default();
        let wanted = shown.iter().find(|one| one.placeholder == placeholder && hidden.kind.may_be_shown_again());
        if let Some(wanted) = wanted {
            revealed.push_str(text.get(done..hidden.range.start).unwrap_or_default());
            revealed.push_str(&clean_line(&wanted.original));
            done = hidden.range.end;
        }
    }
    revealed.push_str(text.get(done..).unwrap_or_default());
    revealed
}
