//! Texts of the table: one text for all languages, or a map by language.

use std::collections::BTreeSet;
use std::fmt;

use serde::de::{Error as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use crate::lang::{Lang, Text};
use crate::pack::Os;

/// A text in every language: none is empty or missing, and no language occurs twice.
pub(super) struct TableText(pub(super) Text);

impl<'de> Deserialize<'de> for TableText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TableTextVisitor)
    }
}

struct TableTextVisitor;

impl<'de> Visitor<'de> for TableTextVisitor {
    type Value = TableText;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a text, or texts by language such as {\"zh-CN\": \"…\", \"en\": \"…\"}")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<TableText, E> {
        if text.trim().is_empty() {
            return Err(E::custom("this text is empty"));
        }
        Ok(TableText(Text::same(text)))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<TableText, A::Error> {
        let mut seen = BTreeSet::new();
        let mut texts = Vec::new();
        while let Some((tag, text)) = map.next_entry::<String, String>()? {
            let Some(lang) = Lang::from_tag(&tag) else {
                return Err(A::Error::custom(format!("the program has no language \"{tag}\"")));
            };
            if !seen.insert(lang) {
                return Err(A::Error::custom(format!("\"{tag}\" is written twice")));
            }
            if text.trim().is_empty() {
                return Err(A::Error::custom(format!("the text for \"{tag}\" is empty")));
            }
            texts.push((lang, text));
        }
        if let Some(missing) = Lang::ALL.into_iter().find(|lang| !seen.contains(lang)) {
            return Err(A::Error::custom(format!("the text for \"{}\" is missing", missing.tag())));
        }
        Text::by_language(texts).map(TableText).ok_or_else(|| A::Error::custom("this text is empty"))
    }
}

/// A system, by the name that packs use in conditions.
pub(super) fn system<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Os, D::Error> {
    #[derive(Deserialize)]
    enum SystemName {
        Windows,
        MacOs,
        Linux,
    }
    Ok(match SystemName::deserialize(deserializer)? {
        SystemName::Windows => Os::Windows,
        SystemName::MacOs => Os::MacOs,
        SystemName::Linux => Os::Linux,
    })
}
