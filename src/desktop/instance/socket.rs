//! The socket between two copies, and the few words that they exchange on it.
//!
//! The second says `knock <watchword>`, the first answers `coming <watchword>`, a line each. A second one that was
//! started with a pack says `open 1 <watchword> <path>` and is answered `opening <watchword>`; what a first one does
//! not know, because a newer program says it, it answers with `unknown <watchword>`. Programs from before packs could
//! be handed over hang up without an answer, but answer a knock. Nobody waits for the other longer than a moment, and
//! nobody reads more than a line.

use std::fs;
use std::io::{self, ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use interprocess::local_socket::traits::{Listener as _, Stream as _};
use interprocess::local_socket::{Listener, ListenerOptions, Name, Stream};

use super::super::whole_file;
use super::{InstanceRequest, PendingAck, spelling};

/// How long the first waits for a visitor's line. The next visitor waits as long.
const A_MOMENT: Duration = Duration::from_millis(500);

/// How long the window's next frame is waited for. The visitor is no more patient than that, and the next one waits as long.
const FOR_THE_WINDOW: Duration = Duration::from_secs(2);

/// How often a side that waits looks again. Windows' pipes cannot wait with a limit.
const PAUSE: Duration = Duration::from_millis(10);

/// The longest line that either side has reason to send, but for one with a path.
const LONGEST_LINE: usize = 64;

/// The longest line that a visitor has reason to send.
const LONGEST_VISIT: usize = LONGEST_LINE + 2 * spelling::LONGEST;
/// Whether reading nothing means that the other side has gone. A pipe of Windows says the same of one that is empty.
const IS_END: bool = cfg!(unix);

/// The longest path that a socket may have: 104 bytes on macOS, 108 on Linux, the last of them a zero.
#[cfg(unix)]
const LONGEST_PATH: usize = 103;

/// Where the first copy for a data folder can be reached.
#[derive(Clone, Debug)]
pub(super) struct Address {
    /// The socket's file, or on Windows the pipe's name.
    place: PathBuf,
    /// The file that holds the watchword.
    watchword: PathBuf,
}

/// What only those know who can read the data folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Watchword(String);

impl Watchword {
    pub(super) fn new(random: u64) -> Self {
        Self(format!("{random:016x}"))
    }

    fn knock(&self) -> String {
        format!("knock {}\n", self.0)
    }

    fn open(&self, path: &str) -> String {
        format!("open {VERSION} {} {path}\n", self.0)
    }

    fn answer(&self, answer: Answer) -> String {
        let word = match answer {
            Answer::Coming => "coming",
            Answer::Opening => "opening",
            Answer::Unknown => "unknown",
        };
        format!("{word} {}\n", self.0)
    }

    /// Which of our answers a line is.
    fn answered(&self, line: &str) -> Option<Answer> {
        [Answer::Coming, Answer::Opening, Answer::Unknown].into_iter().find(|answer| line == self.answer(*answer))
    }

    /// What a visitor wants, and what is answered. Whoever does not know the word is nobody of ours and gets no answer.
    fn understand(&self, line: &str) -> Option<(Option<InstanceRequest>, Answer)> {
        if line == self.knock() {
            return Some((Some(InstanceRequest::Knock), Answer::Coming));
        }
        let words: Vec<&str> = line.strip_suffix('\n')?.split(' ').collect();
        match words.as_slice() {
            ["open", VERSION, word, path] if *word == self.0 => {
                let path = spelling::read(path).filter(|path| path.is_absolute());
                Some(path.map_or((None, Answer::Unknown), |path| (Some(InstanceRequest::Open(path)), Answer::Opening)))
            }
            [_, rest @ ..] if rest.contains(&self.0.as_str()) => Some((None, Answer::Unknown)),
            _ => None,
        }
    }
}

/// How a pack's path is handed over. Another way of saying it is another version.
const VERSION: &str = "1";

/// What the first says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Answer {
    /// It comes to the front.
    Coming,
    /// It comes to the front and opens the pack.
    Opening,
    /// It does not know what is wanted.
    Unknown,
}

impl Address {
    /// The address for a data folder, which must be given in its one canonical spelling.
    pub(super) fn of(data: &Path) -> Self {
        Self { place: place(data), watchword: data.join("instance.word") }
    }

    /// Opens the socket, in the place of one that a killed copy has left behind. Only whoever holds the lock may.
    pub(super) fn listen(&self, watchword: &Watchword) -> io::Result<Listener> {
        whole_file::replace(&self.watchword, watchword.0.as_bytes())?;
        #[cfg(unix)]
        match fs::remove_file(&self.place) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let options = ListenerOptions::new().name(self.name()?);
        #[cfg(target_os = "linux")]
        let options = {
            use interprocess::os::unix::local_socket::ListenerOptionsExt as _;
            // Elsewhere the folder around it keeps others out.
            options.mode(0o600)
        };
        options.create_sync()
    }

