//! What a start of the program leaves for the next one, starting anew, and saying something where there is no window.

pub mod crash;
pub mod message_box;
mod record;
mod restart;

pub use self::record::{Renderer, StartRecord};
pub use self::restart::{StartDied, Supervisor, start_again, wait_for};
