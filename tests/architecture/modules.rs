//! The modules that the files make up, and what a path means where it is written.
//!
//! Names are looked up as the compiler does it: in the block, then in the module; declared and imported names before
//! those of globs; `crate`, `self` and `super` from the module outwards; what nothing declares is another crate.
//! Where `cfg` picks one of several declarations, all of them count.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Component, Path, PathBuf};

use super::source::{
    DeclaredItem, Import, Mention, MentionKind, Name, Namespace, Purpose, Scope, ScopeKind, Source, SourcePath,
};

/// The library's name in the program's own file and in paths such as `okpay_wizard::cli`.
const LIBRARY: &str = "okpay_wizard";

/// All files, by their path below `src`.
pub(super) type Sources = BTreeMap<String, Source>;

pub(super) struct Modules<'s> {
    all: Vec<Module<'s>>,
    /// Where a file's scopes begin in the list above.
    files: BTreeMap<&'s str, PlacedFile>,
    /// Declared files that are not there: who declares them, where, and their names.
    pub(super) missing: Vec<(&'s str, usize, &'s str)>,
    known: RefCell<HashMap<(usize, SourcePath, MentionKind), Resolution>>,
}

/// A file that some module declares.
#[derive(Clone, Copy, Debug)]
pub(super) struct PlacedFile {
    first: usize,
    pub(super) purpose: Purpose,
}

struct Module<'s> {
    file: &'s str,
    scope: &'s Scope,
    /// The index of the file's first scope.
    first: usize,
    /// The module that `super` means, or the scope around a block.
    parent: Option<usize>,
    /// Modules that lie in files of their own.
    children: BTreeMap<&'s str, Vec<usize>>,
}

/// What a path leads to. More than one thing where `cfg` decides.
#[derive(Clone, Debug, Default)]
pub(super) struct Resolution {
    pub(super) targets: BTreeSet<Target>,
    /// The modules on the way to it, those of re-exports among them.
    through: BTreeSet<usize>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Target {
    Module(usize),
    /// Something that this module declares.
    Item(usize),
    /// A path into another crate, or nothing that is known here: a variable, a type parameter.
    External(Vec<String>),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Lookup {
    /// Before the last `::`: modules and types.
    Prefix,
    Types,
    Values,
    Any,
}

/// Imports that are being followed, so that one that leads back to itself stops.
type InProgress = Vec<(usize, String)>;

impl Resolution {
    fn is_inside(&self) -> bool {
        self.targets.iter().any(|target| !matches!(target, Target::External(_)))
    }

    /// Whichever leads to something of this crate, preferably this one.
    fn or_else(self, other: impl FnOnce() -> Self) -> Self {
        if self.is_inside() {
            return self;
        }
        let other = other();
        if other.is_inside() { other } else { self }
    }

    fn add(&mut self, other: Self) {
        self.targets.extend(other.targets);
        self.through.extend(other.through);
    }

    fn one(target: Target) -> Self {
        let through = if let Target::Module(module) = target { BTreeSet::from([module]) } else { BTreeSet::new() };
        Self { targets: BTreeSet::from([target]), through }
    }
}

impl<'s> Modules<'s> {
    pub(super) fn of(sources: &'s Sources) -> Self {
        let mut modules =
            Self { all: Vec::new(), files: BTreeMap::new(), missing: Vec::new(), known: RefCell::new(HashMap::new()) };
        for root in ["lib.rs", "main.rs"] {
            modules.place(sources, root, None, Purpose::Product);
        }
        modules
    }

    /// Nothing for a file that no module declares.
    pub(super) fn placed(&self, file: &str) -> Option<PlacedFile> {
        self.files.get(file).copied()
    }

    fn place(&mut self, sources: &'s Sources, file: &str, parent: Option<usize>, purpose: Purpose) -> Option<usize> {
        let (file, source) = sources.get_key_value(file)?;
        if let Some(placed) = self.files.get(file.as_str()) {
            return Some(placed.first);
        }
        let first = self.all.len();
        self.files.insert(file, PlacedFile { first, purpose });
        for scope in &source.scopes {
            let parent = scope.around.map_or(parent, |around| Some(first + around));
            self.all.push(Module { file, scope, first, parent, children: BTreeMap::new() });
        }
        for (scope, module) in source.scopes.iter().zip(first..) {
            for declared in &scope.files {
                let candidates = self.candidates(module, declared.path.as_deref(), &declared.name);
                let purpose = if purpose == Purpose::Tests { purpose } else { declared.purpose };
                let child =
                    candidates.iter().find_map(|path| self.place(sources, path, Some(self.nearest(module)), purpose));
                match child {
                    Some(child) => self.all[module].children.entry(&declared.name).or_default().push(child),
                    None => self.missing.push((file, declared.line, &declared.name)),
                }
            }
        }
        Some(first)
    }

    /// Where the file of `mod name;` may lie.
    fn candidates(&self, module: usize, path: Option<&str>, name: &str) -> Vec<String> {
        let file = Path::new(self.all[module].file);
        let folder = file.parent().unwrap_or(Path::new(""));
        let stem = file.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        let own = if ["lib", "main", "mod"].contains(&stem) { folder.to_owned() } else { folder.join(stem) };
        let mut inside = Vec::new();
        let mut scope = module;
        while let ScopeKind::Module(name) = &self.all[scope].scope.kind {
            inside.push(name.as_str());
            scope = self.all[scope].parent.unwrap_or_default();
        }
        let base: PathBuf = inside.iter().rev().fold(own, |base, name| base.join(name));
        match path {
            Some(path) if inside.is_empty() => vec![normal(&folder.join(path))],
            Some(path) => vec![normal(&base.join(path))],
            None => vec![normal(&base.join(format!("{name}.rs"))), normal(&base.join(name).join("mod.rs"))],
        }
    }

    /// What a mention of this file means.
    pub(super) fn resolution(&self, placed: PlacedFile, mention: &Mention) -> Resolution {
        let from = placed.first + mention.scope;
        let key = (from, mention.path.clone(), mention.kind);
        if let Some(known) = self.known.borrow().get(&key) {
            return known.clone();
        }
        let find = |lookup| self.path(from, &mention.path, lookup, &mut Vec::new());
        let resolution = match mention.kind {
            MentionKind::Import | MentionKind::ReExport | MentionKind::Everything => find(Lookup::Any),
            MentionKind::Type => find(Lookup::Types).or_else(|| find(Lookup::Values)),
            MentionKind::Value => find(Lookup::Values).or_else(|| find(Lookup::Types)),
        };
        self.known.borrow_mut().insert(key, resolution.clone());
        resolution
    }

    pub(super) fn file(&self, module: usize) -> &'s str {
        self.all[module].file
    }

    /// The files on the way to what a path means, and those where it ends.
    pub(super) fn files_of(&self, resolution: &Resolution) -> BTreeSet<&'s str> {
        let targets = resolution.targets.iter().filter_map(|target| match target {
            Target::Item(module) => Some(*module),
            Target::Module(_) | Target::External(_) => None,
        });
        resolution.through.iter().copied().chain(targets).map(|module| self.file(module)).collect()
    }

