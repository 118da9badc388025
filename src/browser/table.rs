//! The table of browsers, `assets/browsers.ron`, read.

use crate::lang::Text;

/// Every browser we know, where it may lie, and how to clear it by hand.
#[derive(Clone, Debug, Default)]
pub struct Table {}

/// The table cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("browsers.ron:{line}:{column}: {what}")]
pub struct BadTable {
    /// Counted from 1.
    pub line: usize,
    /// Counted from 1.
    pub column: usize,
    /// What is wrong.
    pub what: String,
}

/// How to clear a browser by hand, in its own menus' words.
#[derive(Clone, Debug)]
pub struct ByHand {
    /// Why the program does not do it itself.
    pub why: Option<Text>,
    /// What to do, in order.
    pub steps: Vec<Text>,
    /// The browser's own page for it, to be typed or pasted there: `chrome://settings/…`. `{site}` is the site.
    pub page: Option<String>,
}

impl Table {
    /// The table that is built into the program.
    pub fn built_in() -> Result<Self, BadTable> {
        Self::parse("")
    }

    /// A table from its RON.
    pub fn parse(_ron: &str) -> Result<Self, BadTable> {
        Ok(Self {})
    }

    /// The steps of this id.
    pub fn by_hand(&self, _id: &str) -> Option<&ByHand> {
        None
    }
}
