//! Starting the program anew, in a process of its own: what a driver has left behind in the old one goes with it.

use std::convert::Infallible;
use std::ffi::OsString;
use std::io::{self, Read as _, Write as _};
use std::process::{Child, Command, Stdio};

use super::super::environment;
use super::Renderer;

/// The argument that names the ways of drawing that have failed in this start.
const WITHOUT: &str = "without";

/// The argument of a process that stands by.
const STAND_BY: &str = "--stand-by";

/// What a start that went well says to the process that stands by.
const WELL: &[u8] = b"well\n";

/// Starts the program anew with the arguments it was started with, but without these ways of drawing, and with these
/// variables beside the customer's. Does not return where that works: on Unix the new program takes this one's place,
/// elsewhere this one ends.
///
/// Whoever calls has let go of everything that only one copy may have.
pub fn start_again(without: &[Renderer], variables: &[(&str, &str)]) -> io::Result<Infallible> {
    let mut command = this_program(excluding(without))?;
    for (name, value) in variables {
        environment::change(&mut command, name, value);
    }
    tracing::info!(?without, "starting anew");
    // What waits to be written would be lost with this process.
    super::super::log::flush();
    replace_with(command)
}

/// The argument that says so; none where there is nothing to say.
fn excluding(without: &[Renderer]) -> Vec<OsString> {
    let names: Vec<&str> = without.iter().map(|renderer| renderer.name()).collect();
    let said = (!names.is_empty()).then(|| OsString::from(format!("--{WITHOUT}={}", names.join(","))));
    said.into_iter().collect()
}

/// This program as the customer started it, with some arguments of its own before theirs.
fn this_program(own: Vec<OsString>) -> io::Result<Command> {
    let mut command = Command::new(std::env::current_exe()?);
    command.args(own).args(arguments_of_people(std::env::args_os().skip(1)));
    // What one way of drawing needed of the environment is no wish of the next one's.
    environment::as_given(&mut command);
    Ok(command)
}

/// The arguments without those that the program gave itself.
fn arguments_of_people(all: impl Iterator<Item = OsString>) -> impl Iterator<Item = OsString> {
    let own = format!("--{WITHOUT}=");
    all.filter(move |argument| {
        let text = argument.to_string_lossy();
        text != STAND_BY && !text.starts_with(&own)
    })
}

#[cfg(unix)]
fn replace_with(mut command: Command) -> io::Result<Infallible> {
    use std::os::unix::process::CommandExt as _;
    Err(command.exec())
}

#[cfg(not(unix))]
#[expect(clippy::exit, reason = "the new process goes on in this one's place, whose other threads may hang")]
fn replace_with(mut command: Command) -> io::Result<Infallible> {
    command.spawn()?;
    std::process::exit(0)
}

/// A process that waits beside a start of which nothing is known yet. Should that one die before its window comes, it
/// goes on in its place, so that nobody double-clicks in vain.
#[derive(Debug)]
pub struct Supervisor(Child);

impl Supervisor {
    /// Has one wait, which would go on without these ways of drawing.
    pub fn begin(without: &[Renderer]) -> io::Result<Self> {
        let mut own = excluding(without);
        own.push(OsString::from(STAND_BY));
        let mut command = this_program(own)?;
        Ok(Self(command.stdin(Stdio::piped()).spawn()?))
    }

    /// Sends it home.
    pub fn dismiss(mut self) {
        if let Some(mut line) = self.0.stdin.take() {
            // It may be gone, and then nobody needs to be told.
            line.write_all(WELL).ok();
        }
        let waiting = std::thread::Builder::new().name("stand-by".to_owned()).spawn(move || self.0.wait());
        // Without a thread it stays a name in the system's list until this program ends.
        drop(waiting);
    }
}

/// Stands by: returns when the program that it stands by has said that all is well (`Ok`), or has died (`Err`).
pub fn wait_for(mut line: impl io::Read) -> Result<(), StartDied> {
    let mut said = Vec::new();
    line.by_ref().take(WELL.len() as u64).read_to_end(&mut said).map_err(|_broken| StartDied)?;
    if said == WELL { Ok(()) } else { Err(StartDied) }
}

/// The program died before its window came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the program died before its window came")]
pub struct StartDied;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_programs_own_arguments_are_not_handed_on() {
        let all = ["--stand-by", "--without=opengl", "--pack", "wizards/okpay"].map(OsString::from);
        let kept: Vec<OsString> = arguments_of_people(all.into_iter()).collect();
        assert_eq!(kept, ["--pack", "wizards/okpay"]);
    }

    #[test]
    fn a_line_that_breaks_is_a_program_that_died() {
        assert_eq!(wait_for(&b"well\n"[..]), Ok(()));
        assert_eq!(wait_for(&b""[..]), Err(StartDied));
        assert_eq!(wait_for(&b"we"[..]), Err(StartDied));
    }
}
