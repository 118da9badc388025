//! The rules, as a function from source text to what breaks them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Write as _};

use super::modules::{Modules, Sources, Target};
use super::source::{Call, Mention, MentionKind, Purpose, Source};

/// The modules below `src`, each with the modules that it may know.
const MAY_KNOW: [(&str, &[&str]); 17] = [
    ("lang", &[]),
    ("pack", &["lang"]),
    ("session", &["lang", "pack", "redact"]),
    ("search", &["lang", "pack"]),
    ("redact", &["lang"]),
    ("picture", &[]),
    ("report", &["lang", "pack", "redact", "session"]),
    ("html_guides", &["browser", "lang", "pack"]),
    ("terminal", &["lang", "pack", "redact", "report", "session"]),
    ("files", &[]),
    ("browser", &["files", "lang", "pack"]),
    ("ui", &["browser", "lang", "pack", "picture", "redact", "report", "search", "session"]),
    ("desktop", &["browser", "files", "lang", "pack", "redact", "session"]),
    (
        "app",
        &[
            "browser",
            "desktop",
            "files",
            "html_guides",
            "lang",
            "pack",
            "picture",
            "redact",
            "report",
            "search",
            "session",
            "ui",
        ],
    ),
    (
        "cli",
        &[
            "app",
            "browser",
            "desktop",
            "files",
            "html_guides",
            "lang",
            "pack",
            "redact",
            "report",
            "session",
            "terminal",
        ],
    ),
    ("lib", &[]),
    ("main", &["cli", "desktop"]),
];

/// Modules in which the same input always gives the same output, and the two that only draw and print.
const PURE: [&str; 10] =
    ["lang", "pack", "session", "search", "redact", "picture", "report", "html_guides", "ui", "terminal"];

/// What only the outside world can answer: files, the environment, networks, threads, clocks.
const WORLD: [&[&str]; 33] = [
    &["std", "fs"],
    &["std", "env"],
    &["std", "net"],
    &["std", "thread"],
    &["std", "process"],
    &["std", "os"],
    &["std", "io", "stdin"],
    &["std", "io", "stdout"],
    &["std", "io", "stderr"],
    &["std", "time", "SystemTime"],
    &["std", "time", "UNIX_EPOCH"],
    &["std", "time", "Instant", "now"],
    &["jiff", "Timestamp", "now"],
    &["jiff", "Zoned", "now"],
    &["jiff", "tz", "TimeZone", "system"],
    &["jiff", "tz", "TimeZone", "try_system"],
    &["cap_fs_ext"],
    &["cap_std"],
    &["directories"],
    &["getrandom"],
    &["interprocess"],
    &["mundy"],
    &["open"],
    &["rfd"],
    &["rusqlite"],
    &["rustix"],
    &["rusty_leveldb"],
    &["sys_locale"],
    &["sysinfo"],
    &["tempfile"],
    &["win32console"],
    &["wgpu"],
    &["zbus"],
];

/// Methods of paths and clocks that ask the world. They are known by name, because the checker knows no types.
const WORLD_CALLS: [&str; 11] = [
    "exists",
    "try_exists",
    "is_file",
    "is_dir",
    "is_symlink",
    "metadata",
    "symlink_metadata",
    "read_dir",
    "read_link",
    "canonicalize",
    "elapsed",
];

const PANICKING_CALLS: [&str; 4] = ["unwrap", "expect", "unwrap_err", "expect_err"];

const PANICKING_MACROS: [&str; 4] = ["panic", "unreachable", "todo", "unimplemented"];

/// The modules that know the window's toolkit.
const WINDOW: [&str; 2] = ["ui", "app"];

/// A file is cut where its design has a seam. One that is longer than this has a seam.
const MOST_LINES: usize = 600;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rule {
    Readable,
    Layers,
    ModuleCircle,
    FileCircle,
    Toolkit,
    World,
    Panic,
    Length,
    TestName,
}

