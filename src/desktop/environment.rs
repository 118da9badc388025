//! The environment in which the customer started the program, for everything of theirs that it starts.
//!
//! Some ways of drawing need a variable of ours, which a browser that we open must not inherit: with Mesa's software
//! renderer it would be slow for as long as it runs, which may be weeks. What a variable was before is kept in the
//! environment itself, beside it, and so reaches every process of ours.
//!
//! There is one exception: where a file dialog falls back to zenity, `rfd` starts it, with the changed environment.

use std::ffi::OsString;
use std::process::Command;

/// Before the name of a variable that was changed: its value is what that one was.
const WAS: &str = "OKPAY_WIZARD_WAS_";

/// Before the name of a variable that is ours alone: there was none.
const WAS_NOT: &str = "OKPAY_WIZARD_WAS_NOT_";

/// Gives a process of ours a variable, and remembers what it was.
pub(super) fn change(command: &mut Command, name: &str, value: &str) {
    match std::env::var_os(name) {
        Some(was) => command.env(format!("{WAS}{name}"), was),
        None => command.env(format!("{WAS_NOT}{name}"), ""),
    };
    command.env(name, value);
}

/// Gives a program the environment in which the customer started this one.
pub(super) fn as_given(command: &mut Command) {
    for (name, value) in changes(std::env::vars_os()) {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
}

/// Whether this process has another environment than the customer's.
pub(super) fn is_changed() -> bool {
    !changes(std::env::vars_os()).is_empty()
}

/// What has to be put back or taken out.
fn changes(all: impl Iterator<Item = (OsString, OsString)>) -> Vec<(OsString, Option<OsString>)> {
    let mut changes = Vec::new();
    for (mark, value) in all {
        let Some(text) = mark.to_str() else { continue };
        let (name, value) = match (text.strip_prefix(WAS_NOT), text.strip_prefix(WAS)) {
            (Some(name), _) => (name, None),
            (None, Some(name)) => (name, Some(value)),
            (None, None) => continue,
        };
        changes.push((OsString::from(name), value));
        changes.push((mark, None));
    }
    changes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_set_is_put_back_and_what_was_not_is_taken_out() {
        let all = [
            ("HOME", "/home/li"),
            ("OKPAY_WIZARD_HOME", "/mnt"),
            ("LIBGL_ALWAYS_SOFTWARE", "1"),
            ("OKPAY_WIZARD_WAS_LIBGL_ALWAYS_SOFTWARE", "0"),
            ("OTHER", "x"),
            ("OKPAY_WIZARD_WAS_NOT_OTHER", ""),
        ];
        let changes = changes(all.into_iter().map(|(name, value)| (name.into(), value.into())));
        let changes: Vec<(&str, Option<&str>)> = changes
            .iter()
            .map(|(name, value)| (name.to_str().unwrap(), value.as_ref().map(|value| value.to_str().unwrap())))
            .collect();
        let expected = [
            ("LIBGL_ALWAYS_SOFTWARE", Some("0")),
            ("OKPAY_WIZARD_WAS_LIBGL_ALWAYS_SOFTWARE", None),
            ("OTHER", None),
            ("OKPAY_WIZARD_WAS_NOT_OTHER", None),
        ];
        assert_eq!(changes, expected);
    }
}
