//! Rules broken on purpose, in small trees of files and in a copy of the real one.
//!
//! A line that has to be refused ends in `// here`. No other line may be.

use std::collections::BTreeSet;

use super::modules::Sources;
use super::rules::{Circle, Rule, Violation, check, module_of};
use super::source::Source;

const MARK: &str = "// here";

/// A file below `src`, and its text.
type File<'a> = (&'a str, &'a str);

/// The files, with a `lib.rs` that declares their modules unless there is one among them.
fn tree(files: &[File<'_>]) -> Sources {
    let modules: BTreeSet<&str> =
        files.iter().map(|(path, _)| module_of(path)).filter(|name| *name != "main").collect();
    let lib = modules.into_iter().map(|module| ["pub mod ", module, ";\n"].concat()).collect::<String>();
    let mut sources = Sources::from([("lib.rs".to_owned(), Source::read(&lib))]);
    sources.extend(files.iter().map(|(path, text)| ((*path).to_owned(), Source::read(text))));
    sources
}

fn marked(files: &[File<'_>]) -> BTreeSet<(String, usize)> {
    let mut marked = BTreeSet::new();
    for (path, text) in files {
        let here = (1..).zip(text.lines()).filter(|(_, line)| line.contains(MARK));
        marked.extend(here.map(|(line, _)| ((*path).to_owned(), line)));
    }
    marked
}

/// Breaks this rule in the marked lines and in no other.
#[track_caller]
fn refused(rule: Rule, files: &[File<'_>]) -> Vec<Violation> {
    let broken: Vec<Violation> = check(&tree(files), &[]).into_iter().filter(|broken| broken.rule == rule).collect();
    let found: BTreeSet<(String, usize)> = broken.iter().map(|broken| (broken.file.clone(), broken.line)).collect();
    assert_eq!(found, marked(files), "{rule:?} in {files:#?}: {broken:#?}");
    assert!(!found.is_empty(), "nothing is marked in {files:#?}");
    broken
}

/// Breaks no rule at all.
#[track_caller]
fn harmless(files: &[File<'_>]) {
    assert_eq!(check(&tree(files), &[]), [], "{files:#?}");
}

/// What `pack` must not know, and what it may.
const NEIGHBOURS: [File<'_>; 2] = [("desktop/mod.rs", NEIGHBOUR), ("lang/mod.rs", NEIGHBOUR)];

const NEIGHBOUR: &str = "
pub struct Store;
pub trait Keep {}
pub const LIMIT: u8 = 1;
pub fn open() {}
pub mod log { pub fn tail() {} }
";

#[test]
fn a_module_is_recognised_however_its_name_is_written() {
    for text in [
        "use crate::desktop::Store; // here",
        "use crate::{desktop::Store}; // here",
        "use crate::{desktop}; // here",
        "use crate::r#desktop::Store; // here",
        "use {crate::desktop::Store}; // here",
        "use crate::{\n    pack,\n    desktop::{ // no name yet\n        Store, // here\n        log::{self, tail}, // here\n    },\n};",
        "use super::desktop::Store; // here",
        "use self::super::{desktop::log}; // here",
        "use crate::desktop::*; // here",
        "use crate::desktop::Store as Shelf; // here",
        "use crate::desktop::Keep as _; // here",
        "pub use crate::desktop::Store; // here",
        "use crate::desktop as files; // here\n\nfn f() {\n    files::open(); // here\n}",
        "use crate as whole;\nuse whole::desktop::Store; // here",
        "extern crate self as whole;\nuse whole::desktop::Store; // here",
        "use crate::*;\nfn f() {\n    desktop::open(); // here\n}",
        "use crate::{desktop::{self as files}}; // here\nfn f(_: files::Store) {} // here",
        "fn f() {\n    use crate::desktop; // here\n    desktop::open(); // here\n}",
        "mod inner {\n    use super::super::desktop::Store; // here\n}",
        "mod inner {\n    fn f() { super::super::desktop::open() } // here\n}",
        "fn f() {\n    crate::desktop::open(); // here\n}",
        "fn f() {\n    super::desktop::log::tail(); // here\n}",
        "fn f(_: &crate::desktop::Store) {} // here",
        "fn f<T>(_: T) where T: crate::desktop::Keep {} // here",
        "fn f() -> Vec<crate::desktop::Store> { Vec::new() } // here",
        "fn f() { Vec::<crate::desktop::Store>::new(); } // here",
        "fn f() { <crate::desktop::Store>::default(); } // here",
        "fn f() { <u8 as crate::desktop::Keep>::keep(); } // here",
        "fn f(x: u8) -> bool {\n    match x {\n        crate::desktop::LIMIT => true, // here\n        _ => false,\n    }\n}",
        "struct Own(super::desktop::Store); // here",
        "impl crate::desktop::Keep for u8 {} // here",
        "type Own = crate::desktop::Store; // here",
        "const LIMIT: u8 = crate::desktop::LIMIT; // here",
        "fn f() { println!(\"{:?}\", crate::desktop::open()); } // here",
        "fn f() { vec![vec![super::desktop::Store]]; } // here",
        "macro_rules! all { () => { $crate::desktop::open() }; } // here",
        "macro_rules! all { () => { use crate::{desktop::open}; }; } // here",
        "#[derive(crate::desktop::Keep)] // here\nstruct Own;",
        "struct Own {\n    #[serde(with = \"crate::desktop::log\")] // here\n    at: u8,\n}",
        "#[cfg(not(test))]\nuse crate::desktop::Store; // here",
        "#[cfg(any(test, unix))]\nuse crate::desktop::Store; // here",
    ] {
        let [desktop, lang] = NEIGHBOURS;
        refused(Rule::Layers, &[desktop, lang, ("pack/mod.rs", text)]);
        harmless(&[desktop, lang, ("pack/mod.rs", &text.replace("desktop", "lang"))]);
    }
}

#[test]
fn a_file_deeper_in_the_tree_is_no_way_out() {
    let deep =
        "use super::super::super::desktop::Store; // here\nfn f() { super::super::super::desktop::open() } // here";
    let files = |deep| {
        let [desktop, lang] = NEIGHBOURS;
        [desktop, lang, ("pack/mod.rs", "mod lint;"), ("pack/lint/mod.rs", "mod deep;"), ("pack/lint/deep.rs", deep)]
    };
    refused(Rule::Layers, &files(deep));
    harmless(&files(&deep.replace("desktop", "lang")));
    // `lint.rs` beside a folder of the same name.
    let beside = [
        NEIGHBOURS[0],
        ("pack/mod.rs", "mod lint;"),
        ("pack/lint.rs", "mod deep;"),
        ("pack/lint/deep.rs", "use super::super::super::desktop; // here"),
    ];
    refused(Rule::Layers, &beside);
    let elsewhere = [
        NEIGHBOURS[0],
        ("pack/mod.rs", "#[path = \"odd/name.rs\"]\nmod lint;"),
        ("pack/odd/name.rs", "use super::super::desktop; // here"),
    ];
    refused(Rule::Layers, &elsewhere);
}

#[test]
fn a_name_handed_on_by_a_module_that_may_know_it_is_no_way_around() {
    let ui = ("ui/mod.rs", "pub struct Tone;\npub mod theme { pub struct Look; }");
    for (handed_on, used) in [
        ("pub use crate::ui::Tone;", "use crate::app::Tone; // here"),
        ("pub use crate::ui::Tone as Sound;", "use crate::app::Sound; // here"),
        ("pub use crate::ui::*;", "use crate::app::theme::Look; // here"),
        ("pub use crate::ui;", "fn f(_: crate::app::ui::Tone) {} // here"),
        ("pub mod more { pub use crate::ui::theme; }", "fn f(_: crate::app::more::theme::Look) {} // here"),
    ] {
        refused(Rule::Layers, &[ui, ("app/mod.rs", handed_on), ("cli/mod.rs", used)]);
    }
    // Its own things are its own, whatever they are called.
    harmless(&[
        ui,
        ("app/mod.rs", "use crate::ui::Tone;\npub struct Sound(Tone);"),
        ("cli/mod.rs", "use crate::app::Sound;"),
    ]);
}

#[test]
fn words_that_only_look_like_a_module_are_none() {
    for text in [
        "//! [`crate::desktop`] keeps it.\n\n/// As `crate::desktop::open` does.\nfn f() {}",
        "fn f() -> &'static str { \"crate::desktop::open()\" }",
        "mod desktop { pub fn open() {} }\nfn f() { desktop::open(); self::desktop::open() }",
        "fn f(desktop: u8) -> u8 { desktop }",
        "struct Own { desktop: u8 }",
        "use std::desktop::Store;\nfn f(_: ::desktop::Store) {}",
        "#[cfg(test)]\nmod tests {\n    use crate::desktop::Store;\n}",
        "#[cfg(test)]\nuse crate::desktop::Store;",
        "#[cfg(all(unix, test))]\nuse crate::desktop::Store;",
        "#[test]\nfn opens() { crate::desktop::open() }",
        "#[expect(clippy::desktop, reason = \"desktop\")]\nfn f() {}",
    ] {
        harmless(&[NEIGHBOURS[0], ("pack/mod.rs", text)]);
    }
}

#[test]
fn the_program_knows_the_command_line_and_little_else() {
    let files = |main| [("cli/mod.rs", "pub fn run() {}"), ("app/mod.rs", "pub fn run() {}"), ("main.rs", main)];
    refused(Rule::Layers, &files("use okpay_wizard::{\n    cli,\n    app, // here\n};\nfn main() { cli::run() }"));
    refused(Rule::Layers, &files("fn main() { okpay_wizard::app::run() } // here"));
    harmless(&files("use okpay_wizard::cli;\nfn main() { cli::run() }"));
}

#[test]
fn a_new_module_needs_a_rule() {
    refused(Rule::Layers, &[("payments/mod.rs", "pub struct Card; // here")]);
}

#[test]
fn modules_in_a_circle_are_refused_with_every_line_of_it() {
    let two = [
        ("lang/mod.rs", "pub struct Text;\nuse crate::{pack::Id}; // here"),
        ("pack/mod.rs", "pub struct Id;\n\nuse super::lang::Text;"),
    ];
    let broken = refused(Rule::ModuleCircle, &two);
    for place in ["src/lang/mod.rs:2: lang uses pack", "src/pack/mod.rs:3: pack uses lang"] {
        assert!(broken[0].what.contains(place), "{broken:?}");
    }
    let three = [
        ("lang/mod.rs", "pub fn f() { crate::session::act() } // here"),
        ("pack/mod.rs", "use crate::lang::f;\npub fn g() { f() }"),
        ("session/mod.rs", "mod act;\npub use self::act::act;"),
        ("session/act.rs", "pub fn act() { crate::pack::g() }"),
    ];
    let broken = refused(Rule::ModuleCircle, &three);
    assert_eq!(broken[0].what.lines().count(), 4, "{broken:?}");
    harmless(&[three[1], three[2], three[3], ("lang/mod.rs", "pub fn f() {}")]);
}

#[test]
fn files_in_a_circle_are_refused_with_every_line_of_it() {
    let by_name = [
        ("pack/mod.rs", "mod link;\nmod mail;"),
        ("pack/link.rs", "use super::mail::Letter; // here\npub struct Link(Letter);"),
        ("pack/mail.rs", "pub struct Letter(Option<Box<super::link::Link>>);"),
    ];
    let broken = refused(Rule::FileCircle, &by_name);
    for place in
        ["src/pack/link.rs:1: src/pack/link.rs uses src/pack/mail.rs", "src/pack/mail.rs:1: src/pack/mail.rs uses"]
    {
        assert!(broken[0].what.contains(place), "{broken:?}");
    }
    for (parent, link, mail) in [
        // What a parent hands on belongs to the file that declares it.
        (
            "mod link;\nmod mail;\npub use self::link::Link;\npub use self::mail::Letter;",
            "use super::Letter; // here",
            "use super::Link;",
        ),
        ("mod link;\nmod mail;\nuse self::mail::*;", "struct Link(super::Letter); // here", "use super::link::Link;"),
        ("mod link;\nmod mail;", "use super::mail::*; // here", "fn f() { println!(\"{}\", super::link::Link); }"),
        (
            "mod link;\nmod mail;\nuse self::link::Link;",
            "use crate::pack::mail::Letter as L; // here",
            "fn f(_: super::Link) {}",
        ),
        ("mod link;\nmod mail;", "use super::mail::{self}; fn f() { mail::post() } // here", "use super::link::Link;"),
        (
            "mod link;\nmod mail;",
            "struct L { #[serde(with = \"super::mail\")] at: u8 } // here",
            "use super::link::Link;",
        ),
    ] {
        let link = format!("{link}\npub struct Link;");
        let mail = format!("{mail}\npub struct Letter;\npub fn post() {{}}");
        refused(Rule::FileCircle, &[("pack/mod.rs", parent), ("pack/link.rs", &link), ("pack/mail.rs", &mail)]);
    }
    let three = [
        ("pack/mod.rs", "mod a;\nmod b;\nmod c;"),
        ("pack/a.rs", "pub fn a() { super::b::b() } // here"),
        ("pack/b.rs", "use crate::pack::c;\npub fn b() { c::c() }"),
        ("pack/c.rs", "use super::a::a;\npub fn c() { a() }"),
    ];
    refused(Rule::FileCircle, &three);
    harmless(&[three[0], three[1], three[2], ("pack/c.rs", "pub fn c() {}")]);
    // Between folders of one module.
    let folders = [
        ("ui/mod.rs", "mod drafts;\nmod screens;"),
        ("ui/drafts.rs", "use super::screens::Board; // here\npub struct Drafts(Board);"),
        ("ui/screens/mod.rs", "mod board;\npub use self::board::Board;"),
        ("ui/screens/board.rs", "use super::super::drafts::Drafts;\npub struct Board;"),
    ];
    refused(Rule::FileCircle, &folders);
}

#[test]
fn a_parent_and_its_children_are_no_circle() {
    harmless(&[
        (
            "pack/mod.rs",
            "mod link;\nmod mail;\npub use self::link::Link;\nuse self::mail::post;\npub struct Id;\nfn f() { post() }",
        ),
        ("pack/link.rs", "use super::{Id, mail};\npub struct Link(Id);\nfn f() { mail::post() }"),
        ("pack/mail.rs", "use super::Id;\npub fn post() {}\nfn f(_: Id) { let link = 1; link; }"),
    ]);
    // A name of one's own, or a test's, is no use of another file.
    harmless(&[
        ("pack/mod.rs", "mod link;\nmod mail;\npub use self::link::link;"),
        ("pack/link.rs", "pub fn link() { super::mail::post() }"),
        (
            "pack/mail.rs",
            "use super::*;\npub fn post() { let link = 1; take(link) }\n#[cfg(test)]\nmod tests {\n    use super::super::link::link;\n}",
        ),
    ]);
}

#[test]
fn a_circle_with_a_reason_stays_until_it_is_broken() {
    let circle = [
        ("pack/mod.rs", "mod a;\nmod b;\nmod c;"),
        ("pack/a.rs", "use super::b::B;\npub struct A;"),
        ("pack/b.rs", "use super::a::A;\npub struct B;"),
        ("pack/c.rs", "pub struct C;"),
    ];
    let listed = |files, reason| check(&tree(&circle), &[Circle { files, reason }]);
    assert_eq!(listed(&["pack/a.rs", "pack/b.rs"], "one thing"), []);
    assert_eq!(listed(&["pack/a.rs", "pack/b.rs"], "").len(), 1, "no reason");
    assert_eq!(listed(&["pack/a.rs", "pack/b.rs", "pack/c.rs"], "one thing").len(), 2, "another circle");
    assert_eq!(listed(&["pack/a.rs", "pack/c.rs"], "one thing").len(), 2, "no circle");
}

#[test]
fn the_toolkit_is_recognised_however_it_is_written() {
    for text in [
        "use eframe::egui; // here",
        "use eframe::{self}; // here",
        "use egui::Ui as Canvas; // here",
        "use egui_system_font_provider as fonts; // here",
        "extern crate winit; // here",
        "fn f(_: &eframe::egui::Ui) {} // here",
        "fn f(_: ::winit::Window) {} // here",
        "fn f() { println!(\"{}\", egui::vec2(1.0, 1.0)); } // here",
        "use eframe::*; // here",
    ] {
        for module in ["report/mod.rs", "terminal/mod.rs", "desktop/mod.rs", "cli/mod.rs"] {
            refused(Rule::Toolkit, &[(module, text)]);
        }
        harmless(&[("ui/mod.rs", text)]);
        harmless(&[("app/mod.rs", text)]);
    }
    refused(
        Rule::Toolkit,
        &[
            ("app/mod.rs", "pub use eframe::egui::Context as Canvas;"),
            ("cli/mod.rs", "use crate::app::Canvas; // here"),
        ],
    );
    // Tests of other modules do without it too.
    refused(
        Rule::Toolkit,
        &[("report/mod.rs", "#[cfg(test)]\nmod tests;"), ("report/tests.rs", "use eframe::egui; // here")],
    );
}

#[test]
fn a_pure_module_is_refused_the_world_however_it_asks() {
    for text in [
        "use std::fs; // here",
        "use std::{fmt, fs}; // here",
        "use std::{\n    collections::BTreeMap,\n    env, // here\n    io::{self, stdin}, // here\n};",
        "use std::fs as files; // here\nfn f() { files::read(\"x\"); } // here",
        "use std::fs::{self as files, File}; // here",
        "use std as all;\nfn f() { all::env::var(\"x\"); } // here",
        "use std::*; // here",
        "use std::fs::*; // here",
        "use ::std::net::TcpStream; // here",
        "fn f() { std::fs::read(\"x\"); } // here",
        "fn f() { ::std::env::var(\"x\"); } // here",
        "fn f() { println!(\"{:?}\", std::env::var(\"x\")); } // here",
        "fn f() { vec![1].iter().map(|_| std::thread::current()); } // here",
        "fn f() -> Option<std::process::Child> { None } // here",
        "use std::time::SystemTime; // here",
        "use std::time::Instant;\nfn f() { Instant::now(); } // here",
        "use std::time::Instant as Clock;\nfn f() { Clock::now(); } // here",
        "use std::time::*;\nfn f() { Instant::now(); } // here",
        "type Clock = std::time::Instant;\nfn f() { Clock::now(); } // here",
        "fn f() { <std::time::Instant>::now(); } // here",
        "fn f() { Some(1).map_or_else(std::time::Instant::now, |_| at); } // here",
        "use jiff::{Timestamp, tz::TimeZone};\nfn f() { Timestamp::now(); } // here\nfn g() { TimeZone::system(); } // here",
        "fn f(at: Instant) { at.elapsed(); } // here",
        "fn f(path: &Path) -> bool { path.exists() } // here",
        "fn f(path: &Path) { assert!(path.is_dir()); } // here",
        "use tempfile::TempDir; // here",
        "fn f() { rusqlite::Connection::open(\"x\"); } // here",
    ] {
        for module in ["lang/mod.rs", "redact/mod.rs", "ui/mod.rs", "terminal/mod.rs"] {
            refused(Rule::World, &[(module, text)]);
        }
        harmless(&[("desktop/mod.rs", text)]);
        harmless(&[("report/mod.rs", &format!("#[cfg(test)]\nmod tests {{\n{text}\n}}"))]);
    }
    harmless(&[(
        "report/mod.rs",
        "use std::{fmt, io, time::Duration};\nuse jiff::Timestamp;\nmod fs { pub fn read() {} }\nfn f(env: u8) { fs::read(); env; }",
    )]);
}

#[test]
fn panics_are_refused_also_in_macros_and_by_name() {
    for text in [
        "fn f(x: Option<u8>) { x.unwrap(); } // here",
        "fn f(x: Option<u8>) {\n    x\n        .expect(\"there\"); // here\n}",
        "fn f(x: Option<u8>) { println!(\"{}\", x.unwrap()); } // here",
        "fn f(x: Vec<Option<u8>>) { x.into_iter().map(Option::unwrap); } // here",
        "fn f(x: Option<u8>) { x.unwrap_or_else(|| panic!(\"none\")); } // here",
        "fn f() { std::panic!(\"none\"); } // here",
        "fn f() { vec![unreachable!()]; } // here",
        "fn f() { todo!() } // here",
        "macro_rules! later { () => { unimplemented!() }; } // here",
    ] {
        refused(Rule::Panic, &[("desktop/mod.rs", text)]);
        harmless(&[("desktop/mod.rs", &format!("#[cfg(test)]\nmod tests {{\n{text}\n}}"))]);
        harmless(&[("desktop/mod.rs", "#[cfg(test)]\nmod tests;"), ("desktop/tests.rs", text)]);
    }
    harmless(&[(
        "desktop/mod.rs",
        "/// `x.unwrap()`\n#[expect(clippy::panic, reason = \"why\")]\nfn f(x: Option<u8>) { x.unwrap_or(1); let unwrap = \"panic!()\"; }",
    )]);
}

#[test]
fn files_that_only_tests_use_are_named_after_them() {
    for (declared, file) in [
        ("#[cfg(test)]\nmod jar;", "pack/jar.rs"),
        ("#[cfg(test)]\npub(crate) mod jar;", "pack/jar.rs"),
        ("#[cfg(all(test, unix))]\nmod jar;", "pack/jar.rs"),
        ("#[cfg(unix)]\n#[cfg(test)]\nmod jar;", "pack/jar/mod.rs"),
        ("#[cfg(test)]\nmod inner { mod jar; }", "pack/inner/jar.rs"),
    ] {
        refused(Rule::TestName, &[("pack/mod.rs", declared), (file, "struct Cookie; // here")]);
        let (named, file) = (declared.replace("jar", "jar_tests"), file.replace("jar", "jar_tests"));
        harmless(&[("pack/mod.rs", &named), (&file, "struct Cookie;")]);
    }
    refused(Rule::TestName, &[("pack/mod.rs", "mod jar_tests;"), ("pack/jar_tests.rs", "struct Cookie; // here")]);
    harmless(&[("pack/mod.rs", "#[cfg(not(test))]\nmod jar;"), ("pack/jar.rs", "struct Cookie;")]);
    harmless(&[
        ("pack/mod.rs", "#[cfg(test)]\nmod tests;\n#[cfg(test)]\nmod test_support;"),
        ("pack/tests.rs", "mod jar;"),
        ("pack/tests/jar.rs", ""),
        ("pack/test_support.rs", ""),
    ]);
}

#[test]
fn a_file_ends_after_six_hundred_lines() {
    let long = "// A line.\n".repeat(600);
    harmless(&[("pack/mod.rs", &long)]);
    refused(Rule::Length, &[("pack/mod.rs", &format!("{long}{MARK}\n"))]);
}

#[test]
fn no_file_is_left_unread() {
    refused(Rule::Readable, &[("pack/mod.rs", "mod link; // here")]);
    refused(Rule::Readable, &[("pack/mod.rs", ""), ("pack/link.rs", "struct Link; // here")]);
    refused(Rule::Readable, &[("pack/mod.rs", "\nfn f( { // here\n")]);
    refused(Rule::Readable, &[("pack/mod.rs", "make!(Link);\nfn f(_: self::Link) {} // here")]);
    refused(Rule::Readable, &[("pack/mod.rs", "include!(\"link.in\"); // here")]);
}

#[test]
fn a_line_planted_in_the_real_source_breaks_its_rule() {
    let planted = [
        (Rule::Layers, "pack/mod.rs", "use crate::{desktop::Store};"),
        (Rule::Layers, "report/read/mod.rs", "fn planted() { super::super::ui::draw() }"),
        (Rule::Layers, "cli/mod.rs", "fn planted() { println!(\"{:?}\", crate::ui::Tone::Good) }"),
        (Rule::ModuleCircle, "lang/mod.rs", "use super::pack::Id;"),
        (Rule::FileCircle, "picture/canvas.rs", "use super::finish;"),
        (Rule::Toolkit, "terminal/mod.rs", "use eframe::{egui};"),
        (Rule::World, "session/mod.rs", "use std::{fmt, fs as files};"),
        (Rule::Panic, "desktop/mod.rs", "fn planted(it: Option<u8>) -> Option<u8> { Some(it.unwrap()) }"),
    ];
    let mut sources = super::real().clone();
    let mut expected = Vec::new();
    for (rule, file, line) in planted {
        let text = super::text(file);
        let planted = format!("{text}{line}\n");
        expected.push((rule, file, planted.lines().count()));
        sources.insert(file.to_owned(), Source::read(&planted));
    }
    let broken = check(&sources, &super::CIRCLES);
    for (rule, file, line) in expected {
        let place = format!("src/{file}:{line}: ");
        let is_it = |broken: &&Violation| broken.rule == rule && broken.to_string().contains(&place);
        assert!(broken.iter().any(|broken| is_it(&broken)), "{rule:?} at {place} is not seen: {broken:#?}");
    }
}
