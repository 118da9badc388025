//! Records that wait until what hides secrets is ready.
//!
//! Making it ready takes a moment, and the window's libraries have something to say at most starts. The window does not
//! wait for it: the first records do, in their order, and a thread writes them as soon as it can.
//!
//! An error, a crash and the end of the program write the waiting records at once.

use std::cell::Cell;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// No more records than this wait; the next one writes them all, and takes as long as that takes.
const MOST: usize = 100;

/// Nor longer ones: what somebody may want to read after a crash is written at once.
const LONGEST: usize = 4_000;

thread_local! {
    /// Whether this thread is writing what has waited. Should that fail with a panic, the hook's own record must not
    /// wait for this very thread.
    static WRITING: Cell<bool> = const { Cell::new(false) };
}

/// The records; `None` once nothing waits any more.
#[derive(Debug)]
pub(super) struct Waiting(Mutex<Option<Vec<String>>>);

impl Waiting {
    /// Records wait from now on.
    pub(super) const fn begun() -> Self {
        Self(Mutex::new(Some(Vec::new())))
    }

    /// No record waits.
    #[cfg(test)]
    pub(super) const fn over() -> Self {
        Self(Mutex::new(None))
    }

    /// Lets this record wait, or writes it, after those that have waited.
    pub(super) fn pass(&self, record: String, write: impl Fn(&str)) {
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

    /// Writes what has waited; nothing waits from then on. Whoever comes with a record meanwhile comes after them.
    pub(super) fn end(&self, write: impl Fn(&str)) {
        if !WRITING.get() {
            write_all(&mut self.lock(), &write);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Option<Vec<String>>> {
        // A list of records is whole at every moment.
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

/// A program that has just met an error may not live much longer.
fn is_error(record: &str) -> bool {
    record.split_once(' ').is_some_and(|(_time, rest)| rest.trim_start().starts_with("ERROR "))
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;

    /// What is in the file after these records, and after what is waiting was written.
    fn story(records: &[String]) -> (Vec<String>, Vec<String>) {
        let file = RefCell::new(Vec::new());
        let write = |record: &str| file.borrow_mut().push(record.to_owned());
        let waiting = Waiting::begun();
        for record in records {
            waiting.pass(record.clone(), write);
        }
        let at_once = file.borrow().clone();
        waiting.end(write);
        waiting.end(write);
        waiting.pass("later".to_owned(), write);
        assert_eq!(file.borrow_mut().pop().as_deref(), Some("later"), "nothing waits any more");
        (at_once, file.into_inner())
    }

    fn warnings(count: usize) -> Vec<String> {
        (0..count).map(|number| format!("2026-11-23T10:42:05Z  WARN eframe: {number}")).collect()
    }

    #[test]
    fn the_first_records_wait_and_are_written_in_their_order() {
        let records = warnings(5);
        assert_eq!(story(&records), (vec![], records));
    }

    #[test]
    fn an_error_waits_for_nothing_and_comes_after_what_was_said_before_it() {
        let mut records = warnings(3);
        records.push("2026-11-23T10:42:05Z ERROR okpay_wizard: no window".to_owned());
        assert_eq!(story(&records), (records.clone(), records));
    }

    #[test]
    fn too_many_or_too_long_to_wait_are_written_in_their_order() {
        let many = warnings(MOST + 7);
        assert_eq!(story(&many), (many.clone(), many));
        let mut long = warnings(1);
        long.push("x".repeat(LONGEST + 1));
        assert_eq!(story(&long), (long.clone(), long));
    }

    #[test]
    fn a_panic_while_the_waiting_ones_are_written_holds_nobody_up() {
        let waiting = Waiting::begun();
        waiting.pass("first".to_owned(), |_| ());
        let file = RefCell::new(Vec::new());
        waiting.end(|record| {
            file.borrow_mut().push(record.to_owned());
            waiting.pass("of the hook, on this very thread".to_owned(), |record| panic!("{record}"));
            waiting.end(|record| panic!("{record}"));
        });
        assert_eq!(file.into_inner(), ["first"]);
    }

    #[test]
    fn records_of_other_threads_come_after_those_that_waited() {
        let (waiting, file) = (Waiting::begun(), Mutex::new(Vec::new()));
        let write = |record: &str| file.lock().unwrap().push(record.to_owned());
        let records = warnings(MOST);
        for record in &records {
            waiting.pass(record.clone(), write);
        }
        std::thread::scope(|scope| {
            scope.spawn(|| waiting.end(write));
            for _ in 0..4 {
                scope.spawn(|| waiting.pass("another thread's".to_owned(), write));
            }
        });
        let file = file.into_inner().unwrap();
        let of_ours: Vec<_> = file.iter().filter(|record| *record != "another thread's").cloned().collect();
        assert_eq!((of_ours, file.len()), (records, MOST + 4));
    }
}
