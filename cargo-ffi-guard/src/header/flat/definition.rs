//! The definitions of types as cbindgen is given them.

use super::{Flat, Instance, Problem, TypeScope, Uses, undecided};
use crate::header::comments::kept;
use crate::header::conditions::Gate;
use crate::header::modules::{Definition, DefinitionId, DefinitionKind};
use crate::header::rust_text::{ident, reprs, shown};
use crate::header::words;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::ext::IdentExt;
use syn::{Expr, Field, Fields, ItemEnum, ItemStruct, Type, UnOp, Variant, Visibility};

/// The integers that an enum can have as its representation in C.
const INTEGERS: [&str; 10] =
    ["u8", "u16", "u32", "u64", "usize", "i8", "i16", "i32", "i64", "isize"];

/// Defines one type.
pub(super) struct Definer<'f, 'm> {
    pub(super) flat: &'f mut Flat<'m>,
    pub(super) scope: TypeScope,
    pub(super) name: &'f str,
}

impl Definer<'_, '_> {
    pub(super) fn define(mut self, ids: &[DefinitionId]) -> Instance {
        let mut instance = Instance { ids: ids.to_vec(), ..Instance::default() };
        for id in ids {
            let definition = self.flat.definition(*id);
            let mut uses = Uses::default();
            let item = match self.item(definition, &mut uses) {
                Ok(item) => item,
                Err(problem) => {
                    uses = Uses::default();
                    instance.opaque = Some(problem);
                    let (attrs, name) = (kept(&definition.attrs), ident(self.name));
                    quote!(#(#attrs)* pub struct #name(u8);)
                }
            };
            instance.uses.extend(uses);
            instance.items.push(definition.gate.guard(&item));
            instance.is_public |= is_public(definition);
            instance.is_aggregate |= is_aggregate(definition);
            instance.layout.extend(reprs(&definition.attrs));
            if let DefinitionKind::Alias(item) = &definition.kind {
                let mut values = Uses::default();
                match self.flat.lower(&item.ty, &self.scope, true, &mut values) {
                    Ok(_) => instance.stands_for = Some(values),
                    Err(problem) => instance.opaque = Some(problem),
                }
            }
        }
        instance
    }

    fn item(&mut self, definition: &Definition, uses: &mut Uses) -> Result<TokenStream, Problem> {
        if definition.derives("FfiHandle") {
            return Err(Problem::new(
                format!("`{}` is a handle, which C only has a pointer to", definition.name),
                "write a pointer to it",
            ));
        }
        match &definition.kind {
            DefinitionKind::Struct(item) => self.structure(item, definition, uses),
            DefinitionKind::Union(item) => {
                self.has_repr(definition, &["C"])?;
                let fields = self.fields(&Fields::Named(item.fields.clone()), definition, uses)?;
                let (head, name) = (self.head(definition)?, ident(self.name));
                Ok(quote!(#head pub union #name { #(#fields),* }))
            }
            DefinitionKind::Enum(item) => self.enumeration(item, definition, uses),
            DefinitionKind::Alias(item) => {
                let ty = self.flat.lower(&item.ty, &self.scope, false, uses)?;
                let (attrs, name) = (kept(&definition.attrs), ident(self.name));
                Ok(quote!(#(#attrs)* pub type #name = #ty;))
            }
            DefinitionKind::Bitflags(tokens) => Ok(tokens.clone()),
            _ => Err(Problem::new(format!("`{}` is not a type", definition.name), "write a type")),
        }
    }

    /// Checks that Rust fixes the layout.
    fn has_repr(&self, definition: &Definition, allowed: &[&str]) -> Result<String, Problem> {
        let reprs = reprs(&definition.attrs);
        let found = reprs.into_iter().find(|repr| allowed.contains(&repr.as_str()));
        found.ok_or_else(|| {
            let next = format!("write `#[repr({})]` on it, or pass a pointer to it", allowed[0]);
            Problem::new(format!("`{}` has a layout that only Rust knows", definition.name), next)
        })
    }

    /// Returns the attributes of an item.
    fn head(&self, definition: &Definition) -> Result<TokenStream, Problem> {
        let mut parts = Vec::new();
        for part in reprs(&definition.attrs) {
            let part = if part == "packed(1)" { "packed".to_owned() } else { part };
            if part.starts_with("packed(") {
                let what = format!(
                    "`{}` is `repr({part})`, and C compilers have no common attribute for that",
                    definition.name
                );
                return Err(Problem::new(what, "write `repr(C, packed)`, or pass a pointer to it"));
            }
            parts.extend(part.parse::<TokenStream>().ok());
        }
        let attrs = kept(&definition.attrs);
        Ok(quote!(#(#attrs)* #[repr(#(#parts),*)]))
    }

    fn structure(
        &mut self,
        item: &ItemStruct,
        definition: &Definition,
        uses: &mut Uses,
    ) -> Result<TokenStream, Problem> {
        let repr = self.has_repr(definition, &["C", "transparent"])?;
        let fields = self.fields(&item.fields, definition, uses)?;
        if fields.is_empty() {
            let what = format!(
                "`{}` has no field with a size, and C has no such structs",
                definition.name
            );
            return Err(Problem::new(what, "pass a pointer to it"));
        }
        if repr == "transparent" && fields.len() > 1 {
            let what = format!("`{}` has several fields under conditions", definition.name);
            return Err(Problem::new(what, "write one struct for each condition"));
        }
        let (head, name) = (self.head(definition)?, ident(self.name));
        Ok(match &item.fields {
            Fields::Named(_) => quote!(#head pub struct #name { #(#fields),* }),
            _ => quote!(#head pub struct #name(#(#fields),*);),
        })
    }

    fn enumeration(
        &mut self,
        item: &ItemEnum,
        definition: &Definition,
        uses: &mut Uses,
    ) -> Result<TokenStream, Problem> {
        let allowed: Vec<&str> = ["C"].into_iter().chain(INTEGERS).collect();
        self.has_repr(definition, &allowed)?;
        if let Some(align) = reprs(&definition.attrs).iter().find(|repr| repr.starts_with("align"))
        {
            let what = format!(
                "`{}` is an enum with `repr({align})`, which C cannot express",
                definition.name
            );
            return Err(Problem::new(what, "put the enum into a struct with the alignment"));
        }
        let mut variants = Vec::new();
        for variant in &item.variants {
            variants.extend(self.variant(variant, definition, uses)?);
        }
        if variants.is_empty() {
            let what = format!("`{}` has no variants, and C has no such enums", definition.name);
            return Err(Problem::new(what, "pass a pointer to it"));
        }
        let (head, name) = (self.head(definition)?, ident(self.name));
        Ok(quote!(#head pub enum #name { #(#variants),* }))
    }

    fn variant(
        &mut self,
        variant: &Variant,
        definition: &Definition,
        uses: &mut Uses,
    ) -> Result<Option<TokenStream>, Problem> {
        let conditions = self.flat.modules.conditions_of(definition.module);
        let Some(gate) = conditions.gate_of(&variant.attrs, &Gate::default()) else {
            return Ok(None);
        };
        if let Some(unknown) = &gate.unknown {
            return Err(undecided(
                &format!("the variant `{}::{}`", definition.name, variant.ident),
                unknown,
            ));
        }
        let fields = self.fields(&variant.fields, definition, uses)?;
        let body = match &variant.fields {
            Fields::Named(_) if !fields.is_empty() => quote!({ #(#fields),* }),
            Fields::Unnamed(_) if !fields.is_empty() => quote!((#(#fields),*)),
            _ => TokenStream::new(),
        };
        let reprs = reprs(&definition.attrs);
        let integer = reprs.iter().map(String::as_str).find(|repr| INTEGERS.contains(repr));
        let number = match &variant.discriminant {
            Some((_, value)) => Some(self.discriminant(value, integer)?),
            None => None,
        };
        let number = number.map(|number| quote!(= #number));
        let (attrs, name) = (kept(&variant.attrs), &variant.ident);
        Ok(Some(gate.guard(&quote!(#(#attrs)* #name #body #number))))
    }

    /// Returns the discriminant: as it is written if it is a number, else its value.
    fn discriminant(&self, value: &Expr, integer: Option<&str>) -> Result<TokenStream, Problem> {
        let literal = match value {
            Expr::Unary(unary) if matches!(unary.op, UnOp::Neg(_)) => &*unary.expr,
            other => other,
        };
        if matches!(literal, Expr::Lit(syn::ExprLit { lit: syn::Lit::Int(_), .. })) {
            return Ok(value.to_token_stream());
        }
        let number = self.flat.modules.evaluate_as(value, &self.scope.values(), integer);
        let number =
            number.map_err(|why| Problem::new(why, "write the discriminant as a number"))?;
        let text = number.to_string();
        Ok(text.parse().unwrap_or_default())
    }

    /// Returns the fields that have a size.
    fn fields(
        &mut self,
        fields: &Fields,
        definition: &Definition,
        uses: &mut Uses,
    ) -> Result<Vec<TokenStream>, Problem> {
        let names: Vec<String> = fields
            .iter()
            .map(|field| {
                field.ident.as_ref().map_or_else(String::new, |name| name.unraw().to_string())
            })
            .collect();
        let in_c = words::in_c(&names);
        let conditions = self.flat.modules.conditions_of(definition.module);
        let mut found = Vec::new();
        for (at, field) in fields.iter().enumerate() {
            let shown = match names[at].as_str() {
                "" => format!("the field `{at}` of `{}`", definition.name),
                name => format!("the field `{name}` of `{}`", definition.name),
            };
            let Some(gate) = conditions.gate_of(&field.attrs, &Gate::default()) else {
                continue;
            };
            if let Some(unknown) = &gate.unknown {
                return Err(undecided(&shown, unknown));
            }
            if self.flat.is_zero_sized(&field.ty, &self.scope) {
                self.may_leave_out(field, fields).map_err(|problem| problem.inside(&shown))?;
                continue;
            }
            let ty = self.value(&field.ty, uses).map_err(|problem| problem.inside(&shown))?;
            let attrs = kept(&field.attrs);
            let name = (!in_c[at].is_empty()).then(|| ident(&in_c[at])).map(|name| quote!(#name:));
            found.push(gate.guard(&quote!(#(#attrs)* pub #name #ty)));
        }
        Ok(found)
    }

    /// Lowers the type of a field. C needs its definition.
    fn value(&mut self, ty: &Type, uses: &mut Uses) -> Result<Type, Problem> {
        let mut own = Uses::default();
        let lowered = self.flat.lower(ty, &self.scope, true, &mut own)?;
        if let Some(problem) = own.by_value.iter().find_map(|name| self.flat.incomplete(name)) {
            return Err(problem.clone());
        }
        uses.extend(own);
        Ok(lowered)
    }

    /// Checks that the struct is aligned as it is with a field without size.
    fn may_leave_out(&self, field: &Field, fields: &Fields) -> Result<(), Problem> {
        let elements = self.flat.aligned_as(&field.ty, &self.scope);
        if elements.iter().all(|element| self.is_aligned_without(element, fields)) {
            return Ok(());
        }
        let what = format!(
            "`{}` has no size but an alignment, and C has no such fields",
            shown(&field.ty)
        );
        Err(Problem::new(what, "write `#[repr(C, align(..))]` on the struct in its place"))
    }

    /// Returns whether a type is aligned like a byte, or is the type of a field that has a size.
    fn is_aligned_without(&self, (ty, scope): &(Type, TypeScope), fields: &Fields) -> bool {
        let name = shown(ty);
        if ["u8", "i8", "bool", "c_char"].contains(&name.as_str()) {
            return true;
        }
        let is_number = words::is_number(&name);
        fields.iter().filter(|field| !self.flat.is_zero_sized(&field.ty, &self.scope)).any(
            |field| {
                let (mut other, mut around) =
                    self.flat.behind_aliases(field.ty.clone(), self.scope.clone());
                if let Type::Array(array) = other {
                    (other, around) = self.flat.behind_aliases(*array.elem, around);
                }
                shown(&other) == name && (is_number || around.names_the_same(scope))
            },
        )
    }
}

/// Returns whether the author wants C to have the definition.
fn is_public(definition: &Definition) -> bool {
    let has_repr = !reprs(&definition.attrs).is_empty();
    let all_public = |fields: &Fields| {
        !fields.is_empty() && fields.iter().all(|field| matches!(field.vis, Visibility::Public(_)))
    };
    match &definition.kind {
        DefinitionKind::Struct(item) => {
            definition.derives("FfiType") || has_repr && all_public(&item.fields)
        }
        DefinitionKind::Union(_) | DefinitionKind::Enum(_) => has_repr,
        _ => true,
    }
}

fn is_aggregate(definition: &Definition) -> bool {
    match &definition.kind {
        DefinitionKind::Struct(_) => {
            !reprs(&definition.attrs).iter().any(|repr| repr == "transparent")
        }
        DefinitionKind::Union(_) => true,
        DefinitionKind::Enum(item) => {
            item.variants.iter().any(|variant| !variant.fields.is_empty())
        }
        _ => false,
    }
}
