//! Sessions: their invariants, their progress, and how they are kept on the disk.

mod invariants;
mod kill;
mod rail;
mod store;
