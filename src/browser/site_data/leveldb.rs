//! Reads a LevelDB, and writes one.
//!
//! The library changes a store as soon as it opens it, and stops silently where the store is damaged. So the library
//! only writes new stores, in memory. The reader is our own: it changes nothing, checks every checksum, and refuses
//! what it does not understand, because anything that it missed would be lost with the old store.

mod table;

use std::collections::BTreeMap;

use rusty_leveldb::{DB, Options, in_memory};

use super::super::io::CHUNK_BYTES;
use super::super::swap::Files;
use super::super::{SkipReason, Watch};
use super::byte_reader::ByteReader;

/// Keys and their values.
pub(in crate::browser) type Pairs = BTreeMap<Vec<u8>, Vec<u8>>;

/// The latest entry of each key: its sequence number (a higher number is later) and its value; `None` if it was
/// deleted.
type LatestEntries = BTreeMap<Vec<u8>, (u64, Option<Vec<u8>>)>;

/// The only order of keys that the program knows.
const COMPARATOR: &[u8] = b"leveldb.BytewiseComparator";

/// A log consists of blocks of this size.
const BLOCK_BYTES: usize = 32_768;

/// The number of pairs between two checks of whether the customer wants to stop.
const PAIRS_PER_CHECK: usize = 500;

/// Larger than any store that the program writes: everything stays in the log, and the library writes no tables.
const NO_TABLES: usize = usize::MAX / 4;

/// The name of a store in memory. No folder of this name is ever created.
const NAME: &str = "okpay-wizard-in-memory";

/// All pairs of a store, from its files.
pub(super) fn read(files: &Files, watch: &dyn Watch) -> Result<Pairs, SkipReason> {
    let version = version(files, watch)?;
    let mut entries = LatestEntries::new();
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
            each_record(bytes, watch, &mut |record| apply_batch(record, &mut entries))?;
        }
    }
    Ok(entries.into_iter().filter_map(|(key, (_, value))| Some((key, value?))).collect())
}

/// The files of a new store with these pairs.
pub(super) fn write(pairs: &Pairs, watch: &dyn Watch) -> Result<Files, SkipReason> {
    let options = Options { write_buffer_size: NO_TABLES, ..in_memory() };
    let env = std::rc::Rc::clone(&options.env);
    let mut store = DB::open(NAME, options).map_err(|error| skip_reason(&error))?;
    let mut since_check = CHUNK_BYTES;
    for (number, (key, value)) in pairs.iter().enumerate() {
        if number % PAIRS_PER_CHECK == 0 || since_check >= CHUNK_BYTES {
            since_check = 0;
            if watch.is_cancelled() {
                return Err(SkipReason::Cancelled);
            }
        }
        since_check += value.len();
        store.put(key, value).map_err(|error| skip_reason(&error))?;
    }
    store.close().map_err(|error| skip_reason(&error))?;
    let mut files = Files::new();
    for path in env.children(NAME.as_ref()).map_err(|error| skip_reason(&error))? {
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else { continue };
        if name == "LOCK" || name.starts_with("LOG") {
            continue;
        }
        let mut bytes = Vec::new();
        let path = std::path::Path::new(NAME).join(name);
        let mut file = env.open_sequential_file(&path).map_err(|error| skip_reason(&error))?;
        file.read_to_end(&mut bytes).map_err(|error| SkipReason::Other(error.to_string()))?;
        files.insert(name.to_owned(), bytes);
    }
    Ok(files)
}

fn skip_reason(error: &rusty_leveldb::Status) -> SkipReason {
    SkipReason::Other(error.to_string())
}

/// The files that make up the store, as its manifest lists them. LevelDB calls this a version.
#[derive(Default)]
struct Version {
    /// Logs from this number on belong to the store.
    log: u64,
    previous_log: u64,
    /// Tables by number, with their sizes.
    tables: BTreeMap<u64, u64>,
}

fn version(files: &Files, watch: &dyn Watch) -> Result<Version, SkipReason> {
    let current = files.get("CURRENT").and_then(|bytes| str::from_utf8(bytes).ok()).ok_or(SkipReason::Damaged)?;
    let manifest = current.strip_suffix('\n').and_then(|name| files.get(name)).ok_or(SkipReason::Damaged)?;
    let (mut version, mut comparator) = (Version::default(), None);
    each_record(manifest, watch, &mut |record| apply_edit(record, &mut version, &mut comparator))?;
    match comparator {
        Some(name) if name == COMPARATOR => Ok(version),
        Some(_) => Err(SkipReason::UnknownKind),
        None => Err(SkipReason::Damaged),
    }
}