/// A broken rule, and where.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Violation {
    pub(super) rule: Rule,
    pub(super) file: String,
    pub(super) line: usize,
    pub(super) what: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "src/{}:{}: {}", self.file, self.line, self.what)
    }
}

/// A circle between files that stays, and why.
pub(super) struct Circle {
    pub(super) files: &'static [&'static str],
    pub(super) reason: &'static str,
}

/// Which uses which, each pair with the first place.
type Uses = BTreeMap<String, BTreeMap<String, (String, usize)>>;

struct Check<'s> {
    modules: Modules<'s>,
    found: BTreeSet<Violation>,
    between_modules: Uses,
    between_files: Uses,
}

/// Everything in these files that breaks a rule.
///
/// What it does not see: a method of a type whose `impl` stands in another file, because it knows no types; and code that
/// a macro makes out of other tokens than the path's own.
pub(super) fn check(sources: &Sources, circles: &[Circle]) -> Vec<Violation> {
    let mut check = Check {
        modules: Modules::of(sources),
        found: BTreeSet::new(),
        between_modules: Uses::new(),
        between_files: Uses::new(),
    };
    for (file, line, name) in check.modules.missing.clone() {
        check.add(Rule::Readable, file, line, format!("there is no file for the module {name}"));
    }
    for (file, source) in sources {
        check.file(file, source);
    }
    check.module_circles();
    check.file_circles(circles);
    check.found.into_iter().collect()
}

