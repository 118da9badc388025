//! The operating system: where files lie, how they are kept whole, the session store, settings, one copy at a
//! time, opening links and folders, the log, what the machine is, the clock.
//!
//! Everything here waits for disks and other programs, so it is called from `app`'s named threads and from the
//! terminal, never while a frame is drawn.
//! Must not know egui, screens, or what a pack says.

mod browsers;
pub mod clock;
mod facts;
mod folders;
mod identity;
mod instance;
pub mod log;
mod machine;
pub mod opener;
pub mod packs;
mod settings;
mod store;
pub mod whole_file;

pub use self::browsers::{SystemProcesses, roots};
pub use self::facts::SystemFacts;
pub use self::folders::{Folders, NoHome};
pub use self::identity::{known, salt};
pub use self::instance::{Claim, Instance, Knock, SecondCopy};
pub use self::machine::{BrowserVersion, MachineFacts};
pub use self::settings::{Extent, Settings, SettingsNotice, ThemeChoice, WindowSize};
pub use self::store::{
    Listing, ReadError, SessionEntry, SessionFile, SessionId, Store, StoreError, StoreErrorKind, Unreadable,
};
