//! The walk over the items of one file.

use super::attributes::ItemAttributes;
use super::body::{Budget, GENERATORS, ends_in};
use super::context::InventoryContext;
use super::file_findings::FileFindings;
use super::function::Function;
use super::imports::Imports;
use super::model::{GuardAdvice, SourceSpan, UnreadSource};
use crate::sources::{Ast, Conditions, Visit, parse};
use ffi_guard_scan::{ModuleDir, read_source};
use proc_macro2::{Span, TokenStream};
use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;
use syn::ext::IdentExt;
use syn::visit::{self, Visit as _};
use syn::{
    Arm, Attribute, Block, Expr, Field, ImplItem, ImplItemFn, Item, ItemEnum, ItemFn,
    ItemForeignMod, ItemImpl, ItemMacro, ItemMod, ItemStatic, ItemUse, Local, Macro, StmtMacro,
    TraitItem, TraitItemFn, UseTree,
};

/// The state of the walk over one file.
pub(super) struct Walk<'w, 'c> {
    pub(super) context: &'w InventoryContext<'c>,
    pub(super) visit: &'w Visit,
    /// The text that was parsed.
    pub(super) text: &'w str,
    /// How many bytes are in front of the text that was parsed.
    pub(super) mark: usize,
    pub(super) budget: Budget,
    pub(super) scope: Scope,
    pub(super) found: FileFindings,
    /// How many tokens macros have expanded to in this file.
    pub(super) expanded_tokens: usize,
    /// The last advice, with the bytes of the function and the attribute that it was given for.
    pub(super) last_advice: Option<((Range<usize>, String), GuardAdvice)>,
    /// The names that `paste!` joins from parts that are not known, by their placeholders.
    pub(super) pasted: HashMap<String, String>,
}

/// The context that the code inside an item inherits from it.
#[derive(Clone)]
pub(super) struct Scope {
    pub(super) conditions: Conditions,
    pub(super) dir: Rc<ModuleDir>,
    pub(super) implicit_prelude: bool,
    /// Inside a function's body or another block.
    pub(super) in_block: bool,
    /// Inside `extern { .. }`, where items are only declared.
    pub(super) foreign: bool,
    /// The macro whose call or expansion contains this.
    pub(super) in_macro: Option<Rc<str>>,
    /// The outermost macro call of the file around this.
    pub(super) call: Option<Span>,
    /// How many expansions are around this.
    pub(super) expansions: usize,
    /// How many inputs of macros are around this.
    pub(super) inputs: usize,
    /// Inside the input of a macro of another crate, which may make anything of it.
    pub(super) is_input: bool,
    /// The exported `impl` block around this: the middle part of its symbols.
    pub(super) block: Option<Rc<str>>,
    /// The imports of the module around this.
    pub(super) imports: Rc<Imports>,
}

/// Reads one file.
pub(super) fn read_file(context: &InventoryContext<'_>, visit: &Visit) -> FileFindings {
    let (text, mark) = match read_source(&visit.file) {
        Ok(read) => read,
        Err(what) => return unread(visit, start(visit), what),
    };
    let parsed = match parse(&text, context) {
        Ok(parsed) => parsed,
        Err(error) => {
            let bytes = error.bytes.start + mark..error.bytes.end + mark;
            let (file, line, column) = (visit.file.clone(), error.line, error.column);
            return unread(visit, SourceSpan { file, line, column, bytes }, error.what);
        }
    };
    if let Some(name) = parsed.name {
        context.begin_file(name);
    }
    let mut walk = Walk {
        context,
        visit,
        text: &text,
        mark,
        budget: Budget::default(),
        scope: Scope::of_file(visit, &parsed.ast),
        found: FileFindings { is_read: true, asked: parsed.asked, ..FileFindings::default() },
        expanded_tokens: 0,
        last_advice: None,
        pasted: HashMap::new(),
    };
    match &parsed.ast {
        Ast::File(file) => walk.file(file),
        Ast::Expression(expression) => walk.visit_expr(expression),
    }
    walk.finish()
}

impl Scope {
    fn of_file(visit: &Visit, ast: &Ast) -> Self {
        let items = match ast {
            Ast::File(file) => file.items.as_slice(),
            Ast::Expression(_) => &[],
        };
        Self {
            conditions: visit.place.conditions.clone(),
            dir: Rc::new(visit.place.dir.clone()),
            implicit_prelude: visit.place.implicit_prelude,
            in_block: false,
            foreign: false,
            in_macro: None,
            call: None,
            expansions: 0,
            inputs: 0,
            is_input: false,
            block: None,
            imports: Rc::new(Imports::of(items)),
        }
    }
}

