//! The declaration, and its tokens for cbindgen.

use super::{callbacks, docs, names, signature};
use crate::model::{Export, Form};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};
use std::collections::{BTreeMap, BTreeSet};
use syn::{Attribute, Expr, ExprLit, Lit, LitStr, Meta, MetaNameValue, Type};

/// The parts of the library that a declaration refers to.
#[derive(Clone, Debug, Default)]
pub struct LibraryContext {
    /// The prefix in `ffi_library!`. A library without one has no methods.
    pub prefix: Option<String>,
    /// The handle types, each with the function that frees its objects.
    pub handles: BTreeMap<String, String>,
    /// The handle types whose objects a panic can poison.
    pub poisonable: BTreeSet<String>,
    /// The function that describes the last error. A library may have none.
    pub last_error: Option<String>,
}

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

impl LibraryContext {
    /// Returns the name of the struct for lists of `element`.
    #[must_use]
    pub fn list(&self, element: &str) -> String {
        self.under_prefix(&format!("vec_{element}"))
    }

    /// Returns the name of the struct for a borrowed text.
    #[must_use]
    pub fn str(&self) -> String {
        self.under_prefix("str")
    }

    /// Returns the name of the struct for a borrowed list of `element`.
    #[must_use]
    pub fn slice(&self, element: &str) -> String {
        self.under_prefix(&format!("slice_{element}"))
    }

    fn under_prefix(&self, name: &str) -> String {
        format!("{}_{name}", self.prefix.as_deref().unwrap_or_default())
    }
}

/// Returns the declaration of an export. `None` for an export in the C form, which is its own declaration.
///
/// ```
/// use ffi_guard_syntax::{lower, parse_function};
/// use quote::quote;
///
/// let item = quote!(pub fn words_length(word: &str) -> Result<usize, WordError> { todo!() });
/// let export = parse_function(quote!(status), item)?;
/// let context = lower::LibraryContext::default();
/// let declaration = lower::declaration(&export, &context).expect("the Rust form");
/// assert_eq!(declaration.symbol, "words_length");
/// let names: Vec<_> = declaration.parameters.iter().map(|parameter| parameter.name.to_string()).collect();
/// assert_eq!(names, ["word", "out"]);
/// # Ok::<(), syn::Error>(())
/// ```
#[must_use]
pub fn declaration(export: &Export, context: &LibraryContext) -> Option<Declaration> {
    let Form::Rust { .. } = export.form else { return None };
    let names = names::Names::of(export);
    let documents = |attr: &&Attribute| {
        ["doc", "must_use", "deprecated"].iter().any(|name| attr.path().is_ident(name))
    };
    Some(Declaration {
        symbol: export.symbol.under(context.prefix.as_deref().unwrap_or_default()),
        parameters: signature::parameters(export, &names, context),
        callbacks: callbacks::types(export, &names, context),
        output: signature::output(export, context),
        is_unsafe: export.takes_pointers() || export.function.is_unsafe(),
        attrs: export.function.attrs.iter().filter(documents).map(in_comment).collect(),
        docs: docs::lines(export, &names, context),
    })
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

/// Returns documentation that neither ends the C comment around it nor begins another.
fn in_comment(attr: &Attribute) -> Attribute {
    let mut attr = attr.clone();
    if let Meta::NameValue(MetaNameValue {
        value: Expr::Lit(ExprLit { lit: Lit::Str(text), .. }),
        ..
    }) = &mut attr.meta
    {
        let escaped = escaped(&text.value());
        if escaped != text.value() {
            *text = LitStr::new(&escaped, text.span());
        }
    }
    attr
}

/// Returns text that neither ends the C comment around it nor begins another.
fn escaped(text: &str) -> String {
    text.replace("*/", "* /").replace("/*", "/ *")
}

fn literal(text: &str) -> LitStr {
    LitStr::new(text, Span::call_site())
}
