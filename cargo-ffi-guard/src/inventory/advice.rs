//! Advice about an unguarded function, from the attribute's own checks.

use super::attributes::{ItemAttributes, Mark};
use super::body::text;
use super::function::Function;
use super::model::{GuardAdvice, SourceExportKind};
use ffi_guard_syntax::{parse_callback, parse_function};
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{GenericArgument, PathArguments, ReturnType, Type};

/// Asks whether the attribute would accept the function, and what it would need.
pub(super) fn advise(
    kind: SourceExportKind,
    function: &Function<'_>,
    attributes: &ItemAttributes,
    mark: Option<&Mark>,
) -> GuardAdvice {
    if function.unreadable_parameters {
        return GuardAdvice::Refused("its parameters cannot be read".to_owned());
    }
    if attributes.guards().next().is_some() {
        let what = "it is guarded under a condition of its own: write the guard and the export \
                    under the same one, `#[cfg_attr(condition, ffi_export(..), unsafe(no_mangle))]`";
        return GuardAdvice::Refused(what.to_owned());
    }
    let item = item(function, attributes, mark);
    let parse = match kind {
        SourceExportKind::Callback => parse_callback,
        SourceExportKind::Function | SourceExportKind::Static => parse_function,
    };
    let never = |output: &ReturnType| matches!(output, ReturnType::Type(_, ty) if is_never(ty));
    // `-> !` without `abort` is refused, and only the type tells that refusal from others.
    let output = match parse(TokenStream::new(), item.clone()) {
        Ok(export) => export.function.sig.output,
        Err(error) => match parse(quote!(abort), item) {
            Ok(export) if never(&export.function.sig.output) => return GuardAdvice::Abort,
            _ => return GuardAdvice::Refused(reasons(error)),
        },
    };
    match &output {
        output if never(output) => GuardAdvice::Abort,
        ReturnType::Default => GuardAdvice::Complete,
        ReturnType::Type(_, ty) if has_evident_failure(ty) => GuardAdvice::Complete,
        ReturnType::Type(_, ty) => GuardAdvice::NeedsValue(text(ty.to_token_stream())),
    }
}

/// The function as the attribute would see it, without its body.
fn item(function: &Function<'_>, attributes: &ItemAttributes, mark: Option<&Mark>) -> TokenStream {
    let exports = mark.map(|mark| {
        let meta = &mark.meta;
        quote!(#[#meta])
    });
    let contradictions = ["naked", "track_caller", "ffi_callback"].into_iter();
    let contradictions = contradictions.filter(|name| attributes.has(name)).map(|name| {
        let name = proc_macro2::Ident::new(name, proc_macro2::Span::call_site());
        quote!(#[#name])
    });
    let (visibility, signature) = (function.visibility, function.signature);
    quote!(#exports #(#contradictions)* #visibility #signature {})
}

/// Everything that the attribute has against the function.
fn reasons(error: syn::Error) -> String {
    let reasons: Vec<_> = error.into_iter().map(|error| error.to_string()).collect();
    reasons.join("; also: ").split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_never(ty: &Type) -> bool {
    match ty {
        Type::Never(_) => true,
        Type::Paren(paren) => is_never(&paren.elem),
        Type::Group(group) => is_never(&group.elem),
        _ => false,
    }
}

/// Whether the runtime has a failure value of this type, as far as the source tells. Where it misleads, the compiler
/// asks.
fn has_evident_failure(ty: &Type) -> bool {
    match ty {
        Type::Paren(paren) => has_evident_failure(&paren.elem),
        Type::Group(group) => has_evident_failure(&group.elem),
        Type::Tuple(tuple) => tuple.elems.is_empty(),
        Type::Ptr(_) => true,
        Type::Path(path) if path.qself.is_none() => {
            let segments = &path.path.segments;
            let first = segments.first();
            let of_std = segments.len() == 1
                || first.is_some_and(|first| first.ident == "std" || first.ident == "core");
            segments.last().is_some_and(|last| {
                let one = match &last.arguments {
                    PathArguments::AngleBracketed(arguments) => {
                        matches!(arguments.args.first(), Some(GenericArgument::Type(_)))
                    }
                    _ => false,
                };
                of_std && one && last.ident == "Option"
            })
        }
        _ => false,
    }
}
