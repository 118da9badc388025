//! Emptying a cache: what the walk deletes, what it keeps, and that it never touches anything outside.

mod ends;
mod links;
mod mounts;
mod races;
mod setup;
mod site_data;
mod trees;
mod waiting;
mod ways;
