//! The socket between two copies: the second sends one line, the first sends one back.
//!
//! Neither waits for the other longer than a moment, and neither reads more than a line.

use std::fs;
use std::io::{self, ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use interprocess::local_socket::traits::{Listener as _, Stream as _};
use interprocess::local_socket::{Listener, ListenerOptions, Name, Stream};

use super::super::whole_file;
use super::message::{
    InstanceResponse, InstanceToken, LONGEST_REQUEST, LONGEST_RESPONSE, LONGEST_TOKEN, RequestError, RequestFields,
};
use super::{InstanceRequest, PendingAck};

/// How long the first waits for a request's line. The next request waits as long.
const READ_TIMEOUT: Duration = Duration::from_millis(500);

/// How long the first waits for the window's next frame. A second copy waits no longer than that for its response, and
/// the next request waits as long.
const ACK_TIMEOUT: Duration = Duration::from_secs(2);

/// The pause between two attempts to read or write. Windows' pipes cannot wait with a limit.
const PAUSE: Duration = Duration::from_millis(10);

/// Whether reading nothing means that the other side has gone. On Windows, reading an empty pipe gives the same result.
const IS_END: bool = cfg!(unix);

/// The longest path that a socket may have: 104 bytes on macOS, 108 on Linux, the last of them a zero.
#[cfg(unix)]
const LONGEST_SOCKET_PATH: usize = 103;

/// How to reach the first copy for a data folder.
#[derive(Clone, Debug)]
pub(super) struct InstanceAddress {
    /// The socket's file, or on Windows the pipe's name.
    socket: PathBuf,
    /// The file that holds the token.
    token_file: PathBuf,
}

impl InstanceAddress {
    /// The address for a data folder, which must be a canonical path.
    pub(super) fn of(data: &Path) -> Self {
        Self { socket: socket(data), token_file: data.join("instance.token") }
    }

    /// Opens the socket and replaces one that a killed copy has left behind. Only the copy that holds the lock may call
    /// this.
    pub(super) fn listen(&self, token: &InstanceToken) -> io::Result<Listener> {
        whole_file::replace(&self.token_file, token.as_bytes())?;
        #[cfg(unix)]
        match fs::remove_file(&self.socket) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let options = ListenerOptions::new().name(self.name()?);
        #[cfg(target_os = "linux")]
        let options = {
            use interprocess::os::unix::local_socket::ListenerOptionsExt as _;
            // Elsewhere the mode of the folder around it keeps other users out.
            options.mode(0o600)
        };
        options.create_sync()
    }

    /// Wakes the listener up without a request.
    pub(super) fn wake(&self) -> io::Result<()> {
        self.connect().map(drop)
    }

    pub(super) fn connect(&self) -> io::Result<Stream> {
        Stream::connect(self.name()?)
    }

    fn token(&self) -> io::Result<InstanceToken> {
        let mut bytes = Vec::new();
        fs::File::open(&self.token_file)?.take(LONGEST_TOKEN + 1).read_to_end(&mut bytes)?;
        InstanceToken::from_file(bytes).ok_or_else(|| ErrorKind::InvalidData.into())
    }

    #[cfg(unix)]
    fn name(&self) -> io::Result<Name<'_>> {
        use interprocess::local_socket::{GenericFilePath, ToFsName as _};
        self.socket.as_path().to_fs_name::<GenericFilePath>()
    }

    #[cfg(not(unix))]
    fn name(&self) -> io::Result<Name<'_>> {
        use interprocess::local_socket::{GenericNamespaced, ToNsName as _};
        self.socket.as_os_str().to_ns_name::<GenericNamespaced>()
    }

    /// The socket's file, where it has one.
    #[cfg(test)]
    pub(super) fn file(&self) -> Option<&Path> {
        cfg!(unix).then_some(self.socket.as_path())
    }

    /// Sends bytes and returns everything that comes back.
    #[cfg(test)]
    pub(super) fn exchange(&self, bytes: &[u8]) -> io::Result<Vec<u8>> {
        let mut stream = self.connect()?;
        // The other side may close the connection before it has read everything.
        stream.write_all(bytes).ok();
        let mut response = Vec::new();
        stream.read_to_end(&mut response).ok();
        Ok(response)
    }
}

