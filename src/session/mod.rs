//! What a customer did: events, the state they add up to, and what may happen next.
//!
//! [`act`] uses the guide to decide what an action leads to. [`SessionState::fold`] adds the events up without the pack,
//! so a saved session means the same with every pack.
//! Pure: its callers pass in the time. Must not know files, clocks or screens.
//!
//! The rules of a session:
//!
//! - Nothing is removed from the list of events. Undo is an event too: it names the event that it undoes, and the fold
//!   skips that event.
//! - A saved session means the same with any pack. If its page is gone from the pack, [`resume`] moves to the nearest
//!   page that is left, and the rail says so.
//! - A new answer changes only what depends on it. The session remembers the pages after the current one and shows them
//!   for as long as the exits still lead there. Ticks and answers on other pages stay and come back with their pages.
//! - The rail never changes silently: [`path`] compares the way before and after the customer's last action and returns
//!   a note when it became a different or a longer one.
//! - A session holds only text that a redactor has read. [`act`] makes a safe answer of the raw one, and `app` does the
//!   same with the system's messages; code that skips this step does not compile. The original stays in memory while its
//!   field has the focus and, for harmless kinds of secrets only, while its session is open.
//! - An answer is saved when the customer leaves its field, and not before: no rule recognises half a card number, and
//!   in "… is my password" the secret comes before the word. A crash costs the field that the customer is typing in.
//!   The session's file also keeps earlier answers; a report does not.

mod act;
mod clocks;
mod event;
mod path;
mod state;
mod walk;
mod way;

pub use self::act::{Action, RawAnswer, act, can_undo, cause, current, exit_taken, missing_answers, resume};
pub use self::clocks::Clocks;
pub use self::event::{
    Answer, Cleared, ClearedCookies, ClearedFiles, ClearedSiteData, Event, EventKind, MadeWith, ToolResult,
};
pub use self::path::{GuidePath, OpenEnded, PathNote, PathStage, PathStep, path};
pub use self::state::{Session, SessionState, ToolUse};
pub use self::walk::{WalkError, play};
pub use self::way::Way;
