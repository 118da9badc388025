//! Words of the table: one wording for all, or a map by language.

use std::collections::BTreeSet;
use std::fmt;

use serde::de::{Error as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use crate::lang::{Lang, Text};
use crate::pack::Os;

/// Words that are there: no wording is empty, no language comes twice.
pub(super) struct Words(pub(super) Text);

impl<'de> Deserialize<'de> for Words {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(InWords)
    }
}

struct InWords;

impl<'de> Visitor<'de> for InWords {
    type Value = Words;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a text, or texts by language such as {\"zh-CN\": \"…\", \"en\": \"…\"}")
    }

    fn visit_str<E: serde::de::Error>(self, words: &str) -> Result<Words, E> {
        if words.trim().is_empty() {
            return Err(E::custom("this text is empty"));
        }
        Ok(Words(Text::same(words)))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Words, A::Error> {
        let mut seen = BTreeSet::new();
        let mut texts = Vec::new();
        while let Some((tag, words)) = map.next_entry::<String, String>()? {
            let Some(lang) = Lang::from_tag(&tag) else {
                return Err(A::Error::custom(format!("the program has no language \"{tag}\"")));
            };
            if !seen.insert(lang) {
                return Err(A::Error::custom(format!("\"{tag}\" is written twice")));
            }
            if words.trim().is_empty() {
                return Err(A::Error::custom(format!("the text for \"{tag}\" is empty")));
            }
            texts.push((lang, words));
        }
        if let Some(missing) = Lang::ALL.into_iter().find(|lang| !seen.contains(lang)) {
            return Err(A::Error::custom(format!("the text for \"{}\" is missing", missing.tag())));
        }
        Text::by_language(texts).map(Words).ok_or_else(|| A::Error::custom("this text is empty"))
    }
}

/// A system, by the name that packs give it in conditions.
pub(super) fn system<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Os, D::Error> {
    #[derive(Deserialize)]
    enum Named {
        Windows,
        MacOs,
        Linux,
    }
    Ok(match Named::deserialize(deserializer)? {
        Named::Windows => Os::Windows,
        Named::MacOs => Os::MacOs,
        Named::Linux => Os::Linux,
    })
}
