//! Reads the modules and items of a crate from its syntax trees.

use super::build_attributes::in_build;
use super::items::{attributes, block_items, defined};
use super::macro_scope::MacroScope;
use super::model::{
    Associated, Definition, DefinitionKind, FunctionScope, Import, Module, ModuleId, Modules,
    Namespace,
};
use super::use_tree::imported_names;
use crate::header::comments::is_ignored;
use crate::header::conditions::{Gate, HeaderConditions};
use crate::header::tree::Tree;
use crate::sources::{place, relative};
use ffi_guard_scan::ModuleDir;
use proc_macro2::Span;
use std::cell::Cell;
use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use std::rc::Rc;
use syn::ext::IdentExt;
use syn::{Attribute, Block, Expr, ImplItem, Item, ItemImpl, ItemMod, ItemUse, Macro, Meta, Type};

/// How deep files and expansions of macros may nest.
const MAX_DEPTH: usize = 64;
/// How many files, inclusions and expansions of macros are read: one that contains two of the next doubles at each level.
const MAX_PARTS: usize = 1 << 14;

/// The sources of a crate.
pub(in crate::header) struct CrateSource<'s> {
    /// The name that paths begin with, if it is a dependency.
    pub(in crate::header) name: Option<&'s str>,
    pub(in crate::header) tree: &'s Tree,
    pub(in crate::header) conditions: &'s HeaderConditions,
}

impl<'c> Modules<'c> {
    /// Reads the modules of crates. The first crate is the crate of the header; `crates` are the names of its dependencies.
    pub(in crate::header) fn read(sources: &[CrateSource<'c>], crates: &[String]) -> Self {
        let mut modules = Self {
            modules: Vec::new(),
            definitions: Vec::new(),
            associated: Vec::new(),
            foreign: Vec::new(),
            functions: HashMap::new(),
            steps: Cell::new(0),
            conditions: sources.iter().map(|source| source.conditions).collect(),
            roots: BTreeMap::new(),
            crates: crates.to_vec(),
        };
        for (krate, source) in sources.iter().enumerate() {
            let root = modules.modules.len();
            modules.roots.extend(source.name.map(|name| (name.to_owned(), root)));
            let files = source.tree.files.iter().enumerate();
            let reader = Reader {
                tree: source.tree,
                conditions: source.conditions,
                krate,
                files: files.map(|(at, file)| (file.path.clone(), at)).collect(),
                macros: MacroScope::default(),
                parts: 0,
                waiting: Vec::new(),
                modules: &mut modules,
            };
            reader.read_root();
        }
        let root = modules.modules.first();
        modules.crates.retain(|name| {
            !root.is_some_and(|root| root.names.contains_key(&(Namespace::Type, name.clone())))
        });
        modules
    }
}

/// The position of the walk.
#[derive(Clone)]
pub(super) struct Position {
    pub(super) module: ModuleId,
    pub(super) gate: Gate,
    pub(super) file: usize,
    pub(super) dir: ModuleDir,
    /// The place of the macro call around it.
    pub(super) call: Option<String>,
    /// How many files, inclusions and expansions are around it.
    pub(super) depth: usize,
    /// Whether all macros of the crate are defined.
    pub(super) is_late: bool,
    pub(super) is_included: bool,
    pub(super) is_ignored: bool,
}

pub(super) struct Reader<'r, 'c> {
    pub(super) tree: &'r Tree,
    pub(super) conditions: &'r HeaderConditions,
    /// The index of the crate.
    krate: usize,
    pub(super) files: HashMap<PathBuf, usize>,
    pub(super) macros: MacroScope,
    /// How many files, inclusions and expansions of macros were read.
    parts: usize,
    /// Calls of macros that are not defined yet.
    pub(super) waiting: Vec<(Position, Macro)>,
    pub(super) modules: &'r mut Modules<'c>,
}

impl Reader<'_, '_> {
    fn read_root(mut self) {
        let Some(root) = self.tree.files.first() else { return };
        let Some(gate) = self.conditions.gate_of(&root.ast.attrs, &Gate::default()) else {
            return;
        };
        let module = self.add_module(None, false);
        let dir = ModuleDir::beside(&root.path);
        let at = Position {
            module,
            gate,
            file: 0,
            dir,
            call: None,
            depth: 0,
            is_late: false,
            is_included: false,
            is_ignored: false,
        };
        self.items(&root.ast.items, &at);
        for (position, call) in std::mem::take(&mut self.waiting) {
            self.expand(&call, &position);
        }
    }

