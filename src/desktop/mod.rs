//! The operating system: folders, files that stay whole, saved sessions, settings, the single instance, opening links and
//! folders, the log, the machine, the clock.
//!
//! These functions wait for disks and other programs, so `app`'s named threads and the terminal call them, never a frame
//! that is being drawn.
//! Must not know egui, screens, or what a pack contains.

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
mod preferences;
mod settings;
mod store;
mod taskbar;

pub use crate::files::whole_file;

pub use self::browsers::{SystemProcesses, roots};
pub use self::facts::{OS, SystemFacts};
pub use self::folders::{Folders, NoHomeFolder};
pub use self::identity::{known, salt};
pub use self::instance::{
    AckSender, FocusResult, HandOverResult, Instance, InstanceRequest, InstanceRole, PendingAck, SecondCopy,
};
pub use self::log::LogLine;
pub use self::machine::{BrowserVersion, MachineFacts};
pub use self::opening::{Renderer, StartDied, StartRecord, Supervisor, crash, message_box, start_again, supervise};
pub use self::preferences::{
    ContrastPreference, MotionPreference, PreferenceWatcher, PreferredScheme, SystemPreferences,
};
pub use self::settings::{Settings, SettingsNotice, ThemeChoice, WindowMode, WindowSize};
pub use self::store::{
    Listing, ReadError, SessionEntry, SessionFile, SessionId, Store, StoreError, StoreErrorKind, UnreadableSession,
};
pub use self::taskbar::{Percent, Taskbar};
