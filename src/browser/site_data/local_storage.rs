//! Chromium's Local Storage: the keys and values of all sites in one LevelDB.
//!
//! A new store without the sites' keys is made, read back and compared key by key, and only then put in the old one's
//! place. So no deleted value stays behind in a log, and every other key is known to be as it was.

use std::path::Path;

use cap_std::fs::Dir;

use super::super::fingerprint;
use super::super::io::skip_reason;
use super::super::site::owner;
use super::super::swap::{self, Files};
use super::super::{Count, Owner, Scope, Site, SkipReason, Watch};
use super::leveldb::{self, Pairs};
use super::storage_key;

/// Where it lies in a profile.
pub(super) const FOLDER: &str = "Local Storage";
pub(super) const STORE: &str = "leveldb";

/// The only version whose keys we know.
const VERSION: &[u8] = b"1";

/// Whose a key is: the site's own values, or what the store notes about a site.
enum Key {
    Value(Owner),
    Note(Owner),
    /// Of no site on the web: an extension's, the browser's own.
    NotTheWebs,
}

/// Counts the values by whose they are. Changes nothing.
pub(super) fn count(profile: &Path, sites: &[Site], watch: &dyn Watch) -> Result<Count, SkipReason> {
    let Some(parent) = swap::open(profile, Path::new(FOLDER))? else { return Ok(Count::default()) };
    let pairs = read(&parent, watch)?.map(|(_, pairs)| pairs).unwrap_or_default();
    let mut count = only_behind(&parent, &pairs, sites, watch)?;
    for key in pairs.keys() {
        if let Key::Value(owner) = whose(key, sites) {
            add(&mut count, owner);
        }
    }
    Ok(count)
}

/// Removes what is within the scope.
pub(super) fn clear(profile: &Path, scope: &Scope, watch: &dyn Watch) -> Result<(Count, Count), SkipReason> {
    let Some(parent) = swap::open(profile, Path::new(FOLDER))? else { return Ok(Default::default()) };
    let none = Vec::new();
    let sites = match scope {
        Scope::Sites { sites, .. } => sites,
        Scope::Everything => &none,
    };
    let found = read(&parent, watch)?;
    let pairs = found.as_ref().map(|(_, pairs)| pairs);
    // What is gone from the store already, and left beside it, goes now.
    let behind = only_behind(&parent, pairs.unwrap_or(&Pairs::new()), sites, watch)?;
    let mut removed = within(scope, behind);
    swap::recover(&parent, STORE)?;
    let Some((before, mut pairs)) = found else { return Ok((removed, Count::default())) };
    let (mut left, all) = (Count::default(), pairs.len());
    pairs.retain(|key, _| match whose(key, sites) {
        Key::NotTheWebs => true,
        Key::Note(owner) => !scope.clears(owner),
        Key::Value(owner) if scope.clears(owner) => {
            add(&mut removed, owner);
            false
        }
        Key::Value(owner) => {
            add(&mut left, owner);
            true
        }
    });
    if pairs.len() == all {
        return Ok((removed, left));
    }
    let files = leveldb::write(&pairs, watch)?;
    same(&files, &pairs, watch)?;
    swap::replace(&parent, STORE, &files, watch, |written| {
        same(&load(written, watch)?, &pairs, watch)?;
        // Whatever changed meanwhile was changed by a browser, which is not to be hindered.
        let now = swap::inner(&parent, STORE)?.ok_or(SkipReason::MayBeRunning)?;
        let now = fingerprint::of_folder(&now, watch).map_err(|error| skip_reason(&error))?;
        // The profile's folder may have been moved away: what is edited has to be what lies under its name.
        let is_here =
            swap::open(profile, Path::new(FOLDER))?.is_some_and(|there| swap::is_same_folder(&there, &parent));
        if now == before && is_here { Ok(()) } else { Err(SkipReason::MayBeRunning) }
    })?;
    Ok((removed, left))
}

/// The fingerprint of the store's files and what is in them; `None` where there is none.
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
        // An empty store has not even a version yet.
        None if pairs.is_empty() => Ok(None),
        Some(version) => Err(SkipReason::UnknownVersion(String::from_utf8_lossy(version).escape_debug().to_string())),
        None => Err(SkipReason::UnknownKind),
    }
}

/// Counts the values that are only in what was left beside the store when the program ended while it edited it. What
/// cannot be read there any more counts as one: it is a store half deleted, and nobody knows what is left of it.
fn only_behind(parent: &Dir, pairs: &Pairs, sites: &[Site], watch: &dyn Watch) -> Result<Count, SkipReason> {
    let mut count = Count::default();
    let Some(dir) = swap::leftover(parent, STORE)? else { return Ok(count) };
    let files = load(&dir, watch);
    if files.as_ref().is_ok_and(Files::is_empty) {
        return Ok(count);
    }
    match files.and_then(|files| leveldb::read(&files, watch)) {
        Ok(behind) => {
            for key in behind.keys().filter(|key| !pairs.contains_key(*key)) {
                if let Key::Value(owner) = whose(key, sites) {
                    add(&mut count, owner);
                }
            }
        }
        Err(SkipReason::Cancelled) => return Err(SkipReason::Cancelled),
        // Where the store itself has something to clear, that is enough: what lies beside it goes with it.
        Err(_) if !pairs.keys().any(|key| is_theirs(key, sites)) => add(&mut count, Owner::Site),
        Err(_) => {}
    }
    Ok(count)
}

/// Whether a key is one of the sites' values; of any site's where none is named.
fn is_theirs(key: &[u8], sites: &[Site]) -> bool {
    matches!(whose(key, sites), Key::Value(owner) if sites.is_empty() || owner == Owner::Site)
}

/// What of it is within the scope.
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

/// Whether a new store holds exactly these pairs. If it does not, it is thrown away and the old one stays.
fn same(files: &Files, pairs: &Pairs, watch: &dyn Watch) -> Result<(), SkipReason> {
    match leveldb::read(files, watch) {
        Ok(read) if read == *pairs => Ok(()),
        Err(SkipReason::Cancelled) => Err(SkipReason::Cancelled),
        Ok(_) | Err(_) => Err(SkipReason::SharedStore),
    }
}

/// `_https://okpay.com\0…` is a value, `META:https://okpay.com` and `METAACCESS:…` are notes.
fn whose(key: &[u8], sites: &[Site]) -> Key {
    let told = |bytes: &[u8]| {
        let (host, partition) = storage_key(str::from_utf8(bytes).ok()?)?;
        Some(owner(&host, partition.as_deref(), sites))
    };
    if let Some(rest) = key.strip_prefix(b"_") {
        let end = rest.iter().position(|byte| *byte == 0);
        return end.and_then(|end| told(rest.get(..end)?)).map_or(Key::NotTheWebs, Key::Value);
    }
    let note = key.strip_prefix(b"METAACCESS:").or_else(|| key.strip_prefix(b"META:"));
    note.and_then(told).map_or(Key::NotTheWebs, Key::Note)
}

fn add(count: &mut Count, owner: Owner) {
    match owner {
        Owner::Site => count.of_sites += 1,
        Owner::KeptForSite => count.kept_for_sites += 1,
        Owner::Other => count.others += 1,
    }
}
