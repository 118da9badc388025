//! Reads one sorted table of a LevelDB.

use super::super::byte_reader::ByteReader;
use super::{LatestEntries, keep_latest, masked};

/// The last eight bytes of every table.
const MAGIC: u64 = 0xdb47_7524_8b80_fb57;

/// The length of a table's footer.
const FOOTER_BYTES: usize = 48;

/// No real block is larger than this.
const LARGEST_BLOCK: usize = 1 << 28;

/// Receives a key and its value; `None` ends the reading.
type OnPair<'t> = dyn FnMut(&[u8], &[u8]) -> Option<()> + 't;

/// Reads all entries of a table.
pub(super) fn read(table: &[u8], entries: &mut LatestEntries) -> Option<()> {
    let footer = table.get(table.len().checked_sub(FOOTER_BYTES)?..)?;
    if ByteReader(footer.get(40..)?).u64()? != MAGIC {
        return None;
    }
    let mut handles = ByteReader(footer);
    // The first handle leads to filters, which only make lookups faster.
    handles.varint()?;
    handles.varint()?;
    let index = block(table, &mut handles)?;
    each(&index, &mut |_, handle| {
        let data = block(table, &mut ByteReader(handle))?;
        each(&data, &mut |key, value| {
            let (key, mut tail) =
                key.split_at_checked(key.len().checked_sub(8)?).map(|(key, tail)| (key, ByteReader(tail)))?;
            let tail = tail.u64()?;
            let value = match tail & 0xff {
                0 => None,
                1 => Some(value.to_vec()),
                _ => return None,
            };
            keep_latest(entries, key.to_vec(), tail >> 8, value);
            Some(())
        })
    })
}

/// The block of a handle, decompressed; `None` if its checksum is wrong.
fn block(table: &[u8], handle: &mut ByteReader<'_>) -> Option<Vec<u8>> {
    let (start, size) = (usize::try_from(handle.varint()?).ok()?, usize::try_from(handle.varint()?).ok()?);
    let packed_with_kind = table.get(start..start.checked_add(size)?.checked_add(1)?)?;
    let sum = ByteReader(table.get(start.checked_add(size)?.checked_add(1)?..)?).u32()?;
    if masked(crc32c::crc32c(packed_with_kind)) != sum {
        return None;
    }
    let (kind, packed) = packed_with_kind.split_last()?;
    match kind {
        0 => Some(packed.to_vec()),
        1 if snap::raw::decompress_len(packed).ok()? <= LARGEST_BLOCK => {
            snap::raw::Decoder::new().decompress_vec(packed).ok()
        }
        _ => None,
    }
}

/// Calls `on_pair` for each key and value of a block. A block writes only the part of a key that differs from the key
/// before.
fn each(block: &[u8], on_pair: &mut OnPair<'_>) -> Option<()> {
    let restarts = ByteReader(block.get(block.len().checked_sub(4)?..)?).u32()?;
    let tail = usize::try_from(restarts).ok()?.checked_mul(4)?.checked_add(4)?;
    let mut bytes = ByteReader(block.get(..block.len().checked_sub(tail)?)?);
    let mut key: Vec<u8> = Vec::new();
    while !bytes.0.is_empty() {
        let shared = usize::try_from(bytes.varint()?).ok()?;
        let (added, size) = (usize::try_from(bytes.varint()?).ok()?, usize::try_from(bytes.varint()?).ok()?);
        if shared > key.len() {
            return None;
        }
        key.truncate(shared);
        key.extend(bytes.take(added)?);
        on_pair(&key, bytes.take(size)?)?;
    }
    Some(())
}
