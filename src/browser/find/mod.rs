//! Finds the installed browsers and their profiles.
//!
//! A path from the table, a policy or a command line is only a candidate. It counts once the browser's own files are
//! found there. A profile is a folder that these files name, or that holds a profile's files.

mod chromium;
mod files;
mod firefox;
mod group;
mod ini;
mod place;
mod policy;
mod trusted_paths;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use self::trusted_paths::TrustedPaths;
pub(super) use self::trusted_paths::resolved;
use super::running::process::{folder_option, is_packaged, is_program, role};
use super::table::{DataPlace, Row};
use super::{
    Browser, BrowserTable, CacheFolder, Family, HolderRole, Packaging, Process, ProcessOwner, Profile, Programs, Roots,
};

/// A place where a browser's data may be.
struct Candidate<'a> {
    row: &'a Row,
    packaging: Packaging,
    channel: Option<&'a str>,
    programs: Programs,
    data: PathBuf,
    /// Where its cache is, if the table says so.
    cache: Option<PathBuf>,
    /// Other folders for its cache, from command lines and policies.
    more_caches: Vec<PathBuf>,
}

/// What a browser's files say.
struct BrowserFiles {
    data: PathBuf,
    version: Option<String>,
    caches: Vec<CacheFolder>,
    profiles: Vec<Profile>,
    /// Whether it is the other edition in the row.
    is_edition: bool,
}

/// Every browser of the table whose data is below these roots, and every browser whose data folder is named on the
/// command line of a running process.
pub fn find(roots: &Roots, table: &BrowserTable, processes: &[Process]) -> Vec<Browser> {
    let trusted = TrustedPaths::of(roots);
    let own: Vec<Process> =
        processes.iter().filter(|process| process.owner != ProcessOwner::AnotherUser).cloned().collect();
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    for candidate in candidates(roots, table, &own) {
        let Some(files) = read(&candidate, roots, &trusted) else { continue };
        // A profile on the command line of a running Firefox is usually in Firefox's own list too.
        let dirs = files.profiles.iter().map(|profile| profile.dir.clone());
        if seen.insert(files.data.clone()) {
            seen.extend(dirs);
            let browser = browser(candidate, files, roots, &found);
            found.push(browser);
        }
    }
    found
}

/// What the browser's files say; `None` if they are not there.
fn read(candidate: &Candidate<'_>, roots: &Roots, trusted: &TrustedPaths) -> Option<BrowserFiles> {
    match candidate.row.family {
        Family::Chromium => chromium::read(candidate, roots, trusted),
        Family::Firefox if candidate.packaging == Packaging::Custom => firefox::read_profile(candidate, trusted),
        Family::Firefox => firefox::read(candidate, roots, trusted),
        Family::Tor => {
            let is_there =
                candidate.data.join("profiles.ini").exists() || candidate.data.join("profile.default").is_dir();
            is_there.then(|| trusted.accept(&candidate.data)).flatten().map(BrowserFiles::untouched)
        }
        Family::Safari => {
            // Reading the folder would make the system ask the customer for permission; that it exists is enough.
            candidate.data.is_dir().then(|| BrowserFiles::untouched(candidate.data.clone()))
        }
    }
}

impl BrowserFiles {
    /// For a browser that can only be cleared by hand.
    fn untouched(data: PathBuf) -> Self {
        Self { data, version: None, caches: Vec::new(), profiles: Vec::new(), is_edition: false }
    }
}

/// All candidates, those of the table first: a folder that is found in two ways counts as the table's.
fn candidates<'a>(roots: &Roots, table: &'a BrowserTable, processes: &[Process]) -> Vec<Candidate<'a>> {
    let mut all = Vec::new();
    for row in table.rows() {
        let policy = policy::of(row, roots);
        for place in row.places.iter().filter(|place| place.on == roots.os) {
            let programs = programs_at(row, place, roots);
            // A policy, and a running process that names no folder, concern the usual installation.
            let is_usual = place.from == Packaging::System && place.channel.is_none();
            let mut more_caches = caches_from_processes(&programs, place.from, roots, processes);
            more_caches.extend(policy.cache.clone().filter(|_| is_usual));
            let moved = policy.data.clone().filter(|_| is_usual);
            for data in place::paths(&place.data, row, roots, processes).into_iter().chain(moved) {
                let is_moved = policy.data.as_ref() == Some(&data);
                let cache = place.cache.as_ref().filter(|_| !is_moved);
                all.push(Candidate {
                    row,
                    packaging: place.from,
                    channel: place.channel.as_deref(),
                    programs: programs.clone(),
                    data,
                    cache: cache.and_then(|cache| place::paths(cache, row, roots, processes).into_iter().next()),
                    more_caches: more_caches.clone(),
                });
            }
        }
    }
    let mut custom: Vec<Candidate<'_>> =
        table.rows().iter().flat_map(|row| from_processes(row, roots, processes)).collect();
    custom.sort_by(|a, b| a.data.cmp(&b.data));
    all.extend(custom);
    all
}

