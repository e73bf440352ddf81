//! Errors for the hand-written exports that have no guard.

use ffi_guard_scan::{Context, Export, ExportAttribute, Guard, Item, Options, Place, scan_crate};
use ffi_guard_syntax::model::Library;
use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;
use std::env;
use std::path::Path;

const GUARD: &str = "`#[ffi_guard::ffi_export(..)]`";
const UNGUARDED: &str = "`#[ffi_guard::unguarded(reason = \"..\")]`";

/// Searches the crate with this root file. Without one, a warning says that nothing is searched, but not in a documentation
/// test, whose exports nobody links to.
pub(crate) fn report(library: &Library, root: Option<&Path>) -> TokenStream {
    match root {
        Some(root) => expand(library, root),
        None if env::var_os("UNSTABLE_RUSTDOC_TEST_PATH").is_some() => TokenStream::new(),
        None => not_searched(),
    }
}

/// Returns the use of a deprecated item, which is the only warning that a macro can cause on stable Rust.
fn not_searched() -> TokenStream {
    let note = "the root file of the crate is not among the arguments of the compiler, so no `export_name` is \
                searched for: run `cargo ffi-guard check`";
    quote_spanned! {Span::call_site()=>
        const _: () = {
            #[deprecated(note = #note)]
            const UNGUARDED_EXPORTS: () = ();
            UNGUARDED_EXPORTS
        };
    }
}

/// Each export is named with its file, line and column: a macro has no span in another file.
///
/// An export at which rustc reports E0659, because the shadow makes its `no_mangle` ambiguous, gets one line of an error
/// that all of them share. Every other export gets an error of its own.
fn expand(library: &Library, root: &Path) -> TokenStream {
    let variable = |name| env::var_os(name).map(Into::into);
    let options =
        Options { out_dir: variable("OUT_DIR"), manifest_dir: variable("CARGO_MANIFEST_DIR") };
    let mut exports = scan_crate(root, &options).exports;
    exports.retain(|export| export.guard == Guard::None);
    let (ambiguous, alone): (Vec<_>, Vec<_>) =
        exports.into_iter().partition(|export| is_ambiguous(export, library));
    let mut ambiguous: Vec<_> = ambiguous.iter().filter(|export| is_as_written(export)).collect();
    ambiguous.sort_by_key(|export| &export.cfg);
    let mut errors: Vec<_> =
        alone.iter().map(|export| error(&export.cfg, &message(export))).collect();
    for same in ambiguous.chunk_by(|one, other| one.cfg == other.cfg) {
        let cfg = same.first().map_or(&[][..], |export| &export.cfg);
        errors.push(error(cfg, &shared_message(same)));
    }
    errors.into_iter().collect()
}

/// Returns whether the shadow makes the attribute ambiguous. An argument of a macro of the crate needs a message of its own all
/// the same.
fn is_ambiguous(export: &Export, library: &Library) -> bool {
    let own_argument = matches!(export.context, Context::MacroArgument { own: true, .. });
    export.attribute == ExportAttribute::NoMangle
        && library.shadow
        && export.implicit_prelude
        && !own_argument
}

/// Returns whether rustc compiles the export as it is in the source. A macro may drop it or guard it, and then E0659 does not
/// appear either.
fn is_as_written(export: &Export) -> bool {
    export.context == Context::Code && !export.altered
}

fn error(cfg: &[String], message: &str) -> TokenStream {
    // rustc decides whether the item is compiled. A predicate that is not valid tokens, or that contains variables of a
    // macro, is left out and does not hide the export.
    let cfg = cfg.iter().filter(|text| !text.contains('$'));
    let cfg = cfg.filter_map(|text| text.parse::<TokenStream>().ok());
    quote_spanned! {Span::call_site()=>
        #[cfg(all(#(#cfg),*))]
        ::core::compile_error! { #message }
    }
}

fn message(export: &Export) -> String {
    format!("unguarded export{}\nhelp: {}", place(export), help(export))
}

/// The message for exports of the same `cfg` at which rustc reports E0659.
fn shared_message(exports: &[&Export]) -> String {
    const E0659: &str = "as an ambiguous `no_mangle` (E0659)";
    if let [export] = exports {
        return format!("{}\nnote: rustc reports it {E0659}", message(export));
    }
    let count = exports.len();
    let places: String = exports.iter().map(|export| format!("\n {}", place(export))).collect();
    format!(
        "{count} unguarded exports\nhelp: put {GUARD} on each function, or {UNGUARDED}, which a static needs\n\
         note: rustc reports each {E0659}:{places}"
    )
}

/// The name, if it is known, and the place.
fn place(export: &Export) -> String {
    let Place { file, line, column } = &export.place;
    let place = format!(" at {}:{line}:{column}", file.display());
    match export.symbol.as_deref().unwrap_or(&export.name) {
        // In the input of a macro that adds the name.
        "" => place,
        name => format!(" `{name}`{place}"),
    }
}

fn help(export: &Export) -> String {
    let attribute =
        if export.attribute == ExportAttribute::ExportName { "export_name" } else { "no_mangle" };
    match (&export.context, export.item) {
        (Context::MacroArgument { name, own: true }, _) => format!(
            "the macro `{name}` puts its argument `{attribute}` into an attribute: in the macro, put {GUARD} or \
             {UNGUARDED} beside that attribute"
        ),
        (Context::MacroArgument { name, own: false }, _) => format!(
            "the macro `{name}` of another crate may put its argument `{attribute}` into an attribute: write the \
             function without the macro and put {GUARD} on it, or, if nothing is exported, rename `{attribute}`"
        ),
        (_, Item::Static) => format!("a static cannot panic: put {UNGUARDED} on it"),
        (_, Item::Function | Item::Other) => format!("put {GUARD} on it, or {UNGUARDED}"),
    }
}
