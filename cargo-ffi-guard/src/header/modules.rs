//! The modules of a crate and their items, for the build that the header describes: `cfg` is evaluated, the crate's own
//! macros are expanded.

use super::comments::is_ignored;
use super::conditions::{Gate, HeaderConditions};
use super::macro_scope::MacroScope;
use super::tree::Tree;
use crate::inventory::cfg_arms;
use crate::inventory::macro_rules::Definition as MacroRules;
use crate::sources::{place, relative};
use ffi_guard_scan::ModuleDir;
use proc_macro2::{Span, TokenStream};
use std::cell::Cell;
use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use std::rc::Rc;
use syn::ext::IdentExt;
use syn::visit::{self, Visit};
use syn::{
    Attribute, Block, Expr, Generics, ImplItem, Item, ItemEnum, ItemForeignMod, ItemImpl, ItemMod,
    ItemStruct, ItemType, ItemUnion, ItemUse, Macro, Meta, Type, UseTree, Visibility,
};

/// How deep files and expansions of macros may nest.
const MAX_DEPTH: usize = 64;
/// How many files, inclusions and expansions of macros are read: one that contains two of the next doubles at each level.
const MAX_PARTS: usize = 1 << 14;

pub(super) type ModuleId = usize;
pub(super) type DefinitionId = usize;

/// The two namespaces of Rust that matter for a header.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Namespace {
    Type,
    Value,
}

/// A module, or the items of a block.
pub(super) struct Module {
    pub(super) parent: Option<ModuleId>,
    /// Whether names that it does not have are looked up in the module around it.
    pub(super) is_block: bool,
    pub(super) names: BTreeMap<(Namespace, String), Vec<DefinitionId>>,
    pub(super) imports: Vec<Import>,
    /// The index of its crate; 0 is the crate of the header.
    pub(super) krate: usize,
}

/// A name that a `use` brings into scope.
#[derive(Clone)]
pub(super) struct Import {
    /// `None` for a glob.
    pub(super) name: Option<String>,
    pub(super) path: Vec<String>,
    /// Whether the path begins with `::`.
    pub(super) is_global: bool,
}

/// An item.
pub(super) struct Definition {
    pub(super) name: String,
    pub(super) module: ModuleId,
    pub(super) gate: Gate,
    /// The attributes in this build, without `cfg`.
    pub(super) attrs: Vec<Attribute>,
    pub(super) kind: DefinitionKind,
    /// `file:line:column`.
    pub(super) place: String,
    /// Whether its documentation, or the documentation of a module around it, tells cbindgen to leave it out.
    pub(super) is_ignored: bool,
}

/// The kind of an item.
pub(super) enum DefinitionKind {
    Struct(Box<ItemStruct>),
    Enum(Box<ItemEnum>),
    Union(Box<ItemUnion>),
    Alias(Box<ItemType>),
    Constant(Box<Constant>),
    Static(Box<syn::ItemStatic>),
    Module(ModuleId),
    /// A `bitflags!` call, which cbindgen reads itself.
    Bitflags(TokenStream),
}

/// A constant.
pub(super) struct Constant {
    pub(super) is_public: bool,
    pub(super) ty: Type,
    pub(super) value: Expr,
}

impl Definition {
    /// Returns the generic parameters of a type.
    pub(super) fn generics(&self) -> Option<&Generics> {
        match &self.kind {
            DefinitionKind::Struct(item) => Some(&item.generics),
            DefinitionKind::Enum(item) => Some(&item.generics),
            DefinitionKind::Union(item) => Some(&item.generics),
            DefinitionKind::Alias(item) => Some(&item.generics),
            _ => None,
        }
    }
}

/// The module of a function, and the type whose `impl` block contains it.
#[derive(Clone)]
pub(super) struct FunctionScope {
    pub(super) module: ModuleId,
    pub(super) self_type: Option<Rc<Type>>,
    /// Whether the function is an item of a module or of an `impl` block in a module.
    pub(super) is_item: bool,
    /// Whether documentation tells cbindgen to leave it out.
    pub(super) is_ignored: bool,
    /// The symbol, if a macro of the crate names it.
    pub(super) symbol: Option<String>,
}

