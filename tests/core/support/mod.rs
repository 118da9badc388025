//! What several kinds of tests share: a small pack with a session, sessions of the built-in pack, a support agent's
//! inbox.

pub(crate) mod inbox;
pub(crate) mod story;
pub(crate) mod wizards;

/// The full name of a test. A test passes it to this binary to run in its own process.
pub(crate) fn test_name(module_path: &str, test: &str) -> String {
    let (_, module) = module_path.split_once("::").unwrap();
    format!("{module}::{test}")
}
