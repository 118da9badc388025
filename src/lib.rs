//! A troubleshooting wizard for the desktop: packs of guided steps, a session that survives anything, a report.
//!
//! The map of this house is being drawn.

pub mod app;
pub mod cli;
pub mod desktop;
pub mod lang;
pub mod pack;
pub mod report;
pub mod search;
pub mod session;
pub mod terminal;
pub mod ui;
