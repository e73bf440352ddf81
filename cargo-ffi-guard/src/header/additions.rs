//! The parts of a header besides its declarations: the documentation of the crate, the conventions, constants, version macros.

use super::Options;
use super::comment::docs;
use super::constants::Constants;
use super::exports::Exports;
use super::settings::{Settings, macro_name};
use super::string_value::{PackageValues, c_string};
use super::tree::Tree;
use super::types::Types;
use crate::cfg::BuildSelection;
use crate::failure::Failure;
use crate::workspace::LibraryTarget;
use ffi_guard_syntax::lower::{LibraryContext, conventions};

/// The constants of the crate, and the notes about those that are left out.
pub(super) struct Additions<'t> {
    constants: Constants<'t>,
    notes: Vec<String>,
}

impl<'t> Additions<'t> {
    /// Adds the constants, the version, and the documentation of the crate to the settings.
    pub(super) fn add(
        settings: &mut Settings,
        library: &LibraryTarget,
        prefix: Option<&str>,
        options: &Options,
        (tree, build): (&'t Tree, &BuildSelection),
    ) -> Result<Self, Failure> {
        let constants = Constants::of(tree, build);
        let package = library.values();
        let mut notes = constants.declare_strings(settings, prefix, &package);
        notes.extend(constants.leave_out_undeclared(settings));
        if options.version_macros || library.header.version_macros {
            add_version_macros(settings, prefix.unwrap_or(&library.package), &package)?;
        }
        if let Some(root) = tree.files.first().filter(|_| library.header.crate_docs) {
            settings.add_crate_docs(&docs(&root.ast.attrs));
        }
        Ok(Self { constants, notes })
    }

    /// Returns the notes about constants that are not in the header.
    pub(super) fn notes(self, header: &str, settings: &Settings) -> Vec<String> {
        self.notes.into_iter().chain(self.constants.unseen(header, settings)).collect()
    }
}

/// Explains the terms that the documentation of the exports uses.
pub(super) fn add_conventions(
    settings: &mut Settings,
    exports: &Exports,
    types: &Types,
    context: &LibraryContext,
) {
    let exports: Vec<_> = exports.found.iter().map(|found| &found.export).collect();
    let mut lines = conventions(&exports, context);
    if lines.is_empty() {
        return;
    }
    let single = types.handles().filter(|(_, handle)| handle.single_thread);
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
fn add_version_macros(
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
