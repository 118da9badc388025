//! Whether a browser runs: what its processes and its locks prove, and what they do not.

use std::ffi::OsString;

use okpay_wizard::browser::{Browser, Holder, HolderRole, Process, ProcessOwner, Running, running};
use okpay_wizard::pack::Os;

use crate::support::{self, Machine};

const CHROMIUM: &str = "/usr/lib/chromium/chromium";
const FIREFOX: &str = "/usr/lib/firefox-esr/firefox-esr";

fn process(pid: u32, exe: &str, arguments: &[&str]) -> Process {
    let all = std::iter::once(exe).chain(arguments.iter().copied());
    let name = exe.rsplit(['/', '\\']).next().unwrap().chars().take(15).collect();
    Process {
        pid,
        exe: Some(exe.into()),
        name,
        arguments: all.map(OsString::from).collect(),
        owner: ProcessOwner::ThisUser,
    }
}

/// The processes that use the browser: their numbers and roles, in the reported order.
fn holders(machine: &Machine, browser: &Browser, processes: &[Process]) -> Vec<(u32, HolderRole)> {
    match running(browser, &machine.roots, processes) {
        Running::Yes(holders) => holders.into_iter().map(|holder| (holder.pid, holder.role)).collect(),
        Running::No => Vec::new(),
        Running::Unclear(why) => panic!("{why:?}"),
    }
}

fn chromium() -> (Machine, Browser) {
    let machine = Machine::new(Os::Linux);
    machine.chromium(".config/chromium", &[("Default", "王")]);
    let browser = machine.only_browser();
    (machine, browser)
}

fn firefox() -> (Machine, Browser) {
    let machine = Machine::new(Os::Linux);
    machine.firefox(".mozilla/firefox", &[("a.default", "默认")]);
    let browser = machine.only_browser();
    (machine, browser)
}

#[test]
fn debians_chromium_is_known_by_its_program() {
    let (machine, browser) = chromium();
    let running = running(&browser, &machine.roots, &[process(70, CHROMIUM, &["--incognito"])]);
    let holder = Holder { pid: 70, program: "chromium".to_owned(), role: HolderRole::Browser };
    assert_eq!(running, Running::Yes(vec![holder]));
}

#[test]
fn what_has_a_browsers_name_but_is_not_one_does_not_count() {
    let (machine, browser) = chromium();
    let script = Process { name: "chromium".to_owned(), ..process(1, "/usr/bin/dash", &["/usr/bin/chromium"]) };
    let editor = process(2, "/usr/bin/nano", &["chromium"]);
    let chrome = process(3, "/opt/google/chrome/chrome", &[]);
    let handler = process(4, "/usr/lib/chromium/chrome_crashpad_handler", &[]);
    let chat = process(5, "/usr/lib/chatty/chrome", &[]);
    let theirs = Process { owner: ProcessOwner::AnotherUser, ..process(6, CHROMIUM, &[]) };
    let snap = process(7, "/snap/chromium/2900/usr/lib/chromium-browser/chrome", &[]);
    assert_eq!(holders(&machine, &browser, &[script, editor, chrome, handler, chat, theirs, snap]), []);
}

#[test]
fn a_program_whose_path_cannot_be_read_is_known_by_its_name_cut_short() {
    let (machine, browser) = chromium();
    let hidden = |name: &str| Process { exe: None, name: name.to_owned(), arguments: vec![], ..process(8, "x", &[]) };
    assert_eq!(holders(&machine, &browser, &[hidden("chromium-browse")]), [(8, HolderRole::Browser)]);
    assert_eq!(holders(&machine, &browser, &[hidden("chromium-brow")]), []);
    let unknown = Process { owner: ProcessOwner::Unknown, ..hidden("chromium") };
    assert_eq!(holders(&machine, &browser, &[unknown]), [(8, HolderRole::Browser)]);
}

