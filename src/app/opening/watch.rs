//! Watching a start: the mark, the process that stands by, and the time that a window may take to come.
//!
//! The second process holds one end of a pipe and takes over when the other end closes. It is started only while
//! nothing is known about a way of drawing, because it costs time; once that way has opened a window, it is left out.

use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::desktop::{Instance, Renderer, StartRecord, Supervisor, clock, start_again};

/// How long a window may take to come. A start takes well below a second; a machine that swaps may need ten.
pub(super) const PATIENCE: Duration = Duration::from_secs(20);

/// How much of the time a sleep may use up.
const PIECE: Duration = Duration::from_secs(1);

/// What has to be given back before another process can go on in this one's place.
#[derive(Debug)]
pub(super) struct Held {
    /// What is known of starts.
    pub(super) record: StartRecord,
    /// The place of the one copy.
    pub(super) instance: Option<Instance>,
    stand_by: Option<Supervisor>,
}

/// A start that is being watched.
#[derive(Clone, Debug)]
pub(super) struct Start {
    held: Arc<Mutex<Held>>,
    news: Sender<News>,
}

/// What has come of a start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum News {
    /// The first frame is on screen.
    Opened,
    /// This way of drawing does not work here, and said so.
    Refused,
}

impl Start {
    /// Sets the mark, has a process stand by where nothing is known of this way of drawing, and begins to watch.
    pub(super) fn begin(
        mut record: StartRecord,
        instance: Option<Instance>,
        renderer: Renderer,
        without: &[Renderer],
        patience: Duration,
    ) -> Self {
        let mut failed = without.to_vec();
        failed.push(renderer);
        let stand_by = if record.is_known_to_work(renderer) {
            None
        } else {
            Supervisor::start(&failed).inspect_err(|error| tracing::warn!(%error, "nobody stands by")).ok()
        };
        record.set_mark(renderer);
        let held = Arc::new(Mutex::new(Held { record, instance, stand_by }));
        let (news, arriving) = channel();
        let watched = Arc::clone(&held);
        let watching = std::thread::Builder::new()
            .name("start".to_owned())
            .spawn(move || watch(&watched, &arriving, &failed, patience));
        if let Err(error) = watching {
            // Without a watch, a start that hangs is known at the next one by its mark.
            tracing::warn!(%error, "nobody watches the start");
        }
        Self { held, news }
    }

    /// What is held, for this moment.
    pub(super) fn held(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The first frame is on screen.
    pub(super) fn opened(&self) {
        // The watch takes the mark away: the window need not wait for the disk.
        self.news.send(News::Opened).ok();
    }

    /// The window was there and is gone. What the watch may not have come to yet is done here: a process that still stood
    /// by would take the end of this one for a start that died, and open another window.
    pub(super) fn over(self) {
        let mut held = self.held();
        held.record.opened();
        held.stand_by.take().into_iter().for_each(Supervisor::dismiss);
    }

    /// This way of drawing was refused: the mark goes, and all that was held is given back.
    pub(super) fn refused(self) -> Held {
        self.news.send(News::Refused).ok();
        let mut held = self.held();
        let record = std::mem::replace(&mut held.record, StartRecord::nothing());
        let mut given = Held { record, instance: held.instance.take(), stand_by: held.stand_by.take() };
        drop(held);
        given.record.refused();
        if let Some(stand_by) = given.stand_by.take() {
            stand_by.dismiss();
        }
        given
    }
}

/// Waits in short pieces, so that a computer that sleeps in the middle uses up one piece and not all patience: on Windows
/// the clock for waiting goes on during sleep.
fn patiently(
    patience: Duration,
    mut wait: impl FnMut(Duration) -> Result<News, RecvTimeoutError>,
) -> Result<News, RecvTimeoutError> {
    let mut left = patience;
    loop {
        let piece = left.min(PIECE);
        left -= piece;
        match wait(piece) {
            Err(RecvTimeoutError::Timeout) if !left.is_zero() => {}
            news => return news,
        }
    }
}

fn watch(held: &Mutex<Held>, arriving: &Receiver<News>, failed: &[Renderer], patience: Duration) {
    let news = patiently(patience, |time| arriving.recv_timeout(time));
    let mut held = held.lock().unwrap_or_else(PoisonError::into_inner);
    match news {
        Ok(News::Opened) => {
            held.record.opened();
            held.stand_by.take().into_iter().for_each(Supervisor::dismiss);
        }
        // Whoever said so has taken everything back.
        Ok(News::Refused) | Err(RecvTimeoutError::Disconnected) => {}
        Err(RecvTimeoutError::Timeout) => {
            tracing::error!(?failed, ?patience, "no window came in time");
            held.record.hung(clock::now());
            held.stand_by.take().into_iter().for_each(Supervisor::dismiss);
            // The next process needs the place of the one copy.
            held.instance = None;
            let Err(error) = start_again(failed, &[]);
            tracing::error!(%error, "the program could not be started anew");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_start_that_the_computer_slept_through_has_its_time_all_the_same() {
        // The lid is closed in the third second and opened after hours; the window comes in the eighteenth.
        let mut waited = Duration::ZERO;
        let news = patiently(PATIENCE, |time| {
            waited += time;
            if waited < Duration::from_secs(18) { Err(RecvTimeoutError::Timeout) } else { Ok(News::Opened) }
        });
        assert_eq!(news, Ok(News::Opened));
    }

    #[test]
    fn a_start_that_hangs_is_waited_for_as_long_as_was_said() {
        for patience in [Duration::ZERO, Duration::from_millis(2_500), PATIENCE] {
            let mut waited = Duration::ZERO;
            let news = patiently(patience, |time| {
                waited += time;
                Err(RecvTimeoutError::Timeout)
            });
            assert_eq!((news, waited), (Err(RecvTimeoutError::Timeout), patience));
        }
    }
}
