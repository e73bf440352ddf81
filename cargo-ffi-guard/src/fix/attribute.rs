//! The text of the attributes.

use crate::inventory::{GuardSite, SourceExportKind};
use crate::workspace::LibraryTarget;

/// The name of the runtime's crate where the manifest gives it no other.
pub(super) const RUNTIME: &str = "ffi_guard";

/// Returns the name of the runtime's crate in the sources of a library.
pub(super) fn runtime(library: &LibraryTarget) -> &str {
    library.runtime.as_deref().unwrap_or(RUNTIME)
}

/// Returns the attribute for a function, without its brackets, under the name that it has there.
pub(super) fn guard(
    library: &LibraryTarget,
    kind: SourceExportKind,
    imported_as: Option<&str>,
    argument: Option<&str>,
) -> String {
    let name = match kind {
        SourceExportKind::Callback => "ffi_callback",
        SourceExportKind::Function | SourceExportKind::Static => "ffi_export",
    };
    attribute(library, name, imported_as, argument)
}

/// Returns `unguarded` with a reason, without its brackets.
pub(super) fn unguarded(library: &LibraryTarget, site: &GuardSite, reason: &str) -> String {
    let argument = format!("reason = {reason:?}");
    attribute(library, "unguarded", site.imported_as.as_deref(), Some(&argument))
}

pub(super) fn attribute(
    library: &LibraryTarget,
    name: &str,
    imported_as: Option<&str>,
    argument: Option<&str>,
) -> String {
    let krate = runtime(library);
    let path = imported_as.map_or_else(|| format!("{krate}::{name}"), str::to_owned);
    let mut arguments: Vec<String> = argument.map(str::to_owned).into_iter().collect();
    if krate != RUNTIME {
        arguments.push(format!("crate = ::{krate}"));
    }
    if arguments.is_empty() { path } else { format!("{path}({})", arguments.join(", ")) }
}

/// Returns the call of `ffi_library!` for this prefix.
pub(super) fn library_call(library: &LibraryTarget, prefix: &str) -> String {
    let krate = runtime(library);
    let renamed = if krate == RUNTIME { String::new() } else { format!(", crate = {krate}") };
    format!("{krate}::ffi_library! {{ prefix = \"{prefix}\"{renamed} }}")
}
