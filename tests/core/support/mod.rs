//! What stories of several kinds share: a pack and a session, sessions of the real wizards, an agent's desk.

pub(crate) mod desk;
pub(crate) mod story;
pub(crate) mod wizards;

/// What a test is called when this test program is started again to run it in a process of its own.
pub(crate) fn test_name(module_path: &str, test: &str) -> String {
    let (_, module) = module_path.split_once("::").unwrap();
    format!("{module}::{test}")
}
