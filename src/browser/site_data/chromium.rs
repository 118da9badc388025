//! Chromium keeps the data of each origin in folders named after the origin, its hash or a number.
//!
//! Folders of extensions are never touched, nor the scripts and the database of service workers, which extensions
//! share.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::Path;

use sha1::{Digest as _, Sha1};

use super::super::io::skip_reason;
use super::super::site::{host_of_origin, owner};
use super::super::sqlite;
use super::super::swap;
use super::super::{Site, SiteDataSurvey, SkipReason, Watch};
use super::byte_reader::ByteReader;
use super::{folder, folder_names, leveldb, skip, storage_key};

/// The largest index of a CacheStorage that the program reads.
const LARGEST_INDEX: u64 = 16 << 20;

/// Finds every folder with the data of one origin.
pub(super) fn look(profile: &Path, sites: &[Site], watch: &dyn Watch, survey: &mut SiteDataSurvey) {
    indexed_db(profile, sites, survey);
    cache_storage(profile, sites, watch, survey);
    buckets(profile, sites, watch, survey);
    file_systems(profile, sites, watch, survey);
}

/// `IndexedDB/https_okpay.com_0.indexeddb.leveldb`, and `.blob`.
fn indexed_db(profile: &Path, sites: &[Site], survey: &mut SiteDataSurvey) {
    for name in folder_names(profile, "IndexedDB", survey) {
        let id = name.strip_suffix(".indexeddb.leveldb").or_else(|| name.strip_suffix(".indexeddb.blob"));
        let Some(origin) = id.and_then(origin_of_id) else { continue };
        let Some(host) = host_of_origin(&origin) else { continue };
        let below = Path::new("IndexedDB").join(&name);
        survey.folders.push(folder(profile, below, origin, owner(&host, None, sites)));
    }
}

/// `Service Worker/CacheStorage/<hash>`: the index inside names the origin, and the hash must be the origin's.
fn cache_storage(profile: &Path, sites: &[Site], watch: &dyn Watch, survey: &mut SiteDataSurvey) {
    let parent = "Service Worker/CacheStorage";
    for name in folder_names(profile, parent, survey) {
        let below = Path::new(parent).join(&name);
        let index = swap::open(profile, &below).and_then(|dir| {
            let dir = dir.ok_or(SkipReason::Damaged)?;
            swap::read(&dir, "index.txt", LARGEST_INDEX, watch).map_err(|error| {
                if error.kind() == ErrorKind::NotFound { SkipReason::Damaged } else { skip_reason(&error) }
            })
        });
        let index = match index {
            Ok(index) => index.unwrap_or_default(),
            Err(why) => {
                skip(survey, profile.join(below), why);
                continue;
            }
        };
        let named = origin_in_index(&index);
        // An extension's folder is not touched.
        if named.as_ref().is_some_and(|origin| host_of_origin(origin).is_none()) {
            continue;
        }
        // The hash is the proof, so any address in a damaged index may be tried.
        let matches_hash = |origin: &String| id_of_origin(origin).is_some_and(|id| hash(&id) == name);
        let Some(origin) = named.into_iter().chain(addresses_in(&index)).find(matches_hash) else {
            skip(survey, profile.join(below), SkipReason::Damaged);
            continue;
        };
        let Some(host) = host_of_origin(&origin) else { continue };
        survey.folders.push(folder(profile, below, origin, owner(&host, None, sites)));
    }
}

/// `WebStorage/<number>`: a database beside these folders names their owners.
fn buckets(profile: &Path, sites: &[Site], watch: &dyn Watch, survey: &mut SiteDataSurvey) {
    let parent = Path::new("WebStorage");
    let names = folder_names(profile, "WebStorage", survey);
    let numbers: Vec<i64> = names.iter().filter_map(|name| name.parse().ok()).collect();
    if numbers.is_empty() {
        return;
    }
    let list = profile.join(parent).join("QuotaManager");
    let keys = match bucket_keys(&list, watch) {
        Ok(keys) => keys,
        Err(why) => return skip(survey, list, why),
    };
    for number in numbers {
        let Some(key) = keys.get(&number) else { continue };
        let Some((host, partition)) = storage_key(key) else { continue };
        let origin = key.split('^').next().unwrap_or_default().trim_end_matches('/').to_owned();
        let owner = owner(&host, partition.as_deref(), sites);
        survey.folders.push(folder(profile, parent.join(number.to_string()), origin, owner));
    }
}

