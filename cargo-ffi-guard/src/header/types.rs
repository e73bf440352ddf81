//! The types that the crate defines, and those that a header needs of them.

use super::tree::{File, Tree};
use crate::cfg::BuildSelection;
use crate::failure::Failure;
use crate::sources::{place, relative};
use ffi_guard_syntax::lower::type_names;
use ffi_guard_syntax::model::Handle;
use ffi_guard_syntax::parse_handle;
use quote::ToTokens;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use syn::ext::IdentExt;
use syn::visit::{self, Visit};
use syn::{
    Attribute, Block, Field, GenericArgument, Generics, Ident, Item, ItemEnum, ItemMod, ItemStruct,
    ItemType, ItemUnion, Meta, PathArguments, Token,
};

/// The facts about one type.
#[derive(Default)]
pub(super) struct Type {
    /// The names that its definition needs; none where C does not see it.
    parts: Vec<String>,
    pub(super) is_generic: bool,
    /// What `#[derive(FfiHandle)]` reads.
    pub(super) handle: Option<Handle>,
    /// Whether it is another name of a function pointer.
    is_function: bool,
    /// Whether C could see its fields or variants.
    pub(super) has_layout: bool,
    /// Where cbindgen finds it.
    definitions: Vec<Definition>,
}

/// One of the places at which a name is defined.
struct Definition {
    /// `file:line:column`.
    place: String,
    /// The predicates under which it exists.
    cfg: Vec<String>,
}

impl Definition {
    /// Whether a build can have both. Different conditions are taken to be of different builds.
    fn meets(&self, other: &Self) -> bool {
        let holds_with = |a: &Self, b: &Self| a.cfg.iter().all(|cfg| b.cfg.contains(cfg));
        holds_with(self, other) || holds_with(other, self)
    }
}

/// The types of a crate, by their names: cbindgen knows no modules either.
#[derive(Default)]
pub(super) struct Types {
    by_name: BTreeMap<String, Type>,
    /// What `#[derive(FfiHandle)]` would refuse in the file at hand.
    refused: Option<syn::Error>,
    /// The conditions of the modules around the item at hand.
    cfg: Vec<String>,
    /// The same of the files that are modules.
    files: HashMap<PathBuf, Vec<String>>,
    /// The file at hand as it is shown, and where its modules lie.
    shown: PathBuf,
    modules: PathBuf,
    /// Whether a body is around the item at hand, into which cbindgen does not look.
    in_body: bool,
    /// The crates that this one depends on.
    crates: BTreeSet<String>,
    /// The build that the header is for.
    build: BuildSelection,
}

impl Types {
    pub(super) fn of(
        tree: &Tree,
        crates: &[String],
        build: &BuildSelection,
    ) -> Result<Self, Failure> {
        let crates = crates.iter().filter(|name| !has_module(tree, name)).cloned().collect();
        let mut types = Self { crates, build: build.clone(), ..Self::default() };
        for (at, file) in tree.files.iter().enumerate() {
            types.cfg = types.files.get(&file.path).cloned().unwrap_or_default();
            types.cfg.extend(conditions(&file.ast.attrs));
            types.shown = relative(&file.path, &tree.root);
            types.modules = modules_of(file, at == 0);
            if !types.build.leaves_out(&types.cfg) {
                types.visit_file(&file.ast);
            }
            if let Some(error) = types.refused.take() {
                return Err(tree.refused(file, &error));
            }
        }
        Ok(types)
    }

    pub(super) fn get(&self, name: &str) -> Option<&Type> {
        self.by_name.get(name)
    }

    pub(super) fn handles(&self) -> impl Iterator<Item = (&str, &Handle)> {
        self.by_name.iter().filter_map(|(name, ty)| Some((name.as_str(), ty.handle.as_ref()?)))
    }

    /// These names, and those that the definitions behind them need.
    pub(super) fn needed(&self, names: impl IntoIterator<Item = String>) -> BTreeSet<String> {
        let mut needed = BTreeSet::new();
        let mut rest: Vec<String> = names.into_iter().collect();
        while let Some(name) = rest.pop() {
            let seen = self.by_name.get(&name).filter(|ty| ty.handle.is_none());
            if needed.insert(name) {
                rest.extend(seen.into_iter().flat_map(|ty| ty.parts.iter().cloned()));
            }
        }
        needed
    }