/// The findings for a file on which a thread panicked.
pub(super) fn panicked(visit: &Visit) -> FileFindings {
    let what =
        "the file cannot be read, because of an error in this program: see the message above";
    unread(visit, start(visit), what.to_owned())
}

fn start(visit: &Visit) -> SourceSpan {
    SourceSpan { file: visit.file.clone(), line: 1, column: 1, bytes: 0..0 }
}

fn unread(visit: &Visit, span: SourceSpan, what: String) -> FileFindings {
    let unread = vec![UnreadSource { span, file: visit.file.clone(), what }];
    FileFindings { unread, ..FileFindings::default() }
}

impl Walk<'_, '_> {
    fn file(&mut self, file: &syn::File) {
        let attributes = ItemAttributes::read(&file.attrs, self.context);
        self.scope.conditions.push_all(&attributes.conditions);
        self.scope.implicit_prelude &= !attributes.no_implicit_prelude;
        self.visit_file(file);
    }

    fn finish(mut self) -> FileFindings {
        self.found.is_spent = self.budget.is_spent();
        self.found.exports.sort_by_key(|export| export.span.bytes.start);
        self.found.blocks.sort_by_key(|block| block.span.bytes.start);
        self.found
    }

    /// Walks with another scope, which ends with the call.
    pub(super) fn within(&mut self, scope: Scope, walk: impl FnOnce(&mut Self)) {
        let outer = std::mem::replace(&mut self.scope, scope);
        walk(self);
        self.scope = outer;
    }

    /// Walks under the conditions of these attributes.
    fn under(&mut self, attributes: &[Attribute], walk: impl FnOnce(&mut Self)) {
        let before = self.scope.conditions.len();
        if attributes.iter().any(is_conditional) {
            let read = ItemAttributes::read(attributes, self.context);
            self.scope.conditions.push_all(&read.conditions);
        }
        walk(self);
        self.scope.conditions.truncate(before);
    }

    fn read(&self, attributes: &[Attribute]) -> ItemAttributes {
        match attributes.is_empty() {
            true => ItemAttributes::default(),
            false => ItemAttributes::read(attributes, self.context),
        }
    }

    pub(super) fn function(&mut self, function: Function<'_>) {
        let attributes = self.read(function.attributes);
        let before = self.scope.conditions.len();
        self.scope.conditions.push_all(&attributes.conditions);
        self.foreign_attributes(&attributes);
        self.export_function(&function, &attributes);
        if let Some(block) = function.block {
            let inner = Scope { in_block: true, block: None, ..self.scope.clone() };
            self.within(inner, |walk| block.stmts.iter().for_each(|it| walk.visit_stmt(it)));
        }
        self.scope.conditions.truncate(before);
    }

    /// An item that no attribute can export.
    fn other_item(&mut self, attributes: &[Attribute], walk: impl FnOnce(&mut Self)) {
        let read = self.read(attributes);
        let before = self.scope.conditions.len();
        self.scope.conditions.push_all(&read.conditions);
        self.generators(&read);
        self.foreign_attributes(&read);
        self.exported_other(&read);
        walk(self);
        self.scope.conditions.truncate(before);
    }

    /// Notes the attributes that export something other than a function or a static.
    pub(super) fn exported_other(&mut self, attributes: &ItemAttributes) {
        let rust_form = attributes.ffi_export().filter(|_| attributes.exports().next().is_none());
        for mark in attributes.exports().chain(rust_form) {
            let what = match &self.scope.in_macro {
                Some(name) => format!("what is exported here is known only to the macro `{name}`"),
                None => "what is exported here is neither a function nor a static".to_owned(),
            };
            self.note(mark.name, what);
        }
    }

    /// Attributes on modules and implementations whose exports are not listed.
    fn generators(&mut self, attributes: &ItemAttributes) {
        if self.scope.in_macro.is_some() {
            return;
        }
        for other in &attributes.others {
            let path: Vec<&str> = other.path.iter().map(String::as_str).collect();
            let generator = GENERATORS.iter().find(|(name, _)| ends_in(&path, name));
            if let Some((name, about)) = generator {
                self.note(
                    other.start,
                    format!("what `#[{name}]` exports here is not listed: {about}"),
                );
            }
        }
    }

