//! The C function that an [`Export`] of the Rust form becomes, as a declaration: what a tool that writes headers needs.
//!
//! It says the same as the shim that `ffi-guard-macros` writes, in the words that cbindgen understands: `extern "C"`,
//! plain names, raw pointers, `size_t`. Its documentation is the author's, and what the signature alone tells: what is
//! returned after a failure, and what the caller must see to because it cannot be checked.

mod docs;
mod names;
mod signature;
#[cfg(test)]
mod tests;
mod types;

pub use types::{plain, type_names};

use crate::export::{Export, Form};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};
use std::collections::{BTreeMap, BTreeSet};
use syn::{Attribute, Expr, ExprLit, Lit, LitStr, Meta, MetaNameValue, Type};

/// What a declaration says of the rest of the library.
#[derive(Clone, Debug, Default)]
pub struct Surroundings {
    /// The prefix that `ffi_library!` names; without one there are no methods.
    pub prefix: Option<String>,
    /// The handle types, each with the function that frees one.
    pub handles: BTreeMap<String, String>,
    /// Those of them whose objects a panic can poison.
    pub poisonable: BTreeSet<String>,
}

/// A parameter as C passes it.
#[derive(Clone)]
pub struct Passed {
    /// Its name.
    pub name: Ident,
    /// Its type.
    pub ty: Type,
}

/// A function as C declares it.
#[derive(Clone)]
pub struct Declaration {
    /// The symbol.
    pub symbol: String,
    /// The parameters, in order.
    pub parameters: Vec<Passed>,
    /// What it returns, `()` and `!` among them.
    pub output: Type,
    /// Whether calling it is unsafe in Rust.
    pub is_unsafe: bool,
    /// The author's documentation, `must_use` and `deprecated`.
    pub attrs: Vec<Attribute>,
    /// What is documented besides, line by line.
    pub docs: Vec<String>,
}

impl Surroundings {
    /// The struct in which C gets a list of `element`.
    #[must_use]
    pub fn list(&self, element: &str) -> String {
        format!("{}_vec_{element}", self.prefix.as_deref().unwrap_or_default())
    }
}

/// The declaration of an export; `None` for one of the C form, which is its own declaration.
///
/// ```
/// use ffi_guard_syntax::{export, lower};
/// use quote::quote;
///
/// let item = quote!(pub fn words_length(word: &str) -> Result<usize, WordError> { todo!() });
/// let export = export::parse(quote!(status), item)?;
/// let declaration = lower::declaration(&export, &lower::Surroundings::default()).expect("the Rust form");
/// assert_eq!(declaration.symbol, "words_length");
/// let names: Vec<_> = declaration.parameters.iter().map(|passed| passed.name.to_string()).collect();
/// assert_eq!(names, ["word", "out"]);
/// # Ok::<(), syn::Error>(())
/// ```
#[must_use]
pub fn declaration(export: &Export, surroundings: &Surroundings) -> Option<Declaration> {
    let Form::Rust { .. } = export.form else { return None };
    let names = names::Names::of(export);
    let documents = |attr: &&Attribute| {
        ["doc", "must_use", "deprecated"].iter().any(|name| attr.path().is_ident(name))
    };
    Some(Declaration {
        symbol: export.symbol.under(surroundings.prefix.as_deref().unwrap_or_default()),
        parameters: signature::parameters(export, &names, surroundings),
        output: signature::output(export, surroundings),
        is_unsafe: export.takes_pointers() || export.function.is_unsafe(),
        attrs: export.function.attrs.iter().filter(documents).map(in_comment).collect(),
        docs: docs::lines(export, &names, surroundings),
    })
}

impl ToTokens for Declaration {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self { symbol, output, attrs, .. } = self;
        // Any symbol has its place in a literal, and not any is a name in Rust.
        let (name, symbol) = (Ident::new("declared", Span::call_site()), literal(symbol));
        let docs = self.docs.iter().map(|line| {
            let line = literal(&if line.is_empty() { String::new() } else { format!(" {line}") });
            quote!(#[doc = #line])
        });
        let unsafety = self.is_unsafe.then(|| quote!(unsafe));
        let parameters = self.parameters.iter().map(|Passed { name, ty }| quote!(#name: #ty));
        tokens.extend(quote! {
            #(#attrs)*
            #(#docs)*
            #[unsafe(export_name = #symbol)]
            pub #unsafety extern "C" fn #name(#(#parameters),*) -> #output {}
        });
    }
}

/// A text that neither ends the comment in which C has it nor begins another.
fn in_comment(attr: &Attribute) -> Attribute {
    let mut attr = attr.clone();
    if let Meta::NameValue(MetaNameValue {
        value: Expr::Lit(ExprLit { lit: Lit::Str(text), .. }),
        ..
    }) = &mut attr.meta
        && meets_comments(&text.value())
    {
        let escaped = text.value().replace("*/", "* /").replace("/*", "/ *");
        *text = LitStr::new(&escaped, text.span());
    }
    attr
}

fn meets_comments(text: &str) -> bool {
    text.contains("*/") || text.contains("/*")
}

fn literal(text: &str) -> LitStr {
    LitStr::new(text, Span::call_site())
}