impl FunctionScope {
    /// Returns the scope of the crate's root.
    pub(super) fn root() -> Self {
        Self { module: 0, self_type: None, is_item: true, is_ignored: false, symbol: None }
    }
}

/// The sources of a crate.
pub(super) struct CrateSource<'s> {
    /// The name that paths begin with, if it is a dependency.
    pub(super) name: Option<&'s str>,
    pub(super) tree: &'s Tree,
    pub(super) conditions: &'s HeaderConditions,
}

/// The modules of the crate of the header, and of dependencies.
pub(super) struct Modules<'c> {
    pub(super) modules: Vec<Module>,
    pub(super) definitions: Vec<Definition>,
    /// The constants of `impl` blocks.
    pub(super) associated: Vec<Associated>,
    /// The blocks that declare functions of others.
    pub(super) foreign: Vec<(ModuleId, Gate, ItemForeignMod)>,
    /// The scope of each function, by the index of its file and the byte behind its name.
    pub(super) functions: HashMap<(usize, usize), FunctionScope>,
    /// How many steps the evaluation at hand has taken.
    pub(super) steps: Cell<usize>,
    /// The conditions of each crate.
    conditions: Vec<&'c HeaderConditions>,
    /// The root modules of the dependencies that are read.
    pub(super) roots: BTreeMap<String, ModuleId>,
    /// The crates that paths can begin with.
    pub(super) crates: Vec<String>,
}

/// The constants of an `impl` block.
pub(super) struct Associated {
    pub(super) module: ModuleId,
    pub(super) gate: Gate,
    pub(super) self_type: Type,
    pub(super) constants: Vec<syn::ImplItemConst>,
}

impl<'c> Modules<'c> {
    /// Reads the modules of crates. The first crate is the crate of the header; `crates` are the names of its dependencies.
    pub(super) fn read(sources: &[CrateSource<'c>], crates: &[String]) -> Self {
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

    /// Returns the conditions of the crate of a module.
    pub(super) fn conditions_of(&self, module: ModuleId) -> &'c HeaderConditions {
        self.conditions[self.modules[module].krate]
    }

    /// Returns the conditions of the crate of the header.
    pub(super) fn conditions(&self) -> &'c HeaderConditions {
        self.conditions[0]
    }

    /// Returns whether a module is part of the crate of the header.
    pub(super) fn is_own(&self, module: ModuleId) -> bool {
        self.modules[module].krate == 0
    }
}

/// The position of the walk.
#[derive(Clone)]
struct Position {
    module: ModuleId,
    gate: Gate,
    file: usize,
    dir: ModuleDir,
    /// The place of the macro call around it.
    call: Option<String>,
    /// How many files, inclusions and expansions are around it.
    depth: usize,
    /// Whether all macros of the crate are defined.
    is_late: bool,
    is_included: bool,
    is_ignored: bool,
}

struct Reader<'r, 'c> {
    tree: &'r Tree,
    conditions: &'r HeaderConditions,
    /// The index of the crate.
    krate: usize,
    files: HashMap<PathBuf, usize>,
    macros: MacroScope,
    /// How many files, inclusions and expansions of macros were read.
    parts: usize,
    /// Calls of macros that are not defined yet.
    waiting: Vec<(Position, Macro)>,
    modules: &'r mut Modules<'c>,
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

    fn items(&mut self, items: &[Item], at: &Position) {
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

    fn define(
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
        let definition =
            Definition { name: name.clone(), module, gate, attrs, kind, place, is_ignored };
        self.modules.definitions.push(definition);
        self.modules.modules[at.module].names.entry((namespace, name)).or_default().push(id);
    }

    fn place(&self, span: Span, at: &Position) -> String {
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
    fn affords(&mut self, at: &Position) -> bool {
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
        let mut found = Vec::new();
        collect_imports(&item.tree, &mut Vec::new(), &mut found);
        let is_global = item.leading_colon.is_some();
        let imports = found.into_iter().map(|(name, path)| Import { name, path, is_global });
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
        let mut inner = BlockItems::default();
        inner.visit_block(block);
        if inner.items.is_empty() {
            return;
        }
        let module = self.add_module(Some(at.module), true);
        self.inner_items(&inner.items, &Position { module, ..at.clone() });
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
                ImplItem::Const(constant) => constants.push(constant.clone()),
                _ => {}
            }
        }
        if !constants.is_empty() && item.trait_.is_none() {
            let (module, gate, self_type) = (at.module, at.gate.clone(), (*self_type).clone());
            self.modules.associated.push(Associated { module, gate, self_type, constants });
        }
    }

