//! The log, and opening links and folders. These tests run in their own processes.

mod log;
mod opener;
