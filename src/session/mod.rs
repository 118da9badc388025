//! What a customer did: events, the state they add up to, and what may happen next.
//!
//! Pure: it is handed the time. Must not know files, clocks or screens.

mod event;
mod state;

pub use self::event::{Answer, Event, MadeWith, ToolResult, What};
pub use self::state::{Session, State};