    fn module(&mut self, module: &ItemMod) {
        let mut attributes = self.read(&module.attrs);
        self.generators(&attributes);
        let before = self.scope.conditions.len();
        self.foreign_attributes(&attributes);
        let name = module.ident.unraw().to_string();
        match &module.content {
            Some((_, items)) => {
                self.scope.conditions.push_all(&attributes.conditions);
                let scope = Scope {
                    dir: self.inline_module_dir(&name, &attributes, module.ident.span()),
                    implicit_prelude: self.scope.implicit_prelude
                        && !attributes.no_implicit_prelude,
                    block: None,
                    imports: Rc::new(Imports::of(items)),
                    ..self.scope.clone()
                };
                self.within(scope, |walk| items.iter().for_each(|item| walk.visit_item(item)));
            }
            None => {
                self.scope.conditions.push_all(&std::mem::take(&mut attributes.conditions));
                self.out_of_line_module(&name, &attributes, module.mod_token.span);
            }
        }
        self.scope.conditions.truncate(before);
    }

    fn implementation(&mut self, item: &ItemImpl) {
        let attributes = self.read(&item.attrs);
        self.generators(&attributes);
        let before = self.scope.conditions.len();
        self.scope.conditions.push_all(&attributes.conditions);
        self.foreign_attributes(&attributes);
        let block = self.exported_block(item, &attributes);
        let scope = Scope { block, foreign: false, ..self.scope.clone() };
        self.within(scope, |walk| item.items.iter().for_each(|it| walk.visit_impl_item(it)));
        self.scope.conditions.truncate(before);
    }

    /// `use ffi_guard::ffi_export as export`, and `use crate::own_macro as other`.
    fn aliases(&mut self, tree: &UseTree, is_own: bool) {
        match tree {
            UseTree::Path(path) => {
                let first = path.ident.unraw().to_string();
                let is_own = is_own && !self.context.options.crates.contains(&first);
                self.aliases(&path.tree, is_own);
            }
            UseTree::Group(group) => {
                group.items.iter().for_each(|tree| self.aliases(tree, is_own));
            }
            UseTree::Rename(rename) => {
                let original = rename.ident.unraw().to_string();
                let alias = rename.rename.unraw().to_string();
                if let Some(guard) = self.context.guard_attribute(&original) {
                    self.found.aliases.push((alias, guard));
                } else if is_own && original.starts_with(char::is_lowercase) {
                    self.found.macro_aliases.push((alias, original));
                }
            }
            _ => {}
        }
    }

    /// Tokens that syn keeps as they are.
    fn verbatim(&mut self, tokens: &TokenStream) {
        if !self.define_macro_2(tokens) {
            self.tokens(tokens.clone());
        }
    }
}

fn is_conditional(attribute: &Attribute) -> bool {
    attribute.path().is_ident("cfg") || attribute.path().is_ident("cfg_attr")
}

