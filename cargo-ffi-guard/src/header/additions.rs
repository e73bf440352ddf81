//! The parts of a header besides its declarations: the documentation of the crate, the conventions, version macros.

use super::comment::docs;
use super::settings::{Settings, macro_name};
use super::string_value::{PackageValues, c_string};
use super::tree::Tree;
use crate::failure::Failure;
use ffi_guard_syntax::lower::{LibraryContext, conventions};
use ffi_guard_syntax::model::{Export, Handle};

/// Makes the documentation of the crate the first comment.
pub(super) fn add_crate_docs(settings: &mut Settings, tree: &Tree) {
    let root = tree.files.first().map(|root| docs(&root.ast.attrs)).unwrap_or_default();
    settings.add_crate_docs(&root);
}

/// Explains the terms that the documentation of these exports uses.
pub(super) fn add_conventions<'e>(
    settings: &mut Settings,
    exports: impl Iterator<Item = &'e Export>,
    handles: impl Iterator<Item = (&'e str, &'e Handle)>,
    context: &LibraryContext,
) {
    let exports: Vec<_> = exports.collect();
    let mut lines = conventions(&exports, context);
    if lines.is_empty() {
        return;
    }
    let single = handles.filter(|(_, handle)| handle.single_thread);
    let single: Vec<_> = single.map(|(name, _)| settings.name_of(name)).collect();
    if !single.is_empty() {
        lines.push(format!("Only on the thread that created it: {}.", single.join(", ")));
    }
    let text = settings.comments().of_file(&lines);
    if !text.is_empty() {
        settings.first_after_includes(&text);
    }
}

/// Defines the version of the package.
pub(super) fn add_version_macros(
    settings: &mut Settings,
    library: &str,
    package: &PackageValues,
) -> Result<(), Failure> {
    let name = format!("{}_VERSION", macro_name(library));
    if settings.defines(&name) {
        let what = format!("`{name}` is a constant of the crate and a version macro");
        let next = "rename the constant with `[export.rename]`, keep it out with `[export] exclude`, or ask for no \
                    version macros";
        return Err(Failure::new(what, next));
    }
    let [major, minor, patch] = package.version;
    let full = c_string(package.full_version.as_bytes());
    settings.after_includes(&format!(
        "#define {name} {full}\n#define {name}_MAJOR {major}\n#define {name}_MINOR {minor}\n#define {name}_PATCH {patch}\n"
    ));
    Ok(())
}
