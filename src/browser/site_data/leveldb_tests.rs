use rusty_leveldb::{CompressorId as _, DB, Options, compressor};

use super::super::jar_test_support as jar;
use super::super::swap::{self, Files};
use super::super::{SkipReason, Unwatched};
use super::leveldb::{self, Pairs};

/// Numbers that look random and are the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }

    fn bytes(&mut self, length: u64) -> Vec<u8> {
        // Half of it is easy to compress.
        (0..length).map(|at| if at % 2 == 0 { b'x' } else { self.below(256) as u8 }).collect()
    }
}

/// A store as it comes about: written, overwritten, deleted from, closed, opened again; with tables, packed or not.
fn made_by_the_library(dice: &mut Dice, packed: u8) -> (Files, Pairs) {
    let folder = crate::browser::jar_test_support::tempdir().unwrap();
    let mut pairs = Pairs::new();
    for _ in 0..3 {
        let options = Options { write_buffer_size: 20_000, compressor: packed, ..Options::default() };
        let mut store = DB::open(folder.path(), options).unwrap();
        for _ in 0..400 {
            let key = [b"_https://site.example\0\x01".as_slice(), &dice.below(150).to_be_bytes()].concat();
            if dice.below(4) == 0 {
                store.delete(&key).unwrap();
                pairs.remove(&key);
            } else {
                let length = if dice.below(60) == 0 { 90_000 } else { dice.below(700) };
                let value = dice.bytes(length);
                store.put(&key, &value).unwrap();
                pairs.insert(key, value);
            }
        }
        store.close().unwrap();
    }
    let dir = swap::open(folder.path(), "".as_ref()).unwrap().unwrap();
    (swap::read_all(&dir, u64::MAX - 1, &Unwatched).unwrap().unwrap(), pairs)
}

#[test]
fn whatever_was_written_is_read() {
    let mut dice = Dice(20_261_124);
    for round in 0..12 {
        let packed = if round % 2 == 0 { compressor::SnappyCompressor::ID } else { compressor::NoneCompressor::ID };
        let (files, pairs) = made_by_the_library(&mut dice, packed);
        let tables = files.keys().filter(|name| name.contains(".ldb")).count();
        assert!(tables > 0, "the story needs tables: {:?}", files.keys());
        assert!(leveldb::read(&files, &Unwatched).unwrap() == pairs, "round {round}, {tables} tables");
    }
}

#[test]
fn what_is_made_holds_what_it_should() {
    let mut dice = Dice(7);
    let mut pairs: Pairs = (0..3000_u64).map(|n| (n.to_be_bytes().to_vec(), dice.bytes(n % 500))).collect();
    pairs.insert(b"big".to_vec(), dice.bytes(1_500_000));
    pairs.insert(b"empty".to_vec(), Vec::new());
    for pairs in [pairs, Pairs::new()] {
        let files = leveldb::write(&pairs, &Unwatched).unwrap();
        assert!(leveldb::read(&files, &Unwatched).unwrap() == pairs);
        // The library reads it as we do.
        let folder = crate::browser::jar_test_support::tempdir().unwrap();
        for (name, bytes) in &files {
            jar::put(&folder.path().join(name), bytes);
        }
        let mut store = DB::open(folder.path(), Options::default()).unwrap();
        for (key, value) in &pairs {
            assert_eq!(store.get(key).as_deref(), Some(value.as_slice()));
        }
    }
}

#[test]
fn a_byte_that_is_wrong_is_noticed() {
    let mut dice = Dice(3);
    let (files, pairs) = made_by_the_library(&mut dice, compressor::SnappyCompressor::ID);
    let names: Vec<&String> = files.keys().collect();
    let (mut noticed, mut harmless) = (0, 0);
    for _ in 0..400 {
        let name = names[dice.below(names.len() as u64) as usize];
        let mut damaged = files.clone();
        let bytes = damaged.get_mut(name).unwrap();
        if bytes.is_empty() {
            continue;
        }
        let at = dice.below(bytes.len() as u64) as usize;
        bytes[at] ^= 1 << dice.below(8);
        match leveldb::read(&damaged, &Unwatched) {
            Err(SkipReason::Damaged) => noticed += 1,
            // Filters and unused tables are not read. A last record that seems cut short is left out, as the browser
            // leaves it out.
            Ok(read) => {
                let is_tail = is_log(name) || name.starts_with("MANIFEST");
                assert!(read == pairs || is_tail, "{name} at {at}");
                harmless += 1;
            }
            Err(other) => panic!("{name} at {at}: {other:?}"),
        }
    }
    assert!(noticed > 200, "{noticed} noticed, {harmless} harmless");
    for name in &names {
        let mut missing = files.clone();
        missing.remove(*name);
        let read = leveldb::read(&missing, &Unwatched);
        assert!(read.is_err() || is_log(name) || read.unwrap() == pairs, "{name}");
    }
}

#[test]
fn no_bytes_bring_it_down() {
    let mut dice = Dice(11);
    let (files, _) = made_by_the_library(&mut dice, compressor::SnappyCompressor::ID);
    for name in files.keys() {
        for _ in 0..40 {
            let mut odd = files.clone();
            let length = dice.below(300);
            odd.insert(name.clone(), dice.bytes(length));
            leveldb::read(&odd, &Unwatched).ok();
            let cut = odd[name].len() / 2;
            odd.insert(name.clone(), files[name][..cut.min(files[name].len())].to_vec());
            leveldb::read(&odd, &Unwatched).ok();
        }
    }
}

fn is_log(name: &str) -> bool {
    std::path::Path::new(name).extension().is_some_and(|end| end == "log")
}
