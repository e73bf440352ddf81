//! Errors for the hand-written exports that the shadow of `no_mangle` cannot reach.

use ffi_guard_syntax::library::Library;
use ffi_guard_syntax::scan::{Export, Guard, How, Item, Options, Place, scan_crate};
use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;
use std::env;
use std::path::Path;

/// One error for each, naming its file, line and column: a macro has no span in another file.
pub(super) fn expand(library: &Library, root: &Path) -> TokenStream {
    let variable = |name| env::var_os(name).map(Into::into);
    let options =
        Options { out_dir: variable("OUT_DIR"), manifest_dir: variable("CARGO_MANIFEST_DIR") };
    let exports = scan_crate(root, &options).exports;
    exports.iter().filter(|export| is_refused(export, library)).map(error).collect()
}

fn is_refused(export: &Export, library: &Library) -> bool {
    let seen_by_shadow = match export.how {
        How::NoMangle => library.shadow && export.implicit_prelude,
        How::ExportName | How::FfiExport => false,
    };
    export.guard == Guard::None && !seen_by_shadow
}

fn error(export: &Export) -> TokenStream {
    let message = message(export);
    // Whether the item is compiled at all is left to rustc. A predicate that is no tokens, or holds a
    // macro's variables, does not hide the export.
    let cfg = export.cfg.iter().filter(|text| !text.contains('$'));
    let cfg = cfg.filter_map(|text| text.parse::<TokenStream>().ok());
    quote_spanned! {Span::call_site()=>
        #[cfg(all(#(#cfg),*))]
        ::core::compile_error! { #message }
    }
}

fn message(export: &Export) -> String {
    let help = match export.item {
        Item::Static => "a static cannot panic: add `#[ffi_guard::unguarded(reason = \"..\")]`",
        Item::Function | Item::Other => {
            "add `#[ffi_guard::ffi_export(..)]` to the function, \
             or `#[ffi_guard::unguarded(reason = \"..\")]`"
        }
    };
    let what = match export.symbol.as_deref().unwrap_or(&export.name) {
        // In the input of a macro that adds the name.
        "" => String::from("unguarded export"),
        name => format!("unguarded export `{name}`"),
    };
    let Place { file, line, column } = &export.place;
    format!("{what} at {}:{line}:{column}\nhelp: {help}", file.display())
}
