//! The names that the patterns of the parameters bind.
//!
//! rustc refuses a name that two parameters bind. The expansion binds each pattern in a `match` of its
//! own, where a second one of that name would shadow the first, so the rule must be kept here.

use crate::errors::Errors;
use proc_macro2::Ident;
use syn::{FnArg, Pat, Signature};

/// A name, and whether it stands inside a pattern. Two that do not stay in the signature, where rustc
/// sees them, and can tell two names of one spelling apart that come from different macros.
type Bound = (Ident, bool);

pub(crate) fn check(sig: &Signature, errors: &mut Errors) {
    let mut earlier: Vec<Bound> = Vec::new();
    for input in &sig.inputs {
        let FnArg::Typed(typed) = input else { continue };
        let mut bound = Vec::new();
        names(&typed.pat, false, &mut bound);
        for (name, inside) in bound {
            if earlier
                .iter()
                .any(|(other, other_inside)| name == *other && (inside || *other_inside))
            {
                errors.on(
                    &name,
                    format!("`{name}` is bound twice; give one of the two another name"),
                );
            }
            earlier.push((name, inside));
        }
    }
}

/// Only patterns that cannot fail to match are of interest; rustc refuses the others.
fn names(pat: &Pat, inside: bool, bound: &mut Vec<Bound>) {
    let inner: Vec<&Pat> = match pat {
        Pat::Ident(pat) => {
            // A name in capitals is a constant or a unit struct, which binds nothing.
            if pat.ident.to_string().chars().any(char::is_lowercase) {
                let inside = inside || pat.by_ref.is_some() || pat.subpat.is_some();
                bound.push((pat.ident.clone(), inside));
            }
            pat.subpat.iter().map(|(_, pat)| &**pat).collect()
        }
        Pat::Paren(pat) => vec![&*pat.pat],
        Pat::Reference(pat) => vec![&*pat.pat],
        Pat::Slice(pat) => pat.elems.iter().collect(),
        Pat::Struct(pat) => pat.fields.iter().map(|field| &*field.pat).collect(),
        Pat::Tuple(pat) => pat.elems.iter().collect(),
        Pat::TupleStruct(pat) => pat.elems.iter().collect(),
        _ => Vec::new(),
    };
    inner.into_iter().for_each(|pat| names(pat, true, bound));
}
