//! The seal: a hash of a report's content inside the report. It shows whether the report is as the program wrote it.
//!
//! It shows damage and careless edits. It does not prove where a report comes from, because anyone who changes a report on
//! purpose can write a new hash too.
//!
//! When the program prints a changed report again, it writes no new hash, because the copy would look intact. Its text
//! and its HTML say that it was changed.

use data_encoding::HEXLOWER;
use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};

/// The field that holds the hash of all others.
pub(super) const FIELD: &str = "sha256";

/// What the hash says about a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seal {
    /// It is as it was written.
    Whole,
    /// It was changed or damaged after that.
    Broken,
    /// There is no hash in it.
    Missing,
}

impl Seal {
    /// What two hashes say about the same report.
    pub(super) fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Broken, _) | (_, Self::Broken) => Self::Broken,
            (Self::Missing, _) | (_, Self::Missing) => Self::Missing,
            (Self::Whole, Self::Whole) => Self::Whole,
        }
    }
}

/// Writes the hash of a document into it. White space and the order of fields make no difference, so a ticket system may
/// format the document in its own way.
pub(super) fn seal(document: &mut Map<String, Value>) {
    document.remove(FIELD);
    let hash = hash(document);
    document.insert(FIELD.to_owned(), Value::String(hash));
}

/// What the hash in a document says about it.
pub(super) fn check(document: &Map<String, Value>) -> Seal {
    match document.get(FIELD) {
        Some(Value::String(said)) if *said == hash(document) => Seal::Whole,
        Some(_) => Seal::Broken,
        None => Seal::Missing,
    }
}

/// SHA-256 of the document's canonical form, in hexadecimal. The canonical form has no white space, and the fields of
/// every object are sorted by name, as in RFC 8785. Reports have only whole numbers, so the RFC's rules for other numbers
/// are not needed.
fn hash(document: &Map<String, Value>) -> String {
    let mut canonical = Vec::new();
    // Writing to memory cannot fail.
    write_fields(&mut canonical, document.iter().filter(|(name, _)| *name != FIELD)).ok();
    HEXLOWER.encode(&Sha256::digest(canonical))
}

/// Writes without copying the document: someone may have made it large on purpose.
fn write_value(into: &mut Vec<u8>, value: &Value) -> serde_json::Result<()> {
    match value {
        Value::Object(fields) => write_fields(into, fields.iter()),
        Value::Array(items) => {
            into.push(b'[');
            for (place, item) in items.iter().enumerate() {
                if place > 0 {
                    into.push(b',');
                }
                write_value(into, item)?;
            }
            into.push(b']');
            Ok(())
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => serde_json::to_writer(into, value),
    }
}

fn write_fields<'f>(
    into: &mut Vec<u8>,
    fields: impl Iterator<Item = (&'f String, &'f Value)>,
) -> serde_json::Result<()> {
    let mut fields: Vec<_> = fields.collect();
    fields.sort_unstable_by_key(|(name, _)| *name);
    into.push(b'{');
    for (place, (name, value)) in fields.into_iter().enumerate() {
        if place > 0 {
            into.push(b',');
        }
        serde_json::to_writer(&mut *into, name)?;
        into.push(b':');
        write_value(into, value)?;
    }
    into.push(b'}');
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, Value};

    use super::{Seal, check, seal};

    fn document(json: &str) -> Map<String, Value> {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn the_hash_is_that_of_the_canonical_form_which_other_programs_can_compute_too() {
        // printf '{"a":[1,{"x":null,"y":"\\n密"},[]],"b":{},"c":true}' | sha256sum
        let hash = "0af856dd843953fac9381868ce2ea91befb32308edd1bfdd488ffb9afe22a9ae";
        let mut one = document(r#"{"c": true, "b": {}, "a": [1, {"y": "\n密", "x": null}, []]}"#);
        seal(&mut one);
        assert_eq!(one["sha256"], hash);
        let other = format!(r#"{{"sha256":"{hash}","a":[1,{{"x":null,"y":"\n密"}},[]],"b":{{}},"c":true}}"#);
        assert_eq!(check(&document(&other)), Seal::Whole, "order and white space make no difference");
        assert_eq!(check(&document(&other.replace("密", "码"))), Seal::Broken);
        assert_eq!(check(&document("{}")), Seal::Missing);
    }
}
