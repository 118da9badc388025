//! An attacker swaps folders for links to other people's files while a cache is cleared.

#![cfg(unix)]

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use okpay_wizard::browser::Mode;

use super::setup::{World, put};

/// Fills the cache by moving full folders in. Files written in place would go through the attacker's links.
fn fill(world: &World) {
    let fresh = world.root.join("fresh");
    for folder in 0..20 {
        let name = format!("d{folder}");
        for file in 0..15 {
            put(&fresh.join(&name).join(format!("sub/f{file}")), b"x");
        }
        fs::rename(fresh.join(&name), world.cache.join(&name)).ok();
    }
    fs::remove_dir_all(&fresh).unwrap();
}

/// Ends the attacker's thread even if this one fails.
struct Ends<'a>(&'a AtomicBool);

impl Drop for Ends<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Replaces a folder by a link, and the link by the folder, again and again.
fn swap(cache: &Path, victim: &Path, aside: &Path, stop: &AtomicBool) -> u64 {
    let mut swaps = 0;
    while !stop.load(Ordering::Relaxed) {
        for folder in 0..20 {
            for place in [cache.join(format!("d{folder}")), cache.join(format!("d{folder}/sub"))] {
                // Each of these may fail, because the cleaner is at work.
                if fs::rename(&place, aside).is_ok() {
                    swaps += u64::from(symlink(victim, &place).is_ok());
                    thread::yield_now();
                    fs::remove_file(&place).ok();
                    fs::rename(aside, &place).or_else(|_| fs::remove_dir_all(aside)).ok();
                }
            }
        }
    }
    swaps
}

/// The canary's tree has the names that the walk is about to delete.
fn victim(world: &World) -> PathBuf {
    let victim = world.canary.join("like-a-cache");
    for file in 0..15 {
        put(&victim.join(format!("f{file}")), b"precious");
        put(&victim.join(format!("sub/f{file}")), b"precious");
    }
    victim
}

#[test]
fn a_folder_swapped_for_a_link_leads_nowhere() {
    let world = World::new();
    let victim = victim(&world);
    let before = super::setup::listing(&world.canary);
    let aside = world.root.join("aside");
    let stop = AtomicBool::new(false);
    let (mut rounds, mut swaps) = (0, 0);
    thread::scope(|scope| {
        let swapper = || swap(&world.cache, &victim, &aside, &stop);
        let swapper = thread::Builder::new().name("swapper".to_owned()).spawn_scoped(scope, swapper).unwrap();
        let ends = Ends(&stop);
        let end = Instant::now() + Duration::from_secs(3);
        // A busy machine takes longer for as many rounds.
        while Instant::now() < end || (rounds <= 10 && Instant::now() < end + Duration::from_secs(57)) {
            fill(&world);
            world.sweep(if rounds % 5 == 4 { Mode::DryRun } else { Mode::Clear });
            rounds += 1;
            assert_eq!(super::setup::listing(&world.canary), before, "in round {rounds}");
        }
        drop(ends);
        swaps = swapper.join().unwrap();
    });
    assert!(rounds > 10 && swaps > 10, "{rounds} rounds and {swaps} swaps prove nothing");
    assert_eq!(super::setup::listing(&world.canary), before);
}

#[test]
fn the_cache_itself_swapped_for_a_link_leads_nowhere() {
    let world = World::new();
    let victim = victim(&world);
    let before = super::setup::listing(&world.canary);
    let aside = world.root.join("aside");
    let stop = AtomicBool::new(false);
    let mut rounds = 0;
    thread::scope(|scope| {
        let swapper = || {
            while !stop.load(Ordering::Relaxed) {
                for place in [world.cache.clone(), world.base.join("Default")] {
                    if fs::rename(&place, &aside).is_ok() {
                        symlink(&victim, &place).ok();
                        thread::yield_now();
                        fs::remove_file(&place).ok();
                        fs::rename(&aside, &place).ok();
                    }
                }
            }
        };
        let swapper = thread::Builder::new().name("swapper".to_owned()).spawn_scoped(scope, swapper).unwrap();
        let ends = Ends(&stop);
        let end = Instant::now() + Duration::from_secs(2);
        while Instant::now() < end {
            world.sweep(Mode::Clear);
            rounds += 1;
            assert_eq!(super::setup::listing(&world.canary), before);
        }
        drop(ends);
        swapper.join().unwrap();
    });
    assert!(rounds > 100, "{rounds}");
}