#[test]
fn a_copy_with_another_folder_does_not_hold_this_one() {
    let (machine, browser) = chromium();
    let elsewhere = format!("--user-data-dir={}", machine.disk.join("elsewhere").display());
    let elsewhere = process(10, CHROMIUM, &[&elsewhere]);
    let its_helper = process(11, CHROMIUM, &["--type=renderer"]);
    assert_eq!(holders(&machine, &browser, &[elsewhere.clone(), its_helper]), []);

    let argument = format!("--user-data-dir={}/", browser.data.display());
    let same = process(12, CHROMIUM, &[&argument]);
    assert_eq!(holders(&machine, &browser, &[elsewhere, same]), [(12, HolderRole::Browser)]);
}

#[test]
fn the_browser_is_named_before_its_helpers_and_what_stays_in_the_background() {
    let (machine, browser) = chromium();
    let argument = format!("--user-data-dir={}", browser.data.display());
    let all = [
        process(20, CHROMIUM, &["--type=zygote"]),
        process(21, CHROMIUM, &["--no-startup-window"]),
        process(23, CHROMIUM, &[]),
        process(22, CHROMIUM, &["--type=gpu-process"]),
        process(24, CHROMIUM, &["--headless=new", &argument]),
    ];
    let expected = [
        (23, HolderRole::Browser),
        (20, HolderRole::Helper),
        (21, HolderRole::Background),
        (22, HolderRole::Helper),
        (24, HolderRole::Background),
    ];
    assert_eq!(holders(&machine, &browser, &all), expected);
    // A browser that another program drives makes its own folder if it was given none.
    assert_eq!(holders(&machine, &browser, &[process(25, CHROMIUM, &["--headless"])]), []);
    // Helpers may still write after their browser has ended.
    assert_eq!(holders(&machine, &browser, &all[..1]), [(20, HolderRole::Helper)]);
}

#[test]
fn helpers_that_keep_their_command_line_in_one_piece_are_known_too() {
    let (machine, browser) = chromium();
    let piece = |pid: u32, exe: &str, line: &str| Process { arguments: vec![line.into()], ..process(pid, exe, &[]) };
    let line = "/usr/lib/chromium/chromium --type=utility --utility-sub-type=network.mojom.NetworkService --lang=zh";
    let all = [process(25, CHROMIUM, &[]), piece(26, CHROMIUM, line)];
    assert_eq!(holders(&machine, &browser, &all), [(25, HolderRole::Browser), (26, HolderRole::Helper)]);
    // Started without any options, from a folder with a space.
    let plain = piece(27, "/opt/my apps/chromium/chromium", "/opt/my apps/chromium/chromium");
    assert_eq!(holders(&machine, &browser, &[plain]), [(27, HolderRole::Browser)]);

    let (machine, browser) = firefox();
    let elsewhere = machine.disk.join("elsewhere");
    let line = format!("{FIREFOX} -contentproc -isForBrowser -parentPid 60 -prefsHandle 0:26580 7 tab");
    let all = [
        process(50, FIREFOX, &[]),
        process(60, FIREFOX, &["-profile", elsewhere.to_str().unwrap()]),
        piece(61, FIREFOX, &line),
    ];
    assert_eq!(holders(&machine, &browser, &all), [(50, HolderRole::Browser)]);
}

#[test]
fn channels_that_share_a_programs_name_are_distinguished_by_its_path() {
    let machine = Machine::new(Os::Windows);
    machine.chromium("AppData/Local/Google/Chrome/User Data", &[("Default", "王")]);
    machine.chromium("AppData/Local/Google/Chrome Beta/User Data", &[("Default", "王")]);
    machine.chromium("AppData/Local/CentBrowser/User Data", &[("Default", "王")]);
    machine.chromium("AppData/Local/Yandex/YandexBrowser/User Data", &[("Default", "王")]);
    let browsers = machine.browsers();
    let runs = |exe: &str| -> Vec<&str> {
        let running = [process(30, exe, &[])];
        let held = browsers.iter().filter(|browser| !holders(&machine, browser, &running).is_empty());
        held.map(|browser| browser.id.as_str()).collect()
    };
    assert_eq!(runs(r"C:\Program Files\Google\Chrome\Application\CHROME.EXE"), ["chrome"]);
    assert_eq!(runs(r"C:\Program Files\Google\Chrome Beta\Application\chrome.exe"), ["chrome-beta"]);
    assert_eq!(runs(r"C:\Users\王\AppData\Local\CentBrowser\Application\chrome.exe"), ["centbrowser"]);
    assert_eq!(runs(r"C:\Users\王\AppData\Local\Yandex\YandexBrowser\Application\browser.exe"), ["yandex"]);
    assert_eq!(runs(r"C:\Games\Launcher\browser.exe"), [""; 0]);
    assert_eq!(runs(r"C:\Program Files (x86)\Microsoft\EdgeWebView\msedgewebview2.exe"), [""; 0]);
}

