//! Stories of everything but the window and the browsers, in one program: linking it is dear.
//!
//! They run beside each other in one process. What needs a process of its own (its log, its environment, its limits, its
//! end) starts this program again with the test's name.

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
