//! The `pub const`s of the crate: cbindgen declares the numbers, and here strings become macros.

use super::comment::docs;
use super::condition::condition;
use super::settings::{Settings, macro_name};
use super::string_value::{PackageValues, bytes, c_string};
use super::tree::{File, Tree};
use crate::cfg::{BuildSelection, exclude_each_other};
use crate::sources::{place, relative};
use ffi_guard_scan::ModuleDir;
use quote::ToTokens;
use std::path::Path;
use syn::ext::IdentExt;
use syn::visit::Visit;
use syn::{Attribute, ExprPath, Item, ItemConst, ItemMod, Type};

/// A public constant at the level of a module.
pub(super) struct Constant<'t> {
    item: &'t ItemConst,
    /// The predicates under which it exists.
    cfg: Vec<String>,
    /// `file:line:column`.
    place: String,
}

/// The public constants of a crate, as cbindgen finds them.
pub(super) struct Constants<'t> {
    all: Vec<Constant<'t>>,
}

impl<'t> Constants<'t> {
    pub(super) fn of(tree: &'t Tree, build: &BuildSelection) -> Self {
        let mut walk = Walk { tree, build, found: Vec::new() };
        if let Some(root) = tree.files.first() {
            walk.items(&root.ast.items, root, &ModuleDir::beside(&root.path), &[]);
        }
        Self { all: walk.found }
    }

    /// Declares the strings behind the includes. `prefix` begins their names, unless the settings say otherwise. Returns
    /// a note for each that is left out.
    pub(super) fn declare_strings(
        &self,
        settings: &mut Settings,
        prefix: Option<&str>,
        package: &PackageValues,
    ) -> Vec<String> {
        let (mut text, mut notes) = (String::new(), Vec::new());
        let mut defined: Vec<(String, &[String])> = Vec::new();
        for constant in self.all.iter().filter(|it| is_wanted(it, settings) && it.is_string()) {
            let name = constant.macro_name(settings, prefix);
            let is_twice = defined
                .iter()
                .any(|(other, cfg)| *other == name && !exclude_each_other(cfg, &constant.cfg));
            match constant.definition(&name, settings, package) {
                Ok(_) if is_twice => {
                    notes.push(constant.note("another constant has the same name in C"));
                }
                Ok(definition) => {
                    text.push_str(&definition);
                    defined.push((name, &constant.cfg));
                }
                Err(reason) => notes.push(constant.note(&reason)),
            }
        }
        if !text.is_empty() {
            settings.after_includes(&text);
        }
        notes
    }

    /// Keeps the constants out of the header whose values name what the header does not have. Returns a note for each.
    pub(super) fn leave_out_undeclared(&self, settings: &mut Settings) -> Vec<String> {
        let mut notes = Vec::new();
        loop {
            let kept = |it: &&Constant<'_>| is_wanted(it, settings) && !it.is_string();
            let kept: Vec<_> = self.all.iter().filter(kept).collect();
            let names: Vec<_> = kept.iter().map(|it| it.name()).collect();
            let undeclared = kept.iter().find_map(|it| Some((it, it.undeclared(&names)?)));
            let Some((constant, name)) = undeclared else { return notes };
            let reason = format!("its value needs `{name}`, which is no public constant");
            notes.push(constant.note(&reason));
            settings.leave_out([constant.name().as_str()]);
        }
    }

    /// Returns a note for each constant that cbindgen has left out.
    pub(super) fn unseen(&self, header: &str, settings: &Settings) -> Vec<String> {
        let others = self.all.iter().filter(|it| is_wanted(it, settings) && !it.is_string());
        let unseen = others.filter(|it| !has_word(header, &settings.name_of(&it.name())));
        unseen.map(|it| it.note("C cannot express its type or its value")).collect()
    }
}

impl Constant<'_> {
    fn name(&self) -> String {
        self.item.ident.unraw().to_string()
    }

    fn is_string(&self) -> bool {
        is_string(&self.item.ty)
    }

    /// Returns a name in its value that is not one of these. Paths of more than one segment cbindgen judges itself.
    fn undeclared(&self, names: &[String]) -> Option<String> {
        let mut found = Names::default();
        found.visit_expr(&self.item.expr);
        found.0.into_iter().find(|name| !names.contains(name))
    }

    fn note(&self, reason: &str) -> String {
        format!("{}: the constant `{}` is not in the header: {reason}", self.place, self.name())
    }

    /// Returns the name that the settings give, else the one under the prefix.
    fn macro_name(&self, settings: &Settings, prefix: Option<&str>) -> String {
        let name = self.name();
        let export = &settings.config.export;
        if export.prefix.is_some() || export.rename.contains_key(&name) {
            return settings.name_of(&name);
        }
        match prefix.map(|prefix| macro_name(prefix) + "_") {
            Some(prefix) if !name.starts_with(&prefix) => prefix + &name,
            _ => name,
        }
    }

    fn definition(
        &self,
        name: &str,
        settings: &Settings,
        package: &PackageValues,
    ) -> Result<String, String> {
        let value = bytes(&self.item.expr, package)
            .ok_or("its value is not a literal, and the sources are not compiled")?;
        let docs = settings.comments().of_item(&docs(&self.item.attrs));
        let definition = format!("{docs}#define {name} {}\n", c_string(&value));
        if self.cfg.is_empty() {
            return Ok(definition);
        }
        let condition = condition(&self.cfg, &settings.config).ok_or_else(|| {
            let cfg = self.cfg.join(" and ");
            format!("it exists only if {cfg}, for which `[defines]` has no name")
        })?;
        Ok(format!("#if {condition}\n{definition}#endif\n"))
    }
}

