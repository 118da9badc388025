//! Real processes and real locks: a program called chromium that runs, a lock that another process holds.
#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "browser_support/mod.rs"]
mod support;

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use okpay_wizard::browser::{Browser, HolderRole, Processes as _, Running, running};
use okpay_wizard::desktop::SystemProcesses;
use okpay_wizard::pack::Os;
use support::Machine;

/// Tells this test's own program which file to lock, when it is started as the other process.
const LOCK_THIS: &str = "OKPAY_WIZARD_TEST_LOCK";

/// A process that ends with the test.
struct UntilTheEnd(Child);

impl Drop for UntilTheEnd {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

/// A shell under a browser's name, waiting for its input to end.
fn start(program: &Path, arguments: &[&str]) -> UntilTheEnd {
    fs::create_dir_all(program.parent().unwrap()).unwrap();
    if !program.exists() {
        // By another process: a file that any of ours has open for writing cannot be started, and the tests beside
        // this one start processes that inherit what is open here.
        assert!(Command::new("cp").arg("/bin/sh").arg(program).status().unwrap().success());
    }
    let mut command = Command::new(program);
    command.args(["-c", "echo ready; read line", "chromium"]).args(arguments);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
    assert_eq!(line, "ready\n");
    UntilTheEnd(child)
}

fn holders(machine: &Machine, browser: &Browser) -> Vec<(u32, HolderRole)> {
    match running(browser, &machine.roots, &SystemProcesses.list()) {
        Running::Yes(holders) => holders.into_iter().map(|holder| (holder.pid, holder.role)).collect(),
        Running::No => Vec::new(),
        Running::Unclear(why) => panic!("{why:?}"),
    }
}

#[test]
fn a_browser_with_a_folder_of_its_own_is_found_while_it_runs_and_let_go_when_it_ends() {
    let mut machine = Machine::new(Os::Linux);
    machine.roots.host = "this-machine".to_owned();
    let data = machine.chromium("其他/chromium data", &[("Default", "王")]);
    let program = machine.disk.join("usr/lib/chromium/chromium");
    let told = format!("--user-data-dir={}", data.display());
    let shell = start(&program, &[&told]);

    let browsers = machine.browsers_while(&SystemProcesses.list());
    let browser = browsers.iter().find(|browser| browser.data == data).unwrap();
    assert_eq!(browser.packaging, okpay_wizard::browser::Packaging::Custom);
    assert_eq!(holders(&machine, browser), [(shell.0.id(), HolderRole::Browser)]);

    let helper = start(&program, &["--type=renderer", &told]);
    assert_eq!(holders(&machine, browser), [(shell.0.id(), HolderRole::Browser), (helper.0.id(), HolderRole::Helper)]);
    // As a crash leaves it: the lock stays, the processes are gone.
    let lock = format!("this-machine-{}", shell.0.id());
    std::os::unix::fs::symlink(lock, data.join("SingletonLock")).unwrap();
    drop((shell, helper));
    assert_eq!(holders(&machine, browser), []);
}

#[test]
fn a_process_that_has_ended_and_was_not_fetched_yet_holds_nothing() {
    let machine = Machine::new(Os::Linux);
    let data = machine.chromium("data", &[("Default", "王")]);
    let told = format!("--user-data-dir={}", data.display());
    let mut shell = start(&machine.disk.join("usr/lib/chromium/chromium"), &[&told]);
    let browsers = machine.browsers_while(&SystemProcesses.list());
    let browser = browsers.iter().find(|browser| browser.data == data).unwrap();
    assert_eq!(holders(&machine, browser).len(), 1);
    shell.0.kill().unwrap();
    // Its output ends when it does; it is left unfetched on purpose.
    shell.0.stdout.take().unwrap().read_to_end(&mut Vec::new()).unwrap();
    let ended = (0..200).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(5));
        holders(&machine, browser).is_empty()
    });
    assert!(ended);
}

#[test]
fn the_lock_that_a_process_holds_on_a_firefox_profile_names_it() {
    let machine = Machine::new(Os::Linux);
    machine.firefox(".mozilla/firefox", &[("a.default", "默认")]);
    let browser = machine.only_browser();
    let lock = browser.profiles[0].dir.join(".parentlock");
    support::put(&lock, "");
    assert_eq!(holders_by_lock(&machine, &browser), [0; 0], "the file alone says nothing");

    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "the_other_process", "--nocapture"]).env(LOCK_THIS, &lock);
    let mut other = UntilTheEnd(command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap());
    let lines = BufReader::new(other.0.stdout.take().unwrap()).lines();
    assert!(lines.map(Result::unwrap).any(|line| line.contains("locked")));
    assert_eq!(holders_by_lock(&machine, &browser), [other.0.id()]);
    let id = other.0.id();
    drop(other);
    assert_eq!(holders_by_lock(&machine, &browser), [0; 0], "{id} has ended");
}

/// Who holds the browser, by its locks alone.
fn holders_by_lock(machine: &Machine, browser: &Browser) -> Vec<u32> {
    match running(browser, &machine.roots, &[]) {
        Running::Yes(holders) => holders.into_iter().map(|holder| holder.pid).collect(),
        Running::No => Vec::new(),
        Running::Unclear(why) => panic!("{why:?}"),
    }
}

/// Not a test but the other process of one: it takes the lock and waits for its input to end.
#[test]
fn the_other_process() {
    let Some(path) = std::env::var_os(LOCK_THIS) else { return };
    let file = File::options().read(true).write(true).open(path).unwrap();
    rustix::fs::fcntl_lock(&file, rustix::fs::FlockOperation::LockExclusive).unwrap();
    println!("locked");
    std::io::stdin().read_to_end(&mut Vec::new()).unwrap();
}
