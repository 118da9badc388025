//! Records that wait until the redactor is ready.
//!
//! Building the redactor takes a moment, and at most starts the window's libraries log something. The window does not
//! wait for the redactor: the first records do, in their order, and a thread writes them as soon as it can.
//!
//! An error, a crash and the end of the program write the waiting records at once.

use std::cell::Cell;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// No more records than this wait. The call that logs the next one writes them all, and takes as long as that takes.
const MOST: usize = 100;

/// No longer record waits, in bytes: it may be a backtrace, which must not be lost in a crash.
const LONGEST: usize = 4_000;

thread_local! {
    /// Whether this thread is writing the records that waited. Should that panic, the panic hook's own record must not
    /// wait for this same thread.
    static WRITING: Cell<bool> = const { Cell::new(false) };
}

/// The waiting records; `None` once records no longer wait.
#[derive(Debug)]
pub(super) struct RecordQueue(Mutex<Option<Vec<String>>>);

impl RecordQueue {
    /// A queue in which records wait.
    pub(super) const fn holding() -> Self {
        Self(Mutex::new(Some(Vec::new())))
    }

    /// A queue that writes each record at once.
    #[cfg(test)]
    pub(super) const fn direct() -> Self {
        Self(Mutex::new(None))
    }

    /// Lets this record wait, or writes it after those that wait already.
    pub(super) fn push(&self, record: String, write: impl Fn(&str)) {
        if WRITING.get() {
            return;
        }
        let mut waiting = self.lock();
        match waiting.as_mut() {
            Some(records) if records.len() < MOST && record.len() <= LONGEST && !is_error(&record) => {
                records.push(record);
                return;
            }
            Some(_) => write_all(&mut waiting, &write),
            None => (),
        }
        drop(waiting);
        write(&record);
    }

    /// Writes the records that wait; from then on no record waits. A record that another thread logs meanwhile comes
    /// after them.
    pub(super) fn flush(&self, write: impl Fn(&str)) {
        if !WRITING.get() {
            write_all(&mut self.lock(), &write);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Option<Vec<String>>> {
        // A panic elsewhere cannot leave the list half-changed.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn write_all(waiting: &mut Option<Vec<String>>, write: &impl Fn(&str)) {
    WRITING.set(true);
    for record in waiting.take().unwrap_or_default() {
        write(&record);
    }
    WRITING.set(false);
}

/// After an error, the program may not live much longer.
fn is_error(record: &str) -> bool {
    record.split_once(' ').is_some_and(|(_time, rest)| rest.trim_start().starts_with("ERROR "))
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;

    /// The file's records after these were logged, and after the waiting ones were written.
    fn written(records: &[String]) -> (Vec<String>, Vec<String>) {
        let file = RefCell::new(Vec::new());
        let write = |record: &str| file.borrow_mut().push(record.to_owned());
        let queue = RecordQueue::holding();
        for record in records {
            queue.push(record.clone(), write);
        }
        let at_once = file.borrow().clone();
        queue.flush(write);
        queue.flush(write);
        queue.push("later".to_owned(), write);
        assert_eq!(file.borrow_mut().pop().as_deref(), Some("later"), "records no longer wait");
        (at_once, file.into_inner())
    }

    fn warnings(count: usize) -> Vec<String> {
        (0..count).map(|number| format!("2026-11-23T10:42:05Z  WARN eframe: {number}")).collect()
    }

    #[test]
    fn the_first_records_wait_and_are_written_in_their_order() {
        let records = warnings(5);
        assert_eq!(written(&records), (vec![], records));
    }

    #[test]
    fn an_error_is_written_at_once_and_after_the_records_before_it() {
        let mut records = warnings(3);
        records.push("2026-11-23T10:42:05Z ERROR okpay_wizard: no window".to_owned());
        assert_eq!(written(&records), (records.clone(), records));
    }

    #[test]
    fn too_many_records_and_too_long_ones_are_written_in_their_order() {
        let many = warnings(MOST + 7);
        assert_eq!(written(&many), (many.clone(), many));
        let mut long = warnings(1);
        long.push("x".repeat(LONGEST + 1));
        assert_eq!(written(&long), (long.clone(), long));
    }

    #[test]
    fn a_panic_while_the_waiting_records_are_written_does_not_block() {
        let queue = RecordQueue::holding();
        queue.push("first".to_owned(), |_| ());
        let file = RefCell::new(Vec::new());
        queue.flush(|record| {
            file.borrow_mut().push(record.to_owned());
            queue.push("of the hook, on this same thread".to_owned(), |record| panic!("{record}"));
            queue.flush(|record| panic!("{record}"));
        });
        assert_eq!(file.into_inner(), ["first"]);
    }

    #[test]
    fn records_of_other_threads_come_after_those_that_waited() {
        let (queue, file) = (RecordQueue::holding(), Mutex::new(Vec::new()));
        let write = |record: &str| file.lock().unwrap().push(record.to_owned());
        let records = warnings(MOST);
        for record in &records {
            queue.push(record.clone(), write);
        }
        std::thread::scope(|scope| {
            scope.spawn(|| queue.flush(write));
            for _ in 0..4 {
                scope.spawn(|| queue.push("another thread's".to_owned(), write));
            }
        });
        let file = file.into_inner().unwrap();
        let in_order: Vec<_> = file.iter().filter(|record| *record != "another thread's").cloned().collect();
        assert_eq!((in_order, file.len()), (records, MOST + 4));
    }
}