/// How to recognise the processes of a browser at this place.
fn programs_at(row: &Row, place: &DataPlace, roots: &Roots) -> Programs {
    let mut programs = place::programs(row, roots.os, place.path_contains.as_deref());
    // Snap and Flatpak put programs elsewhere, and their own paths distinguish them from the others.
    if matches!(place.from, Packaging::Snap | Packaging::Flatpak) && place.path_contains.is_none() {
        programs.path_contains = None;
    }
    programs
}

/// The command-line option that sets another folder.
fn folder_option_of(family: Family) -> Option<&'static str> {
    match family {
        Family::Chromium => Some("user-data-dir"),
        Family::Firefox => Some("profile"),
        Family::Tor | Family::Safari => None,
    }
}

/// The cache folders on the command lines of running processes that use the usual data folder.
fn caches_from_processes(
    programs: &Programs,
    packaging: Packaging,
    roots: &Roots,
    processes: &[Process],
) -> Vec<PathBuf> {
    let mut caches: Vec<PathBuf> = processes
        .iter()
        .filter(|process| is_program(process, programs, roots.os) && is_packaged(process, packaging, roots.os))
        .filter(|process| folder_option(process, "user-data-dir").is_none())
        .filter_map(|process| folder_option(process, "disk-cache-dir"))
        .collect();
    caches.sort();
    caches.dedup();
    caches
}

/// The data folders on the command lines of running processes of the row's browser.
fn from_processes<'a>(row: &'a Row, roots: &Roots, processes: &[Process]) -> Vec<Candidate<'a>> {
    let Some(option) = folder_option_of(row.family) else { return Vec::new() };
    let sets = place_programs(row, roots);
    let own = processes.iter().filter(|process| {
        role(process) != HolderRole::Helper && sets.iter().any(|programs| is_program(process, programs, roots.os))
    });
    own.filter_map(|process| {
        let data = folder_option(process, option)?;
        let programs = sets.iter().find(|programs| is_program(process, programs, roots.os))?.clone();
        Some(Candidate {
            row,
            packaging: Packaging::Custom,
            channel: None,
            programs,
            data,
            cache: None,
            more_caches: folder_option(process, "disk-cache-dir").into_iter().collect(),
        })
    })
    .collect()
}

/// All ways to recognise the row's processes on this system: the row's own, and those of its channels.
fn place_programs(row: &Row, roots: &Roots) -> Vec<Programs> {
    let mut sets = vec![place::programs(row, roots.os, None)];
    for place in row.places.iter().filter(|place| place.on == roots.os) {
        let programs = place::programs(row, roots.os, place.path_contains.as_deref());
        if !sets.contains(&programs) {
            sets.push(programs);
        }
    }
    sets
}

fn browser(candidate: Candidate<'_>, files: BrowserFiles, roots: &Roots, others: &[Browser]) -> Browser {
    let row = candidate.row;
    let (id, name) = match row.edition.as_ref().filter(|_| files.is_edition) {
        Some(edition) => (&edition.id, &edition.name),
        None => (&row.id, &row.name),
    };
    let (mut id, mut name) = (id.clone(), name.clone());
    if let Some(channel) = candidate.channel {
        id = format!("{id}-{}", channel.to_lowercase().replace(' ', "-"));
        name = format!("{name} {channel}");
    }
    let (more_id, more_name) = match candidate.packaging {
        Packaging::System => ("", None),
        Packaging::Snap => ("-snap", Some("Snap".to_owned())),
        Packaging::Flatpak => ("-flatpak", Some("Flatpak".to_owned())),
        Packaging::Store => ("-store", Some("Microsoft Store".to_owned())),
        Packaging::Custom => ("-custom", Some(short(&files.data, &roots.home))),
    };
    id.push_str(more_id);
    let is_taken = |id: &str| others.iter().any(|other| other.id == id);
    let own_id = (1..=others.len() + 1)
        .map(|n| if n == 1 { id.clone() } else { format!("{id}-{n}") })
        .find(|id| !is_taken(id))
        .unwrap_or_else(|| id.clone());
    // Two browsers of the same name are distinguished by their folders.
    let more_name = if own_id == id { more_name } else { Some(short(&files.data, &roots.home)) };
    if let Some(more) = more_name {
        name = format!("{name} ({more})");
    }
    Browser {
        id: own_id,
        name,
        family: row.family,
        packaging: candidate.packaging,
        version: files.version,
        data: files.data,
        caches: files.caches,
        profiles: files.profiles,
        programs: candidate.programs,
        by_hand: row.by_hand.clone(),
    }
}

/// A path for people: without the home folder in front.
fn short(path: &Path, home: &Path) -> String {
    let inside = path.strip_prefix(home).ok().or_else(|| path.strip_prefix(resolved(home)?).ok());
    inside.unwrap_or(path).to_string_lossy().into_owned()
}
