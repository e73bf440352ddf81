//! The receiver of a method, rewritten as an ordinary parameter that is named after its type.

use super::self_type;
use crate::model::BlockType;
use crate::names;
use proc_macro2::Span;
use syn::{
    FnArg, Pat, PatIdent, PatType, Path, Receiver, ReceiverKind, Signature, Token, Type,
    parse_quote_spanned,
};

/// Rewrites the receiver of a signature without `Self`. Returns the original receiver.
pub(super) fn rewrite(sig: &mut Signature, owner: &BlockType) -> Option<Receiver> {
    let others: Vec<String> = sig.inputs.iter().filter_map(name_of).collect();
    let Some(first @ FnArg::Receiver(_)) = sig.inputs.first_mut() else { return None };
    let FnArg::Receiver(receiver) = &*first else { return None };
    let receiver = receiver.clone();
    let candidates = [owner.name.as_str(), "this", "this_"];
    let name = candidates.into_iter().find(|name| !others.iter().any(|other| other == name));
    let ident = names::ident(name.unwrap_or("receiver"), receiver.self_token.span);
    let pat = PatIdent { attrs: Vec::new(), by_ref: None, mutability: None, ident, subpat: None };
    *first = FnArg::Typed(PatType {
        attrs: receiver.attrs.clone(),
        pat: Box::new(Pat::Ident(pat)),
        colon_token: Token![:](Span::mixed_site()),
        ty: Box::new(type_of(&receiver, &owner.path)),
    });
    Some(receiver)
}

fn name_of(input: &FnArg) -> Option<String> {
    match input {
        FnArg::Typed(typed) => match &*typed.pat {
            Pat::Ident(pat) => Some(pat.ident.to_string()),
            _ => None,
        },
        FnArg::Receiver(_) => None,
    }
}

/// Returns the type of the receiver, with the span of `self`. The kinds of receivers that syn may add have the type of
/// `self`; `check` rejects them.
fn type_of(receiver: &Receiver, path: &Path) -> Type {
    let site = receiver.self_token.span;
    let path = self_type::located(path, site);
    match &receiver.kind {
        ReceiverKind::Reference(and, lifetime, mutability) => {
            parse_quote_spanned!(site=> #and #lifetime #mutability #path)
        }
        ReceiverKind::Typed(_, ty) => (**ty).clone(),
        _ => parse_quote_spanned!(site=> #path),
    }
}
