//! From files to a pack: decode, read, check, build.
//!
//! Owns what is lost with a file that has errors. Must not know any single check.

use ron::extensions::Extensions;

use super::diagnostics::{Diagnostics, Name, both};
use super::lint::{PackContext, Readability, is_id};
use super::node::Node;
use super::problem::{Problem, Severity};
use super::raw::RawPack;
use super::source::{FileEncoding, LARGEST, LineIndex, decode as decode_bytes};
use super::suggest::did_you_mean;
use super::syntax;
use super::{Guide, LoadedPack, Pack, SourceFile, build, decode, lint};

/// The pack's own file.
const MANIFEST: &str = "pack.ron";

/// Loads a pack from its files, and reports all their problems.
pub fn load(files: &[SourceFile]) -> LoadedPack {
    let Some(manifest) = files.iter().find(|file| file.name == MANIFEST) else {
        return without_manifest(files);
    };
    let (mut loaded, guides, context) = load_manifest(manifest, files);
    for name in &guides {
        let file_name = format!("{name}.ron");
        match files.iter().find(|file| file.name == file_name) {
            None => loaded.broken.push(file_name),
            Some(file) => {
                let (guide, problems) = load_guide(file, name, &context);
                loaded.problems.extend(problems);
                match (guide, &mut loaded.pack) {
                    (Some(guide), Some(pack)) => pack.wizards.push(guide),
                    (Some(_), None) => {}
                    (None, _) => loaded.broken.push(file_name),
                }
            }
        }
    }
    loaded.problems.extend(unlisted(files, &guides));
    loaded.pack = loaded.pack.filter(|pack| !pack.wizards.is_empty());
    loaded
}

fn load_manifest(file: &SourceFile, files: &[SourceFile]) -> (LoadedPack, Vec<String>, PackContext) {
    let (text, saved) = decode_bytes(&file.bytes);
    let lines = LineIndex::new(&text);
    let mut diagnostics = Diagnostics::new(&file.name, &lines);
    let (node, readability) = read(&text, &saved, &mut diagnostics);
    let raw = node.and_then(|node| decode::pack(&node, &mut diagnostics));
    let context = pack_context(raw.as_ref());
    if let Some(raw) = &raw {
        lint::pack(raw, &context, readability, &mut diagnostics);
    }
    // An error so far makes the whole pack unusable. A wrong entry in the list only loses that guide.
    let pack =
        if diagnostics.has_errors() { None } else { built(raw.as_ref().and_then(build::pack), &mut diagnostics) };
    let guides = raw.as_ref().map(|raw| listed(raw, files, &mut diagnostics)).unwrap_or_default();
    let broken = if pack.is_none() { vec![file.name.clone()] } else { Vec::new() };
    (LoadedPack { pack, problems: in_order(diagnostics), broken }, guides, context)
}

fn load_guide(file: &SourceFile, id: &str, context: &PackContext) -> (Option<Guide>, Vec<Problem>) {
    let (text, saved) = decode_bytes(&file.bytes);
    let lines = LineIndex::new(&text);
    let mut diagnostics = Diagnostics::new(&file.name, &lines);
    let (node, readability) = read(&text, &saved, &mut diagnostics);
    let raw = node.and_then(|node| decode::guide(&node, &mut diagnostics));
    if let Some(raw) = &raw {
        lint::guide(raw, id, context, readability, &mut diagnostics);
    }
    let hosts = context.hosts.as_deref();
    // Without hosts or languages there is no pack for this guide.
    let guide = match (diagnostics.has_errors(), raw, hosts) {
        (false, Some(raw), Some(hosts)) if !context.languages.is_empty() => {
            built(build::guide(&raw, &context.languages, hosts), &mut diagnostics)
        }
        _ => None,
    };
    (guide, in_order(diagnostics))
}

fn pack_context(raw: Option<&RawPack>) -> PackContext {
    let languages = raw.and_then(|raw| raw.languages.as_ref());
    let hosts = raw.and_then(|raw| raw.hosts.as_ref()).filter(|hosts| !hosts.value.is_empty());
    PackContext {
        languages: languages.map(|list| list.value.iter().map(|lang| lang.value).collect()).unwrap_or_default(),
        hosts: hosts.map(|hosts| hosts.value.iter().map(|host| host.value.clone()).collect()),
    }
}

/// Reads the tree of a file, and whether its words could be read.
fn read(text: &str, saved: &FileEncoding, diagnostics: &mut Diagnostics<'_>) -> (Option<Node>, Readability) {
    let save_as_utf8 = || {
        both(
            "用记事本打开，点“文件 → 另存为”，编码选“UTF-8”，再保存",
            "in Notepad choose File → Save as, set the encoding to UTF-8, and save",
        )
    };
    let mut readability = Readability::Readable;
    match saved {
        FileEncoding::Utf8 => {}
        FileEncoding::Utf8WithMark => {
            let message =
                both("文件开头有一个看不见的标记（BOM）", "the file begins with an invisible mark (a byte-order mark)");
            diagnostics.warning("byte-order-mark", &(0..0), message, save_as_utf8());
        }
        FileEncoding::Utf16 => {
            let message = both(
                "文件存成了 UTF-16（记事本里叫“Unicode”），应该是 UTF-8",
                "the file is saved as UTF-16 (“Unicode” in Notepad); it must be UTF-8",
            );
            diagnostics.error("not-utf8", &(0..0), message, save_as_utf8());
        }
        FileEncoding::Other { at } => {
            readability = Readability::Lost;
            let message = both(
                "文件没有存成 UTF-8（可能是 GBK/ANSI），从这里起文字读不出来",
                "the file is not saved as UTF-8 (perhaps as GBK or ANSI); its text cannot be read from here on",
            );
            diagnostics.error("not-utf8", &(*at..*at), message, save_as_utf8());
        }
        FileEncoding::TooLarge => {
            let megabytes = LARGEST / 1024 / 1024;
            let message =
                both(format!("文件超过 {megabytes} MB，太大了"), format!("the file is larger than {megabytes} MB"));
            diagnostics.error("too-large", &(0..0), message, both("把它拆成几份指南", "split it into several guides"));
            return (None, Readability::Lost);
        }
    }
    let before = diagnostics.problems.len();
    let node = syntax::read(text, diagnostics);
    if diagnostics.problems.len() == before {
        check_with_ron(text, diagnostics);
    }
    (node, readability)
}