impl Check<'_> {
    fn add(&mut self, rule: Rule, file: &str, line: usize, what: String) {
        self.found.insert(Violation { rule, file: file.to_owned(), line, what });
    }

    fn file(&mut self, file: &str, source: &Source) {
        if let Some((line, why)) = &source.broken {
            self.add(Rule::Readable, file, *line, format!("this is no Rust: {why}"));
        }
        if source.lines > MOST_LINES {
            self.add(Rule::Length, file, source.lines, format!("{} lines; {MOST_LINES} at most", source.lines));
        }
        let Some(placed) = self.modules.placed(file) else {
            return self.add(Rule::Readable, file, 1, "no module declares this file".to_owned());
        };
        match (placed.purpose, is_named_after_tests(file)) {
            (Purpose::Tests, false) => self.add(
                Rule::TestName,
                file,
                1,
                "only tests use this file: call it tests.rs, *_tests.rs or *test_support.rs".to_owned(),
            ),
            (Purpose::Product, true) => {
                self.add(Rule::TestName, file, 1, "named after tests, but compiled into the product".to_owned());
            }
            (Purpose::Tests, true) | (Purpose::Product, false) => {}
        }
        if !MAY_KNOW.iter().any(|(module, _)| *module == module_of(file)) {
            self.add(Rule::Layers, file, 1, format!("src/{} has no rule: add it", module_of(file)));
        }
        for mention in &source.mentions {
            let resolution = self.modules.resolution(placed, mention);
            let outside = resolution.targets.iter().filter_map(|target| match target {
                Target::External(path) if is_path(path, mention.kind) => Some(&path[..]),
                Target::External(_) | Target::Module(_) | Target::Item(_) => None,
            });
            for path in outside.clone() {
                self.toolkit(file, mention.line, path);
            }
            if placed.purpose == Purpose::Tests {
                continue;
            }
            for path in outside {
                self.outside(file, mention, path);
            }
            if resolution.targets.is_empty() && mention.path.segments.first().is_none_or(|first| first != "Self") {
                let what = format!("no file declares {}", mention.path.segments.join("::"));
                self.add(Rule::Readable, file, mention.line, what);
            }
            for other in self.modules.files_of(&resolution) {
                self.module_use(file, mention.line, other);
            }
            for target in &resolution.targets {
                let other = match target {
                    Target::Item(module) => self.modules.file(*module),
                    Target::Module(module) if mention.kind == MentionKind::Everything => self.modules.file(*module),
                    Target::Module(_) | Target::External(_) => continue,
                };
                // A file is a part of the modules around it and may use what they declare. A parent that hands on what
                // its children have does not use them by that.
                let is_handed_on = mention.kind == MentionKind::ReExport && is_below(other, file);
                if !is_handed_on && !is_below(file, other) {
                    record(&mut self.between_files, file, other, (file, mention.line));
                }
            }
        }
        if placed.purpose == Purpose::Product {
            self.calls(file, source);
        }
    }

    fn module_use(&mut self, file: &str, line: usize, other: &str) {
        let (own, other) = (module_of(file), module_of(other));
        if other == own || other == "lib" {
            return;
        }
        let may_know = MAY_KNOW.iter().find(|(module, _)| *module == own);
        if may_know.is_some_and(|(_, known)| !known.contains(&other)) {
            self.add(Rule::Layers, file, line, format!("{own} must not know {other}"));
        }
        record(&mut self.between_modules, own, other, (file, line));
    }

    fn toolkit(&mut self, file: &str, line: usize, path: &[String]) {
        let own = module_of(file);
        let is_toolkit = |name: &String| name.starts_with("egui") || name == "eframe" || name == "winit";
        if path.first().is_some_and(is_toolkit) && !WINDOW.contains(&own) {
            self.add(Rule::Toolkit, file, line, format!("{own} must not know the toolkit"));
        }
    }

    fn outside(&mut self, file: &str, mention: &Mention, path: &[String]) {
        let own = module_of(file);
        if PURE.contains(&own) {
            for thing in WORLD.iter().filter(|thing| path.iter().take(thing.len()).eq(thing.iter())) {
                self.add(Rule::World, file, mention.line, format!("{own} must not ask {}", thing.join("::")));
            }
            if mention.kind == MentionKind::Everything && path == ["std"] {
                self.add(Rule::World, file, mention.line, format!("{own} must not import all of std"));
            }
        }
        if let Some(last) = path.last().filter(|last| PANICKING_CALLS.contains(&last.as_str())) {
            self.add(Rule::Panic, file, mention.line, format!("{last} panics"));
        }
    }

    fn calls(&mut self, file: &str, source: &Source) {
        let own = module_of(file);
        for (line, call) in &source.calls {
            match call {
                Call::Macro(name) if name == "include" => {
                    self.add(Rule::Readable, file, *line, "this test does not read what is included here".to_owned());
                }
                Call::Macro(name) if PANICKING_MACROS.contains(&name.as_str()) => {
                    self.add(Rule::Panic, file, *line, format!("{name}! panics"));
                }
                Call::Method(name) if PANICKING_CALLS.contains(&name.as_str()) => {
                    self.add(Rule::Panic, file, *line, format!(".{name}() panics"));
                }
                Call::Method(name) if PURE.contains(&own) && WORLD_CALLS.contains(&name.as_str()) => {
                    self.add(Rule::World, file, *line, format!("{own} must not ask .{name}()"));
                }
                Call::Macro(_) | Call::Method(_) => {}
            }
        }
    }

    fn module_circles(&mut self) {
        for members in circles(&self.between_modules) {
            let (file, line, ways) = describe(&members, &self.between_modules, str::to_owned);
            self.add(Rule::ModuleCircle, &file, line, format!("modules in a circle:{ways}"));
        }
    }

    fn file_circles(&mut self, allowed: &[Circle]) {
        let found = circles(&self.between_files);
        for members in &found {
            let is_same = |circle: &&Circle| circle.files.iter().copied().eq(members.iter().map(String::as_str));
            if !allowed.iter().any(|circle| is_same(&circle)) {
                let (file, line, ways) = describe(members, &self.between_files, |file| format!("src/{file}"));
                self.add(Rule::FileCircle, &file, line, format!("files in a circle:{ways}"));
            }
        }
        for circle in allowed {
            let is_same =
                |members: &BTreeSet<String>| members.iter().map(String::as_str).eq(circle.files.iter().copied());
            if !found.iter().any(is_same) {
                let file = circle.files.first().copied().unwrap_or_default();
                let what = format!("{:?} is no circle, or not all of one: change the table", circle.files);
                self.add(Rule::FileCircle, file, 1, what);
            }
            if circle.reason.is_empty() {
                self.add(Rule::FileCircle, circle.files[0], 1, "this circle has no reason".to_owned());
            }
        }
    }
}

