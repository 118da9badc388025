//! What several kinds of tests share: a small pack with a session, sessions of the built-in pack, an agent's desk.

pub(crate) mod desk;
pub(crate) mod story;
pub(crate) mod wizards;

/// The full name of a test, with which this binary can be started again to run that test in its own process.
pub(crate) fn test_name(module_path: &str, test: &str) -> String {
    let (_, module) = module_path.split_once("::").unwrap();
    format!("{module}::{test}")
}
