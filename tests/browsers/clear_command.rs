//! Support staff run `okpay-wizard clear`, by typing it and in a script.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;
use okpay_wizard::browser::{
    BrowserTable, Cleaner, DataKind, Mode, PartitionChoice, Process, ProcessOwner, Processes, Roots, Scope, Site,
    Unwatched, User, WhenRunning,
};
use okpay_wizard::cli::check::Findings;
use okpay_wizard::cli::clear::{
    ClearRequest, ClearTarget, ClearTask, CommandOutput, OutputFormat, Prompt, RunMode, clear, error_document,
};
use okpay_wizard::lang::Lang;
use okpay_wizard::pack::Os;
use serde_json::Value;

/// A machine with Chromium and Firefox, two profiles each.
struct Workplace {
    _temp: tempfile::TempDir,
    home: PathBuf,
    processes: Vec<Process>,
    user: User,
}

/// The machine's processes, as the test lists them.
struct Listed(Vec<Process>);

impl Processes for Listed {
    fn list(&self) -> Vec<Process> {
        self.0.clone()
    }
}

/// Gives the same answer to every question, and records the questions.
#[derive(Default)]
struct Person {
    answer: Option<bool>,
    asked: String,
}

impl Prompt for Person {
    fn agrees(&mut self, question: &str) -> Option<bool> {
        self.asked.push_str(question);
        self.answer
    }
}

fn put(path: &Path, content: &[u8]) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::File::create(path).and_then(|mut file| std::io::Write::write_all(&mut file, content)).unwrap();
}

const HOSTS: [&str; 6] =
    ["okpay.com", ".okpay.com", "www.okpay.com", "notokpay.com", "okpay.com.evil.example", ".example.org"];

fn chromium_cookies(path: &Path) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    let store = rusqlite::Connection::open(path).unwrap();
    store
        .execute_batch(
            "CREATE TABLE meta(key LONGVARCHAR NOT NULL UNIQUE PRIMARY KEY, value LONGVARCHAR);
             INSERT INTO meta VALUES('version','24'),('last_compatible_version','24');
             CREATE TABLE cookies(creation_utc INTEGER NOT NULL, host_key TEXT NOT NULL,
             top_frame_site_key TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, encrypted_value BLOB NOT NULL,
             path TEXT NOT NULL, expires_utc INTEGER NOT NULL, is_secure INTEGER NOT NULL,
             is_httponly INTEGER NOT NULL, last_access_utc INTEGER NOT NULL, has_expires INTEGER NOT NULL,
             is_persistent INTEGER NOT NULL, priority INTEGER NOT NULL, samesite INTEGER NOT NULL,
             source_scheme INTEGER NOT NULL, source_port INTEGER NOT NULL, last_update_utc INTEGER NOT NULL,
             source_type INTEGER NOT NULL, has_cross_site_ancestor INTEGER NOT NULL);",
        )
        .unwrap();
    for host in HOSTS {
        store
            .execute("INSERT INTO cookies VALUES(1,?1,'','sid','','x','/',1,1,1,1,1,1,1,0,2,443,1,1,0)", [host])
            .unwrap();
    }
}