    fn macro_item(&mut self, item: &syn::ItemMacro, at: &Position) {
        let Some(last) = item.mac.path.segments.last() else { return };
        match (&item.ident, last.ident.to_string().as_str()) {
            (Some(name), "macro_rules") => {
                if let Some(rules) = MacroRules::parse(&item.mac.tokens) {
                    self.macros.define(name.unraw().to_string(), rules, &at.gate);
                }
            }
            (None, "include") => self.include(&item.mac, at),
            (None, "bitflags") => self.bitflags(item, at),
            (None, _) => self.expand(&item.mac, at),
            _ => {}
        }
    }

    /// Reads the items of an included file.
    fn include(&mut self, call: &Macro, at: &Position) {
        let Ok(path) = syn::parse2::<syn::LitStr>(call.tokens.clone()) else { return };
        let file = &self.tree.files[at.file].path;
        let path =
            file.parent().map_or_else(|| PathBuf::from(path.value()), |dir| dir.join(path.value()));
        let Some(index) = self.files.get(&path).copied() else { return };
        if !self.affords(at) {
            return;
        }
        let position = Position {
            file: index,
            dir: ModuleDir::beside(&path),
            is_included: true,
            depth: at.depth + 1,
            ..at.clone()
        };
        let items = self.tree.files[index].ast.items.clone();
        self.items(&items, &position);
    }

    fn bitflags(&mut self, item: &syn::ItemMacro, at: &Position) {
        let mut trees = item.mac.tokens.clone().into_iter();
        let is_struct = |tree: &proc_macro2::TokenTree| matches!(tree, proc_macro2::TokenTree::Ident(ident) if ident == "struct");
        if trees.any(|tree| is_struct(&tree))
            && let Some(proc_macro2::TokenTree::Ident(name)) = trees.next()
        {
            let tokens = quote::ToTokens::to_token_stream(item);
            self.define(&name, &[], DefinitionKind::Bitflags(tokens), at);
        }
    }

    fn expand(&mut self, call: &Macro, at: &Position) {
        let Some(last) = call.path.segments.last() else { return };
        let name = last.ident.unraw().to_string();
        let place = at.call.clone().unwrap_or_else(|| self.place(last.ident.span(), at));
        let inside = Position { call: Some(place), depth: at.depth + 1, ..at.clone() };
        if !self.affords(at) {
            return;
        }
        for (conditions, code) in cfg_arms::read(&name, &call.tokens) {
            if let Some(gate) = self.conditions.gate(&conditions.to_vec(), &at.gate) {
                self.expansion(code, &Position { gate, ..inside.clone() });
            }
        }
        let definitions = self.macros.get(&name).to_vec();
        if definitions.is_empty() && !at.is_late {
            let position = Position { is_late: true, ..at.clone() };
            self.waiting.push((position, call.clone()));
        }
        for (gate, rules) in definitions {
            if let Ok(expansion) = rules.expand(call.tokens.clone()) {
                self.expansion(expansion, &Position { gate: gate.and(&at.gate), ..inside.clone() });
            }
        }
    }

    fn expansion(&mut self, tokens: TokenStream, at: &Position) {
        if crate::sources::is_too_deep(&tokens) {
            return;
        }
        if let Ok(file) = syn::parse2::<syn::File>(tokens) {
            self.items(&file.items, at);
        }
    }
}

/// Returns the name and the kind of an item that types and constants can refer to.
fn defined(item: &Item) -> Option<(&syn::Ident, DefinitionKind)> {
    use DefinitionKind as Kind;
    Some(match item {
        Item::Struct(item) => (&item.ident, Kind::Struct(Box::new(item.clone()))),
        Item::Enum(item) => (&item.ident, Kind::Enum(Box::new(item.clone()))),
        Item::Union(item) => (&item.ident, Kind::Union(Box::new(item.clone()))),
        Item::Type(item) => (&item.ident, Kind::Alias(Box::new(item.clone()))),
        Item::Static(item) => (&item.ident, Kind::Static(Box::new(item.clone()))),
        Item::Const(item) => {
            let is_public = matches!(item.vis, Visibility::Public(_));
            let (ty, value) = ((*item.ty).clone(), (*item.expr).clone());
            (&item.ident, Kind::Constant(Box::new(Constant { is_public, ty, value })))
        }
        _ => return None,
    })
}

