//! A troubleshooting wizard for the desktop: packs of guided steps, a session that survives anything, a report.
//!
//! The map of this house is being drawn.

pub mod lang;
pub mod pack;
pub mod report;
pub mod session;
pub mod terminal;
