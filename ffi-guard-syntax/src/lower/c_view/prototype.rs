//! A function as C declares it, and its tokens for cbindgen.

use super::comment::escaped;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::{Attribute, LitStr, Type};

/// A parameter of the C function.
#[derive(Clone)]
pub struct CParameter {
    /// Its name.
    pub name: Ident,
    /// Its type.
    pub ty: Type,
}

/// The type of a callback that C provides, which is declared before the function.
#[derive(Clone)]
pub struct CCallback {
    /// Its name: the symbol of the function and the name of the parameter.
    pub name: String,
    /// The pointer to the function, which may be null.
    pub ty: Type,
    /// Its documentation.
    pub docs: Vec<String>,
}

/// A function as C declares it.
#[derive(Clone)]
pub struct Declaration {
    /// The symbol.
    pub symbol: String,
    /// The parameters, in order.
    pub parameters: Vec<CParameter>,
    /// The types of the callbacks among the parameters.
    pub callbacks: Vec<CCallback>,
    /// The return type, which may be `()` or `!`.
    pub output: Type,
    /// Whether calling it is unsafe in Rust.
    pub is_unsafe: bool,
    /// The author's documentation, `must_use` and `deprecated`.
    pub attrs: Vec<Attribute>,
    /// The lines that are added to the documentation.
    pub docs: Vec<String>,
}

impl ToTokens for Declaration {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self { symbol, output, attrs, .. } = self;
        // A symbol need not be a name in Rust.
        let (name, symbol) = (Ident::new("declared", Span::call_site()), literal(symbol));
        let docs = doc_attributes(&self.docs);
        let unsafety = self.is_unsafe.then(|| quote!(unsafe));
        let parameters = self.parameters.iter().map(|CParameter { name, ty }| quote!(#name: #ty));
        tokens.extend(quote! {
            #(#attrs)*
            #docs
            #[unsafe(export_name = #symbol)]
            pub #unsafety extern "C" fn #name(#(#parameters),*) -> #output {}
        });
    }
}

impl CCallback {
    /// Returns whether a type is this one, by its name.
    #[must_use]
    pub fn is_named_by(&self, ty: &Type) -> bool {
        matches!(ty, Type::Path(path) if path.path.is_ident(&self.name))
    }
}

impl ToTokens for CCallback {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let (name, ty) = (Ident::new(&self.name, Span::call_site()), &self.ty);
        let docs = doc_attributes(&self.docs);
        tokens.extend(quote!(#docs pub type #name = #ty;));
    }
}

fn doc_attributes(lines: &[String]) -> TokenStream {
    let docs = lines.iter().map(|line| {
        let line = if line.is_empty() { String::new() } else { format!(" {line}") };
        let line = literal(&escaped(&line));
        quote!(#[doc = #line])
    });
    quote!(#(#docs)*)
}

fn literal(text: &str) -> LitStr {
    LitStr::new(text, Span::call_site())
}
