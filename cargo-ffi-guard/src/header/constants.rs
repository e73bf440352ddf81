//! The constants of a header.

use super::comments::kept;
use super::conditions::Gate;
use super::flat::{Flat, TypeScope, Uses};
use super::modules::{Associated, Definition, DefinitionKind, ModuleId, Namespace};
use super::resolve::Target;
use super::rust_text::ident;
use super::string_value::is_string;
use super::words;
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use std::collections::BTreeSet;
use std::rc::Rc;
use syn::visit::{self, Visit};
use syn::{Expr, ImplItemConst, Type, UnOp, Visibility};

/// The constants that cbindgen is given, and notes about the others.
#[derive(Default)]
pub(super) struct Constants {
    pub(super) items: Vec<TokenStream>,
    pub(super) uses: Uses,
    pub(super) notes: Vec<String>,
    names: BTreeSet<String>,
}

impl Constants {
    pub(super) fn of(flat: &mut Flat<'_>) -> Self {
        let mut constants = Self::default();
        let modules = flat.modules;
        let mut all: Vec<&Definition> =
            modules.definitions.iter().filter(|it| is_constant(it)).collect();
        all.retain(|it| !modules.modules[it.module].is_block && modules.is_own(it.module));
        all.sort_by_key(|it| it.module);
        for definition in &all {
            constants.add(definition, flat);
        }
        constants.add_associated(flat);
        constants
    }

