//! Watches a start: the mark on the disk, the supervising process, and the time limit for the window.
//!
//! The supervisor holds one end of a pipe and takes over when the other end closes. It costs time, so it is started
//! only for a renderer that has not opened a window before.

use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::desktop::{Instance, Renderer, StartRecord, Supervisor, clock, start_again};

/// How long a window may take to appear. A start takes well below a second; a machine that swaps may need ten.
pub(super) const DEFAULT_TIMEOUT: Duration = Duration::from_secs(20);

/// The most time that a sleeping computer can use up.
const SLICE: Duration = Duration::from_secs(1);

/// What this process must release before another one can go on in its place.
#[derive(Debug)]
pub(super) struct StartResources {
    /// The record of earlier starts.
    pub(super) record: StartRecord,
    /// The lock of the only copy.
    pub(super) instance: Option<Instance>,
    supervisor: Option<Supervisor>,
}

/// A start that is being watched.
#[derive(Clone, Debug)]
pub(super) struct WatchedStart {
    resources: Arc<Mutex<StartResources>>,
    outcome: Sender<StartOutcome>,
}

/// How a start went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum StartOutcome {
    /// The first frame is on screen.
    Opened,
    /// The renderer reported that it does not work here.
    Refused,
}

impl WatchedStart {
    /// Sets the mark, starts a supervisor for an untested renderer, and begins to watch.
    pub(super) fn begin(
        mut record: StartRecord,
        instance: Option<Instance>,
        renderer: Renderer,
        failed_before: &[Renderer],
        timeout: Duration,
    ) -> Self {
        let mut failed = failed_before.to_vec();
        failed.push(renderer);
        let supervisor = if record.is_known_to_work(renderer) {
            None
        } else {
            Supervisor::start(&failed)
                .inspect_err(|error| tracing::warn!(%error, "no supervisor could be started"))
                .ok()
        };
        record.set_mark(renderer);
        let resources = Arc::new(Mutex::new(StartResources { record, instance, supervisor }));
        let (outcome, receiver) = channel();
        let watched = Arc::clone(&resources);
        let spawned = std::thread::Builder::new()
            .name("start".to_owned())
            .spawn(move || watch(&watched, &receiver, &failed, timeout));
        if let Err(error) = spawned {
            // Without the thread, the next start finds the mark and knows that this start hung.
            tracing::warn!(%error, "the start is not watched");
        }
        Self { resources, outcome }
    }

    /// Locks the resources.
    pub(super) fn resources(&self) -> MutexGuard<'_, StartResources> {
        self.resources.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reports that the first frame is on screen.
    pub(super) fn opened(&self) {
        // The watching thread removes the mark: the window need not wait for the disk.
        self.outcome.send(StartOutcome::Opened).ok();
    }

    /// Ends the watch after the window is closed. The watching thread may not have dismissed the supervisor yet: it
    /// would take the end of this process for a crash, and open another window.
    pub(super) fn over(self) {
        let mut resources = self.resources();
        resources.record.opened();
        resources.supervisor.take().into_iter().for_each(Supervisor::dismiss);
    }

    /// Ends the watch for a renderer that does not work: removes the mark and returns the resources.
    pub(super) fn refused(self) -> StartResources {
        self.outcome.send(StartOutcome::Refused).ok();
        let mut resources = self.resources();
        let record = std::mem::replace(&mut resources.record, StartRecord::nothing());
        let mut returned =
            StartResources { record, instance: resources.instance.take(), supervisor: resources.supervisor.take() };
        drop(resources);
        returned.record.refused();
        if let Some(supervisor) = returned.supervisor.take() {
            supervisor.dismiss();
        }
        returned
    }
}

/// Waits in slices, so that a computer that sleeps meanwhile uses up one slice and not the whole timeout: on Windows
/// the clock for waiting goes on during sleep.
fn wait_in_slices(
    timeout: Duration,
    mut wait: impl FnMut(Duration) -> Result<StartOutcome, RecvTimeoutError>,
) -> Result<StartOutcome, RecvTimeoutError> {
    let mut remaining = timeout;
    loop {
        let slice = remaining.min(SLICE);
        remaining -= slice;
        match wait(slice) {
            Err(RecvTimeoutError::Timeout) if !remaining.is_zero() => {}
            outcome => return outcome,
        }
    }
}

fn watch(resources: &Mutex<StartResources>, receiver: &Receiver<StartOutcome>, failed: &[Renderer], timeout: Duration) {
    let outcome = wait_in_slices(timeout, |time| receiver.recv_timeout(time));
    let mut resources = resources.lock().unwrap_or_else(PoisonError::into_inner);
    match outcome {
        Ok(StartOutcome::Opened) => {
            resources.record.opened();
            resources.supervisor.take().into_iter().for_each(Supervisor::dismiss);
        }
        // `refused` has taken the resources.
        Ok(StartOutcome::Refused) | Err(RecvTimeoutError::Disconnected) => {}
        Err(RecvTimeoutError::Timeout) => {
            tracing::error!(?failed, ?timeout, "no window came in time");
            resources.record.hung(clock::now());
            resources.supervisor.take().into_iter().for_each(Supervisor::dismiss);
            // The next process needs the lock of the only copy.
            resources.instance = None;
            let Err(error) = start_again(failed, &[]);
            tracing::error!(%error, "the program could not be started again");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_start_during_which_the_computer_slept_keeps_its_time() {
        // The lid is closed in the third second and opened hours later; the window appears in the eighteenth second.
        let mut waited = Duration::ZERO;
        let outcome = wait_in_slices(DEFAULT_TIMEOUT, |time| {
            waited += time;
            if waited < Duration::from_secs(18) { Err(RecvTimeoutError::Timeout) } else { Ok(StartOutcome::Opened) }
        });
        assert_eq!(outcome, Ok(StartOutcome::Opened));
    }

    #[test]
    fn a_start_that_hangs_is_waited_for_until_the_timeout() {
        for timeout in [Duration::ZERO, Duration::from_millis(2_500), DEFAULT_TIMEOUT] {
            let mut waited = Duration::ZERO;
            let outcome = wait_in_slices(timeout, |time| {
                waited += time;
                Err(RecvTimeoutError::Timeout)
            });
            assert_eq!((outcome, waited), (Err(RecvTimeoutError::Timeout), timeout));
        }
    }
}
