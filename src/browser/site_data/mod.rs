//! What sites store besides cookies: one folder per origin, and Chromium's Local Storage.
//!
//! The program edits Local Storage and leaves Session Storage alone. Chromium keeps the Local Storage of all sites in
//! one LevelDB. `rusty-leveldb` writes to a store as soon as it opens it, and stops silently where the store is
//! damaged. So a strict reader of our own reads the old store, and the library only writes the new one.
//! `tests/real_browsers.sh` lets a real Chromium confirm the result. Session Storage belongs to a tab and disappears
//! with it.

mod byte_reader;
mod chromium;
mod firefox;
#[cfg(test)]
mod kill_tests;
mod leveldb;
#[cfg(test)]
mod leveldb_tests;
mod local_storage;
#[cfg(all(unix, not(target_os = "macos")))]
#[cfg(test)]
mod pipe_tests;
#[cfg(test)]
pub(super) mod tests;

use std::path::{Path, PathBuf};

use super::site::host_of_origin;
use super::swap::Files;
use super::{
    CacheFolder, Count, Family, KnownBy, OriginFolder, Owner, Profile, Scope, Site, SiteDataSurvey, SkipReason,
    Skipped, Watch,
};

/// Finds the origins' folders and counts the keys of the shared store. The folders' amounts are still zero; the caller
/// measures them.
pub(super) fn look(profile: &Profile, family: Family, sites: &[Site], watch: &dyn Watch) -> SiteDataSurvey {
    let mut survey = SiteDataSurvey::default();
    match family {
        Family::Chromium => {
            chromium::look(&profile.dir, sites, watch, &mut survey);
            match local_storage::count(&profile.dir, sites, watch) {
                Ok(count) => survey.keys = count,
                Err(why) => skip(&mut survey, local_store(profile), why),
            }
        }
        Family::Firefox => firefox::look(&profile.dir, sites, &mut survey),
        Family::Tor | Family::Safari => {}
    }
    survey.folders.sort_by(|one, other| one.folder.cmp(&other.folder));
    survey
}

/// The store with the keys of all sites. The caller keeps a copy of it before an edit.
pub(super) fn local_store(profile: &Profile) -> PathBuf {
    profile.dir.join(local_storage::FOLDER).join(local_storage::STORE)
}

/// Deletes the keys within the scope from the store that all sites share. Returns the number of deleted keys and of
/// those that stay, as [`super::cookies::clear`] does.
pub(super) fn clear_keys(
    profile: &Profile,
    family: Family,
    scope: &Scope,
    watch: &dyn Watch,
) -> Result<(Count, Count), SkipReason> {
    match family {
        Family::Chromium => local_storage::clear(&profile.dir, scope, watch),
        Family::Firefox | Family::Tor | Family::Safari => Ok((Count::default(), Count::default())),
    }
}

/// Whether every key of one shared store is in the other with the same value.
pub(super) fn is_part_of(store: &Files, other: &Files, watch: &dyn Watch) -> Result<bool, SkipReason> {
    let (store, other) = (leveldb::read(store, watch)?, leveldb::read(other, watch)?);
    Ok(store.iter().all(|(key, value)| other.get(key) == Some(value)))
}

/// The host of a storage key and the host of its partition: `https://okpay.com/`,
/// `https://cdn.example/^0https://okpay.com`. `None` if the key is not of a web site.
fn storage_key(key: &str) -> Option<(String, Option<String>)> {
    let mut parts = key.split('^');
    let host = host_of_origin(parts.next()?)?;
    let partition = parts.find_map(|part| part.strip_prefix('0')).and_then(host_of_origin);
    Some((host, partition))
}

fn folder(profile: &Path, below: PathBuf, origin: String, owner: Owner) -> OriginFolder {
    let folder = CacheFolder { base: profile.to_owned(), below, known_by: KnownBy::Place };
    OriginFolder { folder, origin, owner, amount: super::Amount::default() }
}

fn skip(survey: &mut SiteDataSurvey, path: PathBuf, why: SkipReason) {
    survey.skipped.push(Skipped { path, why, files: 0 });
}

/// The names of the folders in a folder. Links are reported as skipped; other files are ignored.
fn folder_names(profile: &Path, below: &str, survey: &mut SiteDataSurvey) -> Vec<String> {
    let path = profile.join(below);
    let entries = match super::swap::open(profile, Path::new(below)) {
        Ok(Some(dir)) => dir.entries(),
        Ok(None) => return Vec::new(),
        Err(why) => {
            skip(survey, path, why);
            return Vec::new();
        }
    };
    let mut names = Vec::new();
    for entry in entries.into_iter().flatten().flatten() {
        // The folder of an origin always has a name that is valid text.
        let Ok(name) = entry.file_name().into_string() else { continue };
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => names.push(name),
            Ok(kind) if kind.is_symlink() => {
                let path = path.join(name);
                let target = std::fs::read_link(&path).unwrap_or_default();
                skip(survey, path, SkipReason::LinkedAway(target));
            }
            _ => {}
        }
    }
    names.sort_unstable();
    names
}
