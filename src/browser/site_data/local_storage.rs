//! Chromium's Local Storage: the keys and values of all sites in one LevelDB.
//!
//! The program writes a new store without the sites' keys, reads it back, compares it key by key, and only then
//! replaces the old store. So no deleted value stays in a log, and all other keys are certain to be unchanged.

use std::path::Path;

use cap_std::fs::Dir;

use super::super::fingerprint;
use super::super::io::skip_reason;
use super::super::site::owner;
use super::super::swap::{self, Files};
use super::super::{Count, Owner, Scope, Site, SkipReason, Watch};
use super::leveldb::{self, Pairs};
use super::storage_key;

/// The store's folder in a profile.
pub(super) const FOLDER: &str = "Local Storage";
pub(super) const STORE: &str = "leveldb";

/// The only version whose keys the program knows.
const VERSION: &[u8] = b"1";

/// What a key is.
enum KeyKind {
    /// A value that a site saved.
    Value(Owner),
    /// The browser's own record about a site.
    Metadata(Owner),
    /// A key of an extension or of the browser itself.
    NotOfTheWeb,
}

/// Counts the values by owner. Changes nothing.
pub(super) fn count(profile: &Path, sites: &[Site], watch: &dyn Watch) -> Result<Count, SkipReason> {
    let Some(parent) = swap::open(profile, Path::new(FOLDER))? else { return Ok(Count::default()) };
    let pairs = read(&parent, watch)?.map(|(_, pairs)| pairs).unwrap_or_default();
    let mut count = only_in_leftover(&parent, &pairs, sites, watch)?;
    for key in pairs.keys() {
        if let KeyKind::Value(owner) = key_kind(key, sites) {
            count.add_one(owner);
        }
    }
    Ok(count)
}

/// Deletes the keys within the scope. Returns the number of deleted values and of those that stay.
pub(super) fn clear(profile: &Path, scope: &Scope, watch: &dyn Watch) -> Result<(Count, Count), SkipReason> {
    let Some(parent) = swap::open(profile, Path::new(FOLDER))? else { return Ok(Default::default()) };
    let none = Vec::new();
    let sites = match scope {
        Scope::Sites { sites, .. } => sites,
        Scope::Everything => &none,
    };
    let found = read(&parent, watch)?;
    let pairs = found.as_ref().map(|(_, pairs)| pairs);
    // Values that the store no longer holds may still be in a leftover beside it. They are deleted with it now.
    let leftover = only_in_leftover(&parent, pairs.unwrap_or(&Pairs::new()), sites, watch)?;
    let mut removed = within(scope, leftover);
    swap::recover(&parent, STORE)?;
    let Some((before, mut pairs)) = found else { return Ok((removed, Count::default())) };
    let (mut left, all) = (Count::default(), pairs.len());
    pairs.retain(|key, _| match key_kind(key, sites) {
        KeyKind::NotOfTheWeb => true,
        KeyKind::Metadata(owner) => !scope.clears(owner),
        KeyKind::Value(owner) if scope.clears(owner) => {
            removed.add_one(owner);
            false
        }
        KeyKind::Value(owner) => {
            left.add_one(owner);
            true
        }
    });
    if pairs.len() == all {
        return Ok((removed, left));
    }
    let files = leveldb::write(&pairs, watch)?;
    check_same(&files, &pairs, watch)?;
    swap::replace(&parent, STORE, &files, watch, |written| {
        check_same(&load(written, watch)?, &pairs, watch)?;
        // If the old store has changed meanwhile, a browser is running, and its store must stay.
        let now = swap::inner(&parent, STORE)?.ok_or(SkipReason::MayBeRunning)?;
        let now = fingerprint::of_folder(&now, watch).map_err(|error| skip_reason(&error))?;
        // The profile's folder may have been moved: the edited store must still be the one at this path.
        let is_here =
            swap::open(profile, Path::new(FOLDER))?.is_some_and(|there| swap::is_same_folder(&there, &parent));
        if now == before && is_here { Ok(()) } else { Err(SkipReason::MayBeRunning) }
    })?;
    Ok((removed, left))
}