    /// Two places at which one build defines a type of this name.
    pub(super) fn twice(&self, name: &str) -> Option<(&str, &str)> {
        let definitions = &self.by_name.get(name)?.definitions;
        definitions.iter().enumerate().find_map(|(at, one)| {
            let other = definitions[at + 1..].iter().find(|other| one.meets(other))?;
            Some((one.place.as_str(), other.place.as_str()))
        })
    }

    /// Whether a name is the path of a type of another crate, and this crate has a type of the same name.
    pub(super) fn has_namesake(&self, path: &str) -> bool {
        path.rsplit_once("::").is_some_and(|(_, name)| self.by_name.contains_key(name))
    }

    /// The names in a type, and the paths of those that another crate has.
    pub(super) fn names(&self, ty: &syn::Type) -> Vec<String> {
        let mut foreign = Foreign { crates: &self.crates, paths: Vec::new() };
        foreign.visit_type(ty);
        type_names(ty).into_iter().chain(foreign.paths).collect()
    }

    /// A type without the `Option` around the name of a function pointer: to C that may be null as it is, and cbindgen
    /// sees only where the pointer itself is written.
    pub(super) fn nullable(&self, ty: syn::Type) -> syn::Type {
        let syn::Type::Path(path) = &ty else { return ty };
        let inner =
            path.path.segments.last().filter(|last| last.ident == "Option").and_then(|option| {
                let PathArguments::AngleBracketed(arguments) = &option.arguments else {
                    return None;
                };
                arguments.args.iter().find_map(|argument| match argument {
                    GenericArgument::Type(inner) => Some(inner),
                    _ => None,
                })
            });
        let named = inner.filter(|inner| {
            type_names(inner)
                .first()
                .and_then(|name| self.get(name))
                .is_some_and(|ty| ty.is_function)
        });
        named.cloned().unwrap_or(ty)
    }

    fn add<'f>(
        &mut self,
        ident: &Ident,
        attrs: &[Attribute],
        generics: &Generics,
        item: &dyn ToTokens,
        fields: impl Iterator<Item = &'f Field>,
    ) {
        let start = ident.span().start();
        let place = place(&self.shown, start.line, start.column + 1);
        let cfg = self.cfg.iter().cloned().chain(conditions(attrs)).collect();
        let parts: Vec<String> = fields.flat_map(|field| self.names(&field.ty)).collect();
        let ty = self.by_name.entry(ident.unraw().to_string()).or_default();
        if !self.in_body {
            ty.definitions.push(Definition { place, cfg });
        }
        ty.is_generic |=
            generics.type_params().next().is_some() || generics.const_params().next().is_some();
        if derives(attrs, "FfiHandle", &self.build) {
            match parse_handle(item.to_token_stream()) {
                Ok(handle) => ty.handle = Some(handle),
                Err(error) => self.refused = self.refused.take().or(Some(error)),
            }
        }
        if attrs.iter().any(|attr| attr.path().is_ident("repr")) {
            ty.has_layout = true;
            ty.parts.extend(parts);
        }
    }
}

/// Collects paths into other crates.
struct Foreign<'t> {
    crates: &'t BTreeSet<String>,
    paths: Vec<String>,
}

impl<'f> Visit<'f> for Foreign<'_> {
    fn visit_type_path(&mut self, path: &'f syn::TypePath) {
        let segments = &path.path.segments;
        if let (Some(first), Some(last)) = (segments.first(), segments.last()) {
            let first = first.ident.unraw().to_string();
            if segments.len() > 1 && self.crates.contains(&first) {
                self.paths.push(format!("{first}::{}", last.ident.unraw()));
            }
        }
        visit::visit_type_path(self, path);
    }
}

