//! Reads one file: what it declares, what it imports, and every path that its product code mentions.
//!
//! Paths stand here as they are written. `modules.rs` finds out what they mean once all files are read.
//! Code that only tests compile is left out; of it, only the declared files are kept.

mod tokens;

use std::collections::{BTreeMap, BTreeSet};

use self::tokens::Strings;
use proc_macro2::Ident;
use syn::punctuated::Punctuated;
use syn::visit::{self, Visit};
use syn::{Attribute, Item, Meta, Token, UseTree, Visibility};

/// What a file says.
#[derive(Clone, Debug)]
pub(super) struct Source {
    pub(super) lines: usize,
    /// The file's own scope, then the modules and blocks inside it.
    pub(super) scopes: Vec<Scope>,
    pub(super) mentions: Vec<Mention>,
    /// Macros and methods that are called, each with its line.
    pub(super) calls: Vec<(usize, Call)>,
    /// Why it could not be read, and where.
    pub(super) broken: Option<(usize, String)>,
}

/// A place in which names are declared.
#[derive(Clone, Debug)]
pub(super) struct Scope {
    pub(super) kind: ScopeKind,
    /// The scope around it, unless it is the file itself.
    pub(super) around: Option<usize>,
    pub(super) names: BTreeMap<String, Vec<Name>>,
    pub(super) globs: Vec<Import>,
    pub(super) files: Vec<DeclaredFile>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum ScopeKind {
    File,
    Module(String),
    Block,
}

/// What a name stands for in its scope.
#[derive(Clone, Debug)]
pub(super) enum Name {
    /// A module in the same file: its scope.
    Module(usize),
    Item(DeclaredItem),
    Import(Import),
}

/// Where a name counts: types and values may have the same one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Namespace {
    #[default]
    Types,
    Values,
    TypesAndValues,
    Macros,
}

/// For what a file is compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    Product,
    Tests,
}

#[derive(Clone, Debug, Default)]
pub(super) struct DeclaredItem {
    pub(super) namespace: Namespace,
    /// What a type alias stands for.
    pub(super) alias: Option<SourcePath>,
    pub(super) variants: Vec<String>,
}

#[derive(Clone, Debug)]
pub(super) struct Import {
    pub(super) path: SourcePath,
    pub(super) is_private: bool,
    /// It ends in `self`, so it names a module or a type and nothing else.
    pub(super) only_types: bool,
}

/// `mod name;`
#[derive(Clone, Debug)]
pub(super) struct DeclaredFile {
    pub(super) name: String,
    pub(super) path: Option<String>,
    pub(super) line: usize,
    pub(super) purpose: Purpose,
}

/// A path as it is written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct SourcePath {
    /// It begins with `::`.
    pub(super) is_absolute: bool,
    pub(super) segments: Vec<String>,
}

