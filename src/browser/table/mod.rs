//! Reads the table of browsers, `assets/browsers.ron`.

mod check;
mod text;

use std::collections::BTreeMap;

use serde::Deserialize;

use self::text::TableText;
use super::{Family, Packaging};
use crate::lang::Text;
use crate::pack::Os;

/// The table that is built into the program.
const BUILT_IN: &str = include_str!("../../../assets/browsers.ron");

/// All known browsers, where their data may be, and how to clear them by hand.
#[derive(Clone, Debug, Default)]
pub struct BrowserTable {
    by_hand: BTreeMap<String, ByHand>,
    rows: Vec<Row>,
}

/// Why the table cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("browsers.ron:{line}:{column}: {what}")]
pub struct BrowserTableError {
    /// Counted from 1.
    pub line: usize,
    /// Counted from 1.
    pub column: usize,
    /// What is wrong.
    pub what: String,
}

/// How to clear a browser by hand, with the words of its own menus.
#[derive(Clone, Debug)]
pub struct ByHand {
    /// Why the program does not clear it itself.
    pub why: Option<Text>,
    /// What to do, in order.
    pub steps: Vec<Text>,
    /// The browser's own page for clearing, which the customer types or pastes there: `chrome://settings/…`. `{site}`
    /// is the site.
    pub page: Option<String>,
}

/// One browser, with all the places where its data may be.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Row {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) family: Family,
    /// The id of its steps for clearing by hand.
    pub(super) by_hand: String,
    #[serde(default)]
    pub(super) windows: SystemPrograms,
    #[serde(default)]
    pub(super) macos: SystemPrograms,
    #[serde(default)]
    pub(super) linux: SystemPrograms,
    pub(super) places: Vec<DataPlace>,
    /// The ends of folders with its policies: `opt/chrome/policies/managed`.
    #[serde(default)]
    pub(super) policies: Vec<String>,
    /// Another name for it, if the last program that used each of its profiles was of this kind.
    #[serde(default)]
    pub(super) edition: Option<Edition>,
}

/// How to recognise a browser's processes on one system.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct SystemPrograms {
    pub(super) programs: Vec<String>,
    pub(super) path_contains: Option<String>,
}

/// A place where a browser's data may be. It is only a candidate until the browser's own files are found there.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DataPlace {
    #[serde(deserialize_with = "text::system")]
    pub(super) on: Os,
    #[serde(default = "system")]
    pub(super) from: Packaging,
    #[serde(default)]
    pub(super) channel: Option<String>,
    pub(super) data: String,
    #[serde(default)]
    pub(super) cache: Option<String>,
    /// Replaces the row's, if a channel's path differs.
    #[serde(default)]
    pub(super) path_contains: Option<String>,
}

/// A browser that keeps its data in the same place as another.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Edition {
    pub(super) id: String,
    pub(super) name: String,
    /// Part of the path of the program that used a profile last.
    pub(super) program_contains: String,
}

/// The file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTable {
    by_hand: Vec<RawByHand>,
    browsers: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawByHand {
    id: String,
    #[serde(default)]
    why: Option<TableText>,
    #[serde(default)]
    steps: Vec<TableText>,
    #[serde(default)]
    page: Option<String>,
}

fn system() -> Packaging {
    Packaging::System
}

impl BrowserTable {
    /// The table that is built into the program.
    pub fn built_in() -> Result<Self, BrowserTableError> {
        Self::parse(BUILT_IN)
    }

    /// A table from its RON.
    pub fn parse(ron: &str) -> Result<Self, BrowserTableError> {
        // Notepad writes a byte-order mark at the start of a file.
        let ron = ron.strip_prefix('\u{feff}').unwrap_or(ron);
        let options = ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
        let raw: RawTable = options.from_str(ron).map_err(|error| BrowserTableError {
            line: error.span.start.line,
            column: error.span.start.col,
            what: error.code.to_string(),
        })?;
        check::check(&raw, ron)?;
        let by_hand = raw.by_hand.into_iter().map(|raw| (raw.id.clone(), raw.read())).collect();
        Ok(Self { by_hand, rows: raw.browsers })
    }

    /// The steps with this id.
    pub fn by_hand(&self, id: &str) -> Option<&ByHand> {
        self.by_hand.get(id)
    }

    /// Every id of steps, in alphabetical order.
    pub fn by_hand_ids(&self) -> impl Iterator<Item = &str> {
        self.by_hand.keys().map(String::as_str)
    }

    /// All steps for clearing by hand, each with the names of the browsers that share them, in the table's order.
    pub fn by_hand_groups(&self) -> impl Iterator<Item = (Vec<&str>, &ByHand)> {
        let mut seen = std::collections::BTreeSet::new();
        let first = self.rows.iter().filter(move |row| seen.insert(row.by_hand.as_str()));
        first.filter_map(|first| {
            let group = self.rows.iter().filter(|row| row.by_hand == first.by_hand);
            Some((group.map(|row| row.name.as_str()).collect(), self.by_hand(&first.by_hand)?))
        })
    }

    /// The browsers, in the table's order.
    pub(super) fn rows(&self) -> &[Row] {
        &self.rows
    }
}

impl RawByHand {
    fn read(self) -> ByHand {
        ByHand {
            why: self.why.map(|text| text.0),
            steps: self.steps.into_iter().map(|text| text.0).collect(),
            page: self.page,
        }
    }
}

impl Row {
    /// How to recognise its processes on this system.
    pub(super) fn programs_on(&self, os: Os) -> &SystemPrograms {
        match os {
            Os::Windows => &self.windows,
            Os::MacOs => &self.macos,
            Os::Linux => &self.linux,
        }
    }
}
