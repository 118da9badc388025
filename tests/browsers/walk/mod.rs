//! A cache is emptied: what goes, what stays, and that nothing outside is ever touched.

mod ends;
mod links;
mod mounts;
mod races;
mod setup;
mod site_data;
mod trees;
mod waiting;
mod ways;
