//! Whether a report is as the program wrote it: a hash of its content lies inside.
//!
//! It shows damage and careless editing. It does not prove where a report comes from: whoever changes one on purpose
//! can make a new hash as well.

use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};

use super::picture::in_hex;

/// The field that holds the hash of all others.
pub(super) const FIELD: &str = "sha256";

/// What the hash says of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seal {
    /// It is as it was written.
    Whole,
    /// It was changed or damaged since.
    Broken,
    /// There is no hash in it.
    Missing,
}

impl Seal {
    /// What two hashes say of the same report.
    pub(super) fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Broken, _) | (_, Self::Broken) => Self::Broken,
            (Self::Missing, _) | (_, Self::Missing) => Self::Missing,
            (Self::Whole, Self::Whole) => Self::Whole,
        }
    }
}

/// Puts the hash of a document into it. White space and the order of fields make no difference to it, so a ticket
/// system may store the document in its own way.
pub(super) fn seal(document: &mut Map<String, Value>) {
    document.remove(FIELD);
    let hash = hash(document);
    document.insert(FIELD.to_owned(), Value::String(hash));
}

/// What the hash in a document says of it.
pub(super) fn check(document: &Map<String, Value>) -> Seal {
    match document.get(FIELD) {
        Some(Value::String(said)) if *said == hash(document) => Seal::Whole,
        Some(_) => Seal::Broken,
        None => Seal::Missing,
    }
}

/// SHA-256 over the document's canonical form, as hexadecimal digits: no white space, the fields of every object
/// sorted by name, as RFC 8785 has it. Reports hold no numbers but whole ones, so its rules for others are not needed.
fn hash(document: &Map<String, Value>) -> String {
    let fields = document.iter().filter(|(name, _)| *name != FIELD);
    let sorted: Map<String, Value> = sorted(fields.map(|(name, value)| (name.clone(), value.clone())));
    in_hex(&Sha256::digest(Value::Object(sorted).to_string()))
}

fn sorted(fields: impl Iterator<Item = (String, Value)>) -> Map<String, Value> {
    let mut fields: Vec<(String, Value)> = fields.map(|(name, value)| (name, canonical(value))).collect();
    fields.sort_by(|(one, _), (other, _)| one.cmp(other));
    fields.into_iter().collect()
}

fn canonical(value: Value) -> Value {
    match value {
        Value::Object(fields) => Value::Object(sorted(fields.into_iter())),
        Value::Array(items) => Value::Array(items.into_iter().map(canonical).collect()),
        plain @ (Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_)) => plain,
    }
}