impl<'f> Visit<'f> for Types {
    fn visit_item(&mut self, item: &'f Item) {
        // A module in a file of its own is entered there, with its conditions.
        let is_elsewhere = matches!(item, Item::Mod(module) if module.content.is_none());
        if is_elsewhere
            || !conditions(attributes(item))
                .any(|predicate| self.build.value(&predicate) == Some(false))
        {
            visit::visit_item(self, item);
        }
    }

    fn visit_item_mod(&mut self, module: &'f ItemMod) {
        let (before, folder) = (self.cfg.len(), self.modules.clone());
        self.cfg.extend(conditions(&module.attrs));
        let name = module.ident.unraw().to_string();
        if module.content.is_some() {
            self.modules.push(name);
            visit::visit_item_mod(self, module);
        } else {
            for file in [format!("{name}.rs"), format!("{name}/mod.rs")] {
                self.files.insert(folder.join(file), self.cfg.clone());
            }
        }
        self.cfg.truncate(before);
        self.modules = folder;
    }

    fn visit_block(&mut self, block: &'f Block) {
        let around = std::mem::replace(&mut self.in_body, true);
        visit::visit_block(self, block);
        self.in_body = around;
    }

    fn visit_item_struct(&mut self, item: &'f ItemStruct) {
        self.add(&item.ident, &item.attrs, &item.generics, item, item.fields.iter());
    }

    fn visit_item_union(&mut self, item: &'f ItemUnion) {
        self.add(&item.ident, &item.attrs, &item.generics, item, item.fields.named.iter());
    }

    fn visit_item_enum(&mut self, item: &'f ItemEnum) {
        let fields = item.variants.iter().flat_map(|variant| &variant.fields);
        self.add(&item.ident, &item.attrs, &item.generics, item, fields);
    }

    fn visit_item_type(&mut self, item: &'f ItemType) {
        self.add(&item.ident, &item.attrs, &item.generics, item, std::iter::empty());
        let parts = self.names(&item.ty);
        if let Some(ty) = self.by_name.get_mut(&item.ident.unraw().to_string()) {
            ty.parts.extend(parts);
            ty.is_function |= matches!(*item.ty, syn::Type::FnPtr(_));
        }
        visit::visit_item_type(self, item);
    }
}

/// Whether the root has a module of this name, which a path then leads to.
fn has_module(tree: &Tree, name: &str) -> bool {
    let items = tree.files.first().map(|file| file.ast.items.iter());
    items.into_iter().flatten().any(|item| matches!(item, Item::Mod(it) if it.ident == name))
}

/// The folder of the files of a file's modules.
fn modules_of(file: &File, is_root: bool) -> PathBuf {
    let folder = file.path.parent().unwrap_or(Path::new(""));
    match file.path.file_stem() {
        Some(name) if !is_root && name != "mod" => folder.join(name),
        _ => folder.to_owned(),
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
        _ => &[],
    }
}

fn conditions(attrs: &[Attribute]) -> impl Iterator<Item = String> {
    let conditions = attrs.iter().filter(|attr| attr.path().is_ident("cfg"));
    conditions.filter_map(|attr| Some(attr.meta.require_list().ok()?.tokens.to_string()))
}

fn derives(attrs: &[Attribute], name: &str, build: &BuildSelection) -> bool {
    attrs.iter().any(|attr| derived(&attr.meta, name, build))
}

/// Within `cfg_attr` as well, where its condition may hold.
fn derived(meta: &Meta, name: &str, build: &BuildSelection) -> bool {
    let Some(parts) = parts(meta) else { return false };
    if meta.path().is_ident("cfg_attr") {
        let condition = parts.first().map(|first| first.to_token_stream().to_string());
        let lives = condition.is_some_and(|condition| build.value(&condition) != Some(false));
        return lives && parts.iter().skip(1).any(|part| derived(part, name, build));
    }
    let is_it = |part: &Meta| part.path().segments.last().is_some_and(|last| last.ident == name);
    meta.path().is_ident("derive") && parts.iter().any(is_it)
}

fn parts(meta: &Meta) -> Option<syn::punctuated::Punctuated<Meta, Token![,]>> {
    let list = meta.require_list().ok()?;
    list.parse_args_with(syn::punctuated::Punctuated::parse_terminated).ok()
}
