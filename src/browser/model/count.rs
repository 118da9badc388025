//! Files, cookies and keys, counted.

use std::ops::AddAssign;

use serde::{Deserialize, Serialize};

use crate::browser::Owner;

/// A number of files and their size.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amount {
    /// How many files, including links and special files, but not folders.
    pub files: u64,
    /// The sum of their sizes, in bytes.
    pub bytes: u64,
}

impl AddAssign for Amount {
    fn add_assign(&mut self, other: Self) {
        self.files = self.files.saturating_add(other.files);
        self.bytes = self.bytes.saturating_add(other.bytes);
    }
}

/// Numbers of cookies (or of keys in the local storage), by owner.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// Those of the chosen sites and their subdomains, in every partition and container.
    pub of_sites: u64,
    /// Those of other hosts in the sites' partition.
    pub kept_for_sites: u64,
    /// All others.
    pub others: u64,
}

impl Count {
    /// All of them.
    pub fn all(self) -> u64 {
        self.of_sites + self.kept_for_sites + self.others
    }

    /// Counts one more of this owner.
    pub(in crate::browser) fn add_one(&mut self, owner: Owner) {
        match owner {
            Owner::Site => self.of_sites += 1,
            Owner::KeptForSite => self.kept_for_sites += 1,
            Owner::Other => self.others += 1,
        }
    }
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.of_sites += other.of_sites;
        self.kept_for_sites += other.kept_for_sites;
        self.others += other.others;
    }
}
