//! Firefox and browsers built from it: the lists of profiles, and the profiles that they name.

use std::path::{Path, PathBuf};

use super::super::{CacheFolder, KnownBy, Profile, Roots};
use super::ini::{self, IniSection};
use super::trusted_paths::{TrustedPaths, is_downward};
use super::{BrowserFiles, Candidate, files, group};

/// Cache folders in a profile's cache folder.
const IN_CACHE: [&str; 4] = ["cache2", "startupCache", "OfflineCache", "jumpListCache"];

/// Cache folders in a profile's own folder.
const IN_PROFILE: [&str; 1] = ["shader-cache"];

/// A folder with any of these files is a profile.
const MARKERS: [&str; 3] = ["prefs.js", "times.json", "compatibility.ini"];

/// Files that the browser writes while a profile is in use.
const WRITTEN: [&str; 5] =
    ["prefs.js", "cookies.sqlite", "cookies.sqlite-wal", "sessionstore.jsonlz4", "compatibility.ini"];

/// The setting that moves `cache2` elsewhere.
const MOVED_CACHE: &str = "browser.cache.disk.parent_directory";

/// A profile in one of the lists.
struct ListedProfile {
    name: Option<String>,
    path: PathBuf,
}

/// The browser at this place, if there is one.
pub(super) fn read(candidate: &Candidate<'_>, roots: &Roots, trusted: &TrustedPaths) -> Option<BrowserFiles> {
    let list = files::text(&candidate.data.join("profiles.ini"))?;
    let data = trusted.accept(&candidate.data)?;
    let installs = files::text(&data.join("installs.ini")).unwrap_or_default();
    let mirror = candidate
        .cache
        .clone()
        .or_else(|| candidate.data.strip_prefix(&roots.config).ok().map(|below| roots.cache.join(below)))
        .and_then(|mirror| trusted.split(&mirror));
    let mut profiles: Vec<Profile> = Vec::new();
    let grouped = group::profiles(&data)
        .into_iter()
        .filter_map(|(path, name)| Some(ListedProfile { name: files::name(&name), path: self::path(&path, None)? }));
    for listed in listed(&list, &installs).into_iter().chain(grouped) {
        // Joining an absolute path gives that path.
        let given = data.join(&listed.path);
        let Some(dir) = trusted.accept(&given).filter(|dir| is_profile(dir)) else { continue };
        if let Some(known) = profiles.iter_mut().find(|other| other.dir == dir) {
            // Firefox shows the name from the later list in its menu.
            known.name = listed.name.unwrap_or_else(|| known.name.clone());
            continue;
        }
        let mut places = Vec::new();
        // A profile with an absolute path, or outside the data folder, has its cache inside the profile.
        if listed.path.is_absolute() || !is_downward(&listed.path) || !dir.starts_with(&data) {
            places.push((dir.clone(), PathBuf::new()));
        }
        let inside = given.strip_prefix(&data).ok().filter(|inside| is_downward(inside) && dir.starts_with(&data));
        match (inside, &mirror) {
            (Some(inside), Some((base, below))) => places.push((base.clone(), below.join(inside))),
            (Some(_), None) => places.push((dir.clone(), PathBuf::new())),
            (None, _) => {}
        }
        profiles.push(profile(dir, listed.name, &places, trusted, &profiles));
    }
    if profiles.is_empty() {
        return None;
    }
    let compatibility: Vec<Vec<IniSection>> = profiles.iter().map(|profile| compatibility(&profile.dir)).collect();
    let is_edition = candidate.row.edition.as_ref().is_some_and(|edition| {
        let programs: Vec<&str> = compatibility.iter().filter_map(|file| entry(file, "LastPlatformDir")).collect();
        !programs.is_empty() && programs.iter().all(|program| program.contains(&edition.program_contains))
    });
    let newest = profiles.iter().zip(&compatibility).max_by_key(|(profile, _)| profile.last_used);
    let version = newest.and_then(|(_, file)| version(file));
    Some(BrowserFiles { data, version, caches: Vec::new(), profiles, is_edition })
}

/// A profile on the command line of a running process.
pub(super) fn read_profile(candidate: &Candidate<'_>, trusted: &TrustedPaths) -> Option<BrowserFiles> {
    let dir = trusted.accept_own(&candidate.data).filter(|dir| is_profile(dir))?;
    let places = [(dir.clone(), PathBuf::new())];
    let version = version(&compatibility(&dir));
    let profiles = vec![profile(dir.clone(), None, &places, trusted, &[])];
    Some(BrowserFiles { data: dir, version, caches: Vec::new(), profiles, is_edition: false })
}

