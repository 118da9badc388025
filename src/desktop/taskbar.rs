//! How far a long operation is, beside the program's icon in the taskbar.
//!
//! On Linux by a signal on the session bus, which Ubuntu's dock, Dash to Dock and Plasma read; where nobody listens, it is
//! lost and nothing waits for it. Windows and macOS have calls for it; the crates that offer them without unsafe code of
//! ours bring another copy of `windows` or have not been kept, so nothing is shown there.
//!
//! The signal is `com.canonical.Unity.LauncherEntry`. It is sent with zbus, which the program contains anyway, for
//! accessibility.

/// How far it is, in percent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Percent(u8);

impl Percent {
    /// From a share of one.
    pub fn of(share: f32) -> Self {
        Self((share.clamp(0.0, 1.0) * 100.0) as u8)
    }

    /// From 0 to 100.
    pub fn percent(self) -> u8 {
        self.0
    }
}

/// What shows it. Its thread is started when something is first to be shown, and rests when nothing is.
#[derive(Debug, Default)]
pub struct Taskbar {
    #[cfg(target_os = "linux")]
    told: std::sync::OnceLock<Option<std::sync::mpsc::Sender<Option<Percent>>>>,
}

impl Taskbar {
    /// Shows this, or nothing any more. Returns at once.
    #[cfg(target_os = "linux")]
    pub fn show(&self, share: Option<Percent>) {
        if let Some(told) = self.told.get_or_init(linux::start) {
            // A thread that has given up shows nothing, and nobody has to know.
            told.send(share).ok();
        }
    }

    /// The same, where nothing can be shown.
    #[cfg(not(target_os = "linux"))]
    #[expect(clippy::unused_self, reason = "it is asked the same on every system")]
    pub fn show(&self, _share: Option<Percent>) {}
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
        let (told, news) = channel();
        let started = std::thread::Builder::new().name("taskbar".to_owned()).spawn(move || {
            if let Err(error) = run(&news) {
                tracing::info!(%error, "the taskbar is not told how far it is");
            }
        });
        started.inspect_err(|error| tracing::warn!(%error, "no thread for the taskbar")).ok().map(|_thread| told)
    }

    /// Tells the newest of what there is to tell; what is older is of no use any more.
    fn run(news: &Receiver<Option<Percent>>) -> zbus::Result<()> {
        let mut bus = None;
        while let Ok(first) = news.recv() {
            let share = news.try_iter().last().unwrap_or(first);
            let connection = match bus.take() {
                Some(connection) => connection,
                None => zbus::block_on(Connection::session())?,
            };
            zbus::block_on(tell(&connection, share))?;
            // A connection has threads of its own, which rest no more than we do.
            bus = share.is_some().then_some(connection);
        }
        Ok(())
    }

    async fn tell(bus: &Connection, share: Option<Percent>) -> zbus::Result<()> {
        let progress = share.map_or(0.0, |share| f64::from(share.percent()) / 100.0);
        let told =
            BTreeMap::from([("progress", Value::from(progress)), ("progress-visible", Value::from(share.is_some()))]);
        let to_all = None::<&str>;
        let place = "/com/canonical/unity/launcherentry/okpay_wizard";
        bus.emit_signal(to_all, place, "com.canonical.Unity.LauncherEntry", "Update", &(ENTRY, told)).await
    }
}
