//! A customer's browsers are found: every one, on every system, and nothing that is none.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod chromium;
mod custom;
mod firefox;
mod layouts;
mod odd;
mod places;
#[path = "../browser_support/mod.rs"]
mod support;
