//! Searches the sources of a crate for hand-written C exports, without compiling it. Part of `ffi-guard`.
//!
//! `ffi_library!` makes rustc refuse `#[no_mangle]` by shadowing the attribute's name. That shadow
//! cannot see `export_name`, nor anything below `#![no_implicit_prelude]`; this scan can. It walks
//! the module tree as rustc does and reports each export with its place, its `cfg` and its guard. The caller decides
//! whether that is an error.
//!
//! # What it does not do
//!
//! It neither expands macros nor evaluates `cfg`. An export inside a macro definition or a
//! macro call is reported with that [`Context`]. So is a word `no_mangle` or `export_name` in a call whose macro can
//! make an attribute of it; a macro of another crate counts as able to, unless the word is evidently a value.
//! Each predicate is reported as text, so that
//! the caller can pass it back to rustc. A declaration that the scan cannot follow (a computed `include!`, a
//! module whose file does not exist) is listed in [`Report::unseen`].
//!
//! # Why no lexer crate
//!
//! `ra-ap-rustc_lexer` is published automatically from commits of the compiler, each time as a new
//! incompatible version, and states no minimum Rust, so any release may move past this crate's own.
//! `rustc_lexer` 0.1.0 is unmaintained and older than C string literals. Parsing through
//! `proc_macro2` would cross the compiler's bridge for every token and give up at the first error.
//! The scan only has to tell code from comments and literals, and to match brackets, which takes one file.
//!
//! # Example
//!
//! ```
//! use ffi_guard_scan::{ExportAttribute, Guard, Options, scan_crate};
//!
//! let root = std::env::temp_dir().join(format!("scan-example-{}.rs", std::process::id()));
//! std::fs::write(&root, "#[unsafe(export_name = \"shape_area\")]\npub extern \"C\" fn area() {}\n")?;
//!
//! let report = scan_crate(&root, &Options::default());
//! let export = &report.exports[0];
//! assert_eq!(export.attribute, ExportAttribute::ExportName);
//! assert_eq!(export.symbol.as_deref(), Some("shape_area"));
//! assert_eq!((export.place.line, export.place.column), (1, 10));
//! assert_eq!(export.guard, Guard::None);
//! # std::fs::remove_file(&root)?;
//! # Ok::<(), std::io::Error>(())
//! ```

#![forbid(unsafe_code)]

mod arguments;
mod arms;
mod attributes;
mod candidates;
mod conditions;
mod file_queue;
mod files;
mod follow;
mod head;
mod included;
mod inert;
mod lexer;
mod libraries;
mod literal;
mod locate;
mod macro_rules;
mod module_dir;
mod names;
mod pass;
mod prefilter;
mod record;
mod report;
mod rules;
mod scope;
mod std_macros;
#[cfg(test)]
mod tests;
mod tokens;
mod traversal;
mod walk;

pub use files::read as read_source;
pub use inert::is_inert as is_inert_attribute;
pub use lexer::{Fault, Kind as TokenKind, Token, lex};
pub use libraries::{Libraries, LibraryCall, libraries};
pub use module_dir::ModuleDir;
pub use report::{Context, Export, ExportAttribute, Guard, Item, Options, Place, Report, Unseen};
pub use std_macros::is_std_macro;

use std::path::Path;

/// The maximum number of passes. Each pass beyond the first knows more aliases of the guards.
const MAX_ROUNDS: usize = 4;

/// Scans the crate whose root file is `root` and every file that its module tree reaches.
///
/// Reads files and nothing else. It does not panic, and its time and memory are bounded by the size
/// of the files, whatever they contain: nesting costs no stack, a file that includes itself is read
/// once, and only regular files up to 64 MiB are read.
///
/// A guard's attribute may be imported under another name (`use ffi_guard::ffi_export as export`)
/// anywhere in the crate. Where that happens the tree is read a second time with the name known.
///
/// Problems are reported, never returned as an error: what could not be read or followed, the root
/// included, is in [`Report::unseen`].
#[must_use]
pub fn scan_crate(root: &Path, options: &Options) -> Report {
    let mut names = names::GuardNames::default();
    let mut rounds = 1;
    loop {
        let pass = pass::Pass { options, names: &names };
        let mut found = traversal::traverse(root, pass);
        if !names.extend(found.aliases) || rounds == MAX_ROUNDS {
            candidates::settle(&mut found.report, found.arguments, &names);
            return found.report;
        }
        rounds += 1;
    }
}