#[test]
fn a_flatpak_and_a_snap_are_distinct_from_the_systems_own() {
    let machine = Machine::new(Os::Linux);
    machine.firefox(".mozilla/firefox", &[("a.b", "1")]);
    machine.firefox("snap/firefox/common/.mozilla/firefox", &[("a.b", "2")]);
    machine.firefox(".var/app/org.mozilla.firefox/.mozilla/firefox", &[("a.b", "3")]);
    let browsers = machine.browsers();
    for (exe, id) in [
        (FIREFOX, "firefox"),
        ("/snap/firefox/5000/usr/lib/firefox/firefox", "firefox-snap"),
        ("/app/lib/firefox/firefox", "firefox-flatpak"),
    ] {
        let running = [process(40, exe, &[])];
        let held: Vec<&str> = browsers
            .iter()
            .filter(|browser| !holders(&machine, browser, &running).is_empty())
            .map(|browser| browser.id.as_str())
            .collect();
        assert_eq!(held, [id]);
    }
}

#[test]
fn firefoxs_helpers_belong_to_the_firefox_that_they_name() {
    let (machine, browser) = firefox();
    let elsewhere = machine.disk.join("elsewhere");
    let all = [
        process(50, FIREFOX, &[]),
        process(51, FIREFOX, &["-contentproc", "-parentPid", "50"]),
        process(60, FIREFOX, &["--profile", elsewhere.to_str().unwrap()]),
        process(61, FIREFOX, &["-contentproc", "-parentPid", "60"]),
        process(62, FIREFOX, &["--backgroundtask", "backgroundupdate"]),
        process(63, "/home/wang/tor-browser/Browser/firefox", &[]),
    ];
    assert_eq!(holders(&machine, &browser, &all), [(50, HolderRole::Browser), (51, HolderRole::Helper)]);
    let argument = process(64, FIREFOX, &["-profile", browser.profiles[0].dir.to_str().unwrap()]);
    assert_eq!(holders(&machine, &browser, &[argument]), [(64, HolderRole::Browser)]);
}

#[cfg(unix)]
mod locks {
    use std::os::unix::fs::symlink;

    use okpay_wizard::browser::RunningUnknown;

    use super::*;

    fn lock(browser: &Browser, says: &str) {
        let path = browser.data.join("SingletonLock");
        std::fs::remove_file(&path).ok();
        symlink(says, &path).unwrap();
    }

    #[test]
    fn a_lock_counts_while_its_browser_lives() {
        let (machine, browser) = chromium();
        lock(&browser, "wang-pc-70");
        // The program was moved, so its path says nothing, but its name and its lock do.
        let moved = process(70, "/home/wang/apps/chrome", &[]);
        assert_eq!(holders(&machine, &browser, &[moved]), [(70, HolderRole::Browser)]);
        let theirs = Process { owner: ProcessOwner::AnotherUser, ..process(70, CHROMIUM, &[]) };
        assert_eq!(holders(&machine, &browser, &[theirs]), [(70, HolderRole::Browser)], "sudo chromium");
    }

    #[test]
    fn a_lock_that_a_crash_left_behind_does_not_count() {
        let (machine, browser) = chromium();
        lock(&browser, "wang-pc-70");
        assert_eq!(running(&browser, &machine.roots, &[]), Running::No);
        let other = process(70, "/usr/bin/nano", &[]);
        assert_eq!(running(&browser, &machine.roots, &[other]), Running::No, "another process got its number");
        let elsewhere = process(70, CHROMIUM, &["--user-data-dir=/tmp/elsewhere"]);
        assert_eq!(running(&browser, &machine.roots, &[elsewhere]), Running::No, "even by the same program");
        // A real process that is not a browser: this test.
        lock(&browser, &format!("wang-pc-{}", std::process::id()));
        let own = process(std::process::id(), std::env::current_exe().unwrap().to_str().unwrap(), &[]);
        assert_eq!(running(&browser, &machine.roots, &[own]), Running::No);
    }

