//! Tests of everything except the window and the browsers, in one binary, because each binary links the whole program.
//!
//! The tests run on several threads of one process. A test that needs its own process (its own log, environment,
//! limits, locks, or one that can be killed) starts this binary again with its own name: see `support::test_name`.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a story that cannot go on has failed")]

mod desktop;
mod guide;
mod hostile;
mod packs;
mod pictures_files;
mod redaction;
mod reports;
mod search;
mod sessions;
mod support;
mod terminal;
