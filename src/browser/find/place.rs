//! Turns the table's places into paths of this machine.

use std::fs;
use std::path::{Path, PathBuf};

use super::super::running::process::is_program;
use super::super::table::Row;
use super::super::{Process, Programs, Roots};
use crate::pack::Os;

/// The paths of a place on this machine: one, or every folder that matches a `*`, or none.
pub(super) fn paths(place: &str, row: &Row, roots: &Roots, processes: &[Process]) -> Vec<PathBuf> {
    let Some((root, rest)) = place.strip_prefix('{').and_then(|place| place.split_once('}')) else { return Vec::new() };
    let starts = match root {
        "home" => vec![roots.home.clone()],
        "config" | "roaming" => vec![roots.config.clone()],
        "cache" | "local" => vec![roots.cache.clone()],
        "chrome-config" => vec![roots.chrome_config.clone()],
        "program" => program_folders(row, roots.os, processes),
        _ => Vec::new(),
    };
    rest.split('/').filter(|name| !name.is_empty()).fold(starts, |folders, name| {
        if !name.contains('*') {
            return folders.into_iter().map(|folder| folder.join(name)).collect();
        }
        folders.iter().flat_map(|folder| matching(folder, name)).collect()
    })
}

/// The folders of the row's programs that are running.
fn program_folders(row: &Row, os: Os, processes: &[Process]) -> Vec<PathBuf> {
    let programs = programs(row, os, None);
    let exes = processes.iter().filter(|process| is_program(process, &programs, os)).filter_map(|p| p.exe.as_deref());
    let mut folders: Vec<PathBuf> = exes.filter_map(Path::parent).map(Path::to_owned).collect();
    folders.sort();
    folders.dedup();
    folders
}

/// How to recognise the processes of a row's browser on this system.
pub(super) fn programs(row: &Row, os: Os, path_contains: Option<&str>) -> Programs {
    let own = row.programs_on(os);
    let path_contains = path_contains.map(ToOwned::to_owned).or_else(|| own.path_contains.clone());
    Programs { names: own.programs.clone(), path_contains }
}

/// The entries of a folder whose names match the pattern, in alphabetical order.
fn matching(folder: &Path, pattern: &str) -> Vec<PathBuf> {
    let Some((start, end)) = pattern.split_once('*') else { return Vec::new() };
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let matches = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.len() >= start.len() + end.len() && name.starts_with(start) && name.ends_with(end)
    };
    let mut found: Vec<PathBuf> = entries.filter_map(Result::ok).map(|entry| entry.path()).filter(matches).collect();
    found.sort();
    found
}
