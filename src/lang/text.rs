//! A text in one or several languages.

use super::Lang;

/// A text in one or several languages; there is always at least one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    first: (Option<Lang>, String),
    others: Vec<(Lang, String)>,
}

impl Text {
    /// The same words in every language: a name, a number, an address.
    pub fn same(words: impl Into<String>) -> Self {
        Self { first: (None, words.into()), others: Vec::new() }
    }

    /// Words by language. Readers of other languages get the first. `None` if there are no words.
    pub fn by_language(words: impl IntoIterator<Item = (Lang, String)>) -> Option<Self> {
        let mut words = words.into_iter();
        let (lang, first) = words.next()?;
        Some(Self { first: (Some(lang), first), others: words.collect() })
    }

    /// The words for a reader of `lang`, or else the first words.
    pub fn get(&self, lang: Lang) -> &str {
        let (first_lang, first_words) = &self.first;
        if *first_lang == Some(lang) {
            return first_words;
        }
        self.others.iter().find(|(other, _)| *other == lang).map_or(first_words, |(_, words)| words)
    }

    /// Every wording once, for search and for checks.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.first.1.as_str()).chain(self.others.iter().map(|(_, words)| words.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::{Lang, Text};

    #[test]
    fn a_reader_gets_their_language_or_else_the_first() {
        let only_chinese = Text::by_language([(Lang::Chinese, "你好".to_owned())]).unwrap();
        assert_eq!(only_chinese.get(Lang::English), "你好");
        let both =
            Text::by_language([(Lang::Chinese, "你好".to_owned()), (Lang::English, "Hello".to_owned())]).unwrap();
        assert_eq!(both.get(Lang::English), "Hello");
        assert_eq!(Text::same("OKPay").get(Lang::Chinese), "OKPay");
        assert!(Text::by_language([]).is_none());
    }
}
