//! What a customer did: events, the state they add up to, and what may happen next.
//!
//! [`act`] decides what an action leads to, with the pack in hand; [`State::fold`] adds events up without it, so a
//! stored session means the same whatever pack it is opened with.
//! Pure: it is handed the time. Must not know files, clocks or screens.

mod act;
mod clocks;
mod event;
mod path;
mod state;
mod walk;

pub use self::act::{Action, Given, act, can_undo, cause, current, exit_taken, missing_answers, resume};
pub use self::clocks::Clocks;
pub use self::event::{Answer, Cleared, Entries, Event, Files, MadeWith, SiteData, ToolResult, What};
pub use self::path::{Note, OpenEnded, Path, Stage, Step, path};
pub use self::state::{Session, State, ToolUse};
pub use self::walk::{WalkError, play};
