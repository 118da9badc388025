//! The operating system: where files lie, how they are kept whole, the session store, settings, one copy at a
//! time, opening links and folders, the log, what the machine is, the clock.
//!
//! Everything here waits for disks and other programs, so it is called from `app`'s named threads and from the
//! terminal, never while a frame is drawn.
//! Must not know egui, screens, or what a pack says.

mod browsers;
pub mod clock;
pub mod console;
mod environment;
mod facts;
mod folders;
mod identity;
mod instance;
pub mod log;
mod machine;
pub mod opener;
mod opening;
pub mod packs;
mod settings;
mod store;
mod taskbar;
mod wishes;

pub use crate::files::whole_file;

pub use self::browsers::{SystemProcesses, roots};
pub use self::facts::SystemFacts;
pub use self::folders::{Folders, NoHomeFolder};
pub use self::identity::{known, salt};
pub use self::instance::{
    AckSender, FocusResult, HandOverResult, Instance, InstanceRequest, InstanceRole, PendingAck, SecondCopy,
};
pub use self::log::LogLine;
pub use self::machine::{BrowserVersion, MachineFacts};
pub use self::opening::{Renderer, StartDied, StartRecord, Supervisor, crash, message_box, start_again, wait_for};
pub use self::settings::{Settings, SettingsNotice, ThemeChoice, WindowMode, WindowSize};
pub use self::store::{
    Listing, ReadError, SessionEntry, SessionFile, SessionId, Store, StoreError, StoreErrorKind, UnreadableSession,
};
pub use self::taskbar::{Percent, Taskbar};
pub use self::wishes::{ContrastPreference, MotionPreference, PreferenceWatcher, PreferredScheme, SystemPreferences};
