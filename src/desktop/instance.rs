//! One copy of the program at a time for each data folder.
//!
//! A lock on a file in the data folder says who is first; the system takes it back when the process ends, however it
//! ends. The second copy knocks on a local socket, and the first comes to the front; a pack that the second was started
//! with is handed over by its path, and the first opens it. Both sides show the word that
//! the first has left in the data folder, so that a stranger on the socket is not taken for one of us.
//! Must not know what a window is.
//!
//! The window itself acknowledges a second start, in its next frame, which also comes while the window is minimised or
//! covered. The thread that listens does not: it would answer even while the window hangs. The terminal takes the same
//! lock: a second copy brings the first to the front, or reports that it is running.

mod socket;
mod spelling;

use std::fs;
use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use self::socket::{Address, Watchword};
use super::whole_file;
use crate::files::FileLock;

/// What a copy turned out to be.
#[derive(Debug)]
pub enum InstanceRole {
    /// The first and only one.
    First(Instance),
    /// Another one is there already.
    Second(SecondCopy),
}

/// Being the one copy that works on a data folder. Ends when it is dropped, or with the process.
#[derive(Debug)]
pub struct Instance {
    /// Dropped before the lock, so that the next first one finds the socket free.
    door: Option<Door>,
    address: Address,
    _lock: FileLock,
}

/// A copy that is not the first.
#[derive(Debug)]
pub struct SecondCopy {
    address: Address,
}

/// What came of knocking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FocusResult {
    /// The first copy has heard it and comes to the front.
    Answered,
    /// Nobody answered in time: the first copy is busy, just starting, or stuck.
    Silent,
}

/// What a second copy wants of the first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InstanceRequest {
    /// Come to the front.
    Knock,
    /// Come to the front and open the pack at this path.
    Open(PathBuf),
}

/// What a visit is taken with. It comes from the window itself: whoever listens at the door lives on when the window
/// hangs, and knows nothing of it.
#[derive(Debug)]
pub struct PendingAck(Receiver<()>);

/// What a receipt is signed with, once.
#[derive(Debug)]
pub struct AckSender(Sender<()>);

impl PendingAck {
    /// A receipt, and what it is signed with.
    pub fn new() -> (AckSender, Self) {
        let (signature, signed) = channel();
        (AckSender(signature), Self(signed))
    }

    /// A receipt that is signed already.
    pub fn signed() -> Self {
        let (signature, receipt) = Self::new();
        signature.sign();
        receipt
    }

    /// Whether it is signed within this time. Where nobody is left who could, nobody is waited for.
    fn comes_within(&self, time: Duration) -> bool {
        self.0.recv_timeout(time).is_ok()
    }
}

impl AckSender {
    /// The visit is taken.
    pub fn sign(self) {
        // Whoever waited may have gone meanwhile.
        self.0.send(()).ok();
    }
}

/// What came of handing a pack over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HandOverResult {
    /// The first copy comes to the front and opens it, or says why it does not.
    Taken,
    /// The first copy is of another version of the program, which cannot be handed a pack.
    NotUnderstood,
    /// Nobody answered in time.
    Silent,
    /// The path is longer than any path that people have.
    TooLong,
}

/// The thread that listens for second copies.
#[derive(Debug)]
struct Door {
    closing: Arc<AtomicBool>,
    thread: JoinHandle<()>,
}

impl Instance {
    /// Finds out whether this is the first copy for a data folder, which is created where it is missing.
    pub fn claim(data: &Path) -> io::Result<InstanceRole> {
        whole_file::create_folder(data)?;
        let data = fs::canonicalize(data)?;
        let address = Address::of(&data);
        let Some(lock) = FileLock::try_acquire(&data.join("instance.lock"))? else {
            return Ok(InstanceRole::Second(SecondCopy { address }));
        };
        Ok(InstanceRole::First(Self { door: None, address, _lock: lock }))
    }

    /// Calls `on_visit` on a thread of its own whenever a second copy comes, which is answered once the receipt is signed.
    /// Without it, they stay unanswered. Works once.
    pub fn listen(&mut self, on_visit: impl Fn(InstanceRequest) -> PendingAck + Send + 'static) -> io::Result<()> {
        if self.door.is_some() {
            return Err(io::Error::new(ErrorKind::AlreadyExists, "somebody listens already"));
        }
        let watchword = Watchword::new(random());
        let listener = self.address.listen(&watchword)?;
        let closing = Arc::new(AtomicBool::new(false));
        let closed = Arc::clone(&closing);
        let thread = std::thread::Builder::new().name("second copies".to_owned()).spawn(move || {
            socket::answer_visits(&listener, &watchword, || !closed.load(Ordering::Acquire), on_visit);
        })?;
        self.door = Some(Door { closing, thread });
        Ok(())
    }
}

