//! One copy of the program at a time for each data folder.
//!
//! A lock on a file in the data folder decides which copy is first; the system releases it when the process ends,
//! however it ends. The second copy sends a request over a local socket: to come to the front, or to open the pack that
//! the second was started with. Both sides show the token that the first has left in the data folder, so that a
//! stranger on the socket is not taken for a copy of the program.
//! Must not know what a window is.
//!
//! The window itself acknowledges a request, in its next frame, which also comes while the window is minimised or
//! covered. The listening thread does not: it would acknowledge even while the window hangs. The terminal takes the same
//! lock: a second copy brings the first to the front, or reports that it is running.

mod message;
mod path_encoding;
mod socket;

use std::fs;
use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use self::message::{InstanceResponse, InstanceToken, RequestFields};
use self::socket::InstanceAddress;
use super::whole_file;
use crate::files::FileLock;

/// Whether a copy is the first.
#[derive(Debug)]
pub enum InstanceRole {
    /// The first and only one.
    First(Instance),
    /// Another one is already running.
    Second(SecondCopy),
}

/// The one copy that works on a data folder, until this is dropped or the process ends.
#[derive(Debug)]
pub struct Instance {
    /// Dropped before the lock, so that the next first copy finds the socket free.
    listening: Option<Listening>,
    address: InstanceAddress,
    _lock: FileLock,
}

/// A copy that is not the first.
#[derive(Debug)]
pub struct SecondCopy {
    address: InstanceAddress,
}

/// The result of asking the first copy to come to the front.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FocusResult {
    /// The first copy comes to the front.
    Answered,
    /// The first copy did not respond in time: it is busy, just starting, or stuck.
    Silent,
}

/// What a second copy asks of the first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InstanceRequest {
    /// Come to the front.
    Focus,
    /// Come to the front and open the pack at this path.
    Open(PathBuf),
}

/// The listening thread's end of an acknowledgement. The window sends it, because the listening thread goes on when the
/// window hangs and does not notice.
#[derive(Debug)]
pub struct PendingAck(Receiver<()>);

/// The window's end of an acknowledgement. It can be sent once.
#[derive(Debug)]
pub struct AckSender(Sender<()>);

impl PendingAck {
    /// An acknowledgement, and what sends it.
    pub fn new() -> (AckSender, Self) {
        let (sender, receiver) = channel();
        (AckSender(sender), Self(receiver))
    }

    /// An acknowledgement that has been sent already.
    pub fn sent() -> Self {
        let (sender, ack) = Self::new();
        sender.send();
        ack
    }

    /// Whether it arrives within this time. Where its sender was dropped, this does not wait.
    fn arrives_within(&self, time: Duration) -> bool {
        self.0.recv_timeout(time).is_ok()
    }
}

impl AckSender {
    /// Acknowledges the request.
    pub fn send(self) {
        // The listening thread may have stopped waiting.
        self.0.send(()).ok();
    }
}

/// The result of asking the first copy to open a pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HandOverResult {
    /// The first copy comes to the front and opens it, or says why it does not.
    Taken,
    /// The first copy does not know the request: it is another version of the program.
    NotUnderstood,
    /// The first copy did not respond in time.
    Silent,
    /// The path is too long to be sent.
    TooLong,
}

/// The thread that listens for second copies.
#[derive(Debug)]
struct Listening {
    stop: Arc<AtomicBool>,
    thread: JoinHandle<()>,
}

impl Instance {
    /// Finds out whether this is the first copy for a data folder, which it creates where it is missing.
    pub fn claim(data: &Path) -> io::Result<InstanceRole> {
        whole_file::create_folder(data)?;
        let data = fs::canonicalize(data)?;
        let address = InstanceAddress::of(&data);
        let Some(lock) = FileLock::try_acquire(&data.join("instance.lock"))? else {
            return Ok(InstanceRole::Second(SecondCopy { address }));
        };
        Ok(InstanceRole::First(Self { listening: None, address, _lock: lock }))
    }

    /// Calls `on_request` on a thread of its own for each request of a second copy. The second copy gets its response
    /// when the acknowledgement arrives. Without this call, second copies get no response. Works once.
    pub fn listen(&mut self, on_request: impl Fn(InstanceRequest) -> PendingAck + Send + 'static) -> io::Result<()> {
        if self.listening.is_some() {
            return Err(io::Error::new(ErrorKind::AlreadyExists, "this copy listens already"));
        }
        let token = InstanceToken::new(random());
        let listener = self.address.listen(&token)?;
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = Arc::clone(&stop);
        let thread = std::thread::Builder::new().name("second copies".to_owned()).spawn(move || {
            socket::answer_requests(&listener, &token, || !stopped.load(Ordering::Acquire), on_request);
        })?;
        self.listening = Some(Listening { stop, thread });
        Ok(())
    }
}

impl Drop for Instance {
    fn drop(&mut self) {
        let Some(listening) = self.listening.take() else { return };
        listening.stop.store(true, Ordering::Release);
        // The thread waits for a connection; this one tells it to stop. Where connecting fails, the thread ends with the
        // process, and joining it could wait forever.
        if self.address.wake().is_ok() && listening.thread.join().is_err() {
            tracing::warn!("the thread that listened for second copies had failed");
        }
    }
}