/// Applies one record of the manifest.
fn apply_edit(record: &[u8], version: &mut Version, comparator: &mut Option<Vec<u8>>) -> Option<()> {
    let mut bytes = ByteReader(record);
    while !bytes.0.is_empty() {
        match bytes.varint()? {
            1 => *comparator = Some(bytes.counted()?.to_vec()),
            2 => version.log = bytes.varint()?,
            // The numbers of the next file and of the last entry, which only a writer needs.
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

/// Calls `on_record` for each record of a log. A last record that is cut short is left out, as the browser itself
/// leaves it out: the browser ended while it wrote that record. Anything else that is incomplete makes the log a
/// damaged one.
fn each_record(
    log: &[u8],
    watch: &dyn Watch,
    on_record: &mut dyn FnMut(&[u8]) -> Option<()>,
) -> Result<(), SkipReason> {
    let mut open = None;
    let blocks = log.len().div_ceil(BLOCK_BYTES);
    for (number, block) in log.chunks(BLOCK_BYTES).enumerate() {
        if watch.is_cancelled() {
            return Err(SkipReason::Cancelled);
        }
        match read_block(block, &mut open, on_record) {
            Some(BlockEnd::Complete) => {}
            Some(BlockEnd::CutShort) if number + 1 == blocks => {}
            Some(BlockEnd::CutShort) | None => return Err(SkipReason::Damaged),
        }
    }
    Ok(())
}

/// How a block of a log ends.
enum BlockEnd {
    Complete,
    CutShort,
}

/// Reads the records of a block. A record may begin in one block and end in another: `open` is its part so far. `None`
/// if the block is damaged.
fn read_block(
    block: &[u8],
    open: &mut Option<Vec<u8>>,
    on_record: &mut dyn FnMut(&[u8]) -> Option<()>,
) -> Option<BlockEnd> {
    let mut bytes = ByteReader(block);
    while bytes.0.len() >= 7 {
        let (sum, length, kind) = (bytes.u32()?, bytes.u16()?, bytes.u8()?);
        if kind == 0 && length == 0 {
            // Space that was allocated and never used.
            break;
        }
        let Some(data) = bytes.take(usize::from(length)) else { return Some(BlockEnd::CutShort) };
        if masked(crc32c::crc32c_append(crc32c::crc32c(&[kind]), data)) != sum {
            return None;
        }
        match (kind, open.take()) {
            (1, None) => on_record(data)?,
            (2, None) => *open = Some(data.to_vec()),
            (3 | 4, Some(mut begun)) => {
                begun.extend_from_slice(data);
                if kind == 4 {
                    on_record(&begun)?;
                } else {
                    *open = Some(begun);
                }
            }
            _ => return None,
        }
    }
    Some(BlockEnd::Complete)
}

/// A checksum as LevelDB writes it. It is masked, because a checksum of bytes that contain checksums is weak.
fn masked(sum: u32) -> u32 {
    sum.rotate_right(15).wrapping_add(0xa282_ead8)
}

/// Applies one record of a log: a batch of writes and deletions.
fn apply_batch(record: &[u8], entries: &mut LatestEntries) -> Option<()> {
    let mut bytes = ByteReader(record);
    let (first, count) = (bytes.u64()?, bytes.u32()?);
    for number in 0..u64::from(count) {
        let is_there = match bytes.u8()? {
            0 => false,
            1 => true,
            _ => return None,
        };
        let key = bytes.counted()?.to_vec();
        let value = if is_there { Some(bytes.counted()?.to_vec()) } else { None };
        keep_latest(entries, key, first.checked_add(number)?, value);
    }
    bytes.0.is_empty().then_some(())
}

/// Keeps an entry if it is the latest of its key.
fn keep_latest(entries: &mut LatestEntries, key: Vec<u8>, number: u64, value: Option<Vec<u8>>) {
    let entry = entries.entry(key).or_insert((0, None));
    if number >= entry.0 {
        *entry = (number, value);
    }
}
