//! The names of this machine and its user, so that they can be hidden; and random bytes.

use std::path::Path;

use directories::BaseDirs;

use crate::redact::{KnownSecrets, Salt};

/// The names of this machine and of its user, as far as the system knows them.
pub fn known() -> KnownSecrets {
    let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let home = BaseDirs::new().map(|dirs| dirs.home_dir().to_path_buf());
    let folder = home.as_deref().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
    KnownSecrets {
        user_names: ["USER", "USERNAME", "LOGNAME"].into_iter().filter_map(variable).chain(folder).collect(),
        host_names: sysinfo::System::host_name().into_iter().chain(variable("COMPUTERNAME")).collect(),
        home_folders: home.iter().map(|home| home.to_string_lossy().into_owned()).collect(),
        chosen: Vec::new(),
    }
}

/// Random bytes for a new session. Should the system have none, the clock replaces them: the tags of hidden values are
/// then easier to guess, but the customer still gets help.
pub fn salt() -> Salt {
    let mut salt = Salt::default();
    if let Err(error) = getrandom::fill(&mut salt) {
        tracing::warn!(%error, "the system has no random bytes");
        let now = super::clock::now().as_nanosecond().to_le_bytes();
        for (slot, byte) in salt.iter_mut().zip(now) {
            *slot = byte;
        }
    }
    salt
}

#[cfg(test)]
mod tests {
    use super::salt;

    #[test]
    fn no_two_sessions_have_the_same_salt() {
        assert_ne!(salt(), salt());
    }
}
