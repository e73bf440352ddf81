//! What the attribute would make of a function.

use ffi_guard_scan::{Entry, EntryKind, Site};
use ffi_guard_syntax::{parse_callback, parse_function};
use proc_macro2::TokenStream;
use std::str::FromStr;
use syn::{GenericArgument, PathArguments, ReturnType, Type};

/// What is to be written on a function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// The attribute alone is complete.
    Complete,
    /// The attribute with `abort`: the function never returns.
    Abort,
    /// The attribute alone, and the author has to name a value of this type.
    Wants(String),
    /// Nothing: the attribute would be refused.
    Refused(String),
}

/// Asks the attribute's own checks.
pub(super) fn judge(entry: &Entry, site: &Site) -> Verdict {
    if entry.head.is_empty() {
        return Verdict::Refused("its head is too long to be read".to_owned());
    }
    if entry.head.contains("#[ffi_export] ") {
        let what = "it is guarded under a condition of its own: write the guard and the export \
                    under the same one, `#[cfg_attr(condition, ffi_export(..), unsafe(no_mangle))]`";
        return Verdict::Refused(what.to_owned());
    }
    let exports =
        if site.exports.is_empty() { String::new() } else { format!("#[{}] ", site.exports) };
    let Ok(item) = TokenStream::from_str(&format!("{exports}{} {{}}", entry.head)) else {
        return Verdict::Refused("its head cannot be read".to_owned());
    };
    let parse = match entry.kind {
        EntryKind::Callback => parse_callback,
        EntryKind::Export | EntryKind::Static => parse_function,
    };
    let never = |output: &ReturnType| matches!(output, ReturnType::Type(_, ty) if is_never(ty));
    // `-> !` without `abort` is refused, and nothing tells that refusal from others but the type.
    let export = match parse(TokenStream::new(), item.clone()) {
        Ok(export) => export,
        Err(error) => match parse(abort(), item) {
            Ok(export) if never(&export.function.sig.output) => return Verdict::Abort,
            _ => return Verdict::Refused(reasons(error)),
        },
    };
    let returns = entry.signature.as_ref().map(|signature| signature.returns.as_str());
    match &export.function.sig.output {
        output if never(output) => Verdict::Abort,
        ReturnType::Default => Verdict::Complete,
        ReturnType::Type(_, ty) if is_evident(ty) => Verdict::Complete,
        ReturnType::Type(..) => Verdict::Wants(one_line(returns.unwrap_or_default())),
    }
}

fn abort() -> TokenStream {
    TokenStream::from_str("abort").unwrap_or_default()
}

/// All that the attribute has against the function.
fn reasons(error: syn::Error) -> String {
    let reasons: Vec<_> = error.into_iter().map(|error| error.to_string()).collect();
    one_line(&reasons.join("; also: "))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_never(ty: &Type) -> bool {
    match ty {
        Type::Never(_) => true,
        Type::Paren(paren) => is_never(&paren.elem),
        Type::Group(group) => is_never(&group.elem),
        _ => false,
    }
}

/// Whether the runtime has a value for a failure of this type, as far as its text tells. Where the
/// text misleads, the compiler asks.
fn is_evident(ty: &Type) -> bool {
    match ty {
        Type::Paren(paren) => is_evident(&paren.elem),
        Type::Group(group) => is_evident(&group.elem),
        Type::Tuple(tuple) => tuple.elems.is_empty(),
        Type::Ptr(_) => true,
        Type::Path(path) if path.qself.is_none() => {
            let segments = &path.path.segments;
            let of_std = segments.len() == 1
                || segments
                    .first()
                    .is_some_and(|first| first.ident == "std" || first.ident == "core");
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
