//! The kinds of fallbacks, by their spelling.

use crate::model::{Export, Fallback, Form, Shim};
use crate::parse_function;
use proc_macro2::{Delimiter, Group, TokenStream};
use quote::{ToTokens, quote};

/// Puts tokens into the invisible group around a `$x:expr` of a `macro_rules!`.
fn grouped(tokens: TokenStream) -> TokenStream {
    Group::new(Delimiter::None, tokens).into_token_stream()
}

fn kind(fallback: &TokenStream) -> &'static str {
    name(&export(quote!(fallback = #fallback)))
}

/// Returns the export of `fn(value: i32, other: u8) -> i32`.
fn export(args: TokenStream) -> Export {
    let item = quote!(
        fn name(value: i32, other: u8) -> i32 {
            0
        }
    );
    parse_function(args, item).expect("an export")
}

fn name(export: &Export) -> &'static str {
    let Form::Rust { shim: Shim::Unconverted { fallback }, .. } = &export.form else {
        panic!("nothing is converted");
    };
    match fallback {
        Fallback::Default => "default",
        Fallback::Plain(_) => "plain",
        Fallback::Constant(_) => "constant",
        Fallback::Expression(_) => "expression",
        Fallback::Closure(_) => "closure",
        Fallback::Abort => "abort",
    }
}

#[test]
fn a_literal_is_plain() {
    for fallback in
        [quote!(1), quote!(-1), quote!((-(1))), quote!("text"), quote!(true), quote!(-1i8 as i32)]
    {
        assert_eq!(kind(&fallback), "plain", "{fallback}");
    }
}

#[test]
fn a_path_is_a_constant() {
    for fallback in [
        quote!(FAILED),
        quote!(self::Status::Failed),
        quote!(<Status as Failing>::FAILED),
        quote!(FAILED as u8 as i32),
    ] {
        assert_eq!(kind(&fallback), "constant", "{fallback}");
    }
}

#[test]
fn a_parameter_is_plain_where_nothing_is_coerced() {
    for (fallback, expected) in [
        (quote!(value), "plain"),
        (quote!((value)), "plain"),
        (quote!(other), "expression"),
        (quote!(value as i32), "expression"),
        (quote!(self::value), "constant"),
        (quote!(FAILED), "constant"),
    ] {
        assert_eq!(kind(&fallback), expected, "{fallback}");
    }
}

#[test]
fn what_might_panic_is_an_expression() {
    for fallback in [
        quote!(-value),
        quote!(1 + 1),
        quote!(!0),
        quote!(failed()),
        quote!(failed!()),
        quote!(value.field),
        quote!(*pointer),
        quote!(&value),
        quote!({ -1 }),
        quote!(value.count() as i32),
        quote!((|error| error.count())(error)),
    ] {
        assert_eq!(kind(&fallback), "expression", "{fallback}");
    }
}

#[test]
fn a_fragment_is_what_is_in_it() {
    let each: [(TokenStream, &str); 4] = [
        (quote!(-1), "plain"),
        (quote!(FAILED), "constant"),
        (quote!(1 + 1), "expression"),
        (quote!(|error| error.count()), "closure"),
    ];
    for (fallback, expected) in each {
        assert_eq!(kind(&fallback), expected, "{fallback}");
        assert_eq!(kind(&grouped(fallback.clone())), expected, "one group: {fallback}");
        assert_eq!(kind(&grouped(grouped(fallback.clone()))), expected, "two groups: {fallback}");
        assert_eq!(kind(&quote!((#fallback))), expected, "parentheses: {fallback}");
    }
    let one = grouped(quote!(1));
    assert_eq!(kind(&quote!(-#one)), "plain");
    assert_eq!(kind(&quote!(#one as u8)), "plain");
}

#[test]
fn cancellation_is_deferred_whatever_the_fallback_is() {
    for (others, expected) in [
        (quote!(), "default"),
        (quote!(fallback = -1,), "plain"),
        (quote!(fallback = |error| error.count(),), "closure"),
        (quote!(abort,), "abort"),
    ] {
        let export = export(quote!(#others no_cancel));
        assert!(export.no_cancel, "{others}");
        assert_eq!(name(&export), expected, "{others}");
    }
}

#[test]
fn nothing_is_the_default() {
    assert_eq!(name(&export(TokenStream::new())), "default");
}