fn hosts(path: &Path) -> Vec<String> {
    let store = rusqlite::Connection::open(path).unwrap();
    let mut select = store.prepare("SELECT host_key FROM cookies ORDER BY host_key").unwrap();
    select.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

/// The path without links, in the usual spelling: Windows returns its own form (`\\?\C:\Users`).
fn real(path: &Path) -> PathBuf {
    let real = path.canonicalize().unwrap();
    real.to_str().and_then(|text| text.strip_prefix(r"\\?\")).map(PathBuf::from).unwrap_or(real)
}

impl Workplace {
    fn new() -> Self {
        let temp = tempfile::tempdir().unwrap();
        let home = real(temp.path());
        let data = home.join(".config/chromium");
        put(
            &data.join("Local State"),
            r#"{"profile":{"info_cache":{"Default":{"name":"Mei"},"Profile 1":{"name":"Work"}}}}"#.as_bytes(),
        );
        for profile in ["Default", "Profile 1"] {
            put(&data.join(profile).join("Preferences"), b"{}");
            chromium_cookies(&data.join(profile).join("Cookies"));
            let cache = home.join(".cache/chromium").join(profile).join("Cache/Cache_Data");
            for number in 0..3 {
                put(&cache.join(format!("f_{number:06x}")), &[0; 500]);
            }
        }
        let firefox = home.join(".mozilla/firefox");
        put(&firefox.join("profiles.ini"), b"[Profile0]\nName=default\nIsRelative=1\nPath=ab12.default\n");
        put(&firefox.join("ab12.default/prefs.js"), b"");
        put(&home.join(".cache/mozilla/firefox/ab12.default/cache2/entries/AA"), &[0; 100]);
        Self { _temp: temp, home, processes: Vec::new(), user: User::Owner }
    }

    fn cookies(&self, profile: &str) -> PathBuf {
        self.home.join(".config/chromium").join(profile).join("Cookies")
    }

    fn cache_file(&self, profile: &str) -> PathBuf {
        self.home.join(".cache/chromium").join(profile).join("Cache/Cache_Data/f_000000")
    }

    fn cleaner(&self) -> Cleaner {
        let roots = Roots {
            os: Os::Linux,
            home: self.home.clone(),
            config: self.home.join(".config"),
            cache: self.home.join(".cache"),
            chrome_config: self.home.join(".config"),
            policies: Vec::new(),
            host: "machine".to_owned(),
            user: self.user.clone(),
        };
        let processes = Arc::new(Listed(self.processes.clone()));
        Cleaner::new(roots, BrowserTable::built_in().unwrap(), processes, self.home.join("undo"))
    }

    fn run(
        &self,
        task: ClearTask,
        lang: Lang,
        format: OutputFormat,
        person: &mut Person,
    ) -> Result<CommandOutput, String> {
        let now: Timestamp = "2200-01-01T00:00:00Z".parse().unwrap();
        clear(&self.cleaner(), &ClearRequest { task, lang, format }, now, &Unwatched, person)
    }

    fn text(&self, task: ClearTask) -> CommandOutput {
        self.run(task, Lang::English, OutputFormat::Text, &mut Person::default()).unwrap()
    }

    fn json(&self, task: ClearTask) -> (Value, Findings) {
        let answer = self.run(task, Lang::English, OutputFormat::Json, &mut Person::default()).unwrap();
        (serde_json::from_str(&answer.text).unwrap(), answer.findings)
    }
}

fn okpay() -> Vec<Site> {
    vec![Site::parse("okpay.com").unwrap()]
}

fn wish(parts: &[DataKind], go: RunMode) -> ClearTarget {
    ClearTarget {
        parts: parts.iter().copied().collect(),
        scope: Scope::Sites { sites: okpay(), kept_for_them: PartitionChoice::Goes },
        browsers: Vec::new(),
        profiles: Vec::new(),
        patience: WhenRunning::Skip,
        go,
    }
}

fn runs(program: &str, pid: u32) -> Process {
    Process {
        pid,
        exe: Some(PathBuf::from(program)),
        name: program.rsplit('/').next().unwrap().to_owned(),
        arguments: vec![program.into()],
        owner: ProcessOwner::ThisUser,
    }
}

#[test]
fn a_list_names_browsers_profiles_and_what_could_be_cleared() {
    let machine = Workplace::new();
    let output = machine.text(ClearTask::List(okpay()));
    for wanted in [
        "Chromium (chromium): closed",
        "  Mei (Default)",
        "    cache: 3 files, 1.5 kB",
        "    cookies: 3 of okpay.com, 3 of other sites",
        "  Work (Profile 1)",
        "Firefox (firefox): closed",
    ] {
        assert!(output.text.contains(wanted), "{wanted} in {}", output.text);
    }
    let (list, _) = machine.json(ClearTask::List(okpay()));
    let chromium = list["browsers"].as_array().unwrap().iter().find(|browser| browser["id"] == "chromium").unwrap();
    assert_eq!(chromium["running"]["state"], "no");
    assert_eq!(chromium["profiles"][0]["cookies"]["of_sites"], 3);
    assert_eq!(chromium["profiles"][1]["cache"]["bytes"], 1500);
}

#[test]
fn one_file_is_one_file_and_sizes_read_as_in_the_window() {
    let machine = Workplace::new();
    let cache = machine.home.join(".cache/chromium/Default/Cache");
    fs::remove_dir_all(&cache).unwrap();
    put(&cache.join("Cache_Data/f_000001"), &vec![0; 999_960]);
    let english = machine.text(ClearTask::List(okpay())).text;
    assert!(english.contains("    cache: 1 file, 1 MB\n"), "{english}");
    let output =
        machine.run(ClearTask::List(okpay()), Lang::Chinese, OutputFormat::Text, &mut Person::default()).unwrap();
    assert!(output.text.contains("    缓存：1 个文件，1 MB\n"), "{}", output.text);
}

#[test]
fn trying_changes_nothing_and_reports_what_doing_would_do() {
    let machine = Workplace::new();
    let all = [DataKind::Cache, DataKind::Cookies, DataKind::SiteData];
    let (tried, _) = machine.json(ClearTask::Clear(wish(&all, RunMode::Try)));
    assert_eq!(hosts(&machine.cookies("Default")).len(), 6);
    assert!(machine.cache_file("Default").exists());
    assert_eq!((&tried["dry_run"], &tried["undo"]), (&Value::Bool(true), &Value::Bool(false)));

    let (done, findings) = machine.json(ClearTask::Clear(wish(&all, RunMode::Do)));
    assert_eq!(findings, Findings::None);
    assert_eq!(done["totals"], tried["totals"]);
    assert_eq!(done["totals"]["cookies"], serde_json::json!({"removed": 6, "kept_for_sites": 0, "untouched": 6}));
    assert_eq!(done["totals"]["cache"], serde_json::json!({"files": 7, "bytes": 3100}));
    for profile in ["Default", "Profile 1"] {
        assert_eq!(hosts(&machine.cookies(profile)), [".example.org", "notokpay.com", "okpay.com.evil.example"]);
        assert!(!machine.cache_file(profile).exists());
    }
}

#[test]
fn only_the_named_browser_and_profile_are_cleared() {
    let machine = Workplace::new();
    let only = ClearTarget {
        browsers: vec!["chromium".to_owned()],
        profiles: vec!["Work".to_owned()],
        ..wish(&[DataKind::Cache], RunMode::Do)
    };
    let output = machine.text(ClearTask::Clear(only));
    assert_eq!(output.text, "Chromium, Work: cache: 3 files, 1.5 kB: cleared\n");
    assert!(machine.cache_file("Default").exists() && !machine.cache_file("Profile 1").exists());
    assert_eq!(hosts(&machine.cookies("Profile 1")).len(), 6, "cookies were not asked for");
}

#[test]
fn an_unknown_name_is_an_error_that_lists_the_known_ones() {
    let machine = Workplace::new();
    let failed = |wish: ClearTarget| {
        machine.run(ClearTask::Clear(wish), Lang::English, OutputFormat::Text, &mut Person::default()).unwrap_err()
    };
    let browser = failed(ClearTarget { browsers: vec!["chrome".to_owned()], ..wish(&[DataKind::Cache], RunMode::Do) });
    assert_eq!(browser, "there is no browser `chrome` here; choose one of: chromium, firefox");
    let profile = failed(ClearTarget { profiles: vec!["Anna".to_owned()], ..wish(&[DataKind::Cache], RunMode::Do) });
    assert_eq!(profile, "there is no profile `Anna` here; choose one of: Mei, Work, default");
    let neither = ClearTarget {
        browsers: vec!["firefox".to_owned()],
        profiles: vec!["Work".to_owned()],
        ..wish(&[DataKind::Cache], RunMode::Do)
    };
    assert_eq!(failed(neither), "none of the named browsers has one of the named profiles");
    assert!(machine.cache_file("Default").exists());
}

#[test]
fn without_yes_it_shows_and_asks() {
    let machine = Workplace::new();
    let task = || ClearTask::Clear(wish(&[DataKind::Cache, DataKind::Cookies], RunMode::Ask));
    let mut no = Person { answer: Some(false), ..Person::default() };
    let output = machine.run(task(), Lang::English, OutputFormat::Text, &mut no).unwrap();
    assert_eq!((output.text.as_str(), output.findings), ("Nothing was cleared.\n", Findings::None));
    assert!(no.asked.contains("Chromium, Mei: cookies: 3 of okpay.com, 3 of other sites"), "{}", no.asked);
    let sentence = "You will be signed out of okpay.com in: Chromium, Mei, Chromium, Work. Nowhere else.";
    assert!(no.asked.contains(sentence), "{}", no.asked);
    assert!(no.asked.ends_with("Clear this? [y/N] "), "{}", no.asked);
    let why = machine.run(task(), Lang::English, OutputFormat::Text, &mut Person::default()).unwrap_err();
    assert!(why.contains("--yes") && why.contains("--dry-run"), "{why}");
    assert!(machine.cache_file("Default").exists());
    let mut yes = Person { answer: Some(true), ..Person::default() };
    machine.run(task(), Lang::Chinese, OutputFormat::Text, &mut yes).unwrap();
    assert!(yes.asked.contains("你将在以下位置退出 okpay.com"), "{}", yes.asked);
    assert!(!machine.cache_file("Default").exists());
}

#[test]
fn a_browser_that_runs_is_named_with_its_process_and_left_alone() {
    let mut machine = Workplace::new();
    machine.processes = vec![runs("/usr/lib/chromium/chromium", 4242)];
    let output = machine.text(ClearTask::Clear(wish(&[DataKind::Cache, DataKind::Cookies], RunMode::Do)));
    assert_eq!(output.findings, Findings::Some, "a script sees it in the exit status");
    assert!(output.text.contains("not cleared: the browser is open. Close it and try again."), "{}", output.text);
    assert!(output.text.contains("Close Chromium (open: chromium 4242)"), "{}", output.text);
    assert!(output.text.contains("Firefox, default: cache: 1 file, 100 B: cleared"), "{}", output.text);
    assert!(machine.cache_file("Default").exists());
    assert_eq!(hosts(&machine.cookies("Default")).len(), 6);
    let (json, _) = machine.json(ClearTask::Clear(wish(&[DataKind::Cookies], RunMode::Do)));
    assert_eq!(json["steps"][0]["refused"]["code"], "running");
}

#[test]
fn what_was_cleared_can_be_put_back() {
    let machine = Workplace::new();
    let done = machine.text(ClearTask::Clear(wish(&[DataKind::Cookies], RunMode::Do)));
    assert!(done.text.contains("clear --undo"), "{}", done.text);
    let shown = machine.text(ClearTask::Undo(Mode::DryRun)).text;
    assert_eq!(shown.lines().filter(|line| line.ends_with("Cookies: can be put back")).count(), 2, "{shown}");
    assert_eq!(machine.text(ClearTask::Undo(Mode::Clear)).findings, Findings::None);
    for profile in ["Default", "Profile 1"] {
        assert_eq!(hosts(&machine.cookies(profile)).len(), 6);
    }
    assert_eq!(machine.text(ClearTask::Undo(Mode::Clear)).text, "There is nothing to put back.\n");
}

#[test]
fn another_users_rights_are_refused_with_a_sentence() {
    let mut machine = Workplace::new();
    machine.user = User::Another { because: "SUDO_UID is 1000".to_owned() };
    let task = || ClearTask::Clear(wish(&[DataKind::Cache], RunMode::Do));
    let why = machine.run(task(), Lang::English, OutputFormat::Json, &mut Person::default()).unwrap_err();
    assert!(why.contains("SUDO_UID is 1000") && why.contains("without sudo"), "{why}");
    let document: Value = serde_json::from_str(&error_document(&why)).unwrap();
    assert_eq!(document["error"], why);
    assert!(machine.cache_file("Default").exists());
}

#[test]
fn a_machine_without_browsers_has_nothing_to_clear() {
    let machine = Workplace::new();
    fs::remove_dir_all(machine.home.join(".config")).unwrap();
    fs::remove_dir_all(machine.home.join(".mozilla")).unwrap();
    assert_eq!(machine.text(ClearTask::List(okpay())).text, "No browser was found for this user.\n");
    let output = machine.text(ClearTask::Clear(wish(&[DataKind::Cache], RunMode::Ask)));
    assert_eq!((output.text.as_str(), output.findings), ("There is nothing to clear.\n", Findings::None));
}

#[test]
fn a_script_that_says_no_gets_a_document_with_its_request() {
    let machine = Workplace::new();
    let mut no = Person { answer: Some(false), ..Person::default() };
    let task = ClearTask::Clear(wish(&[DataKind::Cookies], RunMode::Ask));
    let output = machine.run(task, Lang::English, OutputFormat::Json, &mut no).unwrap();
    let document: Value = serde_json::from_str(&output.text).unwrap();
    assert_eq!(document["scope"], serde_json::json!({"sites": ["okpay.com"], "kept_for_them": "goes"}));
    assert_eq!((&document["cancelled"], &document["steps"]), (&Value::Bool(true), &serde_json::json!([])));
}

#[test]
fn cookies_of_an_open_browser_are_counted_once_it_is_closed() {
    let mut machine = Workplace::new();
    machine.processes = vec![runs("/usr/lib/chromium/chromium", 4242)];
    let store = rusqlite::Connection::open(machine.cookies("Profile 1")).unwrap();
    store.execute("DELETE FROM cookies WHERE host_key LIKE '%okpay.com'", []).unwrap();
    drop(store);
    let asked = |lang: Lang| {
        let mut no = Person { answer: Some(false), ..Person::default() };
        machine
            .run(ClearTask::Clear(wish(&[DataKind::Cookies], RunMode::Ask)), lang, OutputFormat::Text, &mut no)
            .unwrap();
        no.asked
    };
    let english = asked(Lang::English);
    for wanted in [
        "Chromium, Mei: cookies: 3 of okpay.com, 3 of other sites (counted once the browser is closed)\n",
        "Chromium, Work: cookies: 0 of okpay.com, 2 of other sites (counted once the browser is closed)\n",
        "You will be signed out of okpay.com in: Chromium, Mei. You may be signed out of okpay.com in: Chromium, Work. \
         Nowhere else.\n",
    ] {
        assert!(english.contains(wanted), "{wanted} in {english}");
    }
    assert!(asked(Lang::Chinese).contains("你可能会在以下位置退出 okpay.com：Chromium、Work。其他网站不受影响。"));
}

#[test]
fn a_store_that_could_not_be_counted_may_sign_out() {
    let machine = Workplace::new();
    put(&machine.cookies("Default"), &[7; 4096]);
    let mut no = Person { answer: Some(false), ..Person::default() };
    machine
        .run(ClearTask::Clear(wish(&[DataKind::Cookies], RunMode::Ask)), Lang::English, OutputFormat::Text, &mut no)
        .unwrap();
    let wanted = "signed out of okpay.com in: Chromium, Work. You may be signed out of okpay.com in: Chromium, Mei. ";
    assert!(no.asked.contains(wanted), "{}", no.asked);
}

/// Answers yes, and changes a store before that.
struct Meanwhile<'d>(&'d Workplace, &'static str);

impl Prompt for Meanwhile<'_> {
    fn agrees(&mut self, _question: &str) -> Option<bool> {
        let store = rusqlite::Connection::open(self.0.cookies("Default")).unwrap();
        store.execute_batch(self.1).unwrap();
        Some(true)
    }
}

#[test]
fn cookies_that_came_or_went_since_they_were_shown_are_reported() {
    let done = |happens: &'static str, lang: Lang, format: OutputFormat| {
        let machine = Workplace::new();
        let only = ClearTarget { profiles: vec!["Mei".to_owned()], ..wish(&[DataKind::Cookies], RunMode::Ask) };
        let cleaner = machine.cleaner();
        let request = ClearRequest { task: ClearTask::Clear(only), lang, format };
        let now: Timestamp = "2200-01-01T00:00:00Z".parse().unwrap();
        clear(&cleaner, &request, now, &Unwatched, &mut Meanwhile(&machine, happens)).unwrap().text
    };
    let came = "INSERT INTO cookies SELECT 2,'pay.okpay.com',top_frame_site_key,name,value,encrypted_value,path,
                expires_utc,is_secure,is_httponly,last_access_utc,has_expires,is_persistent,priority,samesite,
                source_scheme,source_port,last_update_utc,source_type,has_cross_site_ancestor FROM cookies LIMIT 1";
    let went = "DELETE FROM cookies WHERE host_key = 'www.okpay.com'";
    let line = done(came, Lang::English, OutputFormat::Text);
    let wanted = "cookies: 4 of okpay.com, 3 of other sites: cleared, listed before: 3, new since then: 1\n";
    assert!(line.contains(wanted), "{line}");
    let line = done(went, Lang::English, OutputFormat::Text);
    let wanted = "2 of okpay.com, 3 of other sites: cleared, listed before: 3, already gone: 1\n";
    assert!(line.contains(wanted), "{line}");
    let line = done(came, Lang::Chinese, OutputFormat::Text);
    assert!(line.contains("之前列出 3 条，1 条是新出现的"), "{line}");
    let document: Value = serde_json::from_str(&done(went, Lang::English, OutputFormat::Json)).unwrap();
    let step = &document["steps"][0];
    assert_eq!((&step["shown"]["entries"], &step["cleared"]["entries"]), (&Value::from(3), &Value::from(2)));
    assert_eq!((&step["entries_vanished"], &step["entries_came"]), (&Value::from(1), &Value::from(0)));
}
