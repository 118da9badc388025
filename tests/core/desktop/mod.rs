//! What the system is asked for, each in a process of its own.

mod log;
mod opener;
