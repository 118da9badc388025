//! Hides secrets in text. Every text passes through here before it is saved, shown elsewhere or sent.
//!
//! Owns the rules and the placeholders that replace secrets. Pure: the same text and salt give the same result.
//! Must not know what a session or a report is, nor where texts come from.
//!
//! `fold` makes a normalised copy of the text. The rules mark secrets on that copy (`scan`); each family of secrets has
//! a file of its own. Then the marks are mapped back to the original. Structured data comes first (keys, headers,
//! addresses), then numbers with check digits, then values that only the words near them give away. Such a word, for
//! example 卡号 or "password", is called a label.
//!
//! The rules run in rounds until they find nothing more, so that redacting twice changes nothing. One round is not
//! enough because a hidden part is opaque: it splits the text that the other rules see, and they may find more then.

mod cards;
mod chain;
mod china;
mod codes;
mod crypto;
mod fold;
mod iban;
mod iban_table;
mod kind;
mod labels;
mod mail;
mod marked;
mod names;
mod net;
mod numbers;
mod paths;
mod pattern;
mod phones;
mod placeholder;
mod prose;
mod safe;
mod scan;
mod seed;
mod tokens;
mod vault;
mod web;

use std::ops::Range;

pub use self::kind::SecretKind;
pub use self::placeholder::{HiddenCounts, Numbering, Placeholder, Salt, placeholders};
pub use self::safe::SafeText;
pub use self::vault::{RevealableValue, Vault};

use self::fold::Folded;
use self::names::NameFinder;
use self::scan::{Replacement, Scan};

/// The most rounds. Most texts need two.
const ROUNDS: usize = 8;

/// What the computer and the customer give as secret: the redactor hides it wherever it occurs.
#[derive(Clone, Debug, Default)]
pub struct KnownSecrets {
    /// The customer's names on this computer.
    pub user_names: Vec<String>,
    /// The computer's names.
    pub host_names: Vec<String>,
    /// The customer's home folders, whole.
    pub home_folders: Vec<String>,
    /// What the customer chose to hide.
    pub chosen: Vec<String>,
}

/// Hides secrets in texts.
#[derive(Debug)]
pub struct Redactor {
    names: NameFinder,
    salt: Salt,
}

/// A text without its secrets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redacted {
    /// The text.
    pub text: String,
    /// What this call hid. Placeholders that were in the text before are not among them.
    pub hidden: Vec<Placeholder>,
}

/// A secret in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundSecret {
    /// What it seems to be.
    pub kind: SecretKind,
    /// Where it is in the text.
    pub range: Range<usize>,
}

impl Default for Redactor {
    /// For texts that belong to no session and no computer, such as the walks of a pack.
    fn default() -> Self {
        Self::new(&KnownSecrets::default(), Salt::default())
    }
}

impl Redactor {
    /// For one session. With its salt, the same value has the same placeholder after a restart.
    pub fn new(known: &KnownSecrets, salt: Salt) -> Self {
        Self { names: NameFinder::new(known), salt }
    }

    /// The text with its secrets hidden.
    pub fn redact(&self, text: &str) -> Redacted {
        let (folded, replacements) = self.replacements(text);
        let mut redacted = Redacted { text: String::with_capacity(text.len()), hidden: Vec::new() };
        let mut done = 0;
        for replacement in &replacements {
            let original = folded.original(&replacement.range, text);
            redacted.text.push_str(text.get(done..original.start).unwrap_or_default());
            let start = redacted.text.len();
            redacted.text.push_str(&replacement.placeholder);
            redacted.hidden.push(Placeholder { kind: replacement.kind, range: start..redacted.text.len() });
            done = original.end;
        }
        redacted.text.push_str(text.get(done..).unwrap_or_default());
        redacted
    }

    /// What would be hidden, for a warning while the customer types.
    pub fn find_secrets(&self, text: &str) -> Vec<FoundSecret> {
        let (folded, replacements) = self.replacements(text);
        replacements
            .into_iter()
            .map(|found| FoundSecret { kind: found.kind, range: folded.original(&found.range, text) })
            .collect()
    }

    /// What would be hidden: its kind, its placeholder and the original.
    fn originals(&self, text: &str) -> Vec<(SecretKind, String, String)> {
        let (folded, replacements) = self.replacements(text);
        replacements
            .into_iter()
            .map(|found| {
                let original = text.get(folded.original(&found.range, text)).unwrap_or_default().to_owned();
                (found.kind, found.placeholder, original)
            })
            .collect()
    }

    fn replacements(&self, text: &str) -> (Folded, Vec<Replacement>) {
        let mut scan = Scan::new(text, self.salt);
        for _ in 0..ROUNDS {
            let before = scan.hidden_count();
            scan.find_labels();
            self.round(&mut scan);
            if scan.hidden_count() == before {
                break;
            }
        }
        scan.into_replacements()
    }

    fn round(&self, scan: &mut Scan) {
        tokens::hide_blocks(scan);
        web::hide(scan);
        tokens::hide(scan);
        // Before prose, which would take only the first group of an IBAN behind a label.
        iban::hide(scan);
        marked::hide_tagged(scan);
        prose::hide(scan);
        seed::hide(scan);
        mail::hide(scan);
        crypto::hide(scan);
        let hashes = crypto::hashes(scan);
        numbers::hide(scan, &hashes);
        marked::hide(scan);
        china::hide_permits(scan);
        net::hide(scan);
        paths::hide(scan);
        self.names.hide(scan);
    }
}