/// The items of the statements of a block, however deep.
#[derive(Default)]
struct BlockItems {
    items: Vec<Item>,
}

impl<'a> Visit<'a> for BlockItems {
    fn visit_item(&mut self, item: &'a Item) {
        self.items.push(item.clone());
    }

    fn visit_block(&mut self, block: &'a Block) {
        visit::visit_block(self, block);
    }
}

fn collect_imports(
    tree: &UseTree,
    prefix: &mut Vec<String>,
    found: &mut Vec<(Option<String>, Vec<String>)>,
) {
    match tree {
        UseTree::Path(path) => {
            prefix.push(path.ident.unraw().to_string());
            collect_imports(&path.tree, prefix, found);
            prefix.pop();
        }
        UseTree::Name(name) => found.push(imported(&name.ident, &name.ident, prefix)),
        UseTree::Rename(rename) => found.push(imported(&rename.ident, &rename.rename, prefix)),
        UseTree::Glob(_) => found.push((None, prefix.clone())),
        UseTree::Group(group) => {
            group.items.iter().for_each(|tree| collect_imports(tree, prefix, found));
        }
    }
}

/// `self` in a group is the path around it.
fn imported(
    ident: &syn::Ident,
    name: &syn::Ident,
    prefix: &[String],
) -> (Option<String>, Vec<String>) {
    let mut path = prefix.to_vec();
    let mut name = name.unraw().to_string();
    if ident != "self" {
        path.push(ident.unraw().to_string());
    } else if name == "self" {
        name = prefix.last().cloned().unwrap_or(name);
    }
    (Some(name), path)
}

/// Returns the attributes that an item has in the build, without `cfg`, and the first predicate of a `cfg_attr` around a
/// `repr` that nothing decides.
pub(super) fn in_build(
    attrs: &[Attribute],
    conditions: &HeaderConditions,
) -> (Vec<Attribute>, Option<String>) {
    let (mut found, mut unknown) = (Vec::new(), None);
    for attr in attrs {
        if attr.path().is_ident("cfg_attr") {
            flatten(&attr.meta, attr, conditions, &mut found, &mut unknown);
        } else if !attr.path().is_ident("cfg") {
            found.push(attr.clone());
        }
    }
    (found, unknown)
}

fn flatten(
    meta: &Meta,
    around: &Attribute,
    conditions: &HeaderConditions,
    found: &mut Vec<Attribute>,
    unknown: &mut Option<String>,
) {
    if meta.path().is_ident("cfg") {
        return;
    }
    if !meta.path().is_ident("cfg_attr") {
        found.push(Attribute { meta: meta.clone(), ..around.clone() });
        return;
    }
    let Ok(list) = meta.require_list() else { return };
    let parser = syn::punctuated::Punctuated::<Meta, syn::Token![,]>::parse_terminated;
    let Ok(parts) = list.parse_args_with(parser) else { return };
    let Some(predicate) = parts.first() else { return };
    let predicate = quote::ToTokens::to_token_stream(predicate).to_string();
    let Some(gate) = conditions.gate(&[&predicate], &Gate::default()) else { return };
    let is_repr = parts.iter().any(|part| part.path().is_ident("repr"));
    if is_repr && gate != Gate::default() {
        *unknown = unknown.take().or(Some(predicate));
    }
    parts.iter().skip(1).for_each(|part| flatten(part, around, conditions, found, unknown));
}

/// Returns the text of `name = "text"`.
fn text(meta: &Meta) -> Option<String> {
    match &meta.require_name_value().ok()?.value {
        Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }) => Some(text.value()),
        _ => None,
    }
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Struct(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Union(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Const(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::ForeignMod(item) => &item.attrs,
        _ => &[],
    }
}
