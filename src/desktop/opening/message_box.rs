//! A box with a few words, by the system's own means: for when there is no window to say them in.
//!
//! On Linux the box comes from the desktop's own programs: zenity, kdialog, xmessage or notify-send. `rfd` knows only
//! the first of them.

use std::io;
use std::process::{Command, Stdio};

use super::super::environment;

/// Nobody could show it.
#[derive(Debug, thiserror::Error)]
#[error("no program on this system shows a message")]
pub struct NotShown;

/// Shows a message and waits until it is closed. Called on the main thread: some systems show nothing from another.
pub fn show(title: &str, words: &str) -> Result<(), NotShown> {
    tracing::info!(title, "showing a message");
    // On Linux there is no one library for it; each desktop brings a program of its own.
    if cfg!(any(windows, target_os = "macos")) {
        by_the_system(title, words);
        Ok(())
    } else {
        by_a_program(title, words)
    }
}

fn by_the_system(title: &str, words: &str) {
    rfd::MessageDialog::new().set_level(rfd::MessageLevel::Warning).set_title(title).set_description(words).show();
}

fn by_a_program(title: &str, words: &str) -> Result<(), NotShown> {
    for (program, arguments) in programs(title, words) {
        match run(program, &arguments) {
            Ok(()) => return Ok(()),
            // Most systems have one of them only.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => tracing::warn!(%error, program, "it showed no message"),
        }
    }
    Err(NotShown)
}

/// The programs of the desktops, best first. None of them takes the words for markup.
fn programs(title: &str, words: &str) -> [(&'static str, Vec<String>); 4] {
    let owned = |arguments: &[&str]| arguments.iter().map(|&argument| argument.to_owned()).collect::<Vec<String>>();
    [
        (
            "zenity",
            owned(&[
                "--warning",
                "--no-markup",
                "--width=480",
                &format!("--title={title}"),
                &format!("--text={words}"),
            ]),
        ),
        // What looks like markup would be taken for it, and the words hold names of folders.
        ("kdialog", owned(&["--title", title, "--sorry", &words.replace('<', "\u{2039}")])),
        ("xmessage", owned(&["-center", "-title", title, words])),
        ("notify-send", owned(&["--urgency=critical", title, &words.replace('<', "\u{2039}")])),
    ]
}

/// Runs it to its end. Who closes the box with its cross has seen it all the same; what cannot reach the display says
/// so on standard error.
fn run(program: &str, arguments: &[String]) -> io::Result<()> {
    let mut command = Command::new(program);
    environment::as_given(&mut command);
    let output = command.args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).output()?;
    let complaint = String::from_utf8_lossy(&output.stderr).to_lowercase();
    let unseen = ["cannot open display", "can't open display", "could not connect to display"];
    if unseen.iter().any(|words| complaint.contains(words)) {
        return Err(io::Error::other("it has no display"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_never_an_option_or_markup_of_the_program_that_shows_it() {
        let words = "--help <b>the log is in</b> /home/li/<logs>";
        let programs = programs("--title of it", words);
        let by_name = |name: &str| &programs.iter().find(|(program, _)| *program == name).unwrap().1;
        assert!(by_name("zenity").contains(&format!("--text={words}")));
        assert!(by_name("zenity").contains(&"--no-markup".to_owned()));
        assert!(by_name("kdialog").iter().all(|argument| !argument.contains('<')));
    }
}