/// The profiles in the browser's order, then those that only its installations name.
fn listed(list: &str, installs: &str) -> Vec<ListedProfile> {
    let list = ini::sections(list);
    let mut numbered: Vec<(u32, ListedProfile)> = Vec::new();
    for section in &list {
        let Some(number) = section.name.strip_prefix("Profile").and_then(|n| n.parse().ok()) else { continue };
        let Some(path) = section.get("Path").and_then(|path| self::path(path, section.get("IsRelative"))) else {
            continue;
        };
        numbered.push((number, ListedProfile { name: section.get("Name").and_then(files::name), path }));
    }
    numbered.sort_by_key(|(number, _)| *number);
    let defaults = list.iter().filter(|section| section.name.starts_with("Install")).filter_map(default_of);
    let installs = ini::sections(installs);
    let more: Vec<ListedProfile> = defaults.chain(installs.iter().filter_map(default_of)).collect();
    numbered.into_iter().map(|(_, listed)| listed).chain(more).collect()
}

fn default_of(section: &IniSection) -> Option<ListedProfile> {
    section.get("Default").and_then(|path| self::path(path, None)).map(|path| ListedProfile { name: None, path })
}

/// A path from the lists; relative paths are separated by `/` on every system.
fn path(text: &str, is_relative: Option<&str>) -> Option<PathBuf> {
    if text.is_empty() {
        return None;
    }
    let path = PathBuf::from(text);
    match is_relative {
        Some("0") => path.is_absolute().then_some(path),
        _ if path.is_absolute() => Some(path),
        _ => Some(text.split('/').collect()),
    }
}

fn is_profile(dir: &Path) -> bool {
    MARKERS.iter().any(|name| files::is_file(&dir.join(name)))
}

fn profile(
    dir: PathBuf,
    name: Option<String>,
    places: &[(PathBuf, PathBuf)],
    trusted: &TrustedPaths,
    others: &[Profile],
) -> Profile {
    let last = dir.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let is_taken = others.iter().any(|other| other.folder == last);
    let folder = if is_taken { dir.to_string_lossy().into_owned() } else { last };
    // A list may name any folder as a profile. A profile that Firefox has used holds its settings.
    let is_used = files::is_file(&dir.join("prefs.js"));
    let mut caches = Vec::new();
    for name in IN_CACHE {
        caches.extend(places.iter().map(|(base, below)| CacheFolder {
            base: base.clone(),
            below: below.join(name),
            known_by: if *base == dir && !is_used { KnownBy::Setting } else { KnownBy::Place },
        }));
    }
    caches.extend(IN_PROFILE.iter().map(|name| CacheFolder {
        base: dir.clone(),
        below: PathBuf::from(name),
        known_by: KnownBy::Place,
    }));
    if let Some((base, below)) = moved_cache(&dir).and_then(|moved| trusted.split(&moved)) {
        caches.push(CacheFolder { base, below: below.join("cache2"), known_by: KnownBy::Setting });
    }
    Profile {
        name: name.or_else(|| files::name(&folder)).unwrap_or_else(|| folder.clone()),
        caches,
        cookies: Some(dir.join("cookies.sqlite")).filter(|path| files::is_file(path)).into_iter().collect(),
        last_used: files::newest(&dir, &WRITTEN),
        folder,
        dir,
    }
}

/// The folder that a setting of the profile names for `cache2`.
fn moved_cache(dir: &Path) -> Option<PathBuf> {
    let prefs = files::text(&dir.join("prefs.js"))?;
    let prefix = format!("user_pref(\"{MOVED_CACHE}\"");
    let line = prefs.lines().map(str::trim).filter_map(|line| line.strip_prefix(&prefix)).next_back()?;
    let value = line.trim_start().strip_prefix(',')?.trim().strip_suffix(");")?;
    // The file writes strings as JSON does.
    let path: String = serde_json::from_str(value.trim()).ok()?;
    Some(PathBuf::from(path)).filter(|path| path.is_absolute())
}

fn compatibility(dir: &Path) -> Vec<IniSection> {
    ini::sections(&files::text(&dir.join("compatibility.ini")).unwrap_or_default())
}

fn entry<'a>(sections: &'a [IniSection], key: &str) -> Option<&'a str> {
    sections.iter().find_map(|section| section.get(key))
}

/// `153.0_20260801120000/20260801120000` is 153.0.
fn version(compatibility: &[IniSection]) -> Option<String> {
    entry(compatibility, "LastVersion").and_then(|text| files::name(text.split('_').next().unwrap_or_default()))
}
