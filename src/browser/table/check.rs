//! Finds mistakes in a table that could be read.

use std::collections::BTreeSet;

use super::super::Family;
use super::{BrowserTableError, RawTable, Row};
use crate::pack::Os;

/// The names that a place may have in braces.
const ROOTS: [&str; 7] = ["home", "config", "cache", "chrome-config", "local", "roaming", "program"];

/// Reports the first mistake, with its place in the file.
pub(super) fn check(raw: &RawTable, ron: &str) -> Result<(), BrowserTableError> {
    let mut steps = BTreeSet::new();
    for by_hand in &raw.by_hand {
        if by_hand.id.trim().is_empty() {
            return bad(ron, "", 0, "the id of these steps is empty".to_owned());
        }
        if !steps.insert(by_hand.id.as_str()) {
            return bad(ron, &by_hand.id, 1, format!("there are already steps with the id \"{}\"", by_hand.id));
        }
        if by_hand.steps.is_empty() && by_hand.why.is_none() {
            return bad(ron, &by_hand.id, 0, format!("\"{}\" has neither steps nor a reason", by_hand.id));
        }
        if by_hand.page.as_ref().is_some_and(|page| page.trim().is_empty()) {
            return bad(ron, &by_hand.id, 0, format!("the page of \"{}\" is empty", by_hand.id));
        }
    }
    let mut ids = BTreeSet::new();
    for row in &raw.browsers {
        if !is_id(&row.id) {
            let what = format!("\"{}\" is not an id: use lower-case letters, digits and hyphens only", row.id);
            return bad(ron, &row.id, 0, what);
        }
        // Steps and browsers may have the same id, so the second browser is at the id's last place.
        for id in [Some(&row.id), row.edition.as_ref().map(|edition| &edition.id)].into_iter().flatten() {
            if !ids.insert(id.as_str()) {
                return bad(ron, id, usize::MAX, format!("there is already a browser with the id \"{id}\""));
            }
        }
        if !steps.contains(row.by_hand.as_str()) {
            let what = format!("there are no steps with the id \"{}\" for \"{}\"", row.by_hand, row.id);
            return bad(ron, &row.by_hand, 0, what);
        }
        check_row(row, ron)?;
    }
    Ok(())
}

fn check_row(row: &Row, ron: &str) -> Result<(), BrowserTableError> {
    if row.name.trim().is_empty() {
        return bad(ron, &row.id, 0, format!("\"{}\" has no name", row.id));
    }
    for os in [Os::Windows, Os::MacOs, Os::Linux] {
        let own = row.programs_on(os);
        if own.programs.iter().any(|name| name.trim().is_empty()) {
            return bad(ron, &row.id, 0, format!("a program of \"{}\" has no name", row.id));
        }
        let is_there = row.places.iter().any(|place| place.on == os);
        if is_there && own.programs.is_empty() {
            return bad(ron, &row.id, 0, format!("\"{}\" has a place and no programs on this system: {os:?}", row.id));
        }
    }
    if row.places.is_empty() {
        return bad(ron, &row.id, 0, format!("\"{}\" has no places", row.id));
    }
    for place in &row.places {
        for path in [Some(&place.data), place.cache.as_ref()].into_iter().flatten() {
            if let Err(what) = check_path(path, row.family) {
                return Err(at(ron, ron.rfind(&format!("\"{path}\"")), what));
            }
        }
    }
    Ok(())
}

fn check_path(path: &str, family: Family) -> Result<(), String> {
    let inside = path.strip_prefix('{').and_then(|rest| rest.split_once('}'));
    let Some((root, rest)) = inside.filter(|(root, _)| ROOTS.contains(root)) else {
        return Err(format!("\"{path}\" must begin with one of {{{}}}", ROOTS.join("}, {")));
    };
    if path.contains('\\') {
        return Err(format!("\"{path}\": folders are separated by / on every system"));
    }
    if rest.split('/').skip(1).any(|name| name.is_empty() || name == ".") || rest == "/" {
        return Err(format!("\"{path}\": a folder's name is missing"));
    }
    // Without a folder name, the whole root would count as the browser's data.
    if rest.is_empty() {
        return Err(format!("\"{path}\" names no folder"));
    }
    if root != "program" && rest.split('/').any(|name| name == "..") {
        return Err(format!("\"{path}\" must not lead to a folder above"));
    }
    // The browser's files are looked for in this folder, so its own name must not be a guess as well.
    if rest.ends_with("/*") || (rest.contains('*') && family == Family::Safari) {
        return Err(format!("\"{path}\": there can be no * here"));
    }
    Ok(())
}

fn is_id(id: &str) -> bool {
    !id.is_empty() && id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

/// The error at this id: at its place after `skip` others, or at its last place. If no item has this id, at the place
/// that refers to it.
fn bad(ron: &str, id: &str, skip: usize, what: String) -> Result<(), BrowserTableError> {
    let quoted = format!("\"{id}\"");
    let places: Vec<usize> = ron.match_indices(&format!("id: {quoted}")).map(|(at, _)| at).collect();
    let place = places.get(skip).or(places.last()).copied();
    Err(at(ron, place.or_else(|| ron.find(&quoted)), what))
}

fn at(ron: &str, place: Option<usize>, what: String) -> BrowserTableError {
    let before = ron.get(..place.unwrap_or_default()).unwrap_or_default();
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let column = before.get(line_start..).unwrap_or_default().chars().count() + 1;
    BrowserTableError { line: before.matches('\n').count() + 1, column, what }
}