    /// Wakes the listener up without a word.
    pub(super) fn nudge(&self) -> io::Result<()> {
        self.connect().map(drop)
    }

    pub(super) fn connect(&self) -> io::Result<Stream> {
        Stream::connect(self.name()?)
    }

    fn watchword(&self) -> Option<Watchword> {
        // What is longer than a watchword is none, and will not be answered.
        let bytes = fs::read(&self.watchword).ok().filter(|bytes| bytes.len() < LONGEST_LINE)?;
        String::from_utf8(bytes).ok().map(Watchword)
    }

    #[cfg(unix)]
    fn name(&self) -> io::Result<Name<'_>> {
        use interprocess::local_socket::{GenericFilePath, ToFsName as _};
        self.place.as_path().to_fs_name::<GenericFilePath>()
    }

    #[cfg(not(unix))]
    fn name(&self) -> io::Result<Name<'_>> {
        use interprocess::local_socket::{GenericNamespaced, ToNsName as _};
        self.place.as_os_str().to_ns_name::<GenericNamespaced>()
    }

    /// The socket's file, where it has one.
    #[cfg(test)]
    pub(super) fn file(&self) -> Option<&Path> {
        cfg!(unix).then_some(self.place.as_path())
    }

    /// Says something and returns all that is answered.
    #[cfg(test)]
    pub(super) fn converse(&self, words: &[u8]) -> io::Result<Vec<u8>> {
        let mut stream = self.connect()?;
        // The other side may hang up in the middle of a long speech.
        stream.write_all(words).ok();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).ok();
        Ok(answer)
    }
}

/// The socket's file: in the data folder, or for deep folders in the one for temporary files.
#[cfg(unix)]
fn place(data: &Path) -> PathBuf {
    use std::os::unix::ffi::OsStrExt as _;
    let usual = data.join("instance.sock");
    if usual.as_os_str().len() <= LONGEST_PATH {
        usual
    } else {
        std::env::temp_dir().join(format!("okpay-wizard-{:016x}.sock", fingerprint(data.as_os_str().as_bytes())))
    }
}

/// The pipe's name: all pipes of a machine share one folder.
#[cfg(not(unix))]
fn place(data: &Path) -> PathBuf {
    // Windows' paths differ by letter case only in looks.
    let spelled = data.to_string_lossy().to_lowercase();
    PathBuf::from(format!("okpay-wizard-{:016x}", fingerprint(spelled.as_bytes())))
}