fn bucket_keys(list: &Path, watch: &dyn Watch) -> Result<BTreeMap<i64, String>, SkipReason> {
    if matches!(sqlite::check_file(list)?, sqlite::StoreFile::Nothing) {
        return Ok(BTreeMap::new());
    }
    let opened = sqlite::open_to_count(list, watch)?;
    let columns = sqlite::columns(&opened.connection, "buckets")?;
    if ["id", "storage_key"].iter().any(|needed| !columns.iter().any(|name| name == needed)) {
        return Err(SkipReason::UnknownKind);
    }
    let skip_reason = |error: rusqlite::Error| sqlite::skip_reason(&error);
    sqlite::interruptible(&opened.connection, watch, || {
        let mut select = opened.connection.prepare("SELECT id, storage_key FROM buckets").map_err(skip_reason)?;
        let rows = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).map_err(skip_reason)?;
        rows.collect::<Result<_, _>>().map_err(skip_reason)
    })
}

/// `File System/<number>`: a small LevelDB beside these folders names their owners.
fn file_systems(profile: &Path, sites: &[Site], watch: &dyn Watch, survey: &mut SiteDataSurvey) {
    let parent = Path::new("File System");
    let numbers: Vec<String> = folder_names(profile, "File System", survey)
        .into_iter()
        .filter(|name| name.len() >= 3 && name.bytes().all(|byte| byte.is_ascii_digit()))
        .collect();
    if numbers.is_empty() {
        return;
    }
    let list = parent.join("Origins");
    let pairs = swap::open(profile, &list).and_then(|dir| {
        let dir = dir.ok_or(SkipReason::Damaged)?;
        let files = swap::read_all(&dir, swap::LARGEST, watch);
        let files = files.map_err(|error| skip_reason(&error))?.ok_or(SkipReason::Damaged)?;
        leveldb::read(&files, watch)
    });
    let pairs = match pairs {
        Ok(pairs) => pairs,
        Err(why) => return skip(survey, profile.join(list), why),
    };
    for (key, value) in pairs {
        let id = key.strip_prefix(b"ORIGIN:").and_then(|id| str::from_utf8(id).ok());
        let Some(origin) = id.and_then(origin_of_id) else { continue };
        let Some(host) = host_of_origin(&origin) else { continue };
        let Some(number) = numbers.iter().find(|number| number.as_bytes() == value) else { continue };
        survey.folders.push(folder(profile, parent.join(number), origin, owner(&host, None, sites)));
    }
}

/// `https_okpay.com_0` is `https://okpay.com`; the scheme's default port is written as 0.
fn origin_of_id(id: &str) -> Option<String> {
    let (scheme, rest) = id.split_once('_')?;
    let (host, port) = rest.rsplit_once('_')?;
    let port: u16 = port.parse().ok()?;
    // A file's name cannot contain colons.
    let host = if host.starts_with('[') { host.replace('_', ":") } else { host.to_owned() };
    Some(if port == 0 { format!("{scheme}://{host}") } else { format!("{scheme}://{host}:{port}") })
}

/// The reverse of [`origin_of_id`], to compute the hash.
fn id_of_origin(origin: &str) -> Option<String> {
    let url = url::Url::parse(origin).ok()?;
    let host = url.host_str()?.replace(':', "_");
    Some(format!("{}_{host}_{}", url.scheme(), url.port().unwrap_or(0)))
}

fn hash(id: &str) -> String {
    format!("{:x}", Sha1::digest(id.as_bytes()))
}

/// The origin in an index: its second field. The first field, which may be repeated, is a cache.
fn origin_in_index(index: &[u8]) -> Option<String> {
    let (mut bytes, mut origin) = (ByteReader(index), None);
    while !bytes.0.is_empty() {
        let tag = bytes.varint()?;
        match tag & 7 {
            0 => drop(bytes.varint()?),
            1 => drop(bytes.take(8)?),
            2 => {
                let field = bytes.counted()?;
                if tag >> 3 == 2 {
                    origin = Some(str::from_utf8(field).ok()?.trim_end_matches('/').to_owned());
                }
            }
            5 => drop(bytes.take(4)?),
            _ => return None,
        }
    }
    origin
}

/// The origins of all addresses in these bytes.
fn addresses_in(bytes: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(bytes);
    let origin = |(start, _): (usize, &str)| {
        let address = text.get(start..)?;
        let host = address.find("://")? + "://".len();
        let end = address.get(host..)?.find(|c: char| c == '/' || c.is_control()).map_or(address.len(), |at| host + at);
        address.get(..end).map(ToOwned::to_owned)
    };
    text.match_indices("http").filter_map(origin).collect()
}
