//! Arguments that a function drops outside of its guard.

use super::Judge;
use super::moved::moved_by;
use super::outside::Outside;
use crate::inventory::drop_types::named_types;
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
    /// Remembers the variables that a `let` moves into a new one.
    pub(super) fn rename(&mut self, local: &Local) {
        let Some(init) = &local.init else { return };
        let mut pattern = &local.pat;
        if let Pat::Type(typed) = pattern {
            pattern = &typed.pat;
        }
        if let Pat::Ident(name) = pattern {
            self.renamed.push((name.ident.unraw().to_string(), moved_by(&init.expr)));
        }
    }

    /// Records what the guard's closure takes, if every call of the function reaches it.
    pub(super) fn take<'e>(&mut self, arguments: impl IntoIterator<Item = &'e Expr>) {
        for argument in arguments {
            self.take_names(moved_by(argument));
        }
    }

    pub(super) fn take_names(&mut self, names: HashSet<String>) {
        if self.branches == 0 && !self.returns_early {
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
            let is_taken = name.as_ref().is_some_and(|name| self.is_taken(name));
            let text = match input {
                FnArg::Receiver(_) => "self".to_owned(),
                FnArg::Typed(typed) => Outside::tokens(typed.pat.to_token_stream()).text,
            };
            let name = name.unwrap_or(text);
            (!is_taken && !types.is_empty()).then_some(DroppedArgument { name, at, types })
        };
        signature.inputs.iter().filter_map(left).collect()
    }

    /// Whether the guard's closure takes the variable, under its name or a later one.
    fn is_taken(&self, name: &str) -> bool {
        let mut names = HashSet::from([name]);
        for (new, from) in &self.renamed {
            if from.iter().any(|from| names.contains(from.as_str())) {
                names.insert(new);
            }
        }
        names.iter().any(|name| self.taken.contains(*name))
    }
}
