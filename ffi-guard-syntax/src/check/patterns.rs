//! Rejects a name that the patterns of two parameters bind.
//!
//! rustc rejects it in a signature. The expansion binds each pattern in a `match` of its own, where a second binding
//! would shadow the first without an error.

use crate::errors::Errors;
use crate::model::SourceParameter;
use proc_macro2::Ident;
use syn::Pat;

/// A name, and whether it is inside a pattern. Two plain names remain in the signature, where rustc compares them with
/// their hygiene: names of one spelling can come from different macros.
type Bound = (Ident, bool);

/// Checks that no two parameters bind one name.
pub(super) fn check(parameters: &[SourceParameter], errors: &mut Errors) {
    let mut earlier: Vec<Bound> = Vec::new();
    for parameter in parameters {
        let mut bound = Vec::new();
        names(&parameter.pat, false, &mut bound);
        for (name, inside) in bound {
            let mut others = earlier.iter();
            if others.any(|(other, other_inside)| name == *other && (inside || *other_inside)) {
                let message = format!("`{name}` is bound twice; give one of the two another name");
                errors.on(&name, &message);
            }
            earlier.push((name, inside));
        }
    }
}

/// Collects the names that an irrefutable pattern binds; rustc rejects refutable ones.
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