    fn add_module(&mut self, parent: Option<ModuleId>, is_block: bool) -> ModuleId {
        let (names, imports, krate) = (BTreeMap::new(), Vec::new(), self.krate);
        self.modules.modules.push(Module { parent, is_block, names, imports, krate });
        self.modules.modules.len() - 1
    }

    pub(super) fn items(&mut self, items: &[Item], at: &Position) {
        items.iter().for_each(|item| self.item(item, at));
    }

    fn item(&mut self, item: &Item, at: &Position) {
        let Some(gate) = self.conditions.gate_of(attributes(item), &at.gate) else {
            return;
        };
        let is_ignored = at.is_ignored || is_ignored(attributes(item));
        let here = Position { gate, is_ignored, ..at.clone() };
        if let Some((ident, kind)) = defined(item) {
            return self.define(ident, attributes(item), kind, &here);
        }
        match item {
            Item::Mod(item) => self.module(item, &here),
            Item::Use(item) => self.import(item, &here),
            Item::Fn(item) => {
                self.function(&item.sig, &item.attrs, None, &here);
                self.block(&item.block, &here);
            }
            Item::Impl(item) => self.implementation(item, &here),
            Item::ForeignMod(item) if self.krate == 0 && !at.is_ignored => {
                self.modules.foreign.push((here.module, here.gate.clone(), item.clone()));
            }
            Item::Macro(item) => self.macro_item(item, &here),
            _ => {}
        }
    }

    pub(super) fn define(
        &mut self,
        ident: &syn::Ident,
        attrs: &[Attribute],
        kind: DefinitionKind,
        at: &Position,
    ) {
        let name = ident.unraw().to_string();
        let namespace = match kind {
            DefinitionKind::Constant(_) | DefinitionKind::Static(_) => Namespace::Value,
            _ => Namespace::Type,
        };
        let (attrs, unknown) = in_build(attrs, self.conditions);
        let mut gate = at.gate.clone();
        gate.unknown = gate.unknown.or(unknown);
        let place = at.call.clone().unwrap_or_else(|| self.place(ident.span(), at));
        let id = self.modules.definitions.len();
        let (module, is_ignored) = (at.module, at.is_ignored);
        self.modules.definitions.push(Definition {
            name: name.clone(),
            module,
            gate,
            symbol: self.macros.symbol(&attrs),
            attrs,
            kind,
            place,
            is_ignored,
        });
        self.modules.modules[at.module].names.entry((namespace, name)).or_default().push(id);
    }

    pub(super) fn place(&self, span: Span, at: &Position) -> String {
        let start = span.start();
        let file = relative(&self.tree.files[at.file].path, &self.tree.root);
        place(&file, start.line, start.column + 1)
    }

    fn module(&mut self, item: &ItemMod, at: &Position) {
        let name = item.ident.unraw().to_string();
        let path = self.path_of(&item.attrs);
        let inner = match &item.content {
            Some((_, items)) => {
                let dir = match &path {
                    Some(path) => Some(at.dir.inline_at(path)),
                    None => at.dir.inline(&name, false),
                };
                dir.map(|dir| (at.file, dir, items.as_slice(), Some(at.gate.clone())))
            }
            None if !self.affords(at) => None,
            None => self.file_of(&name, path.as_deref(), at),
        };
        let Some((file, dir, items, Some(gate))) = inner else { return };
        let items = items.to_vec();
        let module = self.add_module(Some(at.module), false);
        self.define(&item.ident, &[], DefinitionKind::Module(module), at);
        let position = Position { module, gate, file, dir, depth: at.depth + 1, ..at.clone() };
        let of_file = &self.tree.files[file].ast.attrs;
        let of_file = of_file.iter().filter(|_| item.content.is_none());
        if item.attrs.iter().chain(of_file).any(|attr| attr.path().is_ident("macro_use")) {
            self.items(&items, &position);
        } else {
            self.inner_items(&items, &position);
        }
    }

