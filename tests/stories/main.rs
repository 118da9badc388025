//! Customers' stories, played through the real window without a display: the tests press, tick and type by role and
//! label, in both languages, with a real folder for sessions.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot continue has failed")]
#![expect(clippy::disallowed_methods, reason = "tests damage files on purpose")]

mod broken_pack;
mod browsers;
mod clear;
mod clear_open;
mod clocks;
mod contrast;
mod copying;
mod crash;
mod customer;
mod disk;
mod input_method;
mod keyboard;
mod language;
mod layout;
mod machine;
mod many;
mod mishaps;
mod packs;
mod pictures;
mod privacy;
mod resume;
mod secrets;
mod sight;
mod small_things;
mod stand_in;
mod steps;
mod support;
mod walks;
mod wishes;
