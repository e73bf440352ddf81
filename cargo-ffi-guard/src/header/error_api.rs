//! The functions that every guarded library exports besides its own, documented as in `ffi_guard.h`.
//!
//! The header is copied here, because a package holds only its own files; a test compares it with the runtime's.

use ffi_guard_syntax::lower::plain;
use ffi_guard_syntax::model::{
    ABI_FUNCTION, ERROR_FUNCTIONS, Library, ListContent, ListElement, STRING_FUNCTION,
};
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::{Type, parse_quote};

const HEADER: &str = include_str!("ffi_guard.h");
const BEGIN: &str = "#ifndef FFI_GUARD_ERROR_DEFINED\n";
const END: &str = "#endif /* FFI_GUARD_ERROR_DEFINED */\n";

/// The types of the error functions, under an include guard of their own.
pub(super) fn types() -> &'static str {
    let behind = HEADER.find(BEGIN).map_or("", |at| &HEADER[at..]);
    behind.find(END).map_or("", |at| &behind[..at + END.len()])
}

/// The names of types that `types` defines.
pub(super) const TYPES: [&str; 2] = ["ffi_guard_error", "ffi_guard_error_callback"];

/// The functions that `ffi_library!` exports, each with its symbol, without the functions of the lists.
pub(super) fn functions(library: &Library) -> Vec<(String, TokenStream)> {
    let strings = library.string_free().map(|symbol| {
        declared(library, STRING_FUNCTION, symbol, &quote!(unsafe), &quote!((text: *mut c_char)))
    });
    let abi = library
        .abi_function()
        .map(|symbol| declared(library, ABI_FUNCTION, symbol, &quote!(), &quote!(() -> u64)));
    let signatures = [
        (quote!(unsafe), quote!((out: *mut ffi_guard_error) -> i32)),
        (quote!(), quote!(() -> *const c_char)),
        (quote!(unsafe), quote!((buffer: *mut c_char, size: size_t) -> size_t)),
        (quote!(), quote!(())),
        (quote!(unsafe), quote!((callback: ffi_guard_error_callback, data: *mut c_void))),
    ];
    let symbols = library.error_functions.iter().flatten();
    let errors = ERROR_FUNCTIONS.iter().zip(symbols).zip(&signatures);
    let errors = errors.map(|((name, symbol), (unsafety, signature))| {
        declared(library, name, symbol.clone(), unsafety, signature)
    });
    strings.into_iter().chain(errors).chain(abi).collect()
}

/// A list that functions return: the name of its struct, the struct and what frees it.
pub(super) struct List {
    pub(super) name: String,
    pub(super) definition: TokenStream,
    pub(super) free: (String, TokenStream),
    /// The type of its elements.
    pub(super) element: Type,
}

/// The lists that `ffi_library!` names.
pub(super) fn lists(library: &Library) -> Vec<List> {
    let prefix = &library.prefix;
    let list = |element: &ListElement| {
        let name = format!("{prefix}_vec_{}", element.name);
        let ident = Ident::new(&name, Span::call_site());
        let ty = match &element.content {
            ListContent::Values(path) => plain(&parse_quote!(#path)),
            ListContent::Texts => parse_quote!(*mut c_char),
            ListContent::Handles(path) => {
                let path = plain(&parse_quote!(#path));
                parse_quote!(*mut #path)
            }
        };
        let docs = lines(prefix, "typedef struct { type *ptr");
        let definition =
            quote!(#docs #[repr(C)] pub struct #ident { pub ptr: *mut #ty, pub len: size_t });
        let (symbol, docs) =
            (library.vec_free(element), lines(prefix, "void PREFIX_vec_NAME_free("));
        let free = quote! {
            #docs
            #[unsafe(export_name = #symbol)]
            pub unsafe extern "C" fn declared(vec: #ident) {}
        };
        List { name, definition, free: (symbol, free), element: ty }
    };
    library.vecs.iter().map(list).collect()
}

/// Returns what `ffi_guard.h` says below a prototype, as documentation.
pub(super) fn lines(prefix: &str, prototype: &str) -> TokenStream {
    let docs = below(|line| line.contains(prototype))
        .map(|line| format!(" {}", line.replace("PREFIX", prefix)));
    quote!(#(#[doc = #docs])*)
}

fn declared(
    library: &Library,
    name: &str,
    symbol: String,
    unsafety: &TokenStream,
    signature: &TokenStream,
) -> (String, TokenStream) {
    let docs = documentation(name).map(|line| format!(" {}", with_symbols(line, library)));
    let declaration = quote! {
        #(#[doc = #docs])*
        #[unsafe(export_name = #symbol)]
        pub #unsafety extern "C" fn declared #signature {}
    };
    (symbol, declaration)
}

/// Writes the symbols of the library into a line of `ffi_guard.h`.
fn with_symbols(line: &str, library: &Library) -> String {
    let symbols = ERROR_FUNCTIONS.iter().zip(library.error_functions.iter().flatten());
    let mut symbols: Vec<_> = symbols.collect();
    // `last_error` is the beginning of other names.
    symbols.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
    let named = symbols.into_iter().fold(line.to_owned(), |line, (name, symbol)| {
        line.replace(&format!("PREFIX_{name}"), symbol)
    });
    named.replace("PREFIX", &library.prefix)
}

/// What `ffi_guard.h` says of `PREFIX_name`.
fn documentation(name: &str) -> impl Iterator<Item = &'static str> {
    let prototype = format!(" PREFIX_{name}(");
    let pointer = format!(" *PREFIX_{name}(");
    below(move |line| line.contains(&prototype) || line.contains(&pointer))
}

/// The lines of the comment below a prototype in it.
fn below(is_prototype: impl Fn(&str) -> bool) -> impl Iterator<Item = &'static str> {
    let lines = HEADER
        .lines()
        .skip_while(move |line| !(line.starts_with(" * ") && is_prototype(line)))
        .skip(1);
    lines.map_while(|line| line.strip_prefix(" *     "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use ffi_guard_syntax::parse_library;
    use ffi_guard_test_support::paths;

    #[test]
    fn the_copy_is_what_the_runtime_ships() {
        let original = paths::include().join("ffi_guard.h");
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            let copy = paths::workspace().join("cargo-ffi-guard/src/header/ffi_guard.h");
            std::fs::copy(&original, copy).expect("the copy is written");
            return;
        }
        let original = std::fs::read_to_string(original).expect("the header");
        assert_eq!(HEADER, original, "UPDATE_EXPECT=1 copies it");
    }

    #[test]
    fn the_types_are_all_between_their_guard() {
        assert!(types().starts_with(BEGIN) && types().ends_with(END));
        for name in TYPES {
            assert!(types().contains(name), "{name}");
        }
    }

    #[test]
    fn each_function_is_documented() {
        let library =
            parse_library(quote!(prefix = "lib", strings = true, vecs = [u8], abi = "abi.lock"))
                .expect("arguments");
        let functions = functions(&library);
        assert_eq!(functions.len(), 7);
        for (symbol, declaration) in functions {
            let text = declaration.to_string();
            assert!(text.contains("doc") && !text.contains("PREFIX"), "{symbol}: {text}");
        }
        let list = lists(&library).remove(0);
        for text in [list.definition.to_string(), list.free.1.to_string()] {
            assert!(text.contains("doc") && !text.contains("PREFIX"), "{text}");
        }
        let callback: Vec<_> = documentation("set_error_callback").collect();
        assert_eq!(callback.len(), 4, "{callback:?}");
    }
}