/// The socket's file: in the data folder, or for a folder with a long path in the one for temporary files.
#[cfg(unix)]
fn socket(data: &Path) -> PathBuf {
    use std::os::unix::ffi::OsStrExt as _;
    let usual = data.join("instance.sock");
    if usual.as_os_str().len() <= LONGEST_SOCKET_PATH {
        usual
    } else {
        std::env::temp_dir().join(format!("okpay-wizard-{:016x}.sock", fnv1a(data.as_os_str().as_bytes())))
    }
}

/// The pipe's name: all pipes of a machine share one folder.
#[cfg(not(unix))]
fn socket(data: &Path) -> PathBuf {
    // Windows ignores letter case in paths.
    let lower_case = data.to_string_lossy().to_lowercase();
    PathBuf::from(format!("okpay-wizard-{:016x}", fnv1a(lower_case.as_bytes())))
}

/// The FNV-1a hash of a path, which is the same in every version of this program.
fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Answers requests until `is_open` returns false.
pub(super) fn answer_requests(
    listener: &Listener,
    token: &InstanceToken,
    is_open: impl Fn() -> bool,
    on_request: impl Fn(InstanceRequest) -> PendingAck,
) {
    let mut failures = 0;
    while is_open() {
        match listener.accept() {
            Ok(stream) => {
                failures = 0;
                let read = is_open().then(|| read_line(&stream, LONGEST_REQUEST, Instant::now() + READ_TIMEOUT));
                let line = read.and_then(Result::ok).unwrap_or_default();
                let response = match token.understand(&line).map(&on_request) {
                    Ok(ack) if ack.arrives_within(ACK_TIMEOUT) => InstanceResponse::Accepted,
                    Err(RequestError::NotUnderstood) => InstanceResponse::NotUnderstood,
                    // A window that hangs acknowledges nothing. Its second copy gets no response and reports that.
                    Ok(_) | Err(RequestError::Stranger) => continue,
                };
                // A second copy that has gone meanwhile needs no response.
                write_line(&stream, &token.response(response), Instant::now() + READ_TIMEOUT).ok();
            }
            Err(error) => {
                failures += 1;
                tracing::warn!(%error, "a second copy's connection could not be accepted");
                if failures > 100 {
                    return;
                }
                std::thread::sleep(READ_TIMEOUT);
            }
        }
    }
}

/// Sends a request until the first copy responds or the time is over; `None` where it never does.
pub(super) fn ask(address: &InstanceAddress, timeout: Duration, request: &RequestFields) -> Option<InstanceResponse> {
    let deadline = Instant::now() + timeout;
    loop {
        // A first copy that is just starting has not opened its socket yet; one that has just ended never will.
        match ask_once(address, deadline, request) {
            Ok(response) => return Some(response),
            Err(error) if Instant::now() >= deadline => {
                tracing::info!(%error, "the first copy did not respond");
                return None;
            }
            Err(_) => std::thread::sleep(PAUSE * 5),
        }
    }
}

fn ask_once(address: &InstanceAddress, deadline: Instant, request: &RequestFields) -> io::Result<InstanceResponse> {
    let token = address.token()?;
    let stream = address.connect()?;
    write_line(&stream, &token.request(request), deadline)?;
    let line = read_line(&stream, LONGEST_RESPONSE, deadline)?;
    token.understand_response(&line).ok_or_else(|| ErrorKind::InvalidData.into())
}

fn write_line(mut stream: &Stream, line: &str, deadline: Instant) -> io::Result<()> {
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

/// Reads a line, or the part of it that came before the other side closed the connection. Each side sends one line.
fn read_line(mut stream: &Stream, longest: usize, deadline: Instant) -> io::Result<String> {
    stream.set_nonblocking(true)?;
    let mut line = Vec::new();
    let mut part = [0; 1024];
    while line.last() != Some(&b'\n') {
        match stream.read(&mut part) {
            Ok(0) if IS_END => break,
            Ok(0) => wait(ErrorKind::WouldBlock.into(), deadline)?,
            Ok(read) => line.extend(part.get(..read).unwrap_or_default()),
            Err(error) => wait(error, deadline)?,
        }
        if line.len() > longest {
            return Err(io::Error::new(ErrorKind::InvalidData, "the line is too long"));
        }
    }
    String::from_utf8(line).map_err(io::Error::other)
}

/// Waits a little where there is nothing to read or write yet, until the deadline; returns any other error.
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
