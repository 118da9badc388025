//! Whether a report is as the program wrote it: a hash of its content lies inside.
//!
//! It shows damage and careless editing. It does not prove where a report comes from: whoever changes one on purpose
//! can make a new hash as well.
//!
//! A changed report gets no new hash when it is printed again, or reading it would make it look intact. Its text and
//! its HTML say that it was changed.

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
    let mut canonical = Vec::new();
    // Writing to memory cannot fail.
    write_fields(&mut canonical, document.iter().filter(|(name, _)| *name != FIELD)).ok();
    in_hex(&Sha256::digest(canonical))
}

/// Nothing is copied but what is written: a document that somebody made large on purpose is not held twice.
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
    fn the_hash_is_that_of_the_canonical_form_which_other_programs_can_make_too() {
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
