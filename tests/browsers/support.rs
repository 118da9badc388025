//! A customer's machine, built in a folder that is deleted after the test: any system's layout, on any system.

use std::fs;
use std::path::{Path, PathBuf};

use okpay_wizard::browser::{Browser, BrowserTable, Process, Roots, User, find};
use okpay_wizard::pack::Os;

/// A machine with one customer's home.
pub(crate) struct Machine {
    _folder: tempfile::TempDir,
    /// The whole disk.
    pub(crate) disk: PathBuf,
    /// The customer's folders.
    pub(crate) roots: Roots,
}

impl Machine {
    /// A machine without browsers.
    pub(crate) fn new(os: Os) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let disk = real(folder.path());
        let home = disk.join("home/王小明");
        let (config, cache) = match os {
            Os::Windows => ("AppData/Roaming", "AppData/Local"),
            Os::MacOs => ("Library/Application Support", "Library/Caches"),
            Os::Linux => (".config", ".cache"),
        };
        let (config, cache) = (home.join(config), home.join(cache));
        fs::create_dir_all(&config).unwrap();
        fs::create_dir_all(&cache).unwrap();
        let roots = Roots {
            os,
            home,
            chrome_config: config.clone(),
            config,
            cache,
            policies: Vec::new(),
            host: "wang-pc".to_owned(),
            user: User::Owner,
        };
        Self { _folder: folder, disk, roots }
    }

    /// A path below the home.
    pub(crate) fn home(&self, inside: &str) -> PathBuf {
        inside.split('/').fold(self.roots.home.clone(), |path, part| path.join(part))
    }

    /// Chromium's files: a data folder with these profiles, given by folder and name.
    pub(crate) fn chromium(&self, data: &str, profiles: &[(&str, &str)]) -> PathBuf {
        let data = self.home(data);
        let known: Vec<String> =
            profiles.iter().map(|(folder, name)| format!("{folder:?}: {{\"name\": {name:?}}}")).collect();
        put(&data.join("Local State"), &format!("{{\"profile\": {{\"info_cache\": {{{}}}}}}}", known.join(", ")));
        put(&data.join("Last Version"), "156.0.8078.79");
        for (folder, _) in profiles {
            put(&data.join(folder).join("Preferences"), "{\"profile\": {\"name\": \"from the preferences\"}}");
            put(&data.join(folder).join("Cookies"), "");
        }
        data
    }

    /// Firefox's files: a folder with `profiles.ini` and these profiles, given by path and name.
    pub(crate) fn firefox(&self, root: &str, profiles: &[(&str, &str)]) -> PathBuf {
        let root = self.home(root);
        let mut ini = "[General]\nStartWithLastProfile=1\n\n".to_owned();
        for (n, (path, name)) in profiles.iter().enumerate() {
            let relative = u8::from(!Path::new(path).is_absolute());
            let section = format!("[Profile{n}]\nName={name}\nIsRelative={relative}\nPath={path}\n\n");
            ini.push_str(&section);
            firefox_profile(&root.join(path));
        }
        put(&root.join("profiles.ini"), &ini);
        root
    }

    /// The browsers that are found while no process runs.
    pub(crate) fn browsers(&self) -> Vec<Browser> {
        self.browsers_while(&[])
    }

    /// The browsers that are found while these processes run.
    pub(crate) fn browsers_while(&self, processes: &[Process]) -> Vec<Browser> {
        find(&self.roots, &BrowserTable::built_in().unwrap(), processes)
    }

    /// The only browser that is found.
    pub(crate) fn only_browser(&self) -> Browser {
        let mut browsers = self.browsers();
        assert_eq!(browsers.len(), 1, "{browsers:#?}");
        browsers.remove(0)
    }
}

/// The path without links, in the usual spelling: Windows returns its own form (`\\?\C:\Users`).
fn real(path: &Path) -> PathBuf {
    let real = path.canonicalize().unwrap();
    real.to_str().and_then(|text| text.strip_prefix(r"\\?\")).map(PathBuf::from).unwrap_or(real)
}

/// The files of one profile of a Firefox.
pub(crate) fn firefox_profile(dir: &Path) {
    put(&dir.join("prefs.js"), "// Mozilla User Preferences\n");
    put(&dir.join("times.json"), "{}");
    put(&dir.join("compatibility.ini"), "[Compatibility]\nLastVersion=153.0_20260801/20260801\n");
    put(&dir.join("cookies.sqlite"), "");
}

/// Creates a file and its parent folders.
pub(crate) fn put(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::File::create(path).and_then(|mut file| std::io::Write::write_all(&mut file, text.as_bytes())).unwrap();
}

/// The full name of a test. A test passes it to this binary to run in its own process.
#[cfg(unix)]
pub(crate) fn test_name(module_path: &str, test: &str) -> String {
    let (_, module) = module_path.split_once("::").unwrap();
    format!("{module}::{test}")
}
