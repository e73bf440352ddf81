//! The types that C gets, or gives, as they stand: no conversion knows of them, so none of them may be a handle.

use crate::check::types;
use crate::convert::{Conversion, Returned};
use crate::export::Export;
use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::spanned::Spanned;
use syn::{ReturnType, Type, TypeFnPtr, TypePath};

/// A type that passes as it stands.
pub struct Passed {
    /// Its tokens, with lifetimes left to rustc: for an expression.
    pub ty: TokenStream,
    /// Where the author wrote it.
    pub at: Span,
    /// Whether it says `Self`, which an item inside a function cannot.
    pub of_self: bool,
}

/// Those of a signature: what is not converted, and whatever the function pointers in it take and return.
#[must_use]
pub fn of(export: &Export) -> Vec<Passed> {
    let mut found = Vec::new();
    for parameter in &export.parameters {
        let as_is = matches!(parameter.conversion, Conversion::AsIs);
        collect(&parameter.ty, as_is, &mut found);
    }
    let as_is = matches!(export.answer.returned, Returned::AsIs);
    collect(&export.answer.ty, as_is, &mut found);
    found
}

/// A raw pointer ends the way: to follow it takes `unsafe` code.
fn collect(ty: &Type, as_is: bool, found: &mut Vec<Passed>) {
    match ty {
        Type::Group(group) => collect(&group.elem, as_is, found),
        Type::Paren(paren) => collect(&paren.elem, as_is, found),
        Type::Reference(reference) => collect(&reference.elem, as_is, found),
        Type::Array(array) => collect(&array.elem, as_is, found),
        Type::Slice(slice) => collect(&slice.elem, as_is, found),
        Type::Tuple(tuple) => tuple.elems.iter().for_each(|ty| collect(ty, as_is, found)),
        Type::FnPtr(function) => of_pointer(function, found),
        Type::Path(path) => of_path(path, as_is, found),
        _ => {}
    }
}

/// Rust calls it with what it has, and C gets that.
fn of_pointer(function: &TypeFnPtr, found: &mut Vec<Passed>) {
    function.inputs.iter().for_each(|input| collect(&input.ty, true, found));
    if let ReturnType::Type(_, ty) = &function.output {
        collect(ty, true, found);
    }
}

fn of_path(path: &TypePath, as_is: bool, found: &mut Vec<Passed>) {
    const HOLDERS: [&str; 8] =
        ["Option", "Box", "Arc", "Rc", "Pin", "Vec", "ManuallyDrop", "MaybeUninit"];
    let holder = path.path.segments.last();
    let holder = holder.filter(|last| HOLDERS.iter().any(|name| last.ident == name));
    if let Some(holder) = holder {
        types::arguments(holder).for_each(|ty| collect(ty, as_is, found));
    } else if as_is && !is_known(path) {
        found.extend(passed(path));
    }
}

/// Numbers, by far the most that is passed.
fn is_known(path: &TypePath) -> bool {
    types::is_passed_as_it_is(path)
        || ["bool", "char", "str"].iter().any(|name| path.path.is_ident(name))
}

/// `None` for what cannot be written in an expression without its lifetimes.
fn passed(path: &TypePath) -> Option<Passed> {
    let says = |word: &str| says(&path.to_token_stream(), word);
    if says("for") || says("impl") {
        return None;
    }
    let ty = without_lifetimes(path.to_token_stream());
    Some(Passed { ty, at: path.span(), of_self: says("Self") })
}

fn says(tokens: &TokenStream, word: &str) -> bool {
    tokens.clone().into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == word,
        TokenTree::Group(group) => says(&group.stream(), word),
        _ => false,
    })
}

/// A lifetime of a function cannot be named in an item inside it, nor beside it.
fn without_lifetimes(tokens: TokenStream) -> TokenStream {
    let mut quoted = false;
    let one = |token| {
        let of_lifetime = std::mem::replace(
            &mut quoted,
            matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '\''),
        );
        match token {
            TokenTree::Ident(ident) if of_lifetime && ident != "static" => {
                Ident::new("_", ident.span()).into()
            }
            TokenTree::Group(group) => {
                let inner = without_lifetimes(group.stream());
                let mut outer = proc_macro2::Group::new(group.delimiter(), inner);
                outer.set_span(group.span());
                outer.into()
            }
            token => token,
        }
    };
    tokens.into_iter().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::of;
    use crate::export;
    use quote::quote;

    fn passed(function: proc_macro2::TokenStream) -> Vec<String> {
        let export = export::parse_callback(quote!(abort), function.clone());
        let export = export.or_else(|_| export::parse(quote!(abort), function)).expect("an export");
        of(&export).iter().map(|passed| passed.ty.to_string()).collect()
    }

    #[test]
    fn of_a_callback_all_that_is_behind_a_pointer() {
        let callback = quote! {
            extern "C" fn f<'a>(a: &'a A, b: Option<&mut m::B<'a>>, c: Box<Self>, n: i32, raw: *mut R) -> Option<Box<D>> {}
        };
        assert_eq!(passed(callback), ["A", "m :: B < '_ >", "Self", "D"]);
    }

    #[test]
    fn of_a_plain_function_what_is_unchecked_and_what_pointers_take() {
        let function = quote! {
            fn f(a: &A, #[ffi(unchecked)] b: &B, c: Option<extern "C" fn(&C, extern "C" fn(D)) -> Box<E>>) -> extern "C" fn(&F) {}
        };
        assert_eq!(passed(function), ["B", "C", "D", "E", "F"]);
    }
}
