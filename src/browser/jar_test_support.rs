//! Cookie stores for tests: real ones in every layout, with lookalikes of the site in them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

use rusqlite::types::Value;
use rusqlite::{Connection, params};

use super::sqlite::companion;
use super::{Family, Owner};

/// A cookie: its host, the site of its partition, its container, and its owner with okpay.com as the chosen site.
pub(super) struct Cookie(pub(super) &'static str, &'static str, u32, pub(super) Owner);

/// Cookies of the site, of other hosts in the site's partition, and of hosts whose names look like the site's.
pub(super) const JAR: [Cookie; 27] = [
    Cookie("okpay.com", "", 0, Owner::Site),
    Cookie(".okpay.com", "", 0, Owner::Site),
    Cookie("www.okpay.com", "", 0, Owner::Site),
    Cookie(".WWW.OKPay.com", "", 0, Owner::Site),
    Cookie("deep.down.okpay.com", "", 0, Owner::Site),
    Cookie("okpay.com", "okpay.com", 0, Owner::Site),
    Cookie("pay.okpay.com", "shop.example", 0, Owner::Site),
    Cookie("okpay.com", "", 3, Owner::Site),
    Cookie("cdn.example", "okpay.com", 0, Owner::KeptForSite),
    Cookie(".tracker.example", "okpay.com", 4, Owner::KeptForSite),
    Cookie("cdn.example", "notokpay.com", 0, Owner::Other),
    Cookie("cdn.example", "okpay.com.evil.example", 0, Owner::Other),
    Cookie("cdn.example", "", 0, Owner::Other),
    Cookie("notokpay.com", "", 0, Owner::Other),
    Cookie(".notokpay.com", "", 0, Owner::Other),
    Cookie("okpay.com.evil.example", "", 0, Owner::Other),
    Cookie(".www.okpay.com.evil.example", "", 0, Owner::Other),
    Cookie("okpay.community", "", 0, Owner::Other),
    Cookie("okpay.co", "", 0, Owner::Other),
    Cookie("okpayxcom", "", 0, Owner::Other),
    Cookie("okpay-com.example", "", 0, Owner::Other),
    Cookie("com", "", 0, Owner::Other),
    Cookie("", "", 0, Owner::Other),
    Cookie("xn--okpy-6na.com", "", 0, Owner::Other),
    Cookie("127.0.0.1", "", 0, Owner::Other),
    Cookie("localhost", "", 0, Owner::Other),
    Cookie("mail.example", "", 7, Owner::Other),
];

/// The layout of a store, and the state in which the browser left it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layout {
    Chromium,
    /// From before partitions.
    OldChromium,
    Firefox,
    /// From before partitions and containers.
    OldFirefox,
    /// The site's cookies are in the write-ahead log only, as after a crash.
    FirefoxWithLog,
    /// In the middle of a change, as after a crash; the change must be rolled back.
    ChromiumWithHotJournal,
}

impl Layout {
    pub(super) const ALL: [Self; 6] = [
        Self::Chromium,
        Self::OldChromium,
        Self::Firefox,
        Self::OldFirefox,
        Self::FirefoxWithLog,
        Self::ChromiumWithHotJournal,
    ];

    pub(super) fn family(self) -> Family {
        match self {
            Self::Chromium | Self::OldChromium | Self::ChromiumWithHotJournal => Family::Chromium,
            Self::Firefox | Self::OldFirefox | Self::FirefoxWithLog => Family::Firefox,
        }
    }

    fn is_old(self) -> bool {
        matches!(self, Self::OldChromium | Self::OldFirefox)
    }

    /// The cookies that this layout can hold: old layouts have no partitions and no containers.
    pub(super) fn cookies(self) -> Vec<&'static Cookie> {
        let fits = |cookie: &&Cookie| match self.family() {
            Family::Chromium => cookie.2 == 0 && (!self.is_old() || cookie.1.is_empty()),
            Family::Firefox | Family::Tor | Family::Safari => !self.is_old() || (cookie.2 == 0 && cookie.1.is_empty()),
        };
        JAR.iter().filter(fits).collect()
    }

    pub(super) fn owned_by(self, owner: Owner) -> u64 {
        self.cookies().iter().filter(|cookie| cookie.3 == owner).count() as u64
    }
}

/// The value of a cookie, which can be recognised in any file.
pub(super) fn value(cookie: &Cookie) -> String {
    format!("value-of-{}-in-{}-{}", cookie.0, cookie.1, cookie.2)
}

