//! The schema for ticket systems describes the reports that customers save.

use std::collections::BTreeSet;

use okpay_wizard::report::{PictureNote, to_json};
use serde_json::Value;

use crate::support::wizards::{LANGUAGES, Walker, okpay, report, stories};

fn schema() -> Value {
    serde_json::from_str(include_str!("../../../assets/report/report.schema.json")).unwrap()
}

fn note() -> PictureNote {
    let sha256 = "0123456789abcdef".repeat(4);
    PictureNote { id: "picture-1.png".to_owned(), width: 1280, height: 720, bytes: 312_000, sha256 }
}

/// A report of every walk of every guide, and of the stories, in every language.
fn documents() -> Vec<Value> {
    let walks = okpay()
        .wizards
        .iter()
        .flat_map(|wizard| wizard.walks.iter().map(|walk| Walker::begin(wizard.id.as_str()).walks(&walk.name).session));
    let sessions = walks.chain(stories().into_iter().map(|story| story.session));
    sessions
        .flat_map(|session| {
            let reports = LANGUAGES.map(|(_, lang, beside)| report(&session, lang, beside, &[note()]));
            reports.map(|report| serde_json::from_str(&to_json(&report).unwrap()).unwrap())
        })
        .collect()
}

#[test]
fn every_report_keeps_to_the_schema() {
    let schema = schema();
    assert!(jsonschema::meta::is_valid(&schema));
    let validator = jsonschema::validator_for(&schema).unwrap();
    let documents = documents();
    assert!(documents.len() > 150, "{}", documents.len());
    for document in &documents {
        let wrong: Vec<String> =
            validator.iter_errors(document).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}

#[test]
fn a_file_that_is_not_a_document_is_refused() {
    let validator = jsonschema::validator_for(&schema()).unwrap();
    let whole = documents().remove(0);
    for (field, wrong) in
        [("format", 2.into()), ("kind", "other".into()), ("code", "K7M".into()), ("took", Value::Null)]
    {
        let mut document = whole.clone();
        document[field] = wrong;
        assert!(!validator.is_valid(&document), "{field}");
        document.as_object_mut().unwrap().remove(field);
        assert!(!validator.is_valid(&document), "without {field}");
    }
}

#[test]
fn the_schema_names_every_field_and_says_what_it_is() {
    let schema = schema();
    let mut unnamed = BTreeSet::new();
    for document in documents() {
        walk(&document, &schema, &schema, "", &mut unnamed);
    }
    assert!(unnamed.is_empty(), "not in report.schema.json, or without a description: {unnamed:#?}");
}

/// Looks up each field of a document in its schema, at its own place.
fn walk(value: &Value, schema: &Value, root: &Value, path: &str, unnamed: &mut BTreeSet<String>) {
    let schema = resolved(schema, root);
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                let path = format!("{path}/{name}");
                match schema["properties"].get(name) {
                    Some(known) => {
                        if known.get("description").is_none() && resolved(known, root).get("description").is_none() {
                            unnamed.insert(path.clone());
                        }
                        walk(value, known, root, &path, unnamed);
                    }
                    None => {
                        unnamed.insert(path);
                    }
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| walk(item, &schema["items"], root, path, unnamed)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// The schema that this one refers to; if the value may be null, the alternative to null.
fn resolved<'s>(schema: &'s Value, root: &'s Value) -> &'s Value {
    if let Some(one) = schema["anyOf"].get(0) {
        return resolved(one, root);
    }
    match schema["$ref"].as_str() {
        Some(place) => root.pointer(place.trim_start_matches('#')).unwrap(),
        None => schema,
    }
}