    fn add(&mut self, definition: &Definition, flat: &mut Flat<'_>) {
        let DefinitionKind::Constant(constant) = &definition.kind else { return };
        if is_string(&constant.ty) {
            return;
        }
        let (name, place) = (&definition.name, &definition.place);
        if let Some(unknown) = &definition.gate.unknown {
            self.notes.push(format!(
                "{place}: the constant `{name}` is not in the header: whether `{unknown}` holds is not known"
            ));
            return;
        }
        let is_plain = definition.gate.open.is_empty();
        if is_plain && !self.names.insert(name.clone()) {
            self.notes.push(format!(
                "{place}: the constant `{name}` is not in the header: another one has the name"
            ));
            return;
        }
        let scope = TypeScope::of_module(definition.module);
        let mut uses = Uses::default();
        let Some((ty, value)) = translated(flat, &constant.ty, &constant.value, &scope, &mut uses)
        else {
            return;
        };
        let (attrs, ident) = (kept(&definition.attrs), ident(name));
        let item = quote!(#(#attrs)* pub const #ident: #ty = #value;);
        self.items.push(definition.gate.guard(&item));
        self.uses.extend(uses);
    }

    /// Adds the constants of `impl` blocks.
    fn add_associated(&mut self, flat: &mut Flat<'_>) {
        let modules = flat.modules;
        for block in &modules.associated {
            if !modules.is_own(block.module) {
                continue;
            }
            let Some(owner) = owner(block, flat) else { continue };
            let scope = TypeScope {
                self_type: Some(Rc::new(block.self_type.clone())),
                ..TypeScope::of_module(block.module)
            };
            let is_wanted = |(gate, constant): &&(Gate, ImplItemConst)| {
                matches!(constant.vis, Visibility::Public(_)) && gate.unknown.is_none()
            };
            let items = block.constants.iter().filter(is_wanted).filter_map(|(gate, constant)| {
                let (ty, expr) = (&constant.ty, &constant.expr);
                let (ty, value) = translated(flat, ty, expr, &scope, &mut Uses::default())?;
                let (attrs, name) = (kept(&constant.attrs), &constant.ident);
                Some(gate.guard(&quote!(#(#attrs)* pub const #name: #ty = #value;)))
            });
            let items: Vec<TokenStream> = items.collect();
            if !items.is_empty() {
                self.items.push(quote!(impl #owner { #(#items)* }));
            }
        }
    }
}

/// Returns the flat name of the type of an `impl` block. `None` for a generic type and for types of other crates.
fn owner(block: &Associated, flat: &mut Flat<'_>) -> Option<Ident> {
    let Type::Path(path) = &block.self_type else { return None };
    let target = flat.modules.resolve(&path.path, block.module, Namespace::Type);
    let Target::Here(ids) = target else { return None };
    let definition = flat.definition(ids[0]);
    let is_type = matches!(
        definition.kind,
        DefinitionKind::Struct(_) | DefinitionKind::Enum(_) | DefinitionKind::Union(_)
    );
    let is_plain = definition.generics().is_some_and(|generics| generics.params.is_empty());
    if !is_type || !is_plain || definition.is_ignored {
        return None;
    }
    flat.add(&ids, &mut Uses::default()).ok().map(|name| ident(&name))
}

pub(super) fn is_constant(definition: &Definition) -> bool {
    let is_public = matches!(&definition.kind, DefinitionKind::Constant(it) if it.is_public);
    is_public && !definition.is_ignored && definition.name != "_"
}

/// Returns the type and the value as cbindgen reads them, if it can.
fn translated(
    flat: &mut Flat<'_>,
    ty: &Type,
    value: &Expr,
    scope: &TypeScope,
    uses: &mut Uses,
) -> Option<(Type, Expr)> {
    let lowered = flat.lower(ty, scope, true, uses).ok()?;
    if !uses.external.is_empty() || uses.by_value.iter().any(|name| flat.incomplete(name).is_some())
    {
        return None;
    }
    let mut paths = Paths { flat, module: scope.module, are_visible: true, is_struct: false };
    paths.visit_expr(value);
    let (behind, _) = flat.behind_aliases(ty.clone(), scope.clone());
    paths.are_visible &= !is_integer(&behind) || has_same_value_in_c(flat, value, scope);
    if paths.is_struct {
        let mut value = value.clone();
        if let Expr::Struct(literal) = &mut value
            && let Type::Path(path) = &lowered
        {
            literal.path = path.path.clone();
        }
        return Some((lowered, value));
    }
    if paths.are_visible {
        return Some((lowered, value.clone()));
    }
    let number = number(flat, &behind, value, scope)?;
    Some((lowered, number))
}

/// Returns the value of an integer as C is to read it.
fn number(flat: &Flat<'_>, ty: &Type, value: &Expr, scope: &TypeScope) -> Option<Expr> {
    let number = flat.modules.evaluate(value, &scope.values()).ok()?;
    let number = match flat.modules.wrapped(number, ty) {
        Some(number) => number,
        // The width of the type is not known, so neither are the high bits.
        None if number < 0 => return None,
        None => number,
    };
    // C applies the minus to a positive literal, and 2^63 does not fit into a signed type.
    let text = match number == i128::from(i64::MIN) {
        true => format!("{} - 1", number + 1),
        false => number.to_string(),
    };
    syn::parse_str(&text).ok()
}

fn is_integer(ty: &Type) -> bool {
    let Type::Path(path) = ty else { return false };
    let is_float = |name: &str| ["f32", "f64", "c_float", "c_double"].contains(&name);
    let name = path.path.segments.last().map(|last| last.ident.to_string());
    name.is_some_and(|name| words::is_number(&name) && !is_float(&name))
}

/// Returns whether C computes the same integer. It computes with `int`, and `~` has other bits than `!`.
fn has_same_value_in_c(flat: &Flat<'_>, value: &Expr, scope: &TypeScope) -> bool {
    let is_int = |value: &Expr| {
        let number = flat.modules.evaluate(value, &scope.values());
        number.is_ok_and(|number| i32::try_from(number).is_ok())
    };
    let same = |value: &Expr| has_same_value_in_c(flat, value, scope);
    match value {
        Expr::Paren(inner) => same(&inner.expr),
        Expr::Group(inner) => same(&inner.expr),
        Expr::Binary(binary) => is_int(value) && same(&binary.left) && same(&binary.right),
        Expr::Unary(unary) => match unary.op {
            UnOp::Neg(_) => is_int(value) && same(&unary.expr),
            _ => false,
        },
        Expr::Cast(cast) => same(&cast.expr),
        _ => true,
    }
}

/// Looks for names in an expression that the header does not have.
struct Paths<'f, 'm> {
    flat: &'f Flat<'m>,
    module: ModuleId,
    are_visible: bool,
    is_struct: bool,
}

impl<'e> Visit<'e> for Paths<'_, '_> {
    fn visit_expr_path(&mut self, path: &'e syn::ExprPath) {
        let found = self.flat.modules.resolve(&path.path, self.module, Namespace::Value);
        let is_visible = |id: &usize| is_constant(self.flat.definition(*id));
        let is_plain = path.path.segments.len() == 1;
        self.are_visible &=
            is_plain && matches!(found, Target::Here(ids) if ids.iter().all(is_visible));
    }

    fn visit_expr_struct(&mut self, literal: &'e syn::ExprStruct) {
        self.is_struct = true;
        visit::visit_expr_struct(self, literal);
    }

    fn visit_type(&mut self, _: &'e Type) {}
}
