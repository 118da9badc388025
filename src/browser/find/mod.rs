//! Which browsers there are, and where their profiles lie.
//!
//! A path from the table, from a policy or from a command line is a guess. It counts when the browser's own files are
//! there, and profiles are those that these files name or that hold such files themselves.

mod chromium;
mod files;
mod firefox;
mod ground;
mod group;
mod ini;
mod place;
mod policy;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use self::ground::Ground;
pub(super) use self::ground::resolved;
use super::running::process::{folder_option, is_packaged, is_program, role};
use super::table::{Place, Row};
use super::{
    Browser, BrowserTable, CacheFolder, Family, HolderRole, Packaging, Process, ProcessOwner, Profile, Programs, Roots,
};

/// A place where a browser may be.
struct Candidate<'a> {
    row: &'a Row,
    packaging: Packaging,
    channel: Option<&'a str>,
    programs: Programs,
    data: PathBuf,
    /// Where its cache lies, where the table says so.
    cache: Option<PathBuf>,
    /// Where it was told to put its cache besides.
    more_caches: Vec<PathBuf>,
}

/// What was read of a browser's files.
struct Reading {
    data: PathBuf,
    version: Option<String>,
    caches: Vec<CacheFolder>,
    profiles: Vec<Profile>,
    /// It is the row's other edition.
    is_edition: bool,
}

/// Every browser of the table whose data lies below these roots, and those whose data folder a running process names.
pub fn find(roots: &Roots, table: &BrowserTable, processes: &[Process]) -> Vec<Browser> {
    let ground = Ground::of(roots);
    let ours: Vec<Process> = processes.iter().filter(|process| process.ours != ProcessOwner::No).cloned().collect();
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    for candidate in candidates(roots, table, &ours) {
        let Some(reading) = read(&candidate, roots, &ground) else { continue };
        // A profile that a running Firefox was told to use is in its own list as a rule.
        let dirs = reading.profiles.iter().map(|profile| profile.dir.clone());
        if seen.insert(reading.data.clone()) {
            seen.extend(dirs);
            let browser = browser(candidate, reading, roots, &found);
            found.push(browser);
        }
    }
    found
}

/// Whether the browser's files are there, and what they say.
fn read(candidate: &Candidate<'_>, roots: &Roots, ground: &Ground) -> Option<Reading> {
    match candidate.row.family {
        Family::Chromium => chromium::read(candidate, roots, ground),
        Family::Firefox if candidate.packaging == Packaging::Custom => firefox::read_profile(candidate, ground),
        Family::Firefox => firefox::read(candidate, roots, ground),
        Family::Tor => {
            let data = candidate.data.join("profiles.ini").exists() || candidate.data.join("profile.default").is_dir();
            data.then(|| ground.accept(&candidate.data)).flatten().map(Reading::untouched)
        }
        Family::Safari => {
            // Looking into it would make the system ask the customer for permission; that it is there is enough.
            candidate.data.is_dir().then(|| Reading::untouched(candidate.data.clone()))
        }
    }
}

impl Reading {
    /// Of a browser that is only cleared by hand.
    fn untouched(data: PathBuf) -> Self {
        Self { data, version: None, caches: Vec::new(), profiles: Vec::new(), is_edition: false }
    }
}

/// Every place worth a look, the table's first: a folder that is reached in two ways is the table's.
fn candidates<'a>(roots: &Roots, table: &'a BrowserTable, processes: &[Process]) -> Vec<Candidate<'a>> {
    let mut all = Vec::new();
    for row in table.rows() {
        let policy = policy::of(row, roots);
        for place in row.places.iter().filter(|place| place.on == roots.os) {
            let programs = programs_at(row, place, roots);
            // A policy and a running process without a folder of its own speak of the usual installation.
            let is_usual = place.from == Packaging::System && place.channel.is_none();
            let mut more_caches = told_caches(&programs, place.from, roots, processes);
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

/// How to know the processes of a browser at this place.
fn programs_at(row: &Row, place: &Place, roots: &Roots) -> Programs {
    let mut programs = place::programs(row, roots.os, place.path_contains.as_deref());
    // Snap and Flatpak put programs elsewhere, and their own paths tell them from the others.
    if matches!(place.from, Packaging::Snap | Packaging::Flatpak) && place.path_contains.is_none() {
        programs.path_contains = None;
    }
    programs
}

/// The option with which each family is told to use another folder.
fn folder_option_of(family: Family) -> Option<&'static str> {
    match family {
        Family::Chromium => Some("user-data-dir"),
        Family::Firefox => Some("profile"),
        Family::Tor | Family::Safari => None,
    }
}

/// The caches that running processes of the usual data folder were told to use.
fn told_caches(programs: &Programs, packaging: Packaging, roots: &Roots, processes: &[Process]) -> Vec<PathBuf> {
    let mut told: Vec<PathBuf> = processes
        .iter()
        .filter(|process| is_program(process, programs, roots.os) && is_packaged(process, packaging, roots.os))
        .filter(|process| folder_option(process, "user-data-dir").is_none())
        .filter_map(|process| folder_option(process, "disk-cache-dir"))
        .collect();
    told.sort();
    told.dedup();
    told
}

/// The data folders that running processes of the row's browser were told to use.
fn from_processes<'a>(row: &'a Row, roots: &Roots, processes: &[Process]) -> Vec<Candidate<'a>> {
    let Some(option) = folder_option_of(row.family) else { return Vec::new() };
    let sets = place_programs(row, roots);
    let mine = processes.iter().filter(|process| {
        role(process) != HolderRole::Helper && sets.iter().any(|programs| is_program(process, programs, roots.os))
    });
    mine.filter_map(|process| {
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

/// The ways in which the row's processes are known on this system: its own, and those of its channels.
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

fn browser(candidate: Candidate<'_>, reading: Reading, roots: &Roots, others: &[Browser]) -> Browser {
    let row = candidate.row;
    let (id, name) = match row.edition.as_ref().filter(|_| reading.is_edition) {
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
        Packaging::Custom => ("-custom", Some(short(&reading.data, &roots.home))),
    };
    id.push_str(more_id);
    let is_taken = |id: &str| others.iter().any(|other| other.id == id);
    let own_id = (1..=others.len() + 1)
        .map(|n| if n == 1 { id.clone() } else { format!("{id}-{n}") })
        .find(|id| !is_taken(id))
        .unwrap_or_else(|| id.clone());
    // Two of the same name are told apart by where they lie.
    let more_name = if own_id == id { more_name } else { Some(short(&reading.data, &roots.home)) };
    if let Some(more) = more_name {
        name = format!("{name} ({more})");
    }
    Browser {
        id: own_id,
        name,
        family: row.family,
        packaging: candidate.packaging,
        version: reading.version,
        data: reading.data,
        caches: reading.caches,
        profiles: reading.profiles,
        programs: candidate.programs,
        by_hand: row.by_hand.clone(),
    }
}

/// A path as people would say it: without their home in front.
fn short(path: &Path, home: &Path) -> String {
    let inside = path.strip_prefix(home).ok().or_else(|| path.strip_prefix(resolved(home)?).ok());
    inside.unwrap_or(path).to_string_lossy().into_owned()
}
