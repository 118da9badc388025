//! The machine's system, which support asks for first.
//!
//! Nothing here identifies one customer's machine: no host name, no user name, no serial numbers.

use sysinfo::System;

use crate::pack::Os;

/// The machine's system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SystemFacts {
    /// The system's name and version, as it calls itself: "Windows 11 Home (22631)", "macOS 15.1 Sequoia",
    /// "Debian GNU/Linux 12".
    pub os: String,
    /// The kind of system, for conditions in packs.
    pub os_kind: Os,
    /// The processor's family: `x86_64`, `aarch64`.
    pub architecture: String,
    /// The system's locale; empty where the system does not say.
    pub locale: String,
    /// This program's version.
    pub program_version: String,
}

impl SystemFacts {
    /// Asks the system.
    pub fn gather() -> Self {
        Self {
            os: os_name(),
            os_kind: OS,
            architecture: System::cpu_arch(),
            locale: sys_locale::get_locale().unwrap_or_default(),
            program_version: env!("CARGO_PKG_VERSION").to_owned(),
        }
    }
}

/// The system that this program was built for. Every Unix but macOS counts as Linux.
pub const OS: Os = if cfg!(windows) {
    Os::Windows
} else if cfg!(target_os = "macos") {
    Os::MacOs
} else {
    Os::Linux
};

fn os_name() -> String {
    let (name, version, long) = (System::name().ok(), System::os_version().ok(), System::long_os_version().ok());
    match OS {
        // The long name lacks the build, in which 22H2 and 23H2 differ; the version is "11 (22631)".
        Os::Windows => {
            let build = version.as_deref().and_then(|version| version.split_once(' ')).map(|(_, build)| build);
            join([long.as_deref().or(name.as_deref()), build])
        }
        Os::MacOs => join([long.as_deref().or(name.as_deref()), None]),
        // The long name would be "Linux (Debian GNU/Linux 12)".
        Os::Linux => join([name.as_deref(), version.as_deref()]),
    }
}

fn join(parts: [Option<&str>; 2]) -> String {
    let parts: Vec<&str> = parts.into_iter().flatten().map(str::trim).filter(|part| !part.is_empty()).collect();
    if parts.is_empty() { std::env::consts::OS.to_owned() } else { parts.join(" ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn support_learns_which_system_it_is() {
        let facts = SystemFacts::gather();
        assert!(!facts.os.is_empty());
        assert!(!facts.os.contains('\n'));
        assert!(!facts.architecture.is_empty());
        assert_eq!(facts.program_version, env!("CARGO_PKG_VERSION"));
    }

    #[test]
    fn a_system_without_a_name_gets_one() {
        assert_eq!(join([None, Some("  ")]), std::env::consts::OS);
        assert_eq!(join([Some("Debian GNU/Linux"), Some("12")]), "Debian GNU/Linux 12");
    }
}