    /// The module that a scope belongs to.
    fn nearest(&self, mut scope: usize) -> usize {
        while let (ScopeKind::Block, Some(parent)) = (&self.all[scope].scope.kind, self.all[scope].parent) {
            scope = parent;
        }
        scope
    }

    fn above(&self, scope: usize) -> Option<usize> {
        self.all[self.nearest(scope)].parent.map(|parent| self.nearest(parent))
    }

    fn root(&self, mut scope: usize) -> usize {
        while let Some(parent) = self.all[scope].parent {
            scope = parent;
        }
        scope
    }

    fn is_within(&self, mut scope: usize, module: usize) -> bool {
        loop {
            if scope == module {
                return true;
            }
            match self.all[scope].parent {
                Some(parent) => scope = parent,
                None => return false,
            }
        }
    }

    fn path(&self, from: usize, path: &SourcePath, lookup: Lookup, in_progress: &mut InProgress) -> Resolution {
        let [first, rest @ ..] = &path.segments[..] else {
            return Resolution::one(Target::Module(self.root(from)));
        };
        if path.is_absolute {
            let start = if first == "self" {
                Resolution::one(Target::Module(self.root(from)))
            } else {
                self.other_crate(first)
            };
            return self.follow(from, start, rest, lookup, in_progress);
        }
        let module = self.nearest(from);
        let (start, rest) = match first.as_str() {
            "crate" => (Resolution::one(Target::Module(self.root(from))), rest),
            "self" | "super" => {
                let segments = if first == "self" { rest } else { &path.segments };
                let ups = segments.iter().take_while(|segment| *segment == "super").count();
                let Some(above) = (0..ups).try_fold(module, |module, _| self.above(module)) else {
                    return Resolution::default();
                };
                (Resolution::one(Target::Module(above)), &segments[ups..])
            }
            "Self" => return Resolution::default(),
            name => {
                let lookup = if rest.is_empty() { lookup } else { Lookup::Prefix };
                (self.lexical(from, name, lookup, in_progress), rest)
            }
        };
        self.follow(from, start, rest, lookup, in_progress)
    }

    fn follow(
        &self,
        from: usize,
        start: Resolution,
        rest: &[String],
        lookup: Lookup,
        in_progress: &mut InProgress,
    ) -> Resolution {
        let mut now = start;
        for (at, segment) in rest.iter().enumerate() {
            let is_last = at + 1 == rest.len();
            let mut next = Resolution { targets: BTreeSet::new(), through: now.through };
            for target in now.targets {
                match target {
                    Target::Module(module) => {
                        let lookup = if is_last { lookup } else { Lookup::Prefix };
                        next.add(self.name(module, segment, lookup, from, in_progress));
                    }
                    Target::Item(module) => {
                        next.targets.insert(Target::Item(module));
                    }
                    Target::External(mut path) => {
                        path.push(segment.clone());
                        next.targets.insert(Target::External(path));
                    }
                }
            }
            now = next;
        }
        now
    }