fn record(uses: &mut Uses, from: &str, to: &str, (file, line): (&str, usize)) {
    if from != to {
        let places = uses.entry(from.to_owned()).or_default();
        places.entry(to.to_owned()).or_insert_with(|| (file.to_owned(), line));
    }
}

/// A single name is a variable or a type's parameter, unless it is imported.
fn is_path(path: &[String], kind: MentionKind) -> bool {
    path.len() > 1 || matches!(kind, MentionKind::Import | MentionKind::ReExport | MentionKind::Everything)
}

/// The module below `src` that a file belongs to.
pub(super) fn module_of(file: &str) -> &str {
    let first = file.split('/').next().unwrap_or(file);
    first.strip_suffix(".rs").unwrap_or(first)
}

/// Whether this file belongs to a child of that one's module.
fn is_below(file: &str, parent: &str) -> bool {
    let folder = match parent.rsplit_once('/') {
        Some((folder, "mod.rs")) => folder,
        _ => parent.strip_suffix(".rs").unwrap_or(parent),
    };
    folder == "lib" || file.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

/// `tests.rs` and `*_tests.rs` hold tests, `test_support.rs` and `*_test_support.rs` what several of them use.
fn is_named_after_tests(file: &str) -> bool {
    let parts: Vec<&str> = file.split('/').map(|part| part.strip_suffix(".rs").unwrap_or(part)).collect();
    let is_test = |part: &&str| {
        ["tests", "test_support"].contains(part) || part.ends_with("_tests") || part.ends_with("_test_support")
    };
    parts.iter().any(is_test)
}

/// The groups of which each member uses every other one, directly or through others.
fn circles(uses: &Uses) -> Vec<BTreeSet<String>> {
    let reached = |from: &str| {
        let mut reached: BTreeSet<&str> = BTreeSet::new();
        let mut next = vec![from];
        while let Some(user) = next.pop() {
            for used in uses.get(user).into_iter().flat_map(BTreeMap::keys) {
                if reached.insert(used) {
                    next.push(used);
                }
            }
        }
        reached
    };
    let all: BTreeMap<&str, BTreeSet<&str>> = uses.keys().map(|user| (user.as_str(), reached(user))).collect();
    let mut circles: Vec<BTreeSet<String>> = Vec::new();
    for (user, used) in &all {
        if used.contains(user) && !circles.iter().any(|circle| circle.contains(*user)) {
            let back = |other: &&&str| all.get(**other).is_some_and(|reached| reached.contains(user));
            circles.push(used.iter().filter(back).map(|member| (*member).to_owned()).collect());
        }
    }
    circles
}

/// The first place of a circle, and a line for each way from one member to another.
fn describe(members: &BTreeSet<String>, uses: &Uses, name: impl Fn(&str) -> String) -> (String, usize, String) {
    let mut first = None;
    let mut ways = String::new();
    for user in members {
        for (used, (file, line)) in uses.get(user).into_iter().flatten().filter(|(used, _)| members.contains(*used)) {
            first.get_or_insert_with(|| (file.clone(), *line));
            // Writing to a string cannot fail.
            write!(ways, "\n    src/{file}:{line}: {} uses {}", name(user), name(used)).ok();
        }
    }
    let (file, line) = first.unwrap_or_default();
    (file, line, ways)
}
