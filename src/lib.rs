//! A troubleshooting wizard for the desktop: packs of guides, a session that survives a crash, a report for support.
//!
//! The modules, each with what it owns. What each must not know is in its own documentation and in `ARCHITECTURE.md`.
//!
//! - [`lang`]: languages, texts in several languages, the interface's sentences
//! - [`pack`]: reads the files of a pack, returns the checked pack and every problem in it
//! - [`session`]: what a customer did, the state that follows from it, what may happen next
//! - [`search`]: finds the problem that the customer's own words describe
//! - [`redact`]: hides the secrets in a text
//! - [`picture`]: removes hidden details and blacked-out parts from a picture
//! - [`report`]: a session for support staff, as HTML, text, JSON and zip
//! - [`html_guides`]: a pack as one page for a browser, for when no window can open
//! - [`terminal`]: the same session in lines of text
//! - [`files`]: what every module that keeps files needs: files that appear whole, private folders, locks
//! - [`browser`]: finds browsers, plans what to clear, clears it and puts it back
//! - [`desktop`]: the operating system: folders, saved sessions, settings, single instance, links, log, clock
//! - [`ui`]: the inside of the window: draws a view, returns intents
//! - [`app`]: the event loop and the worker threads, where all of it meets
//! - [`cli`]: the command line

pub mod app;
pub mod browser;
pub mod cli;
pub mod desktop;
pub mod files;
pub mod html_guides;
pub mod lang;
pub mod pack;
pub mod picture;
pub mod redact;
pub mod report;
pub mod search;
pub mod session;
pub mod terminal;
pub mod ui;
