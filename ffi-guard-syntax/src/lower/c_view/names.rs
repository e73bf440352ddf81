//! The names of the parameters in C: the author's if there are any, all different.

use crate::model::{Export, Parameter};
use proc_macro2::{Ident, Span};
use syn::ext::IdentExt;

/// The names in C.
pub(super) struct Names {
    /// One for each parameter of the Rust function.
    pub(super) parameters: Vec<Ident>,
    /// The name of the length after each pointer that has one.
    pub(super) lengths: Vec<Option<Ident>>,
    /// The names of the data and of the function that destroys it, after each callback.
    pub(super) callbacks: Vec<Option<CallbackNames>>,
    /// The name of the out-parameter of a function that returns a status or a flag.
    pub(super) out: Option<Ident>,
    /// The name of the out-parameter that tells if there is a value.
    pub(super) present: Option<Ident>,
}

/// The names of the parameters after a callback.
pub(super) struct CallbackNames {
    pub(super) data: Ident,
    /// `None` for a callback that is borrowed.
    pub(super) destroy: Option<Ident>,
}

impl Names {
    pub(super) fn of(export: &Export) -> Self {
        let written =
            |parameter: &Parameter| parameter.ident().map(|ident| ident.unraw().to_string());
        let is_free = |name: &String| !is_reserved(name);
        let mut taken: Vec<String> =
            export.parameters.iter().filter_map(written).filter(is_free).collect();
        let parameters = export.parameters.iter().enumerate();
        let parameters: Vec<String> = parameters
            .map(|(index, parameter)| match written(parameter) {
                Some(name) if is_free(&name) => name,
                Some(reserved) => free(reserved + "_", &mut taken),
                None => free(format!("arg{index}"), &mut taken),
            })
            .collect();
        let lengths = parameters.iter().zip(&export.parameters).map(|(name, parameter)| {
            let has_length = parameter.conversion.has_length();
            has_length.then(|| ident(&free(format!("{name}_len"), &mut taken)))
        });
        let lengths = lengths.collect();
        let callbacks = parameters.iter().zip(&export.parameters).map(|(name, parameter)| {
            let is_owned = parameter.callback()?.is_owned();
            let mut named = |what: &str| ident(&free(format!("{name}_{what}"), &mut taken));
            let (data, destroy) = (named("data"), is_owned.then(|| named("destroy")));
            Some(CallbackNames { data, destroy })
        });
        let callbacks = callbacks.collect();
        let mut added = |name: &str| ident(&free(name.to_owned(), &mut taken));
        let out = export.has_out_parameter().then(|| added("out"));
        let present = export.has_present_parameter().then(|| added("present"));
        let parameters = parameters.iter().map(|name| ident(name)).collect();
        Self { parameters, lengths, callbacks, out, present }
    }
}

/// The names that Rust allows, raw ones included, and that are words of C or C++, or macros of compilers or of the headers
/// that a header includes.
#[rustfmt::skip]
const RESERVED: [&str; 115] = [
    "NULL", "_Bool", "_Generic", "alignas", "alignof", "and", "and_eq", "arm", "asm", "assert", "auto", "bitand",
    "bitor", "bool", "break", "case", "catch", "char", "char16_t", "char32_t", "char8_t", "class", "co_await",
    "co_return", "co_yield", "compl", "concept", "const", "const_cast", "consteval", "constexpr", "constinit",
    "continue", "decltype", "default", "delete", "do", "double", "dynamic_cast", "else", "enum", "errno", "explicit",
    "export", "extern", "false", "far", "float", "for", "friend", "goto", "i386", "if", "inline", "int", "interface",
    "linux", "long", "mips", "mutable", "namespace", "near", "new", "noexcept", "not", "not_eq", "nullptr", "offsetof",
    "operator", "or", "or_eq", "private", "protected", "public", "register", "reinterpret_cast", "requires",
    "restrict", "return", "short", "signed", "sizeof", "static", "static_assert", "static_cast", "stderr", "stdin",
    "stdout", "struct", "sun", "switch", "template", "this", "thread_local", "throw", "true", "try", "typedef",
    "typeid", "typename", "typeof", "union", "unix", "unsigned", "using", "va_arg", "va_start", "vax", "virtual",
    "void", "volatile", "wchar_t", "while", "xor", "xor_eq",
];

/// Returns whether a name means something else in C or C++, or in a header of the standard library.
#[must_use]
pub fn is_reserved(name: &str) -> bool {
    let begins = [
        "INT",
        "UINT",
        "SIZE",
        "SSIZE",
        "PTRDIFF",
        "WCHAR",
        "WINT",
        "SIG_ATOMIC",
        "RAND",
        "MB_CUR",
        "EXIT",
    ];
    let ends = ["_MAX", "_MIN", "_WIDTH", "_C", "_SUCCESS", "_FAILURE"];
    let is_macro = begins.iter().any(|begin| name.starts_with(begin))
        && ends.iter().any(|end| name.ends_with(end));
    let is_integer = ["int", "uint", "size", "ssize", "ptrdiff", "wchar", "wint", "max_align"]
        .iter()
        .any(|begin| name.starts_with(begin) && name.ends_with("_t"));
    is_macro || is_integer || name.starts_with("__") || RESERVED.contains(&name)
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
