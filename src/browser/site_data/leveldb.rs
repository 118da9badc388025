//! Reading a LevelDB, and making one.
//!
//! The library opens a store only to change it at once, and breaks off silently where it is damaged. So it makes new
//! stores here, in memory; reading is our own: it changes nothing, checks every checksum, and refuses what it does not
//! understand, because whatever it missed would be lost with the old store.

mod table;

use std::collections::BTreeMap;

use rusty_leveldb::{DB, Options, in_memory};

use super::super::io::CHUNK_BYTES;
use super::super::swap::Files;
use super::super::{SkipReason, Watch};
use super::bytes::Bytes;

/// Keys and their values.
pub(in crate::browser) type Pairs = BTreeMap<Vec<u8>, Vec<u8>>;

/// What was last said of a key: a higher number is later; no value where it was deleted.
type Entries = BTreeMap<Vec<u8>, (u64, Option<Vec<u8>>)>;

/// The only order of keys that we know.
const COMPARATOR: &[u8] = b"leveldb.BytewiseComparator";

/// A log is written in blocks of this size.
const BLOCK: usize = 32_768;

/// How many pairs are written between two looks at the customer's wish.
const PAIRS_A_BREATH: usize = 500;

/// Larger than any store that is made: everything stays in the log, and the library sorts no tables.
const NO_TABLES: usize = usize::MAX / 4;

/// The name of a store in memory; no folder of it is ever made.
const NAME: &str = "okpay-wizard-in-memory";

/// All pairs of a store, from its files.
pub(super) fn read(files: &Files, watch: &dyn Watch) -> Result<Pairs, SkipReason> {
    let version = version(files, watch)?;
    let mut entries = Entries::new();
    for (number, size) in &version.tables {
        if watch.is_cancelled() {
            return Err(SkipReason::Cancelled);
        }
        let found = ["ldb", "sst"].iter().find_map(|end| files.get(&format!("{number:06}.{end}")));
        let bytes = found.filter(|bytes| bytes.len() as u64 == *size).ok_or(SkipReason::Damaged)?;
        table::read(bytes, &mut entries).ok_or(SkipReason::Damaged)?;
    }
    for (name, bytes) in files {
        let number = name.strip_suffix(".log").and_then(|number| number.parse::<u64>().ok());
        if number.is_some_and(|number| number >= version.log || number == version.previous_log) {
            each_record(bytes, watch, &mut |record| batch(record, &mut entries))?;
        }
    }
    Ok(entries.into_iter().filter_map(|(key, (_, value))| Some((key, value?))).collect())
}

/// The files of a new store with these pairs.
pub(super) fn write(pairs: &Pairs, watch: &dyn Watch) -> Result<Files, SkipReason> {
    let options = Options { write_buffer_size: NO_TABLES, ..in_memory() };
    let env = std::rc::Rc::clone(&options.env);
    let mut store = DB::open(NAME, options).map_err(|error| told(&error))?;
    let mut breath = CHUNK_BYTES;
    for (number, (key, value)) in pairs.iter().enumerate() {
        if number % PAIRS_A_BREATH == 0 || breath >= CHUNK_BYTES {
            breath = 0;
            if watch.is_cancelled() {
                return Err(SkipReason::Cancelled);
            }
        }
        breath += value.len();
        store.put(key, value).map_err(|error| told(&error))?;
    }
    store.close().map_err(|error| told(&error))?;
    let mut files = Files::new();
    for path in env.children(NAME.as_ref()).map_err(|error| told(&error))? {
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else { continue };
        if name == "LOCK" || name.starts_with("LOG") {
            continue;
        }
        let mut bytes = Vec::new();
        let path = std::path::Path::new(NAME).join(name);
        let mut file = env.open_sequential_file(&path).map_err(|error| told(&error))?;
        file.read_to_end(&mut bytes).map_err(|error| SkipReason::Other(error.to_string()))?;
        files.insert(name.to_owned(), bytes);
    }
    Ok(files)
}

fn told(error: &rusty_leveldb::Status) -> SkipReason {
    SkipReason::Other(error.to_string())
}

/// Which files are the store's, at the end of its manifest.
#[derive(Default)]
struct Version {
    /// Logs from this number on count.
    log: u64,
    previous_log: u64,
    /// Tables by number, with their sizes.
    tables: BTreeMap<u64, u64>,
}