impl<'a> visit::Visit<'a> for Walk<'_, '_> {
    // Items in attributes, types and signatures do not exist.
    fn visit_attribute(&mut self, _: &'a Attribute) {}
    fn visit_visibility(&mut self, _: &'a syn::Visibility) {}
    fn visit_generics(&mut self, _: &'a syn::Generics) {}
    fn visit_path(&mut self, _: &'a syn::Path) {}

    fn visit_item(&mut self, item: &'a Item) {
        self.type_facts(item);
        match item {
            Item::Fn(_) | Item::Mod(_) | Item::Impl(_) | Item::Static(_) | Item::Macro(_) => {
                visit::visit_item(self, item);
            }
            Item::Verbatim(tokens) => self.verbatim(tokens),
            Item::Const(other) => {
                self.other_item(&other.attrs, |it| match &*other.expr {
                    // `const _: () = { .. }` is a place for items.
                    Expr::Block(block) => {
                        block.block.stmts.iter().for_each(|statement| it.visit_stmt(statement));
                    }
                    _ => visit::visit_item_const(it, other),
                });
            }
            Item::Enum(other) => self.other_item(&other.attrs, |it| it.visit_item_enum(other)),
            Item::Struct(other) => {
                self.other_item(&other.attrs, |it| visit::visit_item_struct(it, other))
            }
            Item::Union(other) => {
                self.other_item(&other.attrs, |it| visit::visit_item_union(it, other))
            }
            Item::Trait(other) => {
                self.other_item(&other.attrs, |it| visit::visit_item_trait(it, other))
            }
            Item::Type(other) => {
                self.other_item(&other.attrs, |it| visit::visit_item_type(it, other))
            }
            Item::Use(other) => self.other_item(&other.attrs, |it| it.visit_item_use(other)),
            Item::ForeignMod(other) => {
                self.other_item(&other.attrs, |it| it.visit_item_foreign_mod(other));
            }
            _ => visit::visit_item(self, item),
        }
    }

    fn visit_item_fn(&mut self, item: &'a ItemFn) {
        self.function(Function::of_item(item));
    }

    fn visit_impl_item(&mut self, item: &'a ImplItem) {
        match item {
            ImplItem::Verbatim(tokens) => self.tokens(tokens.clone()),
            ImplItem::Macro(call) => self.under(&call.attrs, |walk| {
                let is_item = !walk.scope.in_block;
                walk.macro_call(&call.mac, is_item);
            }),
            ImplItem::Const(other) => {
                self.other_item(&other.attrs, |it| visit::visit_impl_item_const(it, other));
            }
            other => visit::visit_impl_item(self, other),
        }
    }

    fn visit_impl_item_fn(&mut self, item: &'a ImplItemFn) {
        self.function(Function::of_impl(item));
    }

    fn visit_trait_item(&mut self, item: &'a TraitItem) {
        match item {
            TraitItem::Verbatim(tokens) => self.tokens(tokens.clone()),
            other => visit::visit_trait_item(self, other),
        }
    }

    fn visit_trait_item_fn(&mut self, item: &'a TraitItemFn) {
        self.function(Function::of_trait(item));
    }

    fn visit_item_static(&mut self, item: &'a ItemStatic) {
        let attributes = self.read(&item.attrs);
        let before = self.scope.conditions.len();
        self.scope.conditions.push_all(&attributes.conditions);
        self.foreign_attributes(&attributes);
        self.export_static(&item.ident, &attributes);
        self.visit_expr(&item.expr);
        self.scope.conditions.truncate(before);
    }

    fn visit_item_mod(&mut self, item: &'a ItemMod) {
        self.module(item);
    }

    fn visit_item_impl(&mut self, item: &'a ItemImpl) {
        self.implementation(item);
    }

    fn visit_item_foreign_mod(&mut self, _: &'a ItemForeignMod) {}

    fn visit_item_enum(&mut self, item: &'a ItemEnum) {
        self.found.enums.insert(item.ident.unraw().to_string());
        visit::visit_item_enum(self, item);
    }

    fn visit_item_use(&mut self, item: &'a ItemUse) {
        self.aliases(&item.tree, true);
    }

    fn visit_item_macro(&mut self, item: &'a ItemMacro) {
        let attributes = self.read(&item.attrs);
        let before = self.scope.conditions.len();
        self.scope.conditions.push_all(&attributes.conditions);
        match &item.ident {
            Some(name) => self.define_macro(name, &item.mac),
            None => self.macro_call(&item.mac, !self.scope.in_block),
        }
        self.scope.conditions.truncate(before);
    }

    fn visit_stmt_macro(&mut self, statement: &'a StmtMacro) {
        let before = self.scope.conditions.len();
        let attributes = self.read(&statement.attrs);
        self.scope.conditions.push_all(&attributes.conditions);
        self.macro_call(&statement.mac, !self.scope.in_block);
        self.scope.conditions.truncate(before);
    }

    fn visit_macro(&mut self, call: &'a Macro) {
        self.macro_call(call, false);
    }

    fn visit_block(&mut self, block: &'a Block) {
        let around = std::mem::replace(&mut self.scope.in_block, true);
        let exported = self.scope.block.take();
        visit::visit_block(self, block);
        (self.scope.in_block, self.scope.block) = (around, exported);
    }

    fn visit_local(&mut self, local: &'a Local) {
        self.under(&local.attrs, |walk| visit::visit_local(walk, local));
    }

    fn visit_arm(&mut self, arm: &'a Arm) {
        self.under(&arm.attrs, |walk| visit::visit_arm(walk, arm));
    }

    fn visit_field(&mut self, field: &'a Field) {
        self.under(&field.attrs, |walk| visit::visit_field(walk, field));
    }

    fn visit_expr(&mut self, expression: &'a Expr) {
        let attributes: &[Attribute] = match expression {
            Expr::Block(it) => &it.attrs,
            Expr::If(it) => &it.attrs,
            Expr::Match(it) => &it.attrs,
            Expr::Unsafe(it) => &it.attrs,
            Expr::Call(it) => &it.attrs,
            Expr::MethodCall(it) => &it.attrs,
            Expr::Macro(it) => &it.attrs,
            Expr::Closure(it) => &it.attrs,
            Expr::Const(it) => &it.attrs,
            Expr::ForLoop(it) => &it.attrs,
            Expr::While(it) => &it.attrs,
            Expr::Loop(it) => &it.attrs,
            Expr::Verbatim(tokens) => return self.tokens(tokens.clone()),
            _ => &[],
        };
        self.under(attributes, |walk| visit::visit_expr(walk, expression));
    }
}