#[derive(Clone, Debug)]
pub(super) struct Mention {
    pub(super) scope: usize,
    pub(super) line: usize,
    pub(super) path: SourcePath,
    pub(super) kind: MentionKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum MentionKind {
    Type,
    Value,
    Import,
    ReExport,
    /// Everything a module has: `use module::*`, `#[serde(with = "module")]`.
    Everything,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Call {
    Macro(String),
    Method(String),
}

impl Source {
    pub(super) fn read(text: &str) -> Self {
        let file =
            Scope { kind: ScopeKind::File, around: None, names: BTreeMap::new(), globs: Vec::new(), files: Vec::new() };
        let source = Self {
            lines: text.lines().count(),
            scopes: vec![file],
            mentions: Vec::new(),
            calls: Vec::new(),
            broken: None,
        };
        let mut reader = Reader { source, scope: 0, function: None };
        match syn::parse_file(text) {
            Ok(file) => reader.visit_file(&file),
            Err(error) => reader.source.broken = Some((error.span().start().line, error.to_string())),
        }
        reader.source
    }
}

struct Reader {
    source: Source,
    scope: usize,
    function: Option<Function>,
}

/// The outermost function that is being read.
struct Function {
    first_mention: usize,
    /// Its parameters and variables. A name of theirs alone is no item of another file.
    variables: BTreeSet<String>,
}

impl Reader {
    fn current(&mut self) -> &mut Scope {
        &mut self.source.scopes[self.scope]
    }

    fn declare(&mut self, ident: &Ident, name: Name) {
        self.current().names.entry(plain(ident)).or_default().push(name);
    }

    fn declare_item(&mut self, ident: &Ident, namespace: Namespace) {
        self.declare(ident, Name::Item(DeclaredItem { namespace, ..DeclaredItem::default() }));
    }

    fn in_scope(&mut self, kind: ScopeKind, read: impl FnOnce(&mut Self)) -> usize {
        let around = self.scope;
        self.source.scopes.push(Scope {
            kind,
            around: Some(around),
            names: BTreeMap::new(),
            globs: Vec::new(),
            files: Vec::new(),
        });
        self.scope = self.source.scopes.len() - 1;
        let inner = self.scope;
        read(self);
        self.scope = around;
        inner
    }

    fn mention(&mut self, line: usize, path: SourcePath, kind: MentionKind) {
        self.source.mentions.push(Mention { scope: self.scope, line, path, kind });
    }

    fn call(&mut self, ident: &Ident, call: fn(String) -> Call) {
        self.source.calls.push((line(ident), call(plain(ident))));
    }

    fn module(&mut self, module: &syn::ItemMod, purpose: Purpose) {
        let name = plain(&module.ident);
        match &module.content {
            None => {
                let path = module.attrs.iter().find_map(given_path);
                self.current().files.push(DeclaredFile { name, path, line: line(&module.ident), purpose });
            }
            Some((_, items)) if purpose == Purpose::Tests => {
                self.in_scope(ScopeKind::Module(name), |reader| {
                    for item in items {
                        if let Item::Mod(inner) = item {
                            reader.module(inner, Purpose::Tests);
                        }
                    }
                });
            }
            Some((_, items)) => {
                let scope = self.in_scope(ScopeKind::Module(name), |reader| {
                    for attribute in &module.attrs {
                        reader.visit_attribute(attribute);
                    }
                    for item in items {
                        reader.visit_item(item);
                    }
                });
                self.declare(&module.ident, Name::Module(scope));
            }
        }
    }

    fn imports(&mut self, tree: &UseTree, before: &SourcePath, kind: MentionKind) {
        let is_private = kind == MentionKind::Import;
        let with = |ident: &Ident| {
            let mut path = before.clone();
            path.segments.push(plain(ident));
            path
        };
        let (path, only_types, ident, name) = match tree {
            UseTree::Path(tree) => return self.imports(&tree.tree, &with(&tree.ident), kind),
            UseTree::Group(group) => {
                return group.items.iter().for_each(|tree| self.imports(tree, before, kind));
            }
            UseTree::Glob(glob) => {
                let import = Import { path: before.clone(), is_private, only_types: true };
                self.mention(glob.star_token.spans[0].start().line, before.clone(), MentionKind::Everything);
                self.current().globs.push(import);
                return;
            }
            UseTree::Name(tree) if tree.ident == "self" => {
                (before.clone(), true, &tree.ident, before.segments.last().cloned().unwrap_or_default())
            }
            UseTree::Rename(tree) if tree.ident == "self" => (before.clone(), true, &tree.ident, plain(&tree.rename)),
            UseTree::Name(tree) => (with(&tree.ident), false, &tree.ident, plain(&tree.ident)),
            UseTree::Rename(tree) => (with(&tree.ident), false, &tree.ident, plain(&tree.rename)),
        };
        self.mention(line(ident), path.clone(), kind);
        let import = Name::Import(Import { path, is_private, only_types });
        self.current().names.entry(name).or_default().push(import);
    }

    fn function(&mut self, read: impl FnOnce(&mut Self)) {
        if self.function.is_some() {
            return read(self);
        }
        self.function = Some(Function { first_mention: self.source.mentions.len(), variables: BTreeSet::new() });
        read(self);
        if let Some(Function { first_mention, variables }) = self.function.take() {
            let mentions = self.source.mentions.split_off(first_mention);
            let is_item = |mention: &Mention| match &mention.path.segments[..] {
                [alone] => mention.kind != MentionKind::Value || !variables.contains(alone),
                _ => true,
            };
            self.source.mentions.extend(mentions.into_iter().filter(is_item));
        }
    }
}

impl<'ast> Visit<'ast> for Reader {
    fn visit_item(&mut self, item: &'ast Item) {
        if only_for_tests(attributes(item)) {
            if let Item::Mod(module) = item {
                self.module(module, Purpose::Tests);
            }
            return;
        }
        match item {
            Item::Mod(module) => return self.module(module, Purpose::Product),
            Item::Fn(item) => self.declare_item(&item.sig.ident, Namespace::Values),
            Item::Const(item) => self.declare_item(&item.ident, Namespace::Values),
            Item::Static(item) => self.declare_item(&item.ident, Namespace::Values),
            Item::Struct(item) => {
                let has_fields = matches!(item.fields, syn::Fields::Named(_));
                self.declare_item(&item.ident, if has_fields { Namespace::Types } else { Namespace::TypesAndValues });
            }
            Item::Union(item) => self.declare_item(&item.ident, Namespace::Types),
            Item::Trait(item) => self.declare_item(&item.ident, Namespace::Types),
            Item::TraitAlias(item) => self.declare_item(&item.ident, Namespace::Types),
            Item::Enum(item) => {
                let variants = item.variants.iter().map(|variant| plain(&variant.ident)).collect();
                let declared = DeclaredItem { variants, ..DeclaredItem::default() };
                self.declare(&item.ident, Name::Item(declared));
            }
            Item::Type(item) => {
                let alias = if let syn::Type::Path(path) = &*item.ty { Some(written(&path.path)) } else { None };
                self.declare(&item.ident, Name::Item(DeclaredItem { alias, ..DeclaredItem::default() }));
            }
            Item::ExternCrate(item) => {
                let name = item.rename.as_ref().map_or(&item.ident, |(_, name)| name);
                // `extern crate self as name` means this crate, as no other absolute path beginning so can.
                let path = SourcePath { is_absolute: true, segments: vec![plain(&item.ident)] };
                self.mention(line(&item.ident), path.clone(), MentionKind::Import);
                self.declare(name, Name::Import(Import { path, is_private: true, only_types: true }));
            }
            Item::Macro(item) => {
                if let Some(ident) = &item.ident {
                    self.declare_item(ident, Namespace::Macros);
                }
            }
            Item::ForeignMod(_) | Item::Impl(_) | Item::Use(_) | _ => {}
        }
        visit::visit_item(self, item);
    }

    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        self.function(|reader| visit::visit_item_fn(reader, item));
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        self.function(|reader| visit::visit_impl_item_fn(reader, item));
    }

    fn visit_trait_item_fn(&mut self, item: &'ast syn::TraitItemFn) {
        self.function(|reader| visit::visit_trait_item_fn(reader, item));
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        let nothing = SourcePath { is_absolute: item.leading_colon.is_some(), segments: Vec::new() };
        let is_private = matches!(item.vis, Visibility::Inherited);
        self.imports(&item.tree, &nothing, if is_private { MentionKind::Import } else { MentionKind::ReExport });
    }

    fn visit_impl_item(&mut self, item: &'ast syn::ImplItem) {
        let attributes = match item {
            syn::ImplItem::Const(item) => &item.attrs[..],
            syn::ImplItem::Fn(item) => &item.attrs,
            syn::ImplItem::Type(item) => &item.attrs,
            syn::ImplItem::Macro(item) => &item.attrs,
            syn::ImplItem::Verbatim(_) | _ => &[],
        };
        if !only_for_tests(attributes) {
            visit::visit_impl_item(self, item);
        }
    }

    fn visit_field(&mut self, field: &'ast syn::Field) {
        if !only_for_tests(&field.attrs) {
            visit::visit_field(self, field);
        }
    }

    fn visit_variant(&mut self, variant: &'ast syn::Variant) {
        if !only_for_tests(&variant.attrs) {
            visit::visit_variant(self, variant);
        }
    }

    fn visit_arm(&mut self, arm: &'ast syn::Arm) {
        if !only_for_tests(&arm.attrs) {
            visit::visit_arm(self, arm);
        }
    }

    fn visit_local(&mut self, local: &'ast syn::Local) {
        if !only_for_tests(&local.attrs) {
            visit::visit_local(self, local);
        }
    }

    fn visit_block(&mut self, block: &'ast syn::Block) {
        if block.stmts.iter().any(|statement| matches!(statement, syn::Stmt::Item(_))) {
            self.in_scope(ScopeKind::Block, |reader| visit::visit_block(reader, block));
        } else {
            visit::visit_block(self, block);
        }
    }

    fn visit_pat_ident(&mut self, pattern: &'ast syn::PatIdent) {
        if let Some(function) = &mut self.function {
            function.variables.insert(plain(&pattern.ident));
        }
        visit::visit_pat_ident(self, pattern);
    }

    fn visit_vis_restricted(&mut self, _: &'ast syn::VisRestricted) {}

    fn visit_path(&mut self, path: &'ast syn::Path) {
        self.mention(first_line(path), written(path), MentionKind::Type);
        visit::visit_path(self, path);
    }

    fn visit_expr_path(&mut self, path: &'ast syn::ExprPath) {
        match &path.qself {
            // `<Type>::name` is the type's name and no path of its own.
            Some(qself) if qself.position == 0 => {
                if let syn::Type::Path(of) = &*qself.ty {
                    let mut whole = written(&of.path);
                    whole.segments.extend(written(&path.path).segments);
                    self.mention(first_line(&of.path), whole, MentionKind::Value);
                }
                self.visit_type(&qself.ty);
            }
            Some(qself) => {
                self.visit_type(&qself.ty);
                self.mention(first_line(&path.path), written(&path.path), MentionKind::Type);
            }
            None => self.mention(first_line(&path.path), written(&path.path), MentionKind::Value),
        }
        for segment in &path.path.segments {
            self.visit_path_arguments(&segment.arguments);
        }
    }

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        self.call(&call.method, Call::Method);
        visit::visit_expr_method_call(self, call);
    }

    fn visit_macro(&mut self, called: &'ast syn::Macro) {
        if let Some(last) = called.path.segments.last() {
            self.call(&last.ident, Call::Macro);
        }
        if called.path.segments.len() > 1 {
            self.mention(first_line(&called.path), written(&called.path), MentionKind::Value);
        }
        self.tokens(called.tokens.clone(), Strings::Texts);
    }

    fn visit_attribute(&mut self, attribute: &'ast Attribute) {
        match &attribute.meta {
            Meta::List(list) => {
                let are_paths = list.path.is_ident("serde");
                self.tokens(list.tokens.clone(), if are_paths { Strings::Paths } else { Strings::Texts });
            }
            Meta::NameValue(value) if !value.path.is_ident("doc") => self.visit_expr(&value.value),
            Meta::NameValue(_) | Meta::Path(_) => {}
        }
    }
}

fn plain(ident: &Ident) -> String {
    let text = ident.to_string();
    text.strip_prefix("r#").map_or_else(|| text.clone(), ToOwned::to_owned)
}

fn line(ident: &Ident) -> usize {
    ident.span().start().line
}

fn first_line(path: &syn::Path) -> usize {
    path.segments.first().map_or(0, |segment| line(&segment.ident))
}

fn written(path: &syn::Path) -> SourcePath {
    SourcePath {
        is_absolute: path.leading_colon.is_some(),
        segments: path.segments.iter().map(|segment| plain(&segment.ident)).collect(),
    }
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::ExternCrate(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::ForeignMod(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::TraitAlias(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Union(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        Item::Verbatim(_) | _ => &[],
    }
}

/// `#[test]`, `#[cfg(test)]`, and what cannot hold without it, such as `#[cfg(all(test, unix))]`.
fn only_for_tests(attributes: &[Attribute]) -> bool {
    fn needs_test(meta: &Meta) -> bool {
        let Meta::List(list) = meta else { return meta.path().is_ident("test") };
        let parts = list.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated).unwrap_or_default();
        (list.path.is_ident("all") && parts.iter().any(needs_test))
            || (list.path.is_ident("any") && !parts.is_empty() && parts.iter().all(needs_test))
    }
    attributes.iter().any(|attribute| match &attribute.meta {
        Meta::Path(path) => path.is_ident("test"),
        Meta::List(list) if list.path.is_ident("cfg") => {
            list.parse_args::<Meta>().is_ok_and(|condition| needs_test(&condition))
        }
        Meta::List(_) | Meta::NameValue(_) => false,
    })
}

/// The file that `#[path = "…"]` names.
fn given_path(attribute: &Attribute) -> Option<String> {
    let Meta::NameValue(value) = &attribute.meta else { return None };
    let syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(path), .. }) = &value.value else { return None };
    value.path.is_ident("path").then(|| path.value())
}