const CHROMIUM: &str = "
    CREATE TABLE meta (key LONGVARCHAR NOT NULL UNIQUE PRIMARY KEY, value LONGVARCHAR);
    INSERT INTO meta VALUES ('version', '24'), ('last_compatible_version', '24');
    CREATE TABLE cookies (creation_utc INTEGER NOT NULL, host_key TEXT NOT NULL, top_frame_site_key TEXT NOT NULL,
        name TEXT NOT NULL, value TEXT NOT NULL, encrypted_value BLOB NOT NULL, path TEXT NOT NULL,
        has_cross_site_ancestor INTEGER NOT NULL, source_scheme INTEGER NOT NULL, source_port INTEGER NOT NULL);
    CREATE UNIQUE INDEX cookies_unique_index ON cookies (host_key, top_frame_site_key, has_cross_site_ancestor, name,
        path, source_scheme, source_port);";

const OLD_CHROMIUM: &str = "
    CREATE TABLE meta (key LONGVARCHAR NOT NULL UNIQUE PRIMARY KEY, value LONGVARCHAR);
    INSERT INTO meta VALUES ('version', '12'), ('last_compatible_version', '12');
    CREATE TABLE cookies (creation_utc INTEGER NOT NULL, host_key TEXT NOT NULL, name TEXT NOT NULL,
        value TEXT NOT NULL, path TEXT NOT NULL, encrypted_value BLOB DEFAULT '', UNIQUE (host_key, name, path));";

const FIREFOX: &str = "
    PRAGMA user_version = 17;
    CREATE TABLE moz_cookies (id INTEGER PRIMARY KEY, originAttributes TEXT NOT NULL DEFAULT '', name TEXT, value TEXT,
        host TEXT, path TEXT, expiry INTEGER, isPartitionedAttributeSet INTEGER DEFAULT 0, updateTime INTEGER,
        CONSTRAINT moz_uniqueid UNIQUE (name, host, path, originAttributes));";

const OLD_FIREFOX: &str = "
    PRAGMA user_version = 9;
    CREATE TABLE moz_cookies (id INTEGER PRIMARY KEY, name TEXT, value TEXT, host TEXT, path TEXT, expiry INTEGER,
        rawSameSite INTEGER DEFAULT 0, CONSTRAINT moz_uniqueid UNIQUE (name, host, path));";

/// Creates a store.
pub(super) fn make(store: &Path, layout: Layout) {
    let connection = Connection::open(store).unwrap();
    connection.execute_batch("PRAGMA synchronous = OFF").unwrap();
    match layout {
        Layout::FirefoxWithLog => {
            connection.execute_batch("PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0").unwrap();
            connection.execute_batch(FIREFOX).unwrap();
            connection.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
        }
        Layout::Firefox => connection.execute_batch(&format!("PRAGMA journal_mode = WAL; {FIREFOX}")).unwrap(),
        Layout::OldFirefox => connection.execute_batch(OLD_FIREFOX).unwrap(),
        Layout::OldChromium => connection.execute_batch(OLD_CHROMIUM).unwrap(),
        Layout::Chromium | Layout::ChromiumWithHotJournal => {
            connection.execute_batch(&format!("PRAGMA journal_mode = TRUNCATE; {CHROMIUM}")).unwrap();
        }
    }
    for (number, cookie) in layout.cookies().into_iter().enumerate() {
        insert(&connection, layout, cookie, &format!("n{number}"));
    }
    if layout == Layout::FirefoxWithLog {
        as_after_a_crash(store, "-wal");
    }
    if layout == Layout::ChromiumWithHotJournal {
        connection.execute_batch("PRAGMA synchronous = FULL; PRAGMA cache_size = 2; BEGIN").unwrap();
        for number in 0..300 {
            insert(&connection, layout, &Cookie("half.example", "", 0, Owner::Other), &format!("half{number}"));
        }
        as_after_a_crash(store, "-journal");
        let journal = fs::read(companion(store, "-journal")).unwrap();
        assert!(journal.iter().any(|byte| *byte != 0), "the journal is hot");
    }
}

pub(super) fn insert(connection: &Connection, layout: Layout, cookie: &Cookie, name: &str) {
    let value = value(cookie);
    let site = if cookie.1.is_empty() { String::new() } else { format!("https://{}", cookie.1) };
    let mut attributes = Vec::new();
    if cookie.2 > 0 {
        attributes.push(format!("userContextId={}", cookie.2));
    }
    if !cookie.1.is_empty() {
        attributes.push(format!("partitionKey=%28https%2C{}%29", cookie.1));
    }
    let attributes = if attributes.is_empty() { String::new() } else { format!("^{}", attributes.join("&")) };
    match layout {
        Layout::Chromium | Layout::ChromiumWithHotJournal => connection.execute(
            "INSERT INTO cookies VALUES (13344, ?1, ?2, ?3, '', ?4, '/', 1, 2, 443)",
            params![cookie.0, site, name, value.as_bytes()],
        ),
        Layout::OldChromium => connection.execute(
            "INSERT INTO cookies VALUES (13344, ?1, ?2, '', '/', ?3)",
            params![cookie.0, name, value.as_bytes()],
        ),
        Layout::Firefox | Layout::FirefoxWithLog => connection.execute(
            "INSERT INTO moz_cookies VALUES (NULL, ?1, ?2, ?3, ?4, '/', 1, 0, 5)",
            params![attributes, name, value, cookie.0],
        ),
        Layout::OldFirefox => connection
            .execute("INSERT INTO moz_cookies VALUES (NULL, ?1, ?2, ?3, '/', 1, 0)", params![name, value, cookie.0]),
    }
    .unwrap();
}

