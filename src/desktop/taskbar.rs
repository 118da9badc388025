//! The progress of a long operation, on the program's icon in the taskbar.
//!
//! On Linux, the program sends a signal over the session bus, which Ubuntu's dock, Dash to Dock and Plasma read. Where no
//! program receives it, it is lost and nothing waits for it. Windows and macOS have system calls for this. The crates that
//! offer them without unsafe code in this program bring another copy of `windows` or are not maintained, so nothing is
//! shown there.
//!
//! The signal is `com.canonical.Unity.LauncherEntry`. The program sends it with zbus, which it contains anyway, for
//! accessibility.

/// Progress in percent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Percent(u8);

impl Percent {
    /// From a fraction of one.
    pub fn of(fraction: f32) -> Self {
        Self((fraction.clamp(0.0, 1.0) * 100.0) as u8)
    }

    /// From 0 to 100.
    pub fn percent(self) -> u8 {
        self.0
    }
}

/// Shows progress. Its thread starts when there is progress to show for the first time, and waits while there is none.
#[derive(Debug, Default)]
pub struct Taskbar {
    #[cfg(target_os = "linux")]
    sender: std::sync::OnceLock<Option<std::sync::mpsc::Sender<Option<Percent>>>>,
}

impl Taskbar {
    /// Shows this progress, or none any more. Returns at once.
    #[cfg(target_os = "linux")]
    pub fn show(&self, progress: Option<Percent>) {
        if let Some(sender) = self.sender.get_or_init(linux::start) {
            // The thread may have ended after an error. Nothing is shown then.
            sender.send(progress).ok();
        }
    }

    /// Does nothing: progress cannot be shown on this system.
    #[cfg(not(target_os = "linux"))]
    #[expect(clippy::unused_self, reason = "callers call it in the same way on every system")]
    pub fn show(&self, _progress: Option<Percent>) {}
}

#[cfg(target_os = "linux")]
mod linux {
    use std::collections::BTreeMap;
    use std::sync::mpsc::{Receiver, Sender, channel};

    use zbus::Connection;
    use zbus::zvariant::Value;

    use super::Percent;

    /// The desktop entry by which taskbars know the program.
    const ENTRY: &str = "application://okpay-wizard.desktop";

    /// Starts the thread.
    pub(super) fn start() -> Option<Sender<Option<Percent>>> {
        let (sender, receiver) = channel();
        let started = std::thread::Builder::new().name("taskbar".to_owned()).spawn(move || {
            if let Err(error) = run(&receiver) {
                tracing::info!(%error, "the taskbar cannot show progress");
            }
        });
        started.inspect_err(|error| tracing::warn!(%error, "no thread for the taskbar")).ok().map(|_thread| sender)
    }

    /// Sends the newest progress and skips what is older.
    fn run(receiver: &Receiver<Option<Percent>>) -> zbus::Result<()> {
        let mut bus = None;
        while let Ok(first) = receiver.recv() {
            let progress = receiver.try_iter().last().unwrap_or(first);
            let connection = match bus.take() {
                Some(connection) => connection,
                None => zbus::block_on(Connection::session())?,
            };
            zbus::block_on(send(&connection, progress))?;
            // An open connection has threads that wake up, so it is closed when there is nothing to show.
            bus = progress.is_some().then_some(connection);
        }
        Ok(())
    }

    async fn send(bus: &Connection, progress: Option<Percent>) -> zbus::Result<()> {
        let fraction = progress.map_or(0.0, |progress| f64::from(progress.percent()) / 100.0);
        let properties = BTreeMap::from([
            ("progress", Value::from(fraction)),
            ("progress-visible", Value::from(progress.is_some())),
        ]);
        let everyone = None::<&str>;
        let path = "/com/canonical/unity/launcherentry/okpay_wizard";
        bus.emit_signal(everyone, path, "com.canonical.Unity.LauncherEntry", "Update", &(ENTRY, properties)).await
    }
}
