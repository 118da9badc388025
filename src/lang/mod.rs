//! The languages of the program, texts in several languages, and the choice of a language.
//!
//! Owns the interface's own sentences too ([`Strings`]). Must not know where a text is shown.
//!
//! The interface's sentences are Rust structs with one static per language, not data files. A sentence that is missing
//! in one language does not compile, and no file can be missing when the program starts. A test compares the `{placeholders}` of
//! the languages.

mod amounts;
mod clear_en;
mod clear_words;
mod clear_zh;
mod counted;
mod en;
mod guide_words;
mod help_words;
mod pack_words;
mod picture_en;
mod picture_words;
mod picture_zh;
mod prose;
mod report_words;
mod start_words;
mod strings;
mod text;
mod zh_cn;

pub use self::amounts::{number, size};
use self::clear_words::HandWords;
pub(crate) use self::clear_words::{ClearWords, TroubleWords};
pub use self::counted::{Plural, fill};
pub(crate) use self::guide_words::GuideWords;
pub(crate) use self::help_words::HelpWords;
pub(crate) use self::pack_words::PackWords;
pub(crate) use self::picture_words::PictureWords;
pub(crate) use self::prose::{ProseBlock, ProseRun, ProseStyle, privacy};
pub(crate) use self::strings::PageWords;
pub use self::strings::Strings;
#[cfg(test)]
pub(crate) use self::strings::places_of;
pub use self::text::Text;

use serde::{Deserialize, Serialize};

/// A language of the program.
///
/// A third language needs a variant here and its own sentences. The compiler finds most places that need them; others
/// choose with a condition, such as `lang == Lang::Chinese`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Lang {
    /// Simplified Chinese.
    #[serde(rename = "zh-CN")]
    Chinese,
    /// English.
    #[serde(rename = "en")]
    English,
}

impl Lang {
    /// Every language, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::Chinese, Self::English];

    /// The language's BCP 47 tag, as packs and settings write it.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Chinese => "zh-CN",
            Self::English => "en",
        }
    }

    /// The language's name in itself.
    pub fn name(self) -> &'static str {
        match self {
            Self::Chinese => "中文",
            Self::English => "English",
        }
    }

    /// The language with exactly this tag, in any letter case, as packs must write it.
    pub fn from_tag(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lang| lang.tag().eq_ignore_ascii_case(tag))
    }

    /// The best language for a reader of `locale`: Chinese for every kind of Chinese, such as `zh_TW.UTF-8` and
    /// `zh-Hans-SG`, and English for all others.
    pub fn for_locale(locale: &str) -> Self {
        let primary = locale.split(['-', '_', '.', '@']).next().unwrap_or_default();
        if primary.eq_ignore_ascii_case("zh") { Self::Chinese } else { Self::English }
    }
}

impl Strings {
    /// The sentences for a reader of `lang`.
    pub fn of(lang: Lang) -> &'static Self {
        match lang {
            Lang::Chinese => &zh_cn::STRINGS,
            Lang::English => &en::STRINGS,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Lang;

    #[test]
    fn a_reader_of_any_kind_of_chinese_gets_chinese() {
        for locale in ["zh", "zh-CN", "zh_TW.UTF-8", "zh-Hans-SG", "ZH_cn@pinyin"] {
            assert_eq!(Lang::for_locale(locale), Lang::Chinese, "{locale}");
        }
        for locale in ["en-GB", "C", "", "de_DE.UTF-8", "zha"] {
            assert_eq!(Lang::for_locale(locale), Lang::English, "{locale}");
        }
    }
}
