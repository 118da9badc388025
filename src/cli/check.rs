//! `okpay-wizard check`: everything wrong with packs, in the form of a compiler's messages.
//!
//! Pure: gets the packs' files. Must not know where they are or what a terminal is.

use serde::Serialize;

use crate::lang::Lang;
use crate::pack::{LoadedPack, Problem, Severity, SourceFile, Styled, load, render, text_of};

/// How the problems are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckFormat {
    /// For a person, each problem with its line.
    Text(Styled),
    /// For a machine, one document.
    Json,
}

/// Whether a check found problems.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Findings {
    /// Nothing is wrong: exit status 0.
    None,
    /// Something is wrong: exit status 1.
    Some,
}

/// The output of a check, and whether it found problems.
#[derive(Clone, Debug)]
pub struct CheckOutcome {
    /// For standard output. Without problems, empty in the text format.
    pub text: String,
    /// Whether anything is wrong.
    pub findings: Findings,
}

/// One pack in the JSON document.
#[derive(Serialize)]
struct CheckedPack<'a> {
    path: &'a str,
    problems: &'a [Problem],
    broken: &'a [String],
}

/// The JSON document.
#[derive(Serialize)]
struct CheckedPacks<'a> {
    errors: usize,
    warnings: usize,
    packs: Vec<CheckedPack<'a>>,
}

/// Checks packs. Each has the path that the messages show.
pub fn check(sets: &[(String, Vec<SourceFile>)], lang: Lang, format: CheckFormat) -> CheckOutcome {
    let loaded = sets.iter().map(|(_, files)| load(files)).collect::<Vec<_>>();
    let count = |severity| loaded.iter().flat_map(|pack| &pack.problems).filter(|p| p.severity == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    let text = match format {
        CheckFormat::Json => json(sets, &loaded, errors, warnings),
        CheckFormat::Text(_) if errors + warnings == 0 => String::new(),
        CheckFormat::Text(styled) => {
            let mut blocks = sets
                .iter()
                .zip(&loaded)
                .flat_map(|(set, loaded)| rendered_problems(set, loaded, lang, styled))
                .collect::<Vec<_>>();
            blocks.push(summary(errors, warnings, lang));
            blocks.join("\n\n") + "\n"
        }
    };
    CheckOutcome { text, findings: if errors + warnings == 0 { Findings::None } else { Findings::Some } }
}

fn rendered_problems(set: &(String, Vec<SourceFile>), loaded: &LoadedPack, lang: Lang, styled: Styled) -> Vec<String> {
    let (path, files) = set;
    let rendered = |problem: &Problem| {
        let source = files.iter().find(|file| file.name == problem.place.file).map(text_of).unwrap_or_default();
        let shown = match path.as_str() {
            "" => problem.place.file.clone(),
            path => format!("{}/{}", path.trim_end_matches(['/', '\\']), problem.place.file),
        };
        render(problem, &shown, &source, lang, styled)
    };
    loaded.problems.iter().map(rendered).collect()
}

fn summary(errors: usize, warnings: usize, lang: Lang) -> String {
    let counted = |count: usize, one: &str| if count == 1 { format!("1 {one}") } else { format!("{count} {one}s") };
    match lang {
        Lang::Chinese => format!("共 {errors} 个错误，{warnings} 个警告"),
        Lang::English => format!("{}, {}", counted(errors, "error"), counted(warnings, "warning")),
    }
}

fn json(sets: &[(String, Vec<SourceFile>)], loaded: &[LoadedPack], errors: usize, warnings: usize) -> String {
    let packs = sets.iter().zip(loaded).map(|((path, _), loaded)| CheckedPack {
        path,
        problems: &loaded.problems,
        broken: &loaded.broken,
    });
    let document = CheckedPacks { errors, warnings, packs: packs.collect() };
    // Plain strings and numbers cannot fail to serialize.
    serde_json::to_string_pretty(&document).unwrap_or_default() + "\n"
}