/// A number for a path that is the same in every version of this program: FNV-1a.
fn fingerprint(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Answers visitors for as long as `open` says so.
pub(super) fn answer_visits(
    listener: &Listener,
    watchword: &Watchword,
    open: impl Fn() -> bool,
    on_visit: impl Fn(InstanceRequest) -> PendingAck,
) {
    let mut failures = 0;
    while open() {
        match listener.accept() {
            Ok(visitor) => {
                failures = 0;
                let heard = open().then(|| hear(&visitor, LONGEST_VISIT, Instant::now() + A_MOMENT));
                let line = heard.and_then(Result::ok).unwrap_or_default();
                if let Some((visit, answer)) = watchword.understand(&line) {
                    // Nobody says yes for a window that hangs: its visitor hears nothing, and says so.
                    if visit.is_none_or(|visit| on_visit(visit).comes_within(FOR_THE_WINDOW)) {
                        // A visitor that has gone meanwhile needs no answer.
                        say(&visitor, &watchword.answer(answer), Instant::now() + A_MOMENT).ok();
                    }
                }
            }
            Err(error) => {
                failures += 1;
                tracing::warn!(%error, "a second copy could not be heard");
                if failures > 100 {
                    return;
                }
                std::thread::sleep(A_MOMENT);
            }
        }
    }
}

/// Knocks until somebody answers or the time is over.
pub(super) fn knock(address: &Address, timeout: Duration) -> super::FocusResult {
    let deadline = Instant::now() + timeout;
    loop {
        // A first copy that is just starting has not opened its socket yet; one that has just ended never will.
        match knock_once(address, deadline) {
            Ok(()) => return super::FocusResult::Answered,
            Err(error) if Instant::now() >= deadline => {
                tracing::info!(%error, "the first copy did not answer");
                return super::FocusResult::Silent;
            }
            Err(_) => std::thread::sleep(PAUSE * 5),
        }
    }
}

fn knock_once(address: &Address, deadline: Instant) -> io::Result<()> {
    let answer = ask(address, deadline, Watchword::knock)?;
    if answer == Some(Answer::Coming) { Ok(()) } else { Err(ErrorKind::InvalidData.into()) }
}

/// Asks the first copy to open a pack, until somebody answers or the time is over.
pub(super) fn hand_over(address: &Address, pack: &Path, timeout: Duration) -> super::HandOverResult {
    let Some(path) = spelling::write(pack) else { return super::HandOverResult::TooLong };
    let deadline = Instant::now() + timeout;
    loop {
        match ask(address, deadline, |watchword| watchword.open(&path)) {
            Ok(Some(Answer::Opening)) => return super::HandOverResult::Taken,
            Ok(Some(Answer::Unknown | Answer::Coming)) => return super::HandOverResult::NotUnderstood,
            // A program of before hangs up on such a line, but knows a knock.
            Ok(None) if knock_once(address, deadline).is_ok() => return super::HandOverResult::NotUnderstood,
            Ok(None) | Err(_) if Instant::now() >= deadline => return super::HandOverResult::Silent,
            Ok(None) | Err(_) => std::thread::sleep(PAUSE * 5),
        }
    }
}

/// Says a line to the first copy and hears what it answers; `None` where that is none of our answers, or it hangs up.
fn ask(address: &Address, deadline: Instant, line: impl Fn(&Watchword) -> String) -> io::Result<Option<Answer>> {
    let watchword = address.watchword().ok_or(ErrorKind::NotFound)?;
    let first = address.connect()?;
    // Whoever hangs up in the middle of the line was reached all the same.
    let said = say(&first, &line(&watchword), deadline);
    match said.and_then(|()| hear(&first, LONGEST_LINE, deadline)) {
        Ok(heard) => Ok(watchword.answered(&heard)),
        Err(error) if matches!(error.kind(), ErrorKind::BrokenPipe | ErrorKind::ConnectionReset) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Says a line.
fn say(mut stream: &Stream, line: &str, deadline: Instant) -> io::Result<()> {
    stream.set_nonblocking(true)?;
    let mut rest = line.as_bytes();
    while !rest.is_empty() {
        match stream.write(rest) {
            Ok(0) => return Err(ErrorKind::WriteZero.into()),
            Ok(written) => rest = rest.get(written..).unwrap_or_default(),
            Err(error) => wait(error, deadline)?,
        }
    }
    Ok(())
}

/// Hears a line, or what is there of it at the end. Each side says one line and no more.
fn hear(mut stream: &Stream, longest: usize, deadline: Instant) -> io::Result<String> {
    stream.set_nonblocking(true)?;
    let mut line = Vec::new();
    let mut part = [0; 1024];
    while line.last() != Some(&b'\n') && line.len() < longest {
        match stream.read(&mut part) {
            Ok(0) if IS_END => break,
            Ok(0) => wait(ErrorKind::WouldBlock.into(), deadline)?,
            Ok(read) => line.extend(part.get(..read).unwrap_or_default()),
            Err(error) => wait(error, deadline)?,
        }
    }
    String::from_utf8(line).map_err(io::Error::other)
}

/// Waits a little where there is nothing yet, until the deadline; any other error is one.
fn wait(error: io::Error, deadline: Instant) -> io::Result<()> {
    if error.kind() == ErrorKind::Interrupted {
        return Ok(());
    }
    if error.kind() != ErrorKind::WouldBlock {
        return Err(error);
    }
    if Instant::now() >= deadline {
        return Err(ErrorKind::TimedOut.into());
    }
    std::thread::sleep(PAUSE);
    Ok(())
}

#[cfg(test)]
pub(super) use self::tests::as_before;

#[cfg(test)]
mod tests {
    use super::*;

    /// Answers one visitor as programs did before packs could be handed over, and returns what they heard.
    pub(in crate::desktop::instance) fn as_before(listener: &Listener, answer: &str) -> String {
        let visitor = listener.accept().unwrap_or_else(|error| panic!("nobody came: {error}"));
        let deadline = Instant::now() + A_MOMENT;
        let mut line = Vec::new();
        let mut byte = [0];
        visitor.set_nonblocking(true).ok();
        while line.last() != Some(&b'\n') && line.len() < LONGEST_LINE {
            match (&visitor).read(&mut byte) {
                Ok(0) => break,
                Ok(_) => line.extend(byte),
                Err(error) => wait(error, deadline).unwrap_or_else(|error| panic!("nothing came: {error}")),
            }
        }
        let line = String::from_utf8_lossy(&line).into_owned();
        if line.starts_with("knock ") {
            say(&visitor, answer, deadline).ok();
        }
        line
    }
}
