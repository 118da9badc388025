//! Customers' stories, played through the real window without a display: pressed, ticked and typed by role and
//! label, in both languages, over a real folder for sessions.

#![expect(clippy::unwrap_used, reason = "a story that cannot go on has failed")]

mod customer;
mod machine;
mod sight;
mod walks;
