//! The socket between two copies, and the few words that they exchange on it.
//!
//! The second says `knock <watchword>`, the first answers `coming <watchword>`, a line each. Nobody waits for the
//! other longer than a moment, and nobody reads more than a line.

use std::fs;
use std::io::{self, ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use interprocess::local_socket::traits::{Listener as _, Stream as _};
use interprocess::local_socket::{Listener, ListenerOptions, Name, Stream};

use super::super::whole_file;

/// How long the first waits for a visitor's line. The next visitor waits as long.
const A_MOMENT: Duration = Duration::from_millis(500);

/// How often a side that waits looks again. Windows' pipes cannot wait with a limit.
const PAUSE: Duration = Duration::from_millis(10);

/// The longest line that either side has reason to send.
const LONGEST_LINE: usize = 64;

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

    fn answer(&self) -> String {
        format!("coming {}\n", self.0)
    }
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

/// Answers knocks for as long as `open` says so.
pub(super) fn answer_knocks(listener: &Listener, watchword: &Watchword, open: impl Fn() -> bool, on_knock: impl Fn()) {
    let mut failures = 0;
    while open() {
        match listener.accept() {
            Ok(visitor) => {
                failures = 0;
                if open() && is_knock(&visitor, watchword) {
                    on_knock();
                    // A visitor that has gone meanwhile needs no answer.
                    say(&visitor, &watchword.answer(), Instant::now() + A_MOMENT).ok();
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

fn is_knock(visitor: &Stream, watchword: &Watchword) -> bool {
    hear(visitor, Instant::now() + A_MOMENT).is_ok_and(|line| line == watchword.knock())
}

/// Knocks until somebody answers or the time is over.
pub(super) fn knock(address: &Address, timeout: Duration) -> super::Knock {
    let deadline = Instant::now() + timeout;
    loop {
        // A first copy that is just starting has not opened its socket yet; one that has just ended never will.
        match knock_once(address, deadline) {
            Ok(()) => return super::Knock::Answered,
            Err(error) if Instant::now() >= deadline => {
                tracing::info!(%error, "the first copy did not answer");
                return super::Knock::Silent;
            }
            Err(_) => std::thread::sleep(PAUSE * 5),
        }
    }
}

fn knock_once(address: &Address, deadline: Instant) -> io::Result<()> {
    let watchword = address.watchword().ok_or(ErrorKind::NotFound)?;
    let first = address.connect()?;
    say(&first, &watchword.knock(), deadline)?;
    if hear(&first, deadline)? == watchword.answer() { Ok(()) } else { Err(ErrorKind::InvalidData.into()) }
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

/// Hears a line, or what is there of it at the end.
fn hear(mut stream: &Stream, deadline: Instant) -> io::Result<String> {
    stream.set_nonblocking(true)?;
    let mut line = Vec::new();
    let mut byte = [0];
    while line.last() != Some(&b'\n') && line.len() < LONGEST_LINE {
        match stream.read(&mut byte) {
            Ok(0) if IS_END => break,
            Ok(0) => wait(ErrorKind::WouldBlock.into(), deadline)?,
            Ok(_) => line.extend(byte),
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
