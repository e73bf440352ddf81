//! The inventory of a crate: every exported item, and how it is guarded.
//!
//! Each file is read in one walk over its `syn` items. The facts that other files need (macros, imported guards, functions
//! with known names) are collected in `facts`. A file is read again if a name that it uses is learned later. Each thread
//! parses and walks its own files, because syntax trees cannot be sent between threads, and returns plain data.

mod advice;
mod attributes;
mod block;
mod body;
mod c_parameters;
pub(crate) mod cfg_arms;
mod context;
mod drop_types;
mod exports;
mod facts;
mod file_findings;
mod finish;
mod first_span;
mod follow;
mod foreign;
mod foreign_names;
mod function;
mod imports;
mod macro_calls;
mod macro_definitions;
pub(crate) mod macro_rules;
mod model;
mod module_tree;
mod place;
mod site;
mod symbol;
mod token_items;
mod type_names;
mod unread;
mod walk;

#[cfg(feature = "cli")]
pub(crate) use context::mentions_export;
pub(crate) use symbol::{symbol_by_macro, symbol_text};
pub(crate) use unread::unread_failure;

pub use model::{
    CParameter, CParameters, ExportedBlock, GuardAdvice, GuardSite, GuardState, Inventory,
    InventoryNote, InventoryOptions, SignatureSummary, SourceExport, SourceExportKind, SourceSpan,
    UnreadSource, ValueHazard,
};

use crate::failure::Failure;
use std::path::Path;

/// Lists every export of the crate whose root file is `root`.
///
/// Reads files and nothing else. Its time and memory are bounded by the size of the files, whatever they contain.
///
/// # Errors
///
/// If no thread can be started. Errors in the sources are in [`Inventory::unread`] and [`Inventory::notes`].
///
/// ```
/// use cargo_ffi_guard::inventory::{GuardState, InventoryOptions, take_inventory};
///
/// let root = std::env::temp_dir().join(format!("inventory-example-{}.rs", std::process::id()));
/// std::fs::write(&root, "#[unsafe(no_mangle)]\npub extern \"C\" fn area() -> u32 { compute() }\n")?;
///
/// let inventory = take_inventory(&root, &InventoryOptions::default())?;
/// let area = &inventory.exports[0];
/// assert_eq!(area.symbol.as_deref(), Some("area"));
/// assert_eq!((area.span.line, area.span.column), (2, 19));
/// assert_eq!(area.state, GuardState::Unguarded);
/// # std::fs::remove_file(&root)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn take_inventory(root: &Path, options: &InventoryOptions) -> Result<Inventory, Failure> {
    module_tree::read(root, options).map(finish::finish)
}
