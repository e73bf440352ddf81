//! The questions that the compiler answers about the types of a signature: see `ffi_guard_syntax::passed`.

use super::{located, private};
use ffi_guard_syntax::convert::Number;
use ffi_guard_syntax::export::{Export, Form};
use ffi_guard_syntax::passed::{self, Passed, Question};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::Type;
use syn::spanned::Spanned;

/// Inside the author's function.
///
/// An item there knows neither `Self` nor the parameters of the `impl` block around it, which the attribute does not
/// see. A block knows them, but rustc looks into it only where it builds the function, and not where it checks it; so
/// it is for callbacks, which alone can be generic, and for `Self`.
pub(super) fn in_place(export: &Export) -> TokenStream {
    let callback = matches!(export.form, Form::Callback);
    let private = private(export.krate.as_ref());
    let all = passed::of(export);
    let (in_block, in_item): (Vec<_>, Vec<_>) =
        all.iter().partition(|passed| callback || passed.of_self);
    let blocks = in_block.into_iter().map(|passed| {
        let assertion = assertion(&private, passed);
        quote_spanned!(Span::mixed_site()=> const { #assertion };)
    });
    let items = items(&private, &in_item);
    quote_spanned!(Span::mixed_site()=> #items #(#blocks)*)
}

/// Beside the author's function.
pub(super) fn beside(export: &Export) -> TokenStream {
    let private = private(export.krate.as_ref());
    items(&private, &passed::of(export).iter().collect::<Vec<_>>())
}

/// One item for each assertion, because the first that fails ends the evaluation of its item; one for all trait bounds.
pub(super) fn items(private: &TokenStream, all: &[&Passed]) -> TokenStream {
    let (by_trait, by_constant): (Vec<&Passed>, Vec<&Passed>) =
        all.iter().copied().partition(|passed| passed.question.is_of_a_trait());
    let bounds = by_trait.iter().map(|passed| assertion(private, passed));
    let bounds = (!by_trait.is_empty())
        .then(|| quote_spanned!(Span::mixed_site()=> const _: () = { #(#bounds)* };));
    let assertions = by_constant.iter().map(|passed| assertion(private, passed));
    quote_spanned!(Span::mixed_site()=> #bounds #(const _: () = { #assertions };)*)
}

fn assertion(private: &TokenStream, passed: &Passed) -> TokenStream {
    let Passed { ty, at, question, .. } = passed;
    let site = Span::mixed_site().located_at(*at);
    let (private, ty) = (located(private, site), ty);
    let constants: &[&str] = match question {
        Question::Unconverted => &["BY_VALUE", "BY_POINTER"],
        Question::RawPointer => &["BY_RAW_POINTER"],
        Question::RawPointerInCForm => &["BY_RAW_POINTER_IN_C_FORM"],
        Question::Written => &["WRITABLE"],
        Question::WrittenInCell => &["WRITABLE_IN_CELL"],
        Question::NoPointer => &["NOT_A_POINTER"],
        Question::Answered => return quote_spanned!(site=> #private::require_any_bits::<#ty>();),
        Question::Named(number) => {
            let number = self::number(&private, number, site);
            return quote_spanned!(site=> #private::require_same_type::<#ty, #number>(););
        }
    };
    let constants = constants.iter().map(|name| Ident::new(name, site));
    let message = message(passed);
    quote_spanned! {site=>
        use #private::handle::AnyType as _;
        ::core::assert!(#(#private::handle::Unconverted::<#ty>::#constants)&&*, #message);
    }
}

/// The error: the fault of the type, and the type to write instead.
fn message(passed: &Passed) -> String {
    let ty = passed.ty.to_string().replace(' ', "").replace("*mut", "*mut ");
    let ty = ty.replace("*const", "*const ");
    match passed.question {
        Question::Unconverted => format!(
            "`{ty}` is a handle, and C would get the object itself in place of its handle: pass a number that \
             identifies it, or its data as a type with `#[derive(FfiType)]`; only the parameters and the result of a \
             plain `fn` are converted"
        ),
        Question::RawPointer => format!(
            "`{ty}` points to a handle, and C would have the address of an object that is neither looked up nor \
             marked: write `&T`, `&mut T`, `Box<T>` or `Arc<T>` of the handle, as a parameter or result of a plain `fn`"
        ),
        Question::RawPointerInCForm => format!(
            "`{ty}` points to a handle that is checked or poisoned, and the C form neither looks it up nor marks it: \
             write a plain `fn`, with `&T`, `&mut T`, `Box<T>` or `Arc<T>` of the handle"
        ),
        Question::NoPointer => format!(
            "`{ty}` is a pointer of Rust's under another name, and its null and its alignment would not be checked: \
             write it out, as `&T`, `&mut T`, `Box<T>` or `Option` of one"
        ),
        _ => format!(
            "C may write any bits to this `{ty}`, and not all of them are a value: pass `&mut u8` or `&mut i32`, and \
             convert the number in Rust"
        ),
    }
}

/// A type as a shim names it: a number by way of the type that it is named after.
pub(super) fn exactly(private: &TokenStream, ty: &Type) -> TokenStream {
    let Some(number) = Number::of(ty) else { return ty.to_token_stream() };
    let site = Span::mixed_site().located_at(ty.span());
    let private = located(private, site);
    let number = self::number(&private, &number, site);
    quote_spanned!(site=> <#ty as #private::SameType<#number>>::Type)
}

fn number(private: &TokenStream, number: &Number, site: Span) -> TokenStream {
    let mut name = number.name.clone();
    name.set_span(site);
    let module = Ident::new(if number.of_c { "ffi" } else { "primitive" }, site);
    quote_spanned!(site=> #private::#module::#name)
}
