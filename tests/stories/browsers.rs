//! Browsers on a customer's machine: real folders, real cookie stores, and processes that come and go.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use okpay_wizard::browser::{Process, ProcessOwner, Processes, Roots, User};
use okpay_wizard::pack::Os;
use rusqlite::{Connection, params};

/// The processes that run on the machine now.
#[derive(Default)]
pub(crate) struct Running(Mutex<Vec<Process>>);

impl Processes for Running {
    fn list(&self) -> Vec<Process> {
        self.0.lock().unwrap().clone()
    }
}

/// A home with browsers in it.
pub(crate) struct Browsers {
    home: PathBuf,
    pub(crate) user: User,
    pub(crate) processes: Arc<Running>,
}

impl Browsers {
    /// A home in which no browser was ever started.
    pub(crate) fn below(home: &Path) -> Self {
        fs::create_dir_all(home).unwrap();
        // The system's folder for temporary files may be a link, and no part of a browser's path may be one.
        let home = real(home);
        Self { home, user: User::Owner, processes: Arc::default() }
    }

    /// The folder that contains everything.
    pub(crate) fn roots(&self) -> Roots {
        Roots {
            os: Os::Linux,
            home: self.home.clone(),
            config: self.home.join(".config"),
            cache: self.home.join(".cache"),
            chrome_config: self.home.join(".config"),
            policies: Vec::new(),
            host: "laptop".to_owned(),
            user: self.user.clone(),
        }
    }

    /// Chrome, last used today by Xiao Ming, who is signed in to OKPay and to other sites.
    pub(crate) fn with_chrome(&self) {
        self.with_chrome_in(".config/google-chrome");
    }

    /// The same Chrome, with its data in this folder of the home.
    pub(crate) fn with_chrome_in(&self, folder: &str) {
        let data = self.home.join(folder);
        let state = r#"{"profile": {"info_cache": {"Default": {"name": "小明", "active_time": 1794900000.0}}}}"#;
        put(&data.join("Local State"), state.as_bytes());
        put(&data.join("Default/Preferences"), b"{}");
        put(&data.join("Default/Login Data"), b"passwords");
        put(&data.join("Default/Bookmarks"), b"bookmarks");
        let store = Connection::open(data.join("Default/Cookies")).unwrap();
        store.execute_batch(CHROMIUM).unwrap();
        let cookie = |host: &str, under: &str, name: &str| {
            let values = params![host, under, name, "secret"];
            store.execute("INSERT INTO cookies VALUES (13344, ?1, ?2, ?3, ?4, x'', '/', 1, 2, 443)", values).unwrap();
        };
        for number in 0..14 {
            cookie(if number < 7 { ".okpay.com" } else { "www.okpay.com" }, "", &format!("n{number}"));
        }
        cookie("chat.example", "https://okpay.com", "talk");
        for host in OTHERS {
            cookie(host, "", "n");
        }
        for number in 0..30 {
            let name = format!(".cache/google-chrome/Default/Cache/Cache_Data/{number:016x}_0");
            put(&self.home.join(name), &[7; 10_000]);
        }
    }

    /// Firefox, with a cache, cookies of OKPay, and site data.
    pub(crate) fn with_firefox(&self) {
        let data = self.home.join(".mozilla/firefox");
        let list = "[Profile0]\nName=default-release\nIsRelative=1\nPath=abcd1234.default-release\nDefault=1\n";
        put(&data.join("profiles.ini"), list.as_bytes());
        let profile = data.join("abcd1234.default-release");
        put(&profile.join("prefs.js"), b"// Mozilla User Preferences\n");
        put(&profile.join("places.sqlite"), b"history");
        let store = Connection::open(self.firefox_cookies()).unwrap();
        store.execute_batch(FIREFOX).unwrap();
        for (number, host) in [".okpay.com", "www.okpay.com", "pay.okpay.com"].into_iter().chain(OTHERS).enumerate() {
            let values = params![format!("n{number}"), host];
            store.execute("INSERT INTO moz_cookies VALUES (NULL, '', ?1, 'secret', ?2, '/', 1, 0, 5)", values).unwrap();
        }
        for number in 0..5 {
            let name = format!(".cache/mozilla/firefox/abcd1234.default-release/cache2/entries/{number:040X}");
            put(&self.home.join(name), &[7; 2_000]);
        }
    }

    pub(crate) fn chrome_cookies(&self) -> PathBuf {
        self.home.join(".config/google-chrome/Default/Cookies")
    }

