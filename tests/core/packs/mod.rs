//! Packs as authors write, check and hand them on.

mod broken;
mod check_command;
mod files;
mod handbook;