/// The paths of one segment in an expression.
#[derive(Default)]
struct Names(Vec<String>);

impl<'e> Visit<'e> for Names {
    fn visit_expr_path(&mut self, path: &'e ExprPath) {
        self.0.extend(path.path.get_ident().map(|ident| ident.unraw().to_string()));
    }
}

/// Whether the settings let the header have it.
fn is_wanted(constant: &Constant<'_>, settings: &Settings) -> bool {
    let export = &settings.config.export;
    let types = &export.item_types;
    let are_wanted = types.is_empty() || types.contains(&cbindgen::ItemType::Constants);
    are_wanted && !export.exclude.contains(&constant.name())
}

/// Whether it is `&str`, `&CStr`, `&[u8]` or `&[u8; N]`.
fn is_string(ty: &Type) -> bool {
    let Type::Reference(reference) = ty else { return false };
    let is_named = |ty: &Type, names: &[&str]| match ty {
        Type::Path(path) => path
            .path
            .segments
            .last()
            .is_some_and(|last| names.iter().any(|name| last.ident == name)),
        _ => false,
    };
    match &*reference.elem {
        Type::Slice(slice) => is_named(&slice.elem, &["u8"]),
        Type::Array(array) => is_named(&array.elem, &["u8"]),
        ty => is_named(ty, &["str", "CStr"]),
    }
}

fn has_word(text: &str, word: &str) -> bool {
    let is_part = |character: char| character == '_' || character.is_alphanumeric();
    text.match_indices(word).any(|(at, _)| {
        !text[..at].ends_with(is_part) && !text[at + word.len()..].starts_with(is_part)
    })
}

/// The way through the modules, with their conditions.
struct Walk<'t, 'b> {
    tree: &'t Tree,
    build: &'b BuildSelection,
    found: Vec<Constant<'t>>,
}

impl<'t> Walk<'t, '_> {
    fn items(&mut self, items: &'t [Item], file: &'t File, dir: &ModuleDir, cfg: &[String]) {
        for item in items {
            match item {
                Item::Const(item) if matches!(item.vis, syn::Visibility::Public(_)) => {
                    self.constant(item, file, cfg);
                }
                Item::Mod(module) => self.module(module, file, dir, cfg),
                _ => {}
            }
        }
    }

    fn constant(&mut self, item: &'t ItemConst, file: &File, cfg: &[String]) {
        let cfg = with(cfg, &item.attrs);
        let is_ignored = item.attrs.iter().any(|attr| {
            attr.path().is_ident("doc")
                && attr.to_token_stream().to_string().contains("cbindgen:ignore")
        });
        if !is_ignored && !self.build.leaves_out(&cfg) && item.ident != "_" {
            let start = item.ident.span().start();
            let shown = relative(&file.path, &self.tree.root);
            let place = place(&shown, start.line, start.column + 1);
            self.found.push(Constant { item, cfg: self.build.undecided(&cfg), place });
        }
    }

    fn module(&mut self, module: &'t ItemMod, file: &'t File, dir: &ModuleDir, cfg: &[String]) {
        let cfg = with(cfg, &module.attrs);
        let name = module.ident.unraw().to_string();
        let path = module.attrs.iter().find_map(path_of);
        if let Some((_, items)) = &module.content {
            let inner = match path {
                Some(path) => Some(dir.inline_at(&path)),
                None => dir.inline(&name, false),
            };
            if let Some(inner) = inner {
                self.items(items, file, &inner, &cfg);
            }
            return;
        }
        let candidates = match path.map(|path| dir.at(&path)) {
            Some(at) => vec![(at.clone(), ModuleDir::beside(&at))],
            None => dir.candidates(&name).to_vec(),
        };
        let read = candidates.into_iter().find_map(|(path, dir)| Some((self.file(&path)?, dir)));
        if let Some((file, dir)) = read {
            self.items(&file.ast.items, file, &dir, &cfg);
        }
    }

    fn file(&self, path: &Path) -> Option<&'t File> {
        self.tree.files.iter().find(|file| file.path == path)
    }
}

/// The conditions around an item and its own.
fn with(around: &[String], attrs: &[Attribute]) -> Vec<String> {
    let own = attrs.iter().filter(|attr| attr.path().is_ident("cfg"));
    let own = own.filter_map(|attr| Some(attr.meta.require_list().ok()?.tokens.to_string()));
    around.iter().cloned().chain(own).collect()
}

fn path_of(attr: &Attribute) -> Option<String> {
    let meta = attr.meta.require_name_value().ok().filter(|meta| meta.path.is_ident("path"))?;
    match &meta.value {
        syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }) => Some(text.value()),
        _ => None,
    }
}
