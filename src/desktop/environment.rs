//! The environment in which the customer started the program, for the customer's own programs that it starts.
//!
//! Some drawing methods need a variable that a browser must not inherit: with Mesa's software renderer, the browser would
//! be slow for as long as it runs, which may be weeks. The variable's former value is stored in the environment itself,
//! under another name, and so reaches every process of this program.
//!
//! There is one exception: where a file dialog falls back to zenity, `rfd` starts it with the changed environment.

use std::ffi::OsString;
use std::process::Command;

/// The prefix for the name of a variable that was changed; the value is the former one.
const WAS: &str = "OKPAY_WIZARD_WAS_";

/// The prefix for the name of a variable that the customer had not set.
const WAS_NOT: &str = "OKPAY_WIZARD_WAS_NOT_";

/// Sets a variable for a process of this program, and stores the former value.
pub(super) fn set(command: &mut Command, name: &str, value: &str) {
    match std::env::var_os(name) {
        Some(was) => command.env(format!("{WAS}{name}"), was),
        None => command.env(format!("{WAS_NOT}{name}"), ""),
    };
    command.env(name, value);
}

/// Gives a program the environment in which the customer started this one.
pub(super) fn restore(command: &mut Command) {
    for (name, value) in changes(std::env::vars_os()) {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
}

/// Whether this process has an environment other than the customer's.
pub(super) fn is_changed() -> bool {
    !changes(std::env::vars_os()).is_empty()
}

/// The variables to restore, and to remove where there is no value.
fn changes(all: impl Iterator<Item = (OsString, OsString)>) -> Vec<(OsString, Option<OsString>)> {
    let mut changes = Vec::new();
    for (variable, value) in all {
        let Some(text) = variable.to_str() else { continue };
        let (name, value) = match (text.strip_prefix(WAS_NOT), text.strip_prefix(WAS)) {
            (Some(name), _) => (name, None),
            (None, Some(name)) => (name, Some(value)),
            (None, None) => continue,
        };
        changes.push((OsString::from(name), value));
        changes.push((variable, None));
    }
    changes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_variable_that_was_set_is_restored_and_one_that_was_not_is_removed() {
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