    fn other_crate(&self, name: &str) -> Resolution {
        let library = self.files.get("lib.rs").filter(|_| name == LIBRARY);
        Resolution::one(
            library.map_or_else(|| Target::External(vec![name.to_owned()]), |placed| Target::Module(placed.first)),
        )
    }

    /// A name as it is seen from a block or a module, whose own names it may be, or those of a crate.
    fn lexical(&self, from: usize, name: &str, lookup: Lookup, in_progress: &mut InProgress) -> Resolution {
        let mut scope = from;
        let mut perhaps = Resolution::default();
        loop {
            let found = self.name(scope, name, lookup, from, in_progress);
            let is_declared = self.all[scope].scope.names.contains_key(name);
            if found.is_inside() || (is_declared && !found.targets.is_empty()) {
                return found;
            }
            perhaps.add(found);
            match (&self.all[scope].scope.kind, self.all[scope].parent) {
                (ScopeKind::Block, Some(parent)) => scope = parent,
                _ => break,
            }
        }
        perhaps.add(self.other_crate(name));
        perhaps
    }

    /// A module's name, as `viewer` sees it.
    fn name(
        &self,
        module: usize,
        name: &str,
        lookup: Lookup,
        viewer: usize,
        in_progress: &mut InProgress,
    ) -> Resolution {
        let Module { scope, first, children, .. } = &self.all[module];
        let is_in_progress = in_progress.iter().any(|(other, in_progress)| *other == module && in_progress == name);
        let mut found = Resolution::default();
        if lookup != Lookup::Values {
            for child in children.get(name).into_iter().flatten() {
                found.add(Resolution::one(Target::Module(*child)));
            }
        }
        let seen = |import: &Import| !import.is_private || self.is_within(viewer, module);
        in_progress.push((module, name.to_owned()));
        for declared in scope.names.get(name).into_iter().flatten() {
            match declared {
                Name::Module(inner) if lookup != Lookup::Values => {
                    found.add(Resolution::one(Target::Module(first + inner)));
                }
                Name::Item(item) if lookup.finds(item.namespace) => {
                    found.targets.insert(Target::Item(module));
                    if let Some(alias) = item.alias.as_ref().filter(|_| lookup == Lookup::Prefix && !is_in_progress) {
                        found.add(self.path(module, alias, Lookup::Prefix, in_progress));
                    }
                }
                Name::Import(import)
                    if !is_in_progress && seen(import) && !(import.only_types && lookup == Lookup::Values) =>
                {
                    let lookup = if import.only_types && lookup == Lookup::Any { Lookup::Types } else { lookup };
                    found.add(self.path(module, &import.path, lookup, in_progress));
                }
                Name::Module(_) | Name::Item(_) | Name::Import(_) => {}
            }
        }
        if found.targets.is_empty() && !is_in_progress {
            for glob in scope.globs.iter().filter(|glob| seen(glob)) {
                let from = self.path(module, &glob.path, Lookup::Types, in_progress);
                found.add(self.through_glob(module, from, name, lookup, in_progress));
            }
        }
        in_progress.pop();
        found
    }

    fn through_glob(
        &self,
        viewer: usize,
        from: Resolution,
        name: &str,
        lookup: Lookup,
        in_progress: &mut InProgress,
    ) -> Resolution {
        let mut found = Resolution::default();
        for target in from.targets {
            let more = match target {
                Target::Module(module) => self.name(module, name, lookup, viewer, in_progress),
                Target::Item(module) => {
                    let has = |item: &&DeclaredItem| item.variants.iter().any(|variant| variant == name);
                    let names = self.all[module].scope.names.values().flatten();
                    let items = names.filter_map(|name| if let Name::Item(item) = name { Some(item) } else { None });
                    items
                        .into_iter()
                        .find(has)
                        .map_or_else(Resolution::default, |_| Resolution::one(Target::Item(module)))
                }
                Target::External(mut path) => {
                    path.push(name.to_owned());
                    Resolution::one(Target::External(path))
                }
            };
            if !more.targets.is_empty() {
                found.add(more);
                found.through.extend(&from.through);
            }
        }
        found
    }
}

impl Lookup {
    fn finds(self, namespace: Namespace) -> bool {
        match self {
            Self::Prefix | Self::Types => matches!(namespace, Namespace::Types | Namespace::TypesAndValues),
            Self::Values => matches!(namespace, Namespace::Values | Namespace::TypesAndValues),
            Self::Any => true,
        }
    }
}

/// A path with `..` taken out, as it names files in memory.
fn normal(path: &Path) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.components() {
        match part {
            Component::ParentDir => {
                parts.pop();
            }
            Component::Normal(part) => parts.push(part.to_str().unwrap_or_default()),
            Component::CurDir | Component::RootDir | Component::Prefix(_) => {}
        }
    }
    parts.join("/")
}
