//! Packs as authors write, check and distribute them.

mod broken;
mod check_command;
mod files;
mod handbook;
