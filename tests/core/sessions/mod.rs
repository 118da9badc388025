//! Sessions: sound, honest about the way, and kept whatever happens.

mod invariants;
mod kill;
mod rail;
mod store;