    #[test]
    fn a_lock_of_another_machine_is_unclear() {
        let (machine, browser) = chromium();
        for (says, host) in [("old-wang-pc-70", "old-wang-pc"), ("-70", ""), ("王的电脑-70", "王的电脑")] {
            lock(&browser, says);
            let other = Running::Unclear(RunningUnknown::LockOfAnotherHost(host.to_owned()));
            assert_eq!(running(&browser, &machine.roots, &[]), other, "{says}");
        }
        // A visible process says more.
        assert_eq!(holders(&machine, &browser, &[process(9, CHROMIUM, &[])]), [(9, HolderRole::Browser)]);
    }

    #[test]
    fn a_lock_that_says_nothing_proves_nothing() {
        let (machine, browser) = chromium();
        for says in ["wang-pc", "wang-pc-", "wang-pc-x", "wang-pc-0", "wang-pc-99999999999"] {
            lock(&browser, says);
            assert_eq!(running(&browser, &machine.roots, &[]), Running::No, "{says}");
        }
    }

    #[test]
    fn firefoxs_link_counts_while_its_firefox_lives() {
        let (machine, browser) = firefox();
        symlink("127.0.1.1:+80", browser.profiles[0].dir.join("lock")).unwrap();
        let firefox = Process { owner: ProcessOwner::AnotherUser, ..process(80, FIREFOX, &[]) };
        assert_eq!(holders(&machine, &browser, &[firefox]), [(80, HolderRole::Browser)]);
        assert_eq!(running(&browser, &machine.roots, &[]), Running::No);
        let other = process(80, "/usr/bin/nano", &[]);
        assert_eq!(running(&browser, &machine.roots, &[other]), Running::No);
    }
}

#[test]
fn a_browser_that_is_only_cleared_by_hand_runs_like_any_other() {
    let machine = Machine::new(Os::MacOs);
    support::put(&machine.home("Library/Safari/History.db"), "");
    let browser = machine.only_browser();
    let safari = process(90, "/Applications/Safari.app/Contents/MacOS/Safari", &[]);
    assert_eq!(holders(&machine, &browser, &[safari]), [(90, HolderRole::Browser)]);
}

#[test]
fn any_program_that_was_started_with_the_folder_uses_it() {
    let (machine, browser) = chromium();
    let argument = format!("--user-data-dir={}", browser.data.display());
    let unknown_build = process(90, "/opt/thorium/thorium", &[&argument]);
    let its_tab = process(91, "/opt/thorium/thorium", &["--type=renderer", &argument]);
    let theirs = Process { owner: ProcessOwner::AnotherUser, ..process(92, "/opt/thorium/thorium", &[&argument]) };
    let expected = [(90, HolderRole::Browser), (91, HolderRole::Helper)];
    assert_eq!(holders(&machine, &browser, &[unknown_build, its_tab, theirs]), expected);
}

#[cfg(unix)]
#[test]
fn a_profile_that_is_really_in_another_browsers_folder_is_in_use_when_that_one_runs() {
    let machine = Machine::new(Os::Linux);
    machine.chromium(".config/chromium", &[("Default", "王")]);
    machine.chromium(".config/google-chrome", &[("Default", "王")]);
    let (there, here) = (machine.roots.home.join(".config/chromium"), machine.roots.home.join(".config/google-chrome"));
    std::fs::remove_dir_all(here.join("Default")).unwrap();
    std::os::unix::fs::symlink(there.join("Default"), here.join("Default")).unwrap();
    let lock = format!("{}-93", machine.roots.host);
    std::os::unix::fs::symlink(lock, there.join("SingletonLock")).unwrap();
    let chrome = machine.browsers().into_iter().find(|browser| browser.id == "chrome").unwrap();
    assert_eq!(holders(&machine, &chrome, &[process(93, CHROMIUM, &[])]), [(93, HolderRole::Browser)]);
    assert_eq!(holders(&machine, &chrome, &[process(94, CHROMIUM, &[])]), [], "it crashed: no process has that number");
}
