//! A home with a browser's cache and files that must never be touched, and a cleaner for it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;
use okpay_wizard::browser::{
    Amount, Browser, BrowserTable, CacheFolder, Cleaner, ClearOutcome, ClearPlan, ClearStep, DataKind, Family, KnownBy,
    Mode, Packaging, Process, Processes, Profile, Programs, Roots, RunningWhenSeen, Scope, StepCounts, StepOutcome,
    Unwatched, User, Watch, WhenRunning,
};
use okpay_wizard::pack::Os;

/// A machine without running programs.
struct Nobody;

impl Processes for Nobody {
    fn list(&self) -> Vec<Process> {
        Vec::new()
    }
}

/// A user's home with one cache, and a canary beside it.
pub(crate) struct World {
    _temp: tempfile::TempDir,
    pub(crate) root: PathBuf,
    pub(crate) home: PathBuf,
    pub(crate) base: PathBuf,
    pub(crate) cache: PathBuf,
    pub(crate) canary: PathBuf,
}

impl World {
    pub(crate) fn new() -> Self {
        let temp = tempfile::tempdir().unwrap();
        let root = temp.path().canonicalize().unwrap();
        let home = root.join("home");
        let base = home.join(".cache/browser");
        let cache = base.join("Default/Cache");
        let canary = root.join("canary");
        fs::create_dir_all(&cache).unwrap();
        fs::create_dir_all(canary.join("photos")).unwrap();
        put(&canary.join("photos/a.jpg"), b"a picture");
        put(&canary.join("wallet.dat"), b"money");
        put(&home.join("thesis.txt"), b"years");
        put(&base.join("Default/Preferences"), b"{}");
        Self { _temp: temp, root, home, base, cache, canary }
    }

    pub(crate) fn cleaner(&self) -> Cleaner {
        self.cleaner_among(Arc::new(Nobody))
    }

    pub(crate) fn cleaner_among(&self, processes: Arc<dyn Processes>) -> Cleaner {
        let roots = Roots {
            os: if cfg!(windows) { Os::Windows } else { Os::Linux },
            home: self.home.clone(),
            config: self.home.join(".config"),
            cache: self.home.join(".cache"),
            chrome_config: self.home.join(".config"),
            policies: Vec::new(),
            host: "here".to_owned(),
            user: User::Owner,
        };
        Cleaner::new(roots, BrowserTable::default(), processes, self.root.join("undo"))
    }

    /// A plan that clears the cache, for which this amount was shown.
    pub(crate) fn plan(&self, shown: Amount, looked_at: Timestamp) -> ClearPlan {
        let folder =
            CacheFolder { base: self.base.clone(), below: PathBuf::from("Default/Cache"), known_by: KnownBy::Place };
        let profile = Profile {
            folder: "Default".to_owned(),
            name: "Person 1".to_owned(),
            dir: self.base.join("Default"),
            caches: vec![folder],
            cookies: Vec::new(),
            last_used: None,
        };
        let browser = Browser {
            id: "browser".to_owned(),
            name: "Browser".to_owned(),
            family: Family::Chromium,
            packaging: Packaging::System,
            version: None,
            data: self.base.clone(),
            caches: Vec::new(),
            profiles: vec![profile.clone()],
            programs: Programs { names: vec!["the-browser".to_owned()], path_contains: None },
            by_hand: "chromium".to_owned(),
        };
        let step = ClearStep {
            browser,
            profile: Some(profile),
            part: DataKind::Cache,
            shown: StepCounts { amount: shown, ..StepCounts::default() },
            seen: RunningWhenSeen::Closed,
            folders: Vec::new(),
            skipped: Vec::new(),
        };
        ClearPlan { steps: vec![step], scope: Scope::Everything, looked_at }
    }

    pub(crate) fn sweep(&self, mode: Mode) -> StepOutcome {
        self.sweep_watched(mode, &Unwatched).steps.remove(0)
    }

    pub(crate) fn sweep_watched(&self, mode: Mode, watch: &dyn Watch) -> ClearOutcome {
        let plan = self.plan(Amount::default(), long_after());
        self.cleaner().carry_out(&plan, mode, WhenRunning::Skip, long_after(), watch).unwrap()
    }

    /// Everything except the content of the cache.
    pub(crate) fn outside(&self) -> BTreeMap<PathBuf, String> {
        let inside = |path: &PathBuf| path.starts_with(&self.cache) && *path != self.cache;
        listing(&self.root).into_iter().filter(|(path, _)| !inside(path)).collect()
    }

    pub(crate) fn is_empty(&self) -> bool {
        fs::read_dir(&self.cache).unwrap().next().is_none()
    }
}

/// A time later than every file of the test.
pub(crate) fn long_after() -> Timestamp {
    "2200-01-01T00:00:00Z".parse().unwrap()
}

pub(crate) fn put(path: &Path, content: &[u8]) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::File::create(path).and_then(|mut file| std::io::Write::write_all(&mut file, content)).unwrap();
}

/// The content of a folder, byte for byte, without following links.
pub(crate) fn listing(root: &Path) -> BTreeMap<PathBuf, String> {
    let mut found = BTreeMap::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let metadata = path.symlink_metadata().unwrap();
            let entry_kind = if metadata.is_symlink() {
                format!("link to {}", path.read_link().unwrap().display())
            } else if metadata.is_dir() {
                folders.push(path.clone());
                "folder".to_owned()
            } else if metadata.is_file() {
                format!("{:?}", fs::read(&path).unwrap())
            } else {
                "something else".to_owned()
            };
            found.insert(path, entry_kind);
        }
    }
    found
}