/// RON's own reader checks the file last, so that no file is accepted that it refuses.
fn check_with_ron(text: &str, diagnostics: &mut Diagnostics<'_>) {
    let options = ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME);
    if let Err(fault) = options.from_str::<serde::de::IgnoredAny>(text) {
        let at = diagnostics.lines.offset(fault.span.start.line, fault.span.start.col);
        let message =
            both(format!("这里的写法不对：{}", fault.code), format!("this is not written correctly: {}", fault.code));
        diagnostics.error("syntax", &(at..at), message, None);
    }
}

/// Reports a value that is absent although no error was found.
fn built<T>(value: Option<T>, diagnostics: &mut Diagnostics<'_>) -> Option<T> {
    if value.is_none() && !diagnostics.has_errors() {
        let message = both("这个文件读不完整", "this file could not be read completely");
        diagnostics.error(
            "unreadable",
            &(0..0),
            message,
            both("请把文件发给开发人员", "please send the file to the developers"),
        );
    }
    value
}

/// The guides that `pack.ron` lists, each once.
fn listed(raw: &RawPack, files: &[SourceFile], diagnostics: &mut Diagnostics<'_>) -> Vec<String> {
    let Some(guides) = &raw.wizards else { return Vec::new() };
    if guides.value.is_empty() {
        let message = both("`wizards` 里一份指南也没有", "`wizards` lists no guide");
        diagnostics.error("no-wizards", &guides.span, message, both("例如 [\"login\"]", "for example [\"login\"]"));
    }
    let mut names: Vec<String> = Vec::new();
    for name in &guides.value {
        if names.contains(&name.value) {
            let message =
                both(format!("指南 `{}` 写了两次", name.value), format!("the guide `{}` is listed twice", name.value));
            diagnostics.error("duplicate-id", &name.span, message, both("删掉其中一个", "delete one of the two"));
            continue;
        }
        entry(name, files, diagnostics);
        names.push(name.value.clone());
    }
    names
}

fn entry(name: &Name, files: &[SourceFile], diagnostics: &mut Diagnostics<'_>) {
    let file_name = format!("{}.ron", name.value);
    if !is_id(&name.value) {
        let message = both(format!("id `{}` 不符合规则", name.value), format!("`{}` is not a valid id", name.value));
        let help = both("只写文件名，不带 .ron，例如 \"login\"", "write the file's name without .ron, like \"login\"");
        diagnostics.error("bad-id", &name.span, message, help);
    } else if files.iter().all(|file| file.name != file_name) {
        let message = both(format!("找不到文件 `{file_name}`"), format!("there is no file `{file_name}`"));
        let others =
            files.iter().filter(|file| file.name != MANIFEST).filter_map(|file| file.name.strip_suffix(".ron"));
        diagnostics.error("missing-file", &name.span, message, did_you_mean(&name.value, others));
    }
}

fn unlisted(files: &[SourceFile], guides: &[String]) -> Vec<Problem> {
    let mut names = files.iter().map(|file| file.name.as_str()).collect::<Vec<_>>();
    names.sort_unstable();
    let lines = LineIndex::new("");
    let stray =
        names.into_iter().filter(|name| *name != MANIFEST).filter_map(|name| Some((name, name.strip_suffix(".ron")?)));
    let stray = stray.filter(|(_, id)| guides.iter().all(|listed| listed != id));
    stray
        .flat_map(|(name, id)| {
            let mut diagnostics = Diagnostics::new(name, &lines);
            let message = both(
                format!("文件 `{name}` 没有写进 pack.ron 的 `wizards`，不会显示"),
                format!("the file `{name}` is not listed in `wizards` of pack.ron, so it is never shown"),
            );
            let help = both(
                format!("在 `wizards` 里加上 \"{id}\"，或者删掉这个文件"),
                format!("add \"{id}\" to `wizards`, or delete the file"),
            );
            diagnostics.warning("unlisted-file", &(0..0), message, help);
            diagnostics.problems
        })
        .collect()
}

fn without_manifest(files: &[SourceFile]) -> LoadedPack {
    let lines = LineIndex::new("");
    let mut diagnostics = Diagnostics::new(MANIFEST, &lines);
    let message = both("找不到文件 `pack.ron`", "there is no file `pack.ron`");
    let help = did_you_mean(MANIFEST, files.iter().map(|file| file.name.as_str()));
    diagnostics.error("missing-file", &(0..0), message, help);
    LoadedPack { pack: None::<Pack>, problems: in_order(diagnostics), broken: vec![MANIFEST.to_owned()] }
}

fn in_order(diagnostics: Diagnostics<'_>) -> Vec<Problem> {
    let mut problems = diagnostics.problems;
    problems.sort_by_key(|problem| (problem.place.span.start, problem.severity == Severity::Warning));
    problems
}
