//! Real processes and real locks: a running program called chromium, and a lock that another process holds.
#![cfg(unix)]

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use okpay_wizard::browser::{Browser, HolderRole, Processes as _, Running, running};
use okpay_wizard::desktop::SystemProcesses;
use okpay_wizard::pack::Os;

use crate::support::{self, Machine};

/// Set in the child process that this test starts; names the file to lock, if any.
const OTHER_PROCESS: &str = "OKPAY_WIZARD_TEST_OTHER_PROCESS";

/// A process that ends with the test.
struct UntilTheEnd(Child);

impl Drop for UntilTheEnd {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

/// This test's own program under a browser's name, which waits for the end of its input.
fn start(program: &Path, arguments: &[&str]) -> UntilTheEnd {
    fs::create_dir_all(program.parent().unwrap()).unwrap();
    if !program.exists() {
        // Another process copies the program: a file that this process has open for writing cannot be started, and the
        // tests that run at the same time start processes that inherit open files.
        let own = std::env::current_exe().unwrap();
        assert!(Command::new("cp").arg(own).arg(program).status().unwrap().success());
    }
    let mut command = Command::new(program);
    command.args(["--exact", &the_other(), "--nocapture", "--"]).args(arguments).env(OTHER_PROCESS, "");
    until_ready(command)
}

/// The full name of the test that runs in the child process.
fn the_other() -> String {
    support::test_name(module_path!(), "the_other_process")
}

/// Starts the child process and waits until it is ready.
fn until_ready(mut command: Command) -> UntilTheEnd {
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.as_mut().unwrap()).lines();
    assert!(lines.any(|line| line.unwrap().contains("ready")));
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
    let argument = format!("--user-data-dir={}", data.display());
    let shell = start(&program, &[&argument]);

    let browsers = machine.browsers_while(&SystemProcesses.list());
    let browser = browsers.iter().find(|browser| browser.data == data).unwrap();
    assert_eq!(browser.packaging, okpay_wizard::browser::Packaging::Custom);
    assert_eq!(holders(&machine, browser), [(shell.0.id(), HolderRole::Browser)]);

    let helper = start(&program, &["--type=renderer", &argument]);
    assert_eq!(holders(&machine, browser), [(shell.0.id(), HolderRole::Browser), (helper.0.id(), HolderRole::Helper)]);
    // The state after a crash: the lock stays, the processes are gone.
    let lock = format!("this-machine-{}", shell.0.id());
    std::os::unix::fs::symlink(lock, data.join("SingletonLock")).unwrap();
    drop((shell, helper));
    assert_eq!(holders(&machine, browser), []);
}

#[test]
fn a_process_that_has_ended_and_was_not_fetched_yet_holds_nothing() {
    let machine = Machine::new(Os::Linux);
    let data = machine.chromium("data", &[("Default", "王")]);
    let argument = format!("--user-data-dir={}", data.display());
    let mut shell = start(&machine.disk.join("usr/lib/chromium/chromium"), &[&argument]);
    let browsers = machine.browsers_while(&SystemProcesses.list());
    let browser = browsers.iter().find(|browser| browser.data == data).unwrap();
    assert_eq!(holders(&machine, browser).len(), 1);
    shell.0.kill().unwrap();
    // Its output ends when the process ends. The test does not collect the process, on purpose.
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
    command.args(["--exact", &the_other(), "--nocapture"]).env(OTHER_PROCESS, &lock);
    let other = until_ready(command);
    assert_eq!(holders_by_lock(&machine, &browser), [other.0.id()]);
    let id = other.0.id();
    drop(other);
    assert_eq!(holders_by_lock(&machine, &browser), [0; 0], "{id} has ended");
}

/// The processes that use the browser, by its locks alone.
fn holders_by_lock(machine: &Machine, browser: &Browser) -> Vec<u32> {
    match running(browser, &machine.roots, &[]) {
        Running::Yes(holders) => holders.into_iter().map(|holder| holder.pid).collect(),
        Running::No => Vec::new(),
        Running::Unclear(why) => panic!("{why:?}"),
    }
}

/// Runs only in the child process: takes the lock, if any, and waits for the end of its input.
#[test]
fn the_other_process() {
    let Some(path) = std::env::var_os(OTHER_PROCESS) else { return };
    let lock = (!path.is_empty()).then(|| File::options().read(true).write(true).open(path).unwrap());
    if let Some(file) = &lock {
        rustix::fs::fcntl_lock(file, rustix::fs::FlockOperation::LockExclusive).unwrap();
    }
    println!("ready");
    std::io::stdin().read_to_end(&mut Vec::new()).unwrap();
}
