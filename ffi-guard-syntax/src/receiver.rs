//! The receiver of a method, as the parameter that it is to C: named after its type.

use crate::block::{Owner, located};
use crate::convert::{self, Conversion};
use crate::errors::Errors;
use crate::names;
use proc_macro2::Span;
use syn::{
    FnArg, Pat, PatIdent, PatType, Path, Receiver, ReceiverKind, Signature, Token, Type,
    parse_quote, parse_quote_spanned,
};

const RECEIVERS: &str = "C has no receiver of this type; \
                         take `&self`, `&mut self`, `self`, `self: Box<Self>` or `self: Arc<Self>`";

/// Makes a `self` of the signature, in which `Self` has been replaced, into a parameter like any other.
pub(crate) fn name(sig: &mut Signature, owner: &Owner, errors: &mut Errors) {
    let others: Vec<String> = sig.inputs.iter().filter_map(name_of).collect();
    let Some(FnArg::Receiver(receiver)) = sig.inputs.first() else { return };
    let ty = type_of(receiver, &owner.path).filter(|ty| is_known(ty, owner));
    let ty = ty.unwrap_or_else(|| {
        errors.on(receiver, RECEIVERS);
        // In its place, so that the rest can be read.
        let path = &owner.path;
        parse_quote!(#path)
    });
    let free = [owner.name.as_str(), "this", "this_"].into_iter();
    let name = free.into_iter().find(|name| !others.iter().any(|other| other == name));
    // A name that C does not know its parts by is as good as another.
    let ident = names::ident(name.unwrap_or("receiver"), receiver.self_token.span);
    let pat = PatIdent { attrs: Vec::new(), by_ref: None, mutability: None, ident, subpat: None };
    let parameter = PatType {
        attrs: receiver.attrs.clone(),
        pat: Box::new(Pat::Ident(pat)),
        colon_token: Token![:](Span::mixed_site()),
        ty: Box::new(ty),
    };
    if let Some(first) = sig.inputs.first_mut() {
        *first = FnArg::Typed(parameter);
    }
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

/// The type of the receiver, written out; at `self`, where the author wrote it.
fn type_of(receiver: &Receiver, path: &Path) -> Option<Type> {
    let site = receiver.self_token.span;
    let path = located(path, site);
    Some(match &receiver.kind {
        ReceiverKind::Value => parse_quote_spanned!(site=> #path),
        ReceiverKind::Reference(and, lifetime, mutability) => {
            parse_quote_spanned!(site=> #and #lifetime #mutability #path)
        }
        ReceiverKind::Typed(_, ty) => (**ty).clone(),
        _ => return None,
    })
}

/// Whether it is the object, a reference to it, or an owner of it: what Rust has for receivers besides is unknown to C.
fn is_known(ty: &Type, owner: &Owner) -> bool {
    match convert::parameter(ty, Some(&owner.path)) {
        Ok(Conversion::Reference { optional: false, target, .. }) => owner.is(&target),
        Ok(Conversion::Boxed { optional: false, target } | Conversion::Shared { target }) => {
            owner.is(&target)
        }
        Ok(Conversion::Taken { .. }) => true,
        _ => false,
    }
}