/// The fingerprint of the store's files, and its content; `None` if there is no store.
fn read(parent: &Dir, watch: &dyn Watch) -> Result<Option<(String, Pairs)>, SkipReason> {
    let Some(dir) = swap::current(parent, STORE)? else { return Ok(None) };
    let files = load(&dir, watch)?;
    if files.is_empty() {
        return Ok(None);
    }
    let pairs = leveldb::read(&files, watch)?;
    let files = fingerprint::of_files(&files);
    match pairs.get(b"VERSION".as_slice()) {
        Some(version) if version == VERSION => Ok(Some((files, pairs))),
        // An empty store has no version yet.
        None if pairs.is_empty() => Ok(None),
        Some(version) => Err(SkipReason::UnknownVersion(String::from_utf8_lossy(version).escape_debug().to_string())),
        None => Err(SkipReason::UnknownKind),
    }
}

/// Counts the values that are only in a leftover beside the store. A leftover remains if the program ended during an
/// edit. One that cannot be read counts as one value: it is a half-deleted store, and its content is unknown.
fn only_in_leftover(parent: &Dir, pairs: &Pairs, sites: &[Site], watch: &dyn Watch) -> Result<Count, SkipReason> {
    let mut count = Count::default();
    let Some(dir) = swap::leftover(parent, STORE)? else { return Ok(count) };
    let files = load(&dir, watch);
    if files.as_ref().is_ok_and(Files::is_empty) {
        return Ok(count);
    }
    match files.and_then(|files| leveldb::read(&files, watch)) {
        Ok(leftover) => {
            for key in leftover.keys().filter(|key| !pairs.contains_key(*key)) {
                if let KeyKind::Value(owner) = key_kind(key, sites) {
                    count.add_one(owner);
                }
            }
        }
        Err(SkipReason::Cancelled) => return Err(SkipReason::Cancelled),
        // If the store itself holds values to clear, the leftover is deleted with them and need not be counted.
        Err(_) if !pairs.keys().any(|key| is_value_of(key, sites)) => count.add_one(Owner::Site),
        Err(_) => {}
    }
    Ok(count)
}

/// Whether a key is a value of one of these sites; of any site, if none is named.
fn is_value_of(key: &[u8], sites: &[Site]) -> bool {
    matches!(key_kind(key, sites), KeyKind::Value(owner) if sites.is_empty() || owner == Owner::Site)
}

/// The part of a count that the scope clears.
fn within(scope: &Scope, count: Count) -> Count {
    let part = |owner, number| if scope.clears(owner) { number } else { 0 };
    Count {
        of_sites: part(Owner::Site, count.of_sites),
        kept_for_sites: part(Owner::KeptForSite, count.kept_for_sites),
        others: part(Owner::Other, count.others),
    }
}

fn load(dir: &Dir, watch: &dyn Watch) -> Result<Files, SkipReason> {
    let files = swap::read_all(dir, swap::LARGEST, watch).map_err(|error| skip_reason(&error))?;
    files.ok_or(SkipReason::SharedStore)
}

/// Checks that a new store holds exactly these pairs. If it does not, the caller discards it, and the old store stays.
fn check_same(files: &Files, pairs: &Pairs, watch: &dyn Watch) -> Result<(), SkipReason> {
    match leveldb::read(files, watch) {
        Ok(read) if read == *pairs => Ok(()),
        Err(SkipReason::Cancelled) => Err(SkipReason::Cancelled),
        Ok(_) | Err(_) => Err(SkipReason::SharedStore),
    }
}

/// `_https://okpay.com\0…` is a value, `META:https://okpay.com` and `METAACCESS:…` are metadata.
fn key_kind(key: &[u8], sites: &[Site]) -> KeyKind {
    let owner_of = |bytes: &[u8]| {
        let (host, partition) = storage_key(str::from_utf8(bytes).ok()?)?;
        Some(owner(&host, partition.as_deref(), sites))
    };
    if let Some(rest) = key.strip_prefix(b"_") {
        let end = rest.iter().position(|byte| *byte == 0);
        return end.and_then(|end| owner_of(rest.get(..end)?)).map_or(KeyKind::NotOfTheWeb, KeyKind::Value);
    }
    let site = key.strip_prefix(b"METAACCESS:").or_else(|| key.strip_prefix(b"META:"));
    site.and_then(owner_of).map_or(KeyKind::NotOfTheWeb, KeyKind::Metadata)
}
