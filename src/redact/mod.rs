//! Secrets in text, hidden: the one place that every text passes before it is stored, shown elsewhere or sent.
//!
//! Owns the rules and what stands where something was hidden. Pure: the same text and salt give the same result.
//! Must not know what a session or a report is, nor where texts come from.
//!
//! A text is folded (`fold`), the rules mark what they find on the copy (`desk`), each family in a file of its own,
//! and the marks are carried back to the original. Structured things come first (keys, headers, addresses), then
//! numbers with check digits, then what only its surroundings tell. The rules run until they find nothing more, so
//! that redacting twice changes nothing.
//!
//! The rules run in rounds because a hidden part is opaque: once a rule hides something, it splits the text that the
//! other rules see, so a single pass over the result could find more.

mod cards;
mod chain;
mod china;
mod codes;
mod crypto;
mod desk;
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
mod seed;
mod tokens;
mod vault;
mod web;

use std::ops::Range;

pub use self::kind::SecretKind;
pub use self::placeholder::{HiddenCounts, Numbering, Placeholder, Salt, placeholders};
pub use self::safe::SafeText;
pub use self::vault::{RevealableValue, Vault};

use self::desk::Scan;
use self::fold::Folded;
use self::names::Names;

/// How often the rules may start over. Each round finds what the one before had covered; two are the rule.
const ROUNDS: usize = 8;

/// What the machine and the customer say is to be hidden wherever it stands.
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
    names: Names,
    salt: Salt,
}

/// A text without its secrets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redacted {
    /// The text.
    pub text: String,
    /// What was hidden just now; what was hidden before is not among it.
    pub hidden: Vec<Placeholder>,
}

/// A secret in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundSecret {
    /// What it seems to be.
    pub kind: SecretKind,
    /// Where it stands.
    pub range: Range<usize>,
}

impl Default for Redactor {
    /// For texts that belong to no session and no machine: the walks of a pack.
    fn default() -> Self {
        Self::new(&KnownSecrets::default(), Salt::default())
    }
}

impl Redactor {
    /// For one session. Its salt makes the same value look the same after a restart.
    pub fn new(known: &KnownSecrets, salt: Salt) -> Self {
        Self { names: Names::new(known), salt }
    }

    /// The text with its secrets hidden.
    pub fn redact(&self, text: &str) -> Redacted {
        let (folded, spans) = self.spans(text);
        let mut redacted = Redacted { text: String::with_capacity(text.len()), hidden: Vec::new() };
        let mut done = 0;
        for span in &spans {
            let original = folded.original(&span.range, text);
            redacted.text.push_str(text.get(done..original.start).unwrap_or_default());
            let start = redacted.text.len();
            redacted.text.push_str(&span.shown);
            redacted.hidden.push(Placeholder { kind: span.kind, range: start..redacted.text.len() });
            done = original.end;
        }
        redacted.text.push_str(text.get(done..).unwrap_or_default());
        redacted
    }

    /// What would be hidden, for a warning while somebody types.
    pub fn sniff(&self, text: &str) -> Vec<FoundSecret> {
        let (folded, spans) = self.spans(text);
        spans
            .into_iter()
            .map(|span| FoundSecret { kind: span.kind, range: folded.original(&span.range, text) })
            .collect()
    }

    /// What would be hidden: its kind, what would stand for it, and what it is.
    fn replaced(&self, text: &str) -> Vec<(SecretKind, String, String)> {
        let (folded, spans) = self.spans(text);
        spans
            .into_iter()
            .map(|span| {
                let original = text.get(folded.original(&span.range, text)).unwrap_or_default().to_owned();
                (span.kind, span.shown, original)
            })
            .collect()
    }

    fn spans(&self, text: &str) -> (Folded, Vec<desk::Span>) {
        let mut desk = Scan::new(text, self.salt);
        for _ in 0..ROUNDS {
            let before = desk.found_so_far();
            desk.label();
            self.round(&mut desk);
            if desk.found_so_far() == before {
                break;
            }
        }
        desk.into_spans()
    }

    fn round(&self, desk: &mut Scan) {
        tokens::hide_blocks(desk);
        web::hide(desk);
        tokens::hide(desk);
        // Before prose, which would take the first group of one behind a telling word and leave the others.
        iban::hide(desk);
        marked::hide_tagged(desk);
        prose::hide(desk);
        seed::hide(desk);
        mail::hide(desk);
        crypto::hide(desk);
        let hashes = crypto::hashes(desk);
        numbers::hide(desk, &hashes);
        marked::hide(desk);
        china::hide_permits(desk);
        net::hide(desk);
        paths::hide(desk);
        self.names.hide(desk);
    }
}
