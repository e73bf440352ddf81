//! The attributes that name a symbol, in each of their forms: `no_mangle` and `export_name`.

use super::group::ungroup;
use crate::errors::Errors;
use crate::model::{SourceSymbol, SymbolAttr};
use syn::{Attribute, Expr, ExprLit, Lit, Meta};

/// Takes the attributes that name a symbol out of `attrs`.
pub(super) fn take(attrs: &mut Vec<Attribute>, errors: &mut Errors) -> Vec<SymbolAttr> {
    let mut symbols = Vec::new();
    for attribute in std::mem::take(attrs) {
        match meta(&attribute) {
            Some(Meta::NameValue(export_name)) => {
                let name = symbol(export_name.value, UNKNOWN, errors);
                symbols.push(SymbolAttr { attribute, name });
            }
            Some(_) => symbols.push(SymbolAttr { attribute, name: None }),
            None => attrs.push(attribute),
        }
    }
    symbols
}

/// Returns the `no_mangle` or `export_name` in an attribute, with or without `unsafe(..)` around it.
fn meta(attribute: &Attribute) -> Option<Meta> {
    let inner = if attribute.path().is_ident("unsafe") {
        attribute.parse_args::<Meta>().ok()?
    } else {
        attribute.meta.clone()
    };
    let path = inner.path();
    (path.is_ident("no_mangle") || path.is_ident("export_name")).then_some(inner)
}

const UNKNOWN: &str = "the symbol must be known here: write `export_name = \"..\"` with a string literal, or with a macro \
                       that expands to one";

/// Reads a symbol: a string literal, or a macro. Any other expression is an error with this message.
pub(super) fn symbol(value: Expr, message: &str, errors: &mut Errors) -> Option<SourceSymbol> {
    match ungroup(value) {
        Expr::Lit(ExprLit { lit: Lit::Str(name), .. }) => Some(SourceSymbol::Literal(name)),
        Expr::Macro(call) => Some(SourceSymbol::Macro(call.mac)),
        other => {
            errors.on(&other, message);
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proc_macro2::{Delimiter, Group, TokenStream};
    use quote::{ToTokens, quote};
    use syn::parse::Parser;

    fn group(tokens: TokenStream) -> Group {
        Group::new(Delimiter::None, tokens)
    }

    /// Returns the symbol that the attributes give a function `match`, and the number of attributes that are left.
    fn symbol(attrs: TokenStream) -> (Option<String>, usize) {
        let mut errors = Errors::default();
        let mut attrs = Attribute::parse_outer.parse2(attrs).expect("attributes");
        let symbols = take(&mut attrs, &mut errors);
        assert!(!errors.any());
        let name = |symbol: &SymbolAttr| match &symbol.name {
            Some(SourceSymbol::Literal(name)) => name.value(),
            Some(SourceSymbol::Macro(call)) => call.to_token_stream().to_string(),
            None => "match".to_owned(),
        };
        (symbols.first().map(name), attrs.len())
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
        let by_macro = Some("prefix ! (named)".to_owned());
        assert_eq!(symbol(quote!(#[unsafe(export_name = prefix!(named))])), (by_macro, 0));
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
        let call = group(quote!(prefix!(named)));
        let by_macro = Some("prefix ! (named)".to_owned());
        assert_eq!(symbol(quote!(#[export_name = #call])), (by_macro, 0));
    }

    #[test]
    fn others_stay_in_their_order() {
        let mut errors = Errors::default();
        let attrs = quote!(#[inline] #[unsafe(no_mangle)] #[must_use] #[cold]);
        let mut attrs = Attribute::parse_outer.parse2(attrs).expect("attributes");
        assert_eq!(take(&mut attrs, &mut errors).len(), 1);
        let names: Vec<_> = attrs.iter().map(|attr| quote!(#attr).to_string()).collect();
        assert_eq!(names, ["# [inline]", "# [must_use]", "# [cold]"]);
    }
}