impl Drop for Instance {
    fn drop(&mut self) {
        let Some(door) = self.door.take() else { return };
        door.closing.store(true, Ordering::Release);
        // The thread waits for a knock; this one tells it to go home. Where it cannot be reached, it ends with the
        // process, and waiting for it would be waiting forever.
        if self.address.nudge().is_ok() && door.thread.join().is_err() {
            tracing::warn!("the thread that listened for second copies had failed");
        }
    }
}

impl SecondCopy {
    /// Asks the first copy to come to the front, and waits for its answer at most this long.
    pub fn knock(&self, timeout: Duration) -> FocusResult {
        socket::knock(&self.address, timeout)
    }

    /// Asks the first copy to open the pack at this path, which must be whole: the two may work in different folders.
    pub fn hand_over(&self, pack: &Path, timeout: Duration) -> HandOverResult {
        socket::hand_over(&self.address, pack, timeout)
    }
}

/// A number that nobody can guess: the standard library seeds its hash maps from the system's randomness.
fn random() -> u64 {
    RandomState::new().build_hasher().finish()
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    const PATIENCE: Duration = Duration::from_secs(5);

    fn first(data: &Path) -> Instance {
        match Instance::claim(data).unwrap() {
            InstanceRole::First(instance) => instance,
            InstanceRole::Second(_) => panic!("somebody else is first"),
        }
    }

    fn second(data: &Path) -> SecondCopy {
        match Instance::claim(data).unwrap() {
            InstanceRole::Second(copy) => copy,
            InstanceRole::First(_) => panic!("nobody else is first"),
        }
    }

    /// Takes every visit, and tells of it.
    fn taken_and_sent_to(heard: mpsc::Sender<InstanceRequest>) -> impl Fn(InstanceRequest) -> PendingAck + Send {
        move |visit| {
            heard.send(visit).unwrap();
            PendingAck::signed()
        }
    }

    #[test]
    fn a_second_double_click_brings_the_first_window_to_the_front() {
        let home = tempfile::tempdir().unwrap();
        let data = home.path().join("数据");
        let (heard, knocks) = mpsc::channel();
        let mut window = first(&data);
        window.listen(taken_and_sent_to(heard)).unwrap();
        for _ in 0..3 {
            assert_eq!(second(&data).knock(PATIENCE), FocusResult::Answered);
            assert_eq!(knocks.recv_timeout(PATIENCE).unwrap(), InstanceRequest::Knock);
        }
        drop(window);
        first(&data).listen(|_| PendingAck::signed()).unwrap();
        drop(first(&data));
    }

    #[test]
    fn a_first_copy_that_does_not_listen_is_silent_and_still_first() {
        let home = tempfile::tempdir().unwrap();
        let _window = first(home.path());
        assert_eq!(second(home.path()).knock(Duration::from_millis(60)), FocusResult::Silent);
    }

    #[test]
    fn a_window_that_hangs_does_not_answer_and_one_that_is_late_does() {
        let home = tempfile::tempdir().unwrap();
        let (heard, visits) = mpsc::channel();
        let mut window = first(home.path());
        window
            .listen(move |_| {
                let (signature, receipt) = PendingAck::new();
                heard.send(signature).unwrap();
                receipt
            })
            .unwrap();
        let copy = second(home.path());
        // It takes the visit and never comes to it.
        assert_eq!(copy.knock(Duration::from_millis(300)), FocusResult::Silent);
        let hanging = visits.recv_timeout(PATIENCE).unwrap();
        let pack = home.path().join("guide.okpack");
        assert_eq!(copy.hand_over(&pack, Duration::from_millis(300)), HandOverResult::Silent);
        // Whoever came to the hanging window is gone; whoever comes now is answered after a moment.
        hanging.sign();
        let window_again = std::thread::Builder::new().spawn(move || {
            while let Ok(signature) = visits.recv_timeout(PATIENCE * 4) {
                std::thread::sleep(Duration::from_millis(100));
                AckSender::sign(signature);
            }
        });
        assert_eq!(copy.knock(PATIENCE), FocusResult::Answered);
        assert_eq!(copy.hand_over(&pack, PATIENCE), HandOverResult::Taken);
        drop(window);
        window_again.unwrap().join().unwrap();
    }

    #[test]
    fn folders_of_any_depth_have_a_door() {
        let home = tempfile::tempdir().unwrap();
        let deep = home.path().join("a".repeat(120)).join("b");
        let mut window = first(&deep);
        window.listen(|_| PendingAck::signed()).unwrap();
        assert_eq!(second(&deep).knock(PATIENCE), FocusResult::Answered);
    }

    #[test]
    fn two_folders_are_two_programs() {
        let (here, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let (mut a, mut b) = (first(here.path()), first(there.path()));
        a.listen(|_| panic!("this was for the other one")).unwrap();
        b.listen(|_| PendingAck::signed()).unwrap();
        assert_eq!(second(there.path()).knock(PATIENCE), FocusResult::Answered);
    }

    #[test]
    fn a_pack_that_is_double_clicked_is_handed_to_the_open_window() {
        let home = tempfile::tempdir().unwrap();
        let (heard, visits) = mpsc::channel();
        let mut window = first(home.path());
        window.listen(taken_and_sent_to(heard)).unwrap();
        let long = home.path().join("很".repeat(10_000)).join("指南.okpack");
        for pack in [home.path().join("我的 指南.okpack"), long] {
            assert_eq!(second(home.path()).hand_over(&pack, PATIENCE), HandOverResult::Taken);
            assert_eq!(visits.recv_timeout(PATIENCE).unwrap(), InstanceRequest::Open(pack));
        }
        let endless = home.path().join("x".repeat(40_000));
        assert_eq!(second(home.path()).hand_over(&endless, PATIENCE), HandOverResult::TooLong);
        // Where it lies cannot be said by a path that begins in a folder of the other copy's.
        assert_eq!(second(home.path()).hand_over(Path::new("here.okpack"), PATIENCE), HandOverResult::NotUnderstood);
        assert!(visits.try_recv().is_err());
        drop(window);
        let _silent = first(home.path());
        let pack = home.path().join("late.okpack");
        assert_eq!(second(home.path()).hand_over(&pack, Duration::from_millis(60)), HandOverResult::Silent);
    }

    #[test]
    fn programs_of_before_and_of_after_say_that_they_do_not_understand() {
        let home = tempfile::tempdir().unwrap();
        let mut window = first(home.path());
        window.listen(|visit| panic!("nobody asked for {visit:?}")).unwrap();
        let word = String::from_utf8(fs::read(home.path().join("instance.word")).unwrap()).unwrap();
        // A newer program asks for what this one does not know.
        for line in [format!("open 2 {word} 2f746d70 new\n"), format!("dance {word}\n")] {
            let answer = window.address.converse(line.as_bytes()).unwrap();
            assert_eq!(String::from_utf8(answer).unwrap(), format!("unknown {word}\n"));
        }
        drop(window);
        // A program of before reads 64 bytes and hangs up on what is no knock.
        let InstanceRole::First(old) = Instance::claim(home.path()).unwrap() else { panic!("nobody else is first") };
        let watchword = Watchword::new(7);
        let listener = old.address.listen(&watchword).unwrap();
        let answering = std::thread::Builder::new().spawn(move || {
            for expected in ["open 1 0000000000000007", "knock 0000000000000007\n"] {
                let heard = socket::as_before(&listener, "coming 0000000000000007\n");
                assert!(heard.starts_with(expected), "{heard}");
            }
        });
        let pack = home.path().join("指南".repeat(2_000));
        assert_eq!(second(home.path()).hand_over(&pack, PATIENCE), HandOverResult::NotUnderstood);
        answering.unwrap().join().unwrap();
    }

    #[test]
    fn strangers_are_not_answered_and_hold_nobody_up() {
        let home = tempfile::tempdir().unwrap();
        let (heard, knocks) = mpsc::channel();
        let mut window = first(home.path());
        window.listen(taken_and_sent_to(heard)).unwrap();
        let address = &window.address;
        assert_eq!(address.converse(b"GET / HTTP/1.1\r\n\r\n").unwrap(), b"");
        assert_eq!(address.converse("x".repeat(1_000_000).as_bytes()).unwrap(), b"");
        assert_eq!(address.converse(b"open 1 0123456789abcdef 2f746d70\n").unwrap(), b"");
        assert_eq!(address.converse(b"open 1\n").unwrap(), b"");
        let silent = address.connect().unwrap();
        assert_eq!(second(home.path()).knock(PATIENCE), FocusResult::Answered);
        drop(silent);
        knocks.recv_timeout(PATIENCE).unwrap();
        assert!(knocks.try_recv().is_err(), "only one of them was ours");
    }

    #[test]
    fn what_a_killed_copy_leaves_behind_is_in_nobodys_way() {
        let home = tempfile::tempdir().unwrap();
        let mut killed = first(home.path());
        killed.listen(|_| PendingAck::signed()).unwrap();
        let left_behind = killed.address.file().map(ToOwned::to_owned);
        drop(killed);
        // A killed process drops nothing; the system takes the lock and leaves the socket's file.
        #[cfg(unix)]
        drop(std::os::unix::net::UnixListener::bind(left_behind.as_ref().unwrap()).unwrap());
        assert!(left_behind.is_none_or(|file| fs::symlink_metadata(file).is_ok()));
        let mut next = first(home.path());
        next.listen(|_| PendingAck::signed()).unwrap();
        assert_eq!(second(home.path()).knock(PATIENCE), FocusResult::Answered);
    }
}