fn version(files: &Files, watch: &dyn Watch) -> Result<Version, SkipReason> {
    let current = files.get("CURRENT").and_then(|bytes| str::from_utf8(bytes).ok()).ok_or(SkipReason::Damaged)?;
    let manifest = current.strip_suffix('\n').and_then(|name| files.get(name)).ok_or(SkipReason::Damaged)?;
    let (mut version, mut comparator) = (Version::default(), None);
    each_record(manifest, watch, &mut |record| edit(record, &mut version, &mut comparator))?;
    match comparator {
        Some(name) if name == COMPARATOR => Ok(version),
        Some(_) => Err(SkipReason::UnknownKind),
        None => Err(SkipReason::Damaged),
    }
}

/// One step of a store's history.
fn edit(record: &[u8], version: &mut Version, comparator: &mut Option<Vec<u8>>) -> Option<()> {
    let mut bytes = Bytes(record);
    while !bytes.0.is_empty() {
        match bytes.varint()? {
            1 => *comparator = Some(bytes.counted()?.to_vec()),
            2 => version.log = bytes.varint()?,
            // The next file's number and the last entry's: for writers.
            3 | 4 => drop(bytes.varint()?),
            5 => {
                bytes.varint()?;
                bytes.counted()?;
            }
            6 => {
                bytes.varint()?;
                version.tables.remove(&bytes.varint()?);
            }
            7 => {
                bytes.varint()?;
                let (number, size) = (bytes.varint()?, bytes.varint()?);
                bytes.counted()?;
                bytes.counted()?;
                version.tables.insert(number, size);
            }
            9 => version.previous_log = bytes.varint()?,
            _ => return None,
        }
    }
    Some(())
}

/// Hands on the records of a log, one after the other. One that was being written when the browser ended is not among
/// them, as the browser itself would leave it out; anything else that is not whole makes the log a damaged one.
fn each_record(log: &[u8], watch: &dyn Watch, what: &mut dyn FnMut(&[u8]) -> Option<()>) -> Result<(), SkipReason> {
    let mut open = None;
    let blocks = log.len().div_ceil(BLOCK);
    for (number, block) in log.chunks(BLOCK).enumerate() {
        if watch.is_cancelled() {
            return Err(SkipReason::Cancelled);
        }
        match in_block(block, &mut open, what) {
            Some(Block::Whole) => {}
            Some(Block::Torn) if number + 1 == blocks => {}
            Some(Block::Torn) | None => return Err(SkipReason::Damaged),
        }
    }
    Ok(())
}

/// How a block ends.
enum Block {
    Whole,
    Torn,
}

/// The pieces of a block; records may begin in one block and end in another. `None` where it is damaged.
fn in_block(block: &[u8], open: &mut Option<Vec<u8>>, what: &mut dyn FnMut(&[u8]) -> Option<()>) -> Option<Block> {
    let mut bytes = Bytes(block);
    while bytes.0.len() >= 7 {
        let (sum, length, kind) = (bytes.u32()?, bytes.u16()?, bytes.u8()?);
        if kind == 0 && length == 0 {
            // Room that was set aside and never used.
            break;
        }
        let Some(data) = bytes.take(usize::from(length)) else { return Some(Block::Torn) };
        if masked(crc32c::crc32c_append(crc32c::crc32c(&[kind]), data)) != sum {
            return None;
        }
        match (kind, open.take()) {
            (1, None) => what(data)?,
            (2, None) => *open = Some(data.to_vec()),
            (3 | 4, Some(mut begun)) => {
                begun.extend_from_slice(data);
                if kind == 4 {
                    what(&begun)?;
                } else {
                    *open = Some(begun);
                }
            }
            _ => return None,
        }
    }
    Some(Block::Whole)
}

/// A checksum as it is stored: sums of sums are no good ones.
fn masked(sum: u32) -> u32 {
    sum.rotate_right(15).wrapping_add(0xa282_ead8)
}

/// What a record of the log says of its keys.
fn batch(record: &[u8], entries: &mut Entries) -> Option<()> {
    let mut bytes = Bytes(record);
    let (first, count) = (bytes.u64()?, bytes.u32()?);
    for number in 0..u64::from(count) {
        let is_there = match bytes.u8()? {
            0 => false,
            1 => true,
            _ => return None,
        };
        let key = bytes.counted()?.to_vec();
        let value = if is_there { Some(bytes.counted()?.to_vec()) } else { None };
        say(entries, key, first.checked_add(number)?, value);
    }
    bytes.0.is_empty().then_some(())
}

/// The later word on a key counts.
fn say(entries: &mut Entries, key: Vec<u8>, number: u64, value: Option<Vec<u8>>) {
    let entry = entries.entry(key).or_insert((0, None));
    if number >= entry.0 {
        *entry = (number, value);
    }
}
