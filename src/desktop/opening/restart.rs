//! Starts the program again in a new process, because a driver may have left the old one in a broken state.

use std::convert::Infallible;
use std::ffi::OsString;
use std::io::{self, Read as _, Write as _};
use std::process::{Child, Command, Stdio};

use super::super::environment;
use super::Renderer;

/// The argument that names the renderers that have failed in this start.
const WITHOUT: &str = "without";

/// The argument of a supervising process.
const STAND_BY: &str = "--stand-by";

/// The line that a successful start sends to its supervising process.
const STARTED: &[u8] = b"well\n";

/// Starts the program again with the customer's arguments, without these renderers, and with these variables added to the
/// customer's. On success it does not return: on Unix the new program replaces this process, elsewhere this process ends.
///
/// The caller must have released everything that only one copy may hold.
pub fn start_again(without: &[Renderer], variables: &[(&str, &str)]) -> io::Result<Infallible> {
    let mut command = this_program(without_argument(without))?;
    for (name, value) in variables {
        environment::set(&mut command, name, value);
    }
    tracing::info!(?without, "starting again");
    // The records that still wait would be lost with this process.
    super::super::log::flush();
    replace_process(command)
}

/// The argument that excludes these renderers; empty where there are none.
fn without_argument(without: &[Renderer]) -> Vec<OsString> {
    let names: Vec<&str> = without.iter().map(|renderer| renderer.name()).collect();
    let argument = (!names.is_empty()).then(|| OsString::from(format!("--{WITHOUT}={}", names.join(","))));
    argument.into_iter().collect()
}

/// This program as the customer started it, with arguments of its own before the customer's.
fn this_program(own: Vec<OsString>) -> io::Result<Command> {
    let mut command = Command::new(std::env::current_exe()?);
    command.args(own).args(customers_arguments(std::env::args_os().skip(1)));
    // The next renderer must not get the variables of this one.
    environment::restore(&mut command);
    Ok(command)
}

/// The arguments without those that the program passes to itself.
fn customers_arguments(all: impl Iterator<Item = OsString>) -> impl Iterator<Item = OsString> {
    let own = format!("--{WITHOUT}=");
    all.filter(move |argument| {
        let text = argument.to_string_lossy();
        text != STAND_BY && !text.starts_with(&own)
    })
}

#[cfg(unix)]
fn replace_process(mut command: Command) -> io::Result<Infallible> {
    use std::os::unix::process::CommandExt as _;
    Err(command.exec())
}

#[cfg(not(unix))]
#[expect(clippy::exit, reason = "the new process replaces this one, whose other threads may hang")]
fn replace_process(mut command: Command) -> io::Result<Infallible> {
    command.spawn()?;
    std::process::exit(0)
}

/// A second process that supervises a start whose renderer has not been tried yet. Should the start die before its window
/// opens, the supervising process starts the program with the next renderer, so that a double-click always opens it.
#[derive(Debug)]
pub struct Supervisor(Child);

impl Supervisor {
    /// Starts the supervising process, which would exclude these renderers.
    pub fn start(without: &[Renderer]) -> io::Result<Self> {
        let mut own = without_argument(without);
        own.push(OsString::from(STAND_BY));
        let mut command = this_program(own)?;
        Ok(Self(command.stdin(Stdio::piped()).spawn()?))
    }

    /// Ends the supervising process, because the start was successful.
    pub fn dismiss(mut self) {
        if let Some(mut line) = self.0.stdin.take() {
            // It may have ended already.
            line.write_all(STARTED).ok();
        }
        let waiting = std::thread::Builder::new().name("stand-by".to_owned()).spawn(move || self.0.wait());
        // Without the thread, it stays a zombie until this program ends.
        drop(waiting);
    }
}

/// Supervises a start, in the supervising process. Returns when the start was successful (`Ok`) or the program died
/// (`Err`).
pub fn supervise(mut line: impl io::Read) -> Result<(), StartDied> {
    let mut received = Vec::new();
    line.by_ref().take(STARTED.len() as u64).read_to_end(&mut received).map_err(|_broken| StartDied)?;
    if received == STARTED { Ok(()) } else { Err(StartDied) }
}

/// The program died before its window opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the program died before its window opened")]
pub struct StartDied;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_programs_own_arguments_are_not_passed_on() {
        let all = ["--stand-by", "--without=opengl", "--pack", "wizards/okpay"].map(OsString::from);
        let kept: Vec<OsString> = customers_arguments(all.into_iter()).collect();
        assert_eq!(kept, ["--pack", "wizards/okpay"]);
    }

    #[test]
    fn a_broken_line_means_that_the_program_died() {
        assert_eq!(supervise(&b"well\n"[..]), Ok(()));
        assert_eq!(supervise(&b""[..]), Err(StartDied));
        assert_eq!(supervise(&b"we"[..]), Err(StartDied));
    }
}
