//! One sorted table of a LevelDB.

use super::super::bytes::Bytes;
use super::{Entries, masked, say};

/// The end of every table, and how long it is.
const MAGIC: u64 = 0xdb47_7524_8b80_fb57;
const FOOTER: usize = 48;

/// A larger block is no block of ours.
const LARGEST: usize = 1 << 28;

/// Is given a key and its value; `None` is the end of it.
type Taker<'t> = dyn FnMut(&[u8], &[u8]) -> Option<()> + 't;

/// Takes in what a table says of its keys.
pub(super) fn read(table: &[u8], entries: &mut Entries) -> Option<()> {
    let footer = table.get(table.len().checked_sub(FOOTER)?..)?;
    if Bytes(footer.get(40..)?).u64()? != MAGIC {
        return None;
    }
    let mut handles = Bytes(footer);
    // The first one leads to filters, which only make looking up quicker.
    handles.varint()?;
    handles.varint()?;
    let index = block(table, &mut handles)?;
    each(&index, &mut |_, handle| {
        let data = block(table, &mut Bytes(handle))?;
        each(&data, &mut |key, value| {
            let (key, mut tail) =
                key.split_at_checked(key.len().checked_sub(8)?).map(|(key, tail)| (key, Bytes(tail)))?;
            let tail = tail.u64()?;
            let value = match tail & 0xff {
                0 => None,
                1 => Some(value.to_vec()),
                _ => return None,
            };
            say(entries, key.to_vec(), tail >> 8, value);
            Some(())
        })
    })
}

/// A block by its handle, unpacked. Its checksum has to be right.
fn block(table: &[u8], handle: &mut Bytes<'_>) -> Option<Vec<u8>> {
    let (start, size) = (usize::try_from(handle.varint()?).ok()?, usize::try_from(handle.varint()?).ok()?);
    let packed_with_kind = table.get(start..start.checked_add(size)?.checked_add(1)?)?;
    let sum = Bytes(table.get(start.checked_add(size)?.checked_add(1)?..)?).u32()?;
    if masked(crc32c::crc32c(packed_with_kind)) != sum {
        return None;
    }
    let (kind, packed) = packed_with_kind.split_last()?;
    match kind {
        0 => Some(packed.to_vec()),
        1 if snap::raw::decompress_len(packed).ok()? <= LARGEST => {
            snap::raw::Decoder::new().decompress_vec(packed).ok()
        }
        _ => None,
    }
}

/// The keys and values of a block; a key is written as what differs from the one before.
fn each(block: &[u8], what: &mut Taker<'_>) -> Option<()> {
    let restarts = Bytes(block.get(block.len().checked_sub(4)?..)?).u32()?;
    let tail = usize::try_from(restarts).ok()?.checked_mul(4)?.checked_add(4)?;
    let mut bytes = Bytes(block.get(..block.len().checked_sub(tail)?)?);
    let mut key: Vec<u8> = Vec::new();
    while !bytes.0.is_empty() {
        let shared = usize::try_from(bytes.varint()?).ok()?;
        let (added, size) = (usize::try_from(bytes.varint()?).ok()?, usize::try_from(bytes.varint()?).ok()?);
        if shared > key.len() {
            return None;
        }
        key.truncate(shared);
        key.extend(bytes.take(added)?);
        what(&key, bytes.take(size)?)?;
    }
    Some(())
}
