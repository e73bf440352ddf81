//! `#[derive(FfiType)]`: a struct or an enum that C can declare.

use crate::errors::Errors;
use crate::keyed;
use proc_macro2::{Ident, TokenStream};
use syn::spanned::Spanned;
use syn::{
    Attribute, Data, DeriveInput, Field, Fields, Generics, Index, Member, Path, Result, Type,
};

/// A type that passed every check.
pub struct FfiType {
    /// Its name.
    pub ident: Ident,
    /// Its parameters.
    pub generics: Generics,
    /// What it is.
    pub shape: Shape,
    /// Where the runtime is, if not at `::ffi_guard`.
    pub krate: Option<Path>,
}

/// A struct or an enum.
pub enum Shape {
    /// With the fields that are to be checked.
    Struct(Vec<Checked>),
    /// Without fields, as a number of this type.
    Enum {
        /// `i32` of `#[repr(i32)]`; `None` for `#[repr(C)]`, whose enums are C's `int`.
        number: Option<Ident>,
        /// Its variants.
        variants: Vec<Ident>,
    },
}

/// A field.
pub struct Checked {
    /// Its name, or its index.
    pub member: Member,
    /// Its type.
    pub ty: Type,
}

/// Reads the item under `#[derive(FfiType)]`.
///
/// # Errors
///
/// Everything that keeps C from declaring it, combined into one error.
pub fn parse(item: TokenStream) -> Result<FfiType> {
    let mut errors = Errors::default();
    let input: DeriveInput = syn::parse2(item)?;
    let repr = Repr::of(&input.attrs, &mut errors);
    let shape = match &input.data {
        Data::Struct(data) => fields(&input.ident, &data.fields, &repr, &mut errors),
        Data::Enum(data) => variants(&input.ident, data, &repr, &mut errors),
        Data::Union(data) => {
            let message = "which field of a union holds a value cannot be told from its bytes; \
                           pass it with `#[ffi(unchecked)]` and read it in an `unsafe` block";
            errors.on(data.union_token, message);
            None
        }
    };
    let krate = krate(&input.attrs, &mut errors);
    let DeriveInput { ident, generics, .. } = input;
    errors.finish(shape.map(|shape| FfiType { ident, generics, shape, krate }))
}

/// What `#[ffi(crate = path)]` says on the type.
fn krate(attrs: &[Attribute], errors: &mut Errors) -> Option<Path> {
    const EXAMPLE: &str = "`#[ffi(crate = ::my_ffi_guard)]`";
    let mut krate = None;
    for attr in attrs.iter().filter(|attr| attr.path().is_ident("ffi")) {
        let tokens = attr.meta.require_list().map(|list| list.tokens.clone());
        let tokens = errors.keep(tokens).unwrap_or_default();
        for argument in keyed::parse(tokens, &["crate"], EXAMPLE, errors) {
            krate = argument.path(EXAMPLE, errors);
        }
    }
    krate
}

/// What `#[repr(..)]` says.
#[derive(Default)]
struct Repr {
    c: bool,
    transparent: bool,
    number: Option<Ident>,
}

impl Repr {
    fn of(attrs: &[Attribute], errors: &mut Errors) -> Self {
        let mut repr = Self::default();
        for attr in attrs.iter().filter(|attr| attr.path().is_ident("repr")) {
            let read = attr.parse_nested_meta(|meta| {
                let Some(word) = meta.path.get_ident() else { return Ok(()) };
                match word.to_string().as_str() {
                    "C" => repr.c = true,
                    "transparent" => repr.transparent = true,
                    "packed" => errors.on(word, PACKED),
                    "align" => {}
                    "Rust" => {}
                    _ => repr.number = Some(word.clone()),
                }
                // The number of `align(8)`, or of `packed(2)`.
                if meta.input.peek(syn::token::Paren) {
                    let content;
                    syn::parenthesized!(content in meta.input);
                    content.parse::<TokenStream>()?;
                }
                Ok(())
            });
            errors.keep(read);
        }
        repr
    }
}

const PACKED: &str = "a reference to a field of a packed struct may be misaligned; remove `packed`, \
                      or pass the type with `#[ffi(unchecked)]`";

fn fields(ident: &Ident, fields: &Fields, repr: &Repr, errors: &mut Errors) -> Option<Shape> {
    if !repr.c && !repr.transparent {
        errors
            .on(ident, "C does not know the order in which Rust lays out fields; add `#[repr(C)]`");
    }
    if fields.is_empty() {
        errors.on(ident, "C has no empty struct; add a field, or pass a pointer to an opaque type");
    }
    let fields = fields.iter().enumerate();
    Some(Shape::Struct(
        fields.filter_map(|(index, field)| field_of(index, field, errors)).collect(),
    ))
}

/// `None` for a field that is not to be checked.
fn field_of(index: usize, field: &Field, errors: &mut Errors) -> Option<Checked> {
    if crate::marks::take(&mut field.attrs.clone(), errors) {
        return None;
    }
    let unnamed = || Member::Unnamed(Index { index: index as u32, span: field.ty.span() });
    let member = field.ident.clone().map_or_else(unnamed, Member::Named);
    Some(Checked { member, ty: field.ty.clone() })
}

fn variants(
    ident: &Ident,
    data: &syn::DataEnum,
    repr: &Repr,
    errors: &mut Errors,
) -> Option<Shape> {
    if !repr.c && repr.number.is_none() {
        errors.on(
            ident,
            "C does not know which size Rust gives an enum; add `#[repr(i32)]`, or another integer",
        );
    }
    if data.variants.is_empty() {
        errors.on(ident, "an enum without variants has no value that C could pass; add one");
    }
    for variant in data.variants.iter().filter(|variant| !variant.fields.is_empty()) {
        let message = "an enum with fields is a union to C; write a `#[repr(C)]` struct with an enum \
                       that says which of its fields count";
        errors.on(&variant.fields, message);
    }
    let variants = data.variants.iter().map(|variant| variant.ident.clone()).collect();
    Some(Shape::Enum { number: repr.number.clone(), variants })
}