    pub(crate) fn firefox_cookies(&self) -> PathBuf {
        self.home.join(".mozilla/firefox/abcd1234.default-release/cookies.sqlite")
    }

    pub(crate) fn chrome_cache(&self) -> PathBuf {
        self.home.join(".cache/google-chrome/Default/Cache")
    }

    /// Chrome is open: a window, a helper, and a process in the background.
    pub(crate) fn opens_chrome(&self) {
        self.opens_chrome_with(&[]);
    }

    /// The same, with the data folder that [`Self::with_chrome_in`] made.
    pub(crate) fn opens_chrome_in(&self, folder: &str) {
        self.opens_chrome_with(&[&format!("--user-data-dir={}", self.home.join(folder).display())]);
    }

    fn opens_chrome_with(&self, arguments: &[&str]) {
        let exe = PathBuf::from("/opt/google/chrome/chrome");
        let process = |pid: u32, arguments: &[&str]| Process {
            pid,
            exe: Some(exe.clone()),
            name: "chrome".to_owned(),
            arguments: [exe.as_os_str().to_owned()].into_iter().chain(arguments.iter().map(OsString::from)).collect(),
            owner: ProcessOwner::ThisUser,
        };
        *self.processes.0.lock().unwrap() = vec![process(4312, arguments), process(4320, &["--type=renderer"])];
    }

    /// Closes everything.
    pub(crate) fn closes_all(&self) {
        self.processes.0.lock().unwrap().clear();
    }
}

/// Hosts that do not belong to OKPay, although they look like it.
const OTHERS: [&str; 5] =
    ["notokpay.com", "okpay.com.evil.example", ".mail.example", "okpay.community", "bank.example"];

/// The hosts in a store, each with its number of cookies.
pub(crate) fn hosts(store: &Path) -> Vec<(String, i64)> {
    let store = Connection::open(store).unwrap();
    let check: String = store.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(check, "ok");
    let is_chrome: bool =
        store.query_row("SELECT count(*) > 0 FROM sqlite_master WHERE name = 'cookies'", [], |row| row.get(0)).unwrap();
    let (table, host) = if is_chrome { ("cookies", "host_key") } else { ("moz_cookies", "host") };
    let mut query = store.prepare(&format!("SELECT {host}, count(*) FROM {table} GROUP BY 1 ORDER BY 1")).unwrap();
    let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    rows.collect::<Result<_, _>>().unwrap()
}

/// Hosts with one cookie each, none of them OKPay's.
pub(crate) fn only_others() -> Vec<(String, i64)> {
    let mut others: Vec<(String, i64)> = OTHERS.map(|host| (host.to_owned(), 1)).into();
    others.sort();
    others
}

const CHROMIUM: &str = "
    CREATE TABLE meta (key LONGVARCHAR NOT NULL UNIQUE PRIMARY KEY, value LONGVARCHAR);
    INSERT INTO meta VALUES ('version', '24'), ('last_compatible_version', '24');
    CREATE TABLE cookies (creation_utc INTEGER NOT NULL, host_key TEXT NOT NULL, top_frame_site_key TEXT NOT NULL,
        name TEXT NOT NULL, value TEXT NOT NULL, encrypted_value BLOB NOT NULL, path TEXT NOT NULL,
        has_cross_site_ancestor INTEGER NOT NULL, source_scheme INTEGER NOT NULL, source_port INTEGER NOT NULL);
    CREATE UNIQUE INDEX cookies_unique_index ON cookies (host_key, top_frame_site_key, has_cross_site_ancestor, name,
        path, source_scheme, source_port);";

const FIREFOX: &str = "
    PRAGMA user_version = 17;
    CREATE TABLE moz_cookies (id INTEGER PRIMARY KEY, originAttributes TEXT NOT NULL DEFAULT '', name TEXT, value TEXT,
        host TEXT, path TEXT, expiry INTEGER, isPartitionedAttributeSet INTEGER DEFAULT 0, updateTime INTEGER,
        CONSTRAINT moz_uniqueid UNIQUE (name, host, path, originAttributes));";

fn put(path: &Path, content: &[u8]) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, content).unwrap();
}

/// The path without links, in the usual spelling: Windows returns its own form (`\\?\C:\Users`).
fn real(path: &Path) -> PathBuf {
    let real = path.canonicalize().unwrap();
    real.to_str().and_then(|text| text.strip_prefix(r"\\?\")).map(PathBuf::from).unwrap_or(real)
}
