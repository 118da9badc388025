//! Starting the program: the record of earlier starts, starting again, the note of a crash, and a message without a window.

pub mod crash;
pub mod message_box;
mod record;
mod restart;

pub use self::record::{Renderer, StartRecord};
pub use self::restart::{StartDied, Supervisor, start_again, supervise};
