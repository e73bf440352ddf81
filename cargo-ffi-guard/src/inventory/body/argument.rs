//! Arguments that a function drops outside of its guard.

use super::Judge;
use super::moved::{bound_by, moved_by, take_all};
use super::outside::Outside;
use crate::inventory::type_names::named_types;
use proc_macro2::Span;
use quote::ToTokens;
use std::collections::{BTreeSet, HashSet};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Expr, FnArg, Local, Pat, ReceiverKind, Signature};

/// An argument that is dropped outside of the guard, if its type has something to drop.
#[derive(Clone, Debug)]
pub(crate) struct DroppedArgument {
    /// Its pattern as written.
    pub(crate) name: String,
    pub(crate) at: Span,
    /// The types that decide whether it has something to drop.
    pub(crate) types: BTreeSet<String>,
}

impl Judge<'_> {
    /// Records the variables of a `let`, which may hide others of the same name, and what is moved into each.
    pub(super) fn rename(&mut self, local: &Local) {
        let names = bound_by(&local.pat);
        let is_whole = names.len() == 1 && take_all([&local.pat], false);
        let init = local.init.as_ref().filter(|_| is_whole);
        let moved = init.map(|init| moved_by(&init.expr)).unwrap_or_default();
        self.renamed.extend(names.into_iter().map(|name| (name, moved.clone())));
    }

    /// Records what the guard's closure takes, if every call of the function reaches it.
    pub(super) fn take<'e>(&mut self, arguments: impl IntoIterator<Item = &'e Expr>) {
        for argument in arguments {
            self.take_names(moved_by(argument));
        }
    }

    pub(super) fn take_names(&mut self, mut names: HashSet<String>) {
        if self.branches == 0 && !self.returns_early {
            for (new, from) in self.renamed.iter().rev() {
                if names.remove(new) {
                    names.extend(from.iter().cloned());
                }
            }
            self.taken.extend(names);
        }
    }

    /// The arguments of the function that the guard does not take.
    pub(super) fn dropped_arguments(&self, signature: &Signature) -> Vec<DroppedArgument> {
        let left = |input: &FnArg| {
            let (name, at, types) = match input {
                FnArg::Receiver(receiver) => {
                    let types = match &receiver.kind {
                        ReceiverKind::Reference(..) => BTreeSet::new(),
                        ReceiverKind::Typed(_, ty) => named_types(ty),
                        _ => BTreeSet::from(["Self".to_owned()]),
                    };
                    (Some("self".to_owned()), receiver.self_token.span, types)
                }
                FnArg::Typed(typed) => {
                    let name = match &*typed.pat {
                        Pat::Ident(name) => Some(name.ident.unraw().to_string()),
                        _ => None,
                    };
                    (name, typed.pat.span(), named_types(&typed.ty))
                }
            };
            let is_taken = name.as_ref().is_some_and(|name| self.taken.contains(name));
            let text = match input {
                FnArg::Receiver(_) => "self".to_owned(),
                FnArg::Typed(typed) => Outside::tokens(typed.pat.to_token_stream()).text,
            };
            let name = name.unwrap_or(text);
            (!is_taken && !types.is_empty()).then_some(DroppedArgument { name, at, types })
        };
        signature.inputs.iter().filter_map(left).collect()
    }
}
