//! A troubleshooting wizard for the desktop: packs of guided steps, a session that survives anything, a report.
//!
//! The rooms, each with what it owns; what each must not know stands at its own door and in `ARCHITECTURE.md`:
//!
//! - [`lang`]: languages, texts in several of them, the interface's sentences
//! - [`pack`]: files in, a checked pack and every problem out
//! - [`session`]: what a customer did, what it adds up to, what may happen next
//! - [`search`]: own words in, the problem that may be meant out
//! - [`redact`]: a text in, the same text without its secrets out
//! - [`picture`]: a picture in, the same without its hidden details and what was blacked out of it out
//! - [`report`]: what a session tells support, as HTML, text and JSON
//! - [`guide`]: a pack as one page for a browser, where no window can open
//! - [`terminal`]: the same session in lines of text
//! - [`browser`]: browsers, what of theirs can be cleared, a plan and its carrying out
//! - [`desktop`]: the operating system: folders, store, settings, one copy at a time, links, log, clock
//! - [`ui`]: the window's inside: draws a view, returns intents
//! - [`app`]: the shell, where all of it meets
//! - [`cli`]: the command line

pub mod app;
pub mod browser;
pub mod cli;
pub mod desktop;
pub mod guide;
pub mod lang;
pub mod pack;
pub mod picture;
pub mod redact;
pub mod report;
pub mod search;
pub mod session;
pub mod terminal;
pub mod ui;