    /// Reads the items of a scope of its own for macros.
    fn inner_items(&mut self, items: &[Item], at: &Position) {
        let outside = self.macros.clone();
        self.items(items, at);
        self.macros.leave_to(outside);
    }

    /// Counts a file, an inclusion or an expansion. Returns whether it may be read.
    pub(super) fn affords(&mut self, at: &Position) -> bool {
        self.parts += 1;
        at.depth < MAX_DEPTH && self.parts < MAX_PARTS
    }

    /// Returns the file of an out-of-line module.
    fn file_of(
        &self,
        name: &str,
        path: Option<&str>,
        at: &Position,
    ) -> Option<(usize, ModuleDir, &[Item], Option<Gate>)> {
        let candidates = match path {
            Some(path) => {
                let file = at.dir.at(path);
                let dir = ModuleDir::beside(&file);
                vec![(file, dir)]
            }
            None => at.dir.candidates(name).into(),
        };
        let (index, dir) =
            candidates.into_iter().find_map(|(file, dir)| Some((*self.files.get(&file)?, dir)))?;
        let ast = &self.tree.files[index].ast;
        let gate = self.conditions.gate_of(&ast.attrs, &at.gate);
        Some((index, dir, &ast.items, gate))
    }

    fn path_of(&self, attrs: &[Attribute]) -> Option<String> {
        let (attrs, _) = in_build(attrs, self.conditions);
        attrs.iter().find(|attr| attr.path().is_ident("path")).and_then(|attr| text(&attr.meta))
    }

    fn import(&mut self, item: &ItemUse, at: &Position) {
        let is_global = item.leading_colon.is_some();
        let imports = imported_names(&item.tree).into_iter().map(|(name, path)| Import {
            name,
            path,
            is_global,
        });
        self.modules.modules[at.module].imports.extend(imports);
    }

    fn function(
        &mut self,
        signature: &syn::Signature,
        attrs: &[Attribute],
        self_type: Option<Rc<Type>>,
        at: &Position,
    ) {
        if at.call.is_none() && self.krate == 0 {
            let key = (at.file, signature.ident.span().byte_range().end);
            let is_block = self.modules.modules[at.module].is_block;
            let scope = FunctionScope {
                module: at.module,
                self_type,
                is_item: !is_block && !at.is_included,
                is_ignored: at.is_ignored,
                symbol: self.macros.symbol(&in_build(attrs, self.conditions).0),
            };
            self.modules.functions.insert(key, scope);
        }
    }

    /// Reads the items of a block, if it has any.
    fn block(&mut self, block: &Block, at: &Position) {
        let items = block_items(block);
        if items.is_empty() {
            return;
        }
        let module = self.add_module(Some(at.module), true);
        self.inner_items(&items, &Position { module, ..at.clone() });
    }

    fn implementation(&mut self, item: &ItemImpl, at: &Position) {
        let self_type = Rc::new((*item.self_ty).clone());
        let mut constants = Vec::new();
        for inner in &item.items {
            let attrs = match inner {
                ImplItem::Fn(function) => &function.attrs,
                ImplItem::Const(constant) => &constant.attrs,
                _ => continue,
            };
            let Some(gate) = self.conditions.gate_of(attrs, &at.gate) else { continue };
            let is_ignored = at.is_ignored || is_ignored(attrs);
            let here = Position { gate, is_ignored, ..at.clone() };
            match inner {
                ImplItem::Fn(function) => {
                    self.function(&function.sig, attrs, Some(Rc::clone(&self_type)), &here);
                    self.block(&function.block, &here);
                }
                ImplItem::Const(constant) => constants.push((here.gate, constant.clone())),
                _ => {}
            }
        }
        if !constants.is_empty() && item.trait_.is_none() {
            let (module, self_type) = (at.module, (*self_type).clone());
            self.modules.associated.push(Associated { module, self_type, constants });
        }
    }
}

/// Returns the text of `name = "text"`.
fn text(meta: &Meta) -> Option<String> {
    match &meta.require_name_value().ok()?.value {
        Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }) => Some(text.value()),
        _ => None,
    }
}
