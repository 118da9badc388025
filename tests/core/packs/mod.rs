//! Packs as authors write them, check them and pass them on.

mod broken;
mod check_command;
mod files;
mod handbook;
