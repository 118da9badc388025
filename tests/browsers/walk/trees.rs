//! Any tree: the walk deletes everything in a cache, and nothing else.

use std::fs;
use std::path::Path;

use okpay_wizard::browser::Mode;
use proptest::prelude::*;

use super::setup::{World, listing, put};

/// An entry that may be in a cache.
#[derive(Clone, Debug)]
enum Thing {
    File(u16),
    Folder(Vec<(String, Self)>),
    /// A link to one of [`TARGETS`].
    Link(usize),
    /// A hard link to a canary's file.
    HardLink,
}

const TARGETS: [&str; 10] =
    [".", "..", "../..", "../../../../..", "loop", "nowhere", "{canary}", "{canary}/wallet.dat", "{home}", "/"];

fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z]{1,3}",
        "[a-z ]{1,8}[a-z]",
        Just("loop".to_owned()),
        Just("Cache_Data".to_owned()),
        Just("index".to_owned()),
        Just("-rf".to_owned()),
        Just("数据".to_owned()),
        Just("x".repeat(200)),
    ]
}

fn thing() -> impl Strategy<Value = Thing> {
    let leaf = prop_oneof![
        4 => (0_u16..3000).prop_map(Thing::File),
        2 => (0..TARGETS.len()).prop_map(Thing::Link),
        1 => Just(Thing::HardLink),
        1 => Just(Thing::Folder(Vec::new())),
    ];
    leaf.prop_recursive(6, 60, 8, |inside| prop::collection::vec((name(), inside), 0..8).prop_map(Thing::Folder))
}

/// The number of created files, including links.
fn grow(world: &World, at: &Path, thing: &Thing) -> u64 {
    if at.symlink_metadata().is_ok() {
        return 0;
    }
    match thing {
        Thing::File(bytes) => put(at, &vec![7; usize::from(*bytes)]),
        Thing::Folder(things) => {
            fs::create_dir(at).unwrap();
            return things.iter().map(|(name, thing)| grow(world, &at.join(name), thing)).sum();
        }
        Thing::Link(number) => {
            let target = TARGETS.get(*number).unwrap().replace("{canary}", world.canary.to_str().unwrap());
            link(&target.replace("{home}", world.home.to_str().unwrap()), at);
        }
        Thing::HardLink => fs::hard_link(world.canary.join("wallet.dat"), at).unwrap(),
    }
    1
}

#[cfg(unix)]
fn link(target: &str, at: &Path) {
    std::os::unix::fs::symlink(target, at).unwrap();
}

/// Creating links needs a privilege on Windows.
#[cfg(not(unix))]
fn link(_target: &str, at: &Path) {
    put(at, b"instead of a link");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn everything_in_a_cache_is_deleted_and_nothing_else(things in prop::collection::vec((name(), thing()), 0..8)) {
        let world = World::new();
        let mut files = 0;
        for (name, thing) in &things {
            files += grow(&world, &world.cache.join(name), thing);
        }
        let (outside, before) = (world.outside(), listing(&world.root));
        let tried = world.sweep(Mode::DryRun);
        prop_assert_eq!(tried.cleared.amount.files, files);
        prop_assert_eq!(listing(&world.root), before);
        let done = world.sweep(Mode::Clear);
        prop_assert_eq!(done.cleared, tried.cleared);
        prop_assert_eq!(done.skipped, Vec::new());
        prop_assert!(world.is_empty());
        prop_assert_eq!(world.outside(), outside);
    }
}