/// Keeps the store and its companion as they are now, regardless of what closing the store does.
fn as_after_a_crash(store: &Path, suffix: &str) {
    let paths = [store.to_owned(), companion(store, suffix)];
    let bytes = paths.clone().map(|path| fs::read(path).unwrap());
    let folder = store.parent().unwrap().to_owned();
    let name = store.file_name().unwrap().to_owned();
    // The open files are moved to another folder, so that closing them changes nothing here.
    let aside = folder.with_extension("aside");
    fs::create_dir_all(&aside).unwrap();
    for path in fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()) {
        if path.file_name().unwrap().as_encoded_bytes().starts_with(name.as_encoded_bytes()) {
            fs::rename(&path, aside.join(path.file_name().unwrap())).unwrap();
        }
    }
    for (path, bytes) in paths.iter().zip(bytes) {
        put(path, &bytes);
    }
}

/// Times kills so that they hit the work on slow and fast machines.
pub(super) struct Aim {
    pause: Duration,
    kills: u32,
    /// The number of kills before anything was done.
    pub(super) nothing: u32,
    /// The number of kills after everything was done.
    pub(super) all: u32,
}

impl Aim {
    pub(super) fn new() -> Self {
        Self { pause: Duration::from_millis(4), kills: 0, nothing: 0, all: 0 }
    }

    /// How long to wait before the next kill: sometimes less and sometimes more than the best estimate.
    pub(super) fn pause(&mut self) -> Duration {
        self.kills += 1;
        self.pause.mul_f64(0.7 + f64::from(self.kills * 7 % 13) / 20.0)
    }

    /// The last kill came too early: nothing was done.
    pub(super) fn saw_nothing(&mut self) {
        self.nothing += 1;
        self.pause = self.pause.mul_f64(1.3);
    }

    /// The last kill came too late: all was done.
    pub(super) fn saw_all(&mut self) {
        self.all += 1;
        self.pause = self.pause.mul_f64(0.75);
    }
}

/// Writes a file.
pub(super) fn put(path: &Path, bytes: &[u8]) {
    use std::io::Write as _;
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::File::create(path).unwrap().write_all(bytes).unwrap();
}

/// Every file below a folder: its name, when it was changed, and its bytes.
pub(super) fn listing(folder: &Path) -> BTreeMap<String, (SystemTime, Option<Vec<u8>>)> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()) {
            let metadata = fs::symlink_metadata(&path).unwrap();
            let bytes = metadata.is_file().then(|| fs::read(&path).unwrap());
            if metadata.is_dir() {
                folders.push(path.clone());
            }
            files.insert(path.to_str().unwrap().to_owned(), (metadata.modified().unwrap(), bytes));
        }
    }
    files.insert(".".to_owned(), (fs::metadata(folder).unwrap().modified().unwrap(), None));
    files
}

/// All rows of a store, as they are.
pub(super) fn rows(store: &Path, family: Family) -> Vec<Vec<Value>> {
    let connection = Connection::open(store).unwrap();
    let table = if family == Family::Chromium { "cookies" } else { "moz_cookies" };
    let mut select = connection.prepare(&format!("SELECT rowid, * FROM {table} ORDER BY rowid")).unwrap();
    let width = select.column_count();
    let rows = select.query_map([], |row| (0..width).map(|column| row.get(column)).collect()).unwrap();
    rows.map(Result::unwrap).collect()
}

/// The hosts of a store's cookies.
pub(super) fn hosts(store: &Path, family: Family) -> Vec<String> {
    let connection = Connection::open(store).unwrap();
    let (table, host) = if family == Family::Chromium { ("cookies", "host_key") } else { ("moz_cookies", "host") };
    let mut select = connection.prepare(&format!("SELECT {host} FROM {table} ORDER BY rowid")).unwrap();
    select.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

/// The result of SQLite's own check of the store.
pub(super) fn health(store: &Path) -> String {
    let connection = Connection::open(store).unwrap();
    connection.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap()
}

/// A temporary folder for a test. Its path is resolved here, because the program follows no links: the system's
/// temporary folder is behind a link on macOS, and may have a short name on Windows.
pub(super) fn tempdir() -> std::io::Result<tempfile::TempDir> {
    let folder = std::env::temp_dir();
    tempfile::tempdir_in(super::find::resolved(&folder).unwrap_or(folder))
}
