//! What tells this machine and its user from others, so that it can be hidden; and random bytes that nobody has.

use std::path::Path;

use directories::BaseDirs;

use crate::redact::{KnownSecrets, Salt};

/// The names of this machine and of whoever sits at it, as far as the system says them.
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

/// Random bytes for a new session. Should the system have none, which none of ours does, the clock stands in: tags of
/// hidden values are worth a little less then, and nobody is kept from being helped.
pub fn salt() -> Salt {
    let mut salt = Salt::default();
    if let Err(error) = getrandom::fill(&mut salt) {
        tracing::warn!(%error, "the system has no random bytes");
        let now = super::clock::now().as_nanosecond().to_le_bytes();
        for (place, byte) in salt.iter_mut().zip(now) {
            *place = byte;
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
