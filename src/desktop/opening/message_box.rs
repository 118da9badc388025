//! A message box of the system, for when the program has no window.
//!
//! On Linux, a program of the desktop shows the box: zenity, kdialog, xmessage or notify-send. `rfd` knows only the
//! first of them.

use std::io;
use std::process::{Command, Stdio};

use super::super::environment;

/// The message could not be shown.
#[derive(Debug, thiserror::Error)]
#[error("no program on this system shows a message")]
pub struct NotShown;

/// Shows a message and waits until the customer closes it. The caller must be on the main thread: some systems show
/// nothing from another.
pub fn show(title: &str, text: &str) -> Result<(), NotShown> {
    tracing::info!(title, "showing a message");
    // On Linux no single library can do it; each desktop has a program of its own.
    if cfg!(any(windows, target_os = "macos")) {
        show_by_system(title, text);
        Ok(())
    } else {
        show_by_program(title, text)
    }
}

fn show_by_system(title: &str, text: &str) {
    rfd::MessageDialog::new().set_level(rfd::MessageLevel::Warning).set_title(title).set_description(text).show();
}

fn show_by_program(title: &str, text: &str) -> Result<(), NotShown> {
    for (program, arguments) in programs(title, text) {
        match run(program, &arguments) {
            Ok(()) => return Ok(()),
            // Most systems have only one of them.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => tracing::warn!(%error, program, "the program showed no message"),
        }
    }
    Err(NotShown)
}

/// The programs of the desktops, best first, with arguments that keep them from reading the text as markup.
fn programs(title: &str, text: &str) -> [(&'static str, Vec<String>); 4] {
    let owned = |arguments: &[&str]| arguments.iter().map(|&argument| argument.to_owned()).collect::<Vec<String>>();
    [
        (
            "zenity",
            owned(&["--warning", "--no-markup", "--width=480", &format!("--title={title}"), &format!("--text={text}")]),
        ),
        // It reads markup in the text, and a folder's name may look like markup.
        ("kdialog", owned(&["--title", title, "--sorry", &text.replace('<', "\u{2039}")])),
        ("xmessage", owned(&["-center", "-title", title, text])),
        ("notify-send", owned(&["--urgency=critical", title, &text.replace('<', "\u{2039}")])),
    ]
}

/// Runs it to its end. Its exit status does not matter: a customer who closes the box by its title bar has seen it. A
/// program that cannot reach the display says so on standard error.
fn run(program: &str, arguments: &[String]) -> io::Result<()> {
    let mut command = Command::new(program);
    environment::restore(&mut command);
    let output = command.args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).output()?;
    let errors = String::from_utf8_lossy(&output.stderr).to_lowercase();
    let unseen = ["cannot open display", "can't open display", "could not connect to display"];
    if unseen.iter().any(|message| errors.contains(message)) {
        return Err(io::Error::other("it has no display"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_never_an_option_or_markup_of_the_program_that_shows_it() {
        let text = "--help <b>the log is in</b> /home/li/<logs>";
        let programs = programs("--title of it", text);
        let by_name = |name: &str| &programs.iter().find(|(program, _)| *program == name).unwrap().1;
        assert!(by_name("zenity").contains(&format!("--text={text}")));
        assert!(by_name("zenity").contains(&"--no-markup".to_owned()));
        assert!(by_name("kdialog").iter().all(|argument| !argument.contains('<')));
    }
}