impl SecondCopy {
    /// Asks the first copy to come to the front, and waits for its response at most this long.
    pub fn request_focus(&self, timeout: Duration) -> FocusResult {
        match socket::ask(&self.address, timeout, &RequestFields::Focus {}) {
            Some(InstanceResponse::Accepted) => FocusResult::Answered,
            Some(InstanceResponse::NotUnderstood) | None => FocusResult::Silent,
        }
    }

    /// Asks the first copy to open the pack at this path, which must be absolute: the two copies may have different
    /// working folders.
    pub fn hand_over(&self, pack: &Path, timeout: Duration) -> HandOverResult {
        let Some(path) = path_encoding::encode(pack) else { return HandOverResult::TooLong };
        match socket::ask(&self.address, timeout, &RequestFields::Open { path }) {
            Some(InstanceResponse::Accepted) => HandOverResult::Taken,
            Some(InstanceResponse::NotUnderstood) => HandOverResult::NotUnderstood,
            None => HandOverResult::Silent,
        }
    }
}

/// A number that a stranger cannot guess: the standard library seeds its hash maps from the system's randomness.
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
            InstanceRole::Second(_) => panic!("another copy is first"),
        }
    }

    fn second(data: &Path) -> SecondCopy {
        match Instance::claim(data).unwrap() {
            InstanceRole::Second(copy) => copy,
            InstanceRole::First(_) => panic!("no other copy is first"),
        }
    }

    /// Acknowledges every request and passes it on.
    fn acknowledged_and_sent_to(
        sender: mpsc::Sender<InstanceRequest>,
    ) -> impl Fn(InstanceRequest) -> PendingAck + Send {
        move |request| {
            sender.send(request).unwrap();
            PendingAck::sent()
        }
    }

    #[test]
    fn a_second_double_click_brings_the_first_window_to_the_front() {
        let home = tempfile::tempdir().unwrap();
        let data = home.path().join("数据");
        let (sender, requests) = mpsc::channel();
        let mut window = first(&data);
        window.listen(acknowledged_and_sent_to(sender)).unwrap();
        for _ in 0..3 {
            assert_eq!(second(&data).request_focus(PATIENCE), FocusResult::Answered);
            assert_eq!(requests.recv_timeout(PATIENCE).unwrap(), InstanceRequest::Focus);
        }
        drop(window);
        first(&data).listen(|_| PendingAck::sent()).unwrap();
        drop(first(&data));
    }

    #[test]
    fn a_first_copy_that_does_not_listen_is_silent_and_still_first() {
        let home = tempfile::tempdir().unwrap();
        let _window = first(home.path());
        assert_eq!(second(home.path()).request_focus(Duration::from_millis(60)), FocusResult::Silent);
    }

    #[test]
    fn a_window_that_hangs_does_not_answer_and_one_that_is_late_does() {
        let home = tempfile::tempdir().unwrap();
        let (sender, requests) = mpsc::channel();
        let mut window = first(home.path());
        window
            .listen(move |_| {
                let (ack_sender, ack) = PendingAck::new();
                sender.send(ack_sender).unwrap();
                ack
            })
            .unwrap();
        let copy = second(home.path());
        // The window gets the request and never comes to it.
        assert_eq!(copy.request_focus(Duration::from_millis(300)), FocusResult::Silent);
        let hanging = requests.recv_timeout(PATIENCE).unwrap();
        let pack = home.path().join("guide.okpack");
        assert_eq!(copy.hand_over(&pack, Duration::from_millis(300)), HandOverResult::Silent);
        // The first request's copy is gone; the next one gets its response after a moment.
        hanging.send();
        let window_again = std::thread::Builder::new().spawn(move || {
            while let Ok(ack_sender) = requests.recv_timeout(PATIENCE * 4) {
                std::thread::sleep(Duration::from_millis(100));
                AckSender::send(ack_sender);
            }
        });
        assert_eq!(copy.request_focus(PATIENCE), FocusResult::Answered);
        assert_eq!(copy.hand_over(&pack, PATIENCE), HandOverResult::Taken);
        drop(window);
        window_again.unwrap().join().unwrap();
    }

    #[test]
    fn a_data_folder_of_any_depth_has_a_socket() {
        let home = tempfile::tempdir().unwrap();
        let deep = home.path().join("a".repeat(120)).join("b");
        let mut window = first(&deep);
        window.listen(|_| PendingAck::sent()).unwrap();
        assert_eq!(second(&deep).request_focus(PATIENCE), FocusResult::Answered);
    }

    #[test]
    fn two_folders_are_two_programs() {
        let (here, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let (mut a, mut b) = (first(here.path()), first(there.path()));
        a.listen(|_| panic!("this request is for the other one")).unwrap();
        b.listen(|_| PendingAck::sent()).unwrap();
        assert_eq!(second(there.path()).request_focus(PATIENCE), FocusResult::Answered);
    }

    #[test]
    fn a_pack_that_is_double_clicked_is_handed_to_the_open_window() {
        let home = tempfile::tempdir().unwrap();
        let (sender, requests) = mpsc::channel();
        let mut window = first(home.path());
        window.listen(acknowledged_and_sent_to(sender)).unwrap();
        let long = home.path().join("很".repeat(10_000)).join("指南.okpack");
        for pack in [home.path().join("我的 指南.okpack"), long] {
            assert_eq!(second(home.path()).hand_over(&pack, PATIENCE), HandOverResult::Taken);
            assert_eq!(requests.recv_timeout(PATIENCE).unwrap(), InstanceRequest::Open(pack));
        }
        let endless = home.path().join("x".repeat(40_000));
        assert_eq!(second(home.path()).hand_over(&endless, PATIENCE), HandOverResult::TooLong);
        // A relative path would begin in the other copy's working folder.
        assert_eq!(second(home.path()).hand_over(Path::new("here.okpack"), PATIENCE), HandOverResult::NotUnderstood);
        assert!(requests.try_recv().is_err());
        drop(window);
        let _silent = first(home.path());
        let pack = home.path().join("late.okpack");
        assert_eq!(second(home.path()).hand_over(&pack, Duration::from_millis(60)), HandOverResult::Silent);
    }

    #[test]
    fn a_newer_program_is_answered_that_its_request_is_not_understood() {
        let home = tempfile::tempdir().unwrap();
        let mut window = first(home.path());
        window.listen(|request| panic!("{request:?} was never sent")).unwrap();
        let token = fs::read_to_string(home.path().join("instance.token")).unwrap();
        for request in
            [r#""request":"open","path":"L3RtcA==","new":true"#, r#""request":"dance""#, r#""request":["focus"]"#]
        {
            let line = format!("{{\"token\":\"{token}\",{request}}}\n");
            let response = window.address.exchange(line.as_bytes()).unwrap();
            let expected = format!("{{\"token\":\"{token}\",\"response\":\"not-understood\"}}\n");
            assert_eq!(String::from_utf8(response).unwrap(), expected);
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_pack_whose_path_is_not_unicode_is_opened_too() {
        use std::os::unix::ffi::OsStrExt as _;
        let home = tempfile::tempdir().unwrap();
        let (sender, requests) = mpsc::channel();
        let mut window = first(home.path());
        window.listen(acknowledged_and_sent_to(sender)).unwrap();
        let pack = home.path().join(std::ffi::OsStr::from_bytes(b"\xff\xfe.okpack"));
        assert_eq!(second(home.path()).hand_over(&pack, PATIENCE), HandOverResult::Taken);
        assert_eq!(requests.recv_timeout(PATIENCE).unwrap(), InstanceRequest::Open(pack));
    }

    #[test]
    fn strangers_get_no_response_and_do_not_keep_the_next_copy_waiting() {
        let home = tempfile::tempdir().unwrap();
        let (sender, requests) = mpsc::channel();
        let mut window = first(home.path());
        window.listen(acknowledged_and_sent_to(sender)).unwrap();
        let address = &window.address;
        for bytes in [
            "GET / HTTP/1.1\r\n\r\n",
            &"x".repeat(1_000_000),
            "{\"token\":\"0123456789abcdef\",\"request\":\"open\",\"path\":\"L3RtcA==\"}\n",
            "{\"request\":\"focus\"}\n",
            "[[[[\n",
            &format!("{}\n", "[".repeat(40_000)),
        ] {
            assert_eq!(address.exchange(bytes.as_bytes()).unwrap(), b"", "{bytes:.80}");
        }
        // The right token is no excuse for a line that is too long or broken.
        let token = fs::read_to_string(home.path().join("instance.token")).unwrap();
        let padding = " ".repeat(60_000);
        for line in [
            format!("{{\"token\":\"{token}\",\"request\":\"focus\"{padding}}}\n"),
            format!("{{\"token\":\"{token}\",\"request\":\"focus\"\n"),
        ] {
            assert_eq!(address.exchange(line.as_bytes()).unwrap(), b"", "{line:.80}");
        }
        let silent = address.connect().unwrap();
        assert_eq!(second(home.path()).request_focus(PATIENCE), FocusResult::Answered);
        drop(silent);
        requests.recv_timeout(PATIENCE).unwrap();
        assert!(requests.try_recv().is_err(), "only one request was ours");
    }

    #[test]
    fn the_files_of_a_killed_copy_do_not_stop_the_next_one() {
        let home = tempfile::tempdir().unwrap();
        let mut killed = first(home.path());
        killed.listen(|_| PendingAck::sent()).unwrap();
        let left_behind = killed.address.file().map(ToOwned::to_owned);
        drop(killed);
        // A killed process drops nothing; the system releases the lock and leaves the socket's file.
        #[cfg(unix)]
        drop(std::os::unix::net::UnixListener::bind(left_behind.as_ref().unwrap()).unwrap());
        assert!(left_behind.is_none_or(|file| fs::symlink_metadata(file).is_ok()));
        let mut next = first(home.path());
        next.listen(|_| PendingAck::sent()).unwrap();
        assert_eq!(second(home.path()).request_focus(PATIENCE), FocusResult::Answered);
    }
}
