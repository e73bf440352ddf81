//! The names of the parameters in C: the author's if there are any, all different.

use crate::model::{Conversion, Export, Parameter};
use proc_macro2::{Ident, Span};
use syn::ext::IdentExt;

/// The names in C.
pub(super) struct Names {
    /// One for each parameter of the Rust function.
    pub(super) parameters: Vec<Ident>,
    /// The name of the length after each slice.
    pub(super) lengths: Vec<Option<Ident>>,
    /// The name of the out-parameter of a function that returns a status.
    pub(super) out: Option<Ident>,
}

impl Names {
    pub(super) fn of(export: &Export) -> Self {
        let written =
            |parameter: &Parameter| parameter.ident().map(|ident| in_c(ident.unraw().to_string()));
        let mut taken: Vec<String> = export.parameters.iter().filter_map(written).collect();
        let parameters = export.parameters.iter().enumerate();
        let parameters: Vec<String> = parameters
            .map(|(index, parameter)| {
                written(parameter).unwrap_or_else(|| free(format!("arg{index}"), &mut taken))
            })
            .collect();
        let lengths = parameters.iter().zip(&export.parameters).map(|(name, parameter)| {
            matches!(parameter.conversion, Conversion::Slice { .. })
                .then(|| ident(&free(format!("{name}_len"), &mut taken)))
        });
        let lengths = lengths.collect();
        let out = export.has_out_parameter().then(|| ident(&free("out".to_owned(), &mut taken)));
        Self { parameters: parameters.iter().map(|name| ident(name)).collect(), lengths, out }
    }
}

/// The names that Rust allows and C or C++ reserves, as cbindgen knows them.
#[rustfmt::skip]
const KEYWORDS: [&str; 60] = [
    "NULL", "_Bool", "alignas", "alignof", "and", "and_eq", "asm", "auto", "bitand", "bitor", "case", "catch",
    "char", "class", "co_await", "co_return", "co_yield", "compl", "concept", "default", "delete", "double",
    "explicit", "export", "float", "friend", "goto", "inline", "int", "long", "mutable", "namespace", "new",
    "noexcept", "not", "not_eq", "operator", "or", "or_eq", "private", "protected", "public", "register",
    "requires", "restrict", "short", "signed", "sizeof", "switch", "template", "this", "throw", "typeid",
    "typename", "typeof", "unsigned", "using", "volatile", "xor", "xor_eq",
];

fn in_c(name: String) -> String {
    if KEYWORDS.contains(&name.as_str()) { name + "_" } else { name }
}

/// Returns a name that no other parameter has.
fn free(wanted: String, taken: &mut Vec<String>) -> String {
    let mut name = wanted;
    while taken.contains(&name) {
        name.push('_');
    }
    taken.push(name.clone());
    name
}

/// Returns a name as an identifier; a raw one if it is a keyword of Rust.
fn ident(name: &str) -> Ident {
    syn::parse_str(name).unwrap_or_else(|_| Ident::new_raw(name, Span::call_site()))
}
