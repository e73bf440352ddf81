//! The parameters that a returned reference borrows from, as rustc infers its lifetime.

use crate::model::Export;
use crate::tokens::lifetimes;
use crate::types;
use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{GenericParam, Lifetime, Type, WherePredicate};

/// The origin of a returned reference.
#[derive(Debug, PartialEq, Eq)]
pub enum Origin {
    /// The library itself: `'static`.
    Library,
    /// The parameters of these indices. Empty if a parameter has a lifetime that its spelling does not show.
    Parameters(Vec<usize>),
}

/// Returns the origin of the reference in a result. `None` for a result without one.
#[must_use]
pub fn of(export: &Export) -> Option<Origin> {
    let lifetime = lifetime(&export.result.ty)?;
    Some(match lifetime.filter(|lifetime| lifetime.ident != "_") {
        Some(lifetime) if lifetime.ident == "static" => Origin::Library,
        Some(lifetime) => Origin::Parameters(named(export, lifetime.ident.to_string())),
        None => Origin::Parameters(elided(export)),
    })
}

/// Returns the lifetime of a reference or of an `Option` of one. The inner `None` is an elided lifetime.
fn lifetime(ty: &Type) -> Option<Option<&Lifetime>> {
    match types::ungrouped(ty) {
        Type::Reference(reference) => Some(reference.lifetime.as_ref()),
        Type::Path(path) => lifetime(types::optional(path)?),
        _ => None,
    }
}

/// Returns the parameters whose types have the lifetime, or one that may outlive it: by a bound, or because a type has
/// both.
fn named(export: &Export, lifetime: String) -> Vec<usize> {
    let types = export.parameters.iter().map(|parameter| parameter.ty.to_token_stream());
    let related: Vec<Vec<String>> = types.chain(bounds(export)).map(lifetimes).collect();
    let mut longer = vec![lifetime];
    let mut at = 0;
    while let Some(one) = longer.get(at).cloned() {
        let with_it = related.iter().filter(|names| names.contains(&one)).flatten();
        let new: Vec<String> =
            with_it.filter(|name| *name != "_" && !longer.contains(name)).cloned().collect();
        longer.extend(new);
        at += 1;
    }
    let has_one = |ty: &Type| {
        lifetimes(ty.to_token_stream()).iter().any(|lifetime| longer.contains(lifetime))
    };
    indices(export, has_one)
}

/// Returns the bounds on lifetimes.
fn bounds(export: &Export) -> impl Iterator<Item = TokenStream> {
    let generics = &export.function.sig.generics;
    let parameters = generics.params.iter().filter_map(|parameter| match parameter {
        GenericParam::Lifetime(lifetime) => Some(lifetime.to_token_stream()),
        _ => None,
    });
    let clause = generics.where_clause.iter().flat_map(|clause| &clause.predicates);
    let clause = clause.filter_map(|predicate| match predicate {
        WherePredicate::Lifetime(lifetime) => Some(lifetime.to_token_stream()),
        _ => None,
    });
    parameters.chain(clause)
}

/// Returns the receiver, or else the parameters whose types show a lifetime.
fn elided(export: &Export) -> Vec<usize> {
    let is_borrowed = |ty: &Type| {
        let tokens = ty.to_token_stream();
        has_reference(&tokens) || !lifetimes(tokens).is_empty()
    };
    let receiver = indices(export, is_borrowed).into_iter().next();
    match receiver.filter(|at| export.parameters[*at].is_receiver) {
        Some(receiver) => vec![receiver],
        None => indices(export, is_borrowed),
    }
}

fn has_reference(tokens: &TokenStream) -> bool {
    tokens.clone().into_iter().any(|token| match token {
        proc_macro2::TokenTree::Punct(punct) => punct.as_char() == '&',
        proc_macro2::TokenTree::Group(group) => has_reference(&group.stream()),
        _ => false,
    })
}

fn indices(export: &Export, is_one: impl Fn(&Type) -> bool) -> Vec<usize> {
    let all = export.parameters.iter().enumerate();
    all.filter(|(_, parameter)| is_one(&parameter.ty)).map(|(index, _)| index).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Item, parse_function, parse_item};
    use quote::quote;

    fn origin_of(item: TokenStream) -> Option<Origin> {
        of(&parse_function(quote!(), item).expect("a function"))
    }

    fn from(indices: &[usize]) -> Option<Origin> {
        Some(Origin::Parameters(indices.to_vec()))
    }

    #[test]
    fn an_elided_lifetime_is_the_one_of_the_only_reference() {
        assert_eq!(
            origin_of(quote!(
                fn f(n: u32, a: &str) -> &str {}
            )),
            from(&[1])
        );
        assert_eq!(
            origin_of(quote!(
                fn f(a: Option<&T>) -> Option<&str> {}
            )),
            from(&[0])
        );
        assert_eq!(
            origin_of(quote!(
                fn f(a: Parts<'_>) -> &[u8] {}
            )),
            from(&[0])
        );
        assert_eq!(
            origin_of(quote!(
                fn f(a: Parts) -> &[u8] {}
            )),
            from(&[])
        );
    }

    #[test]
    fn a_named_lifetime_has_all_parameters_with_it_or_a_longer_one() {
        assert_eq!(
            origin_of(quote!(
                fn f<'a>(a: &'a str, b: &str) -> &'a str {}
            )),
            from(&[0])
        );
        assert_eq!(
            origin_of(quote!(
                fn f<'a>(a: &'a str, b: &'a T) -> &'a str {}
            )),
            from(&[0, 1])
        );
        assert_eq!(
            origin_of(quote!(
                fn f<'a, 'b: 'a>(a: &'a str, b: &'b T, c: &T) -> Option<&'a str> {}
            )),
            from(&[0, 1])
        );
        assert_eq!(
            origin_of(quote!(
                fn f<'a, 'b>(a: &'a str, b: &'b T) -> &'a str
                where
                    'b: 'a,
                {
                }
            )),
            from(&[0, 1])
        );
        // The type of `a` implies that `'b` outlives `'a`.
        assert_eq!(
            origin_of(quote!(
                fn f<'a, 'b>(a: &'a Pair<'b>, b: &'b str) -> &'a str {}
            )),
            from(&[0, 1])
        );
    }

    #[test]
    fn a_static_reference_borrows_from_the_library() {
        assert_eq!(
            origin_of(quote!(
                fn f(a: &str) -> &'static str {}
            )),
            Some(Origin::Library)
        );
        assert_eq!(
            origin_of(quote!(
                fn f(a: &str) -> String {}
            )),
            None
        );
    }

    #[test]
    fn a_method_borrows_from_its_receiver() {
        let block = quote!(impl Tree { pub fn name(&self, key: &str) -> &str {} });
        let Item::Block(block) = parse_item(quote!(), block).expect("a block") else { panic!() };
        assert_eq!(of(&block.exports[0]), from(&[0]));
    }
}
