//! Files, cookies and keys, counted.

use std::ops::AddAssign;

use serde::{Deserialize, Serialize};

/// Files counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amount {
    /// How many files (links and other odd things included; folders not).
    pub files: u64,
    /// Their sizes added up, in bytes.
    pub bytes: u64,
}

impl AddAssign for Amount {
    fn add_assign(&mut self, other: Self) {
        self.files = self.files.saturating_add(other.files);
        self.bytes = self.bytes.saturating_add(other.bytes);
    }
}

/// Cookies (or keys of a site's local storage) counted, by whose they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// Of the sites asked for and their subdomains, under whatever site and in whatever container they are kept.
    pub of_sites: u64,
    /// Of other hosts, kept inside the sites' partition.
    pub kept_for_sites: u64,
    /// All others.
    pub others: u64,
}

impl Count {
    /// All of them.
    pub fn all(self) -> u64 {
        self.of_sites + self.kept_for_sites + self.others
    }
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.of_sites += other.of_sites;
        self.kept_for_sites += other.kept_for_sites;
        self.others += other.others;
    }
}
