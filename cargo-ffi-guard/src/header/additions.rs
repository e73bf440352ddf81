//! The parts of a header besides its declarations: the documentation of the crate, the conventions, constants, version macros.

use super::Options;
use super::comment_style::docs;
use super::exports::Exports;
use super::lowered::Lowered;
use super::modules::Modules;
use super::settings::{Settings, macro_name};
use super::string_value::{PackageValues, c_string};
use super::strings;
use super::tree::Tree;
use crate::failure::Failure;
use crate::workspace::LibraryTarget;
use ffi_guard_syntax::lower::conventions;
use ffi_guard_syntax::model;

/// The sources of the additions.
pub(super) struct Additions<'a> {
    pub(super) library: &'a LibraryTarget,
    pub(super) tree: &'a Tree,
    pub(super) modules: &'a Modules<'a>,
}

impl Additions<'_> {
    /// Adds strings, the version, and the documentation of the crate. Returns the notes about strings that are left out.
    pub(super) fn add(
        &self,
        settings: &mut Settings,
        library: Option<&model::Library>,
        options: &Options,
    ) -> Result<Vec<String>, Failure> {
        let Self { library: target, tree, modules } = self;
        let prefix = library.map(|library| library.prefix.as_str());
        let package = target.values();
        let notes = strings::declare(modules, settings, prefix, &package);
        if options.version_macros || target.header.version_macros {
            add_version_macros(settings, prefix.unwrap_or(&target.package), &package)?;
        }
        if let Some(root) = tree.files.first().filter(|_| target.header.crate_docs) {
            settings.add_crate_docs(&docs(&root.ast.attrs));
        }
        Ok(notes)
    }
}

/// Explains the terms that the documentation of the exports uses.
pub(super) fn add_conventions(
    settings: &mut Settings,
    exports: &Exports,
    lowered: &Lowered<'_, '_>,
) {
    let exports: Vec<_> = exports.found.iter().map(|found| &found.export).collect();
    let mut lines = conventions(&exports, &lowered.surroundings());
    if lines.is_empty() {
        return;
    }
    let single = lowered.handles().filter(|(_, handle)| handle.single_thread);
    let single: Vec<_> = single.map(|(name, _)| settings.name_of(name)).collect();
    if !single.is_empty() {
        lines.push(format!("Only on the thread that created it: {}.", single.join(", ")));
    }
    let text = settings.comment_style().of_file(&lines);
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
    settings.append(&format!(
        "#define {name} {full}\n#define {name}_MAJOR {major}\n#define {name}_MINOR {minor}\n#define {name}_PATCH {patch}\n"
    ));
    Ok(())
}
