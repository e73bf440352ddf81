//! The parameter types of a safe function in the C form for which C may pass invalid values.

use crate::model::{Export, Parameter};
use crate::tokens::{mentions, without_lifetimes};
use crate::types;
use proc_macro2::{Span, TokenStream};
use quote::ToTokens;
use syn::{Attribute, Type, TypePath};

/// A type that may have invalid bit patterns, which only the compiler knows.
pub struct ParameterType<'e> {
    /// Its tokens, with `'_` for each lifetime, as an item can name it.
    pub ty: TokenStream,
    /// The location of its last segment.
    pub at: Span,
    /// The lint levels of its parameter.
    pub lints: &'e [Attribute],
}

/// Returns the types of the parameters, by value or behind references and boxes.
///
/// Empty for `unsafe extern "C" fn`: its callers promise that all values are valid.
#[must_use]
pub fn of(export: &Export) -> Vec<ParameterType<'_>> {
    let mut found = Vec::new();
    if !export.function.is_unsafe() {
        for parameter in &export.parameters {
            collect(&parameter.ty, parameter, &mut found);
        }
    }
    found
}

/// Collects them. Stops at raw pointers, which safe code cannot follow, and at function pointers, which Rust calls.
fn collect<'e>(ty: &Type, parameter: &'e Parameter, found: &mut Vec<ParameterType<'e>>) {
    match ty {
        Type::Group(group) => collect(&group.elem, parameter, found),
        Type::Paren(paren) => collect(&paren.elem, parameter, found),
        Type::Reference(reference) => collect(&reference.elem, parameter, found),
        Type::Array(array) => collect(&array.elem, parameter, found),
        Type::Path(path) => of_path(path, parameter, found),
        _ => {}
    }
}

fn of_path<'e>(path: &TypePath, parameter: &'e Parameter, found: &mut Vec<ParameterType<'e>>) {
    const HOLDERS: [&str; 4] = ["Option", "Box", "Pin", "ManuallyDrop"];
    let Some(last) = path.path.segments.last() else { return };
    if HOLDERS.iter().any(|name| last.ident == name) {
        types::arguments(last).for_each(|ty| collect(ty, parameter, found));
        return;
    }
    let built_in =
        types::is_number(path) || ["bool", "char"].iter().any(|name| path.path.is_ident(name));
    let tokens = path.to_token_stream();
    // No item can name `Self`, nor the lifetimes of `for<'a>`.
    if built_in || ["Self", "for", "impl"].iter().any(|word| mentions(&tokens, word)) {
        return;
    }
    let ty = without_lifetimes(tokens);
    found.push(ParameterType { ty, at: last.ident.span(), lints: &parameter.lints });
}

#[cfg(test)]
mod tests {
    use super::of;
    use crate::parse_function;
    use proc_macro2::TokenStream;
    use quote::quote;

    fn named(function: TokenStream) -> Vec<String> {
        let item = quote!(#[unsafe(no_mangle)] #function);
        let export = parse_function(quote!(abort), item).expect("an export");
        of(&export).iter().map(|named| named.ty.to_string()).collect()
    }

    #[test]
    fn names_behind_references_and_owners() {
        let function = quote! {
            extern "C" fn f<'a>(a: A, b: Option<&'a mut m::B<'a>>, c: &[C; 2], d: Option<Box<D>>, e: Pin<&E<F>>) {}
        };
        assert_eq!(named(function), ["A", "m :: B < '_ >", "C", "D", "E < F >"]);
    }

    #[test]
    fn what_needs_no_question() {
        let function = quote! {
            extern "C" fn f(a: u8, b: &bool, c: *const C, d: extern "C" fn(D), e: Self, g: &c_int) {}
        };
        assert_eq!(named(function), [""; 0]);
        assert_eq!(
            named(quote!(
                unsafe extern "C" fn f(a: A) {}
            )),
            [""; 0]
        );
    }
}
