//! The parameter types of a safe C-form function that may have values which C can violate.

use crate::check::types;
use crate::export::{Export, Parameter};
use crate::passed::{says, without_lifetimes};
use proc_macro2::{Span, TokenStream};
use quote::ToTokens;
use syn::{Attribute, Type, TypePath};

/// A type that only the compiler can judge.
pub struct Named<'e> {
    /// Its tokens, with `'_` for each lifetime, so that an item can name it.
    pub ty: TokenStream,
    /// Its last name, as the author wrote it.
    pub at: Span,
    /// The lint levels of its parameter.
    pub lints: &'e [Attribute],
}

/// The types in the signature of a function in the C form, by value or behind references and boxes.
///
/// Empty for `unsafe extern "C" fn`: its callers promise that all values are valid.
#[must_use]
pub fn of(export: &Export) -> Vec<Named<'_>> {
    let mut found = Vec::new();
    if !export.function.is_unsafe() {
        for parameter in &export.parameters {
            collect(&parameter.ty, parameter, &mut found);
        }
    }
    found
}

/// Stops at raw pointers, which safe code cannot follow, and at function pointers, which Rust calls.
fn collect<'e>(ty: &Type, parameter: &'e Parameter, found: &mut Vec<Named<'e>>) {
    match ty {
        Type::Group(group) => collect(&group.elem, parameter, found),
        Type::Paren(paren) => collect(&paren.elem, parameter, found),
        Type::Reference(reference) => collect(&reference.elem, parameter, found),
        Type::Array(array) => collect(&array.elem, parameter, found),
        Type::Path(path) => of_path(path, parameter, found),
        _ => {}
    }
}

fn of_path<'e>(path: &TypePath, parameter: &'e Parameter, found: &mut Vec<Named<'e>>) {
    const HOLDERS: [&str; 4] = ["Option", "Box", "Pin", "ManuallyDrop"];
    let Some(last) = path.path.segments.last() else { return };
    if HOLDERS.iter().any(|name| last.ident == name) {
        types::arguments(last).for_each(|ty| collect(ty, parameter, found));
        return;
    }
    let built_in = types::is_passed_as_it_is(path)
        || ["bool", "char"].iter().any(|name| path.path.is_ident(name));
    let tokens = path.to_token_stream();
    // No item can name `Self`, nor the lifetimes of `for<'a>`.
    if built_in || ["Self", "for", "impl"].iter().any(|word| says(&tokens, word)) {
        return;
    }
    let ty = without_lifetimes(tokens);
    found.push(Named { ty, at: last.ident.span(), lints: &parameter.lints });
}

#[cfg(test)]
mod tests {
    use super::of;
    use crate::export;
    use proc_macro2::TokenStream;
    use quote::quote;

    fn named(function: TokenStream) -> Vec<String> {
        let item = quote!(#[unsafe(no_mangle)] #function);
        let export = export::parse(quote!(abort), item).expect("an export");
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
