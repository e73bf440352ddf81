//! Symbols, and the attributes that give an item one: `no_mangle` and `export_name`, in each of their forms.

use crate::errors::Errors;
use crate::keyed::ungroup;
use proc_macro2::Ident;
use syn::ext::IdentExt;
use syn::{Attribute, Expr, ExprLit, Lit, LitStr, Meta, MetaNameValue};

/// The name by which C calls a function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Symbol {
    /// All of it: not empty, without a NUL.
    Whole(String),
    /// What stands behind the library's prefix and a `_`, such as `counter_new`.
    UnderPrefix(String),
}

/// The name of a type as a part of symbols: `version_req` of `VersionReq`.
#[must_use]
pub fn of_type(name: &str) -> String {
    crate::names::snake_case(&Ident::new_raw(name, proc_macro2::Span::call_site()))
}

impl Symbol {
    /// The symbol in a library of this prefix.
    #[must_use]
    pub fn under(&self, prefix: &str) -> String {
        match self {
            Self::Whole(symbol) => symbol.clone(),
            Self::UnderPrefix(name) => format!("{prefix}_{name}"),
        }
    }
}

/// Takes the attribute that names the symbol of `ident` out of `attrs`. `None` if there is none, or
/// only a faulty one, which is reported.
pub(crate) fn take(
    attrs: &mut Vec<Attribute>,
    ident: &Ident,
    errors: &mut Errors,
) -> Option<Attributed> {
    let (symbols, rest): (Vec<_>, Vec<_>) = attrs.drain(..).partition(|a| meta(a).is_some());
    *attrs = rest;
    let mut symbols = symbols.into_iter();
    let attribute = symbols.next()?;
    for other in symbols {
        errors.on(other, "a function has one symbol; keep one of `no_mangle` and `export_name`");
    }
    let name = match meta(&attribute)? {
        Meta::NameValue(export_name) => literal(&export_name, errors),
        _ => Some(of_ident(ident)),
    };
    Some(Attributed { attribute, name })
}

/// An attribute that names a symbol, and the name if it is a valid one.
pub(crate) struct Attributed {
    pub(crate) attribute: Attribute,
    pub(crate) name: Option<String>,
}

/// The symbol of a function whose attribute names none: its identifier, without `r#`.
#[must_use]
pub fn of_ident(ident: &Ident) -> String {
    ident.unraw().to_string()
}

/// A symbol that the author wrote, if a linker could know it.
pub(crate) fn of_literal(literal: &LitStr, errors: &mut Errors) -> Option<String> {
    let name = literal.value();
    if name.is_empty() {
        errors
            .on(literal, "the symbol name is empty; write the name by which C calls the function");
    } else if name.contains('\0') {
        errors
            .on(literal, "the symbol name contains a NUL byte, which ends a name in C; remove it");
    } else {
        return Some(name);
    }
    None
}

/// The `no_mangle` or `export_name` in an attribute, with or without `unsafe(..)` around it.
fn meta(attribute: &Attribute) -> Option<Meta> {
    let inner = if attribute.path().is_ident("unsafe") {
        attribute.parse_args::<Meta>().ok()?
    } else {
        attribute.meta.clone()
    };
    let path = inner.path();
    (path.is_ident("no_mangle") || path.is_ident("export_name")).then_some(inner)
}

fn literal(export_name: &MetaNameValue, errors: &mut Errors) -> Option<String> {
    match ungroup(export_name.value.clone()) {
        Expr::Lit(ExprLit { lit: Lit::Str(name), .. }) => of_literal(&name, errors),
        other => {
            errors.on(
                other,
                "the symbol must be known here: write `export_name = \"..\"` with a string literal",
            );
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proc_macro2::{Delimiter, Group, Span, TokenStream};
    use quote::quote;
    use syn::parse::Parser;

    fn group(tokens: TokenStream) -> Group {
        Group::new(Delimiter::None, tokens)
    }

    /// The symbol that the attributes give a function `r#match`, and how many attributes are left.
    fn symbol(attrs: TokenStream) -> (Option<String>, usize) {
        let mut errors = Errors::default();
        let mut attrs = Attribute::parse_outer.parse2(attrs).expect("attributes");
        let ident = Ident::new_raw("match", Span::call_site());
        let attributed = take(&mut attrs, &ident, &mut errors);
        assert!(!errors.any());
        (attributed.and_then(|attributed| attributed.name), attrs.len())
    }

    #[test]
    fn each_form_of_the_attribute() {
        let of_ident = || (Some("match".to_owned()), 0);
        let named = || (Some("named".to_owned()), 0);
        assert_eq!(symbol(quote!(#[no_mangle])), of_ident());
        assert_eq!(symbol(quote!(#[unsafe(no_mangle)])), of_ident());
        assert_eq!(symbol(quote!(#[export_name = "named"])), named());
        assert_eq!(symbol(quote!(#[unsafe(export_name = "named")])), named());
        assert_eq!(symbol(quote!(#[unsafe(export_name = r"named")])), named());
        assert_eq!(symbol(quote!(#[doc = "no_mangle"] #[unsafe(link_section = "x")])), (None, 2));
    }

    #[test]
    fn fragments_of_macro_rules() {
        let (name, no_mangle) = (group(quote!("named")), group(quote!(no_mangle)));
        let (in_unsafe, export_name) =
            (group(quote!(unsafe(no_mangle))), group(quote!(export_name = #name)));
        let of_ident = || (Some("match".to_owned()), 0);
        let named = || (Some("named".to_owned()), 0);
        assert_eq!(symbol(quote!(#[export_name = #name])), named());
        assert_eq!(symbol(quote!(#[unsafe(export_name = #name)])), named());
        assert_eq!(symbol(quote!(#[#no_mangle])), of_ident());
        assert_eq!(symbol(quote!(#[unsafe(#no_mangle)])), of_ident());
        assert_eq!(symbol(quote!(#[#in_unsafe])), of_ident());
        assert_eq!(symbol(quote!(#[#export_name])), named());
    }

    #[test]
    fn others_stay_in_their_order() {
        let mut errors = Errors::default();
        let attrs = quote!(#[inline] #[unsafe(no_mangle)] #[must_use] #[cold]);
        let mut attrs = Attribute::parse_outer.parse2(attrs).expect("attributes");
        let ident = Ident::new("f", Span::call_site());
        assert!(take(&mut attrs, &ident, &mut errors).is_some());
        let names: Vec<_> = attrs.iter().map(|attr| quote!(#attr).to_string()).collect();
        assert_eq!(names, ["# [inline]", "# [must_use]", "# [cold]"]);
    }
}
