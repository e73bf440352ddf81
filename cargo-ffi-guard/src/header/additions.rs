//! The parts of a header besides its declarations: the documentation of the crate, the conventions, constants, version macros.

use super::abi_version;
use super::codes::Codes;
use super::comment_style::docs;
use super::exports::Exports;
use super::library;
use super::lowered::Lowered;
use super::modules::Modules;
use super::options::Options;
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
        let mut notes = strings::declare(modules, settings, prefix, &package);
        if options.version_macros || target.header.version_macros {
            self.add_version_macros(settings, prefix.unwrap_or(&target.package), &package)?;
        }
        if let Some(library) = library {
            self.add_abi_version(settings, library)?;
            notes.extend(Codes::new(modules, settings, library).declare()?);
        }
        if let Some(root) = tree.files.first().filter(|_| target.header.crate_docs) {
            settings.add_crate_docs(&docs(&root.ast.attrs));
        }
        Ok(notes)
    }

    /// Defines the version of the package.
    fn add_version_macros(
        &self,
        settings: &mut Settings,
        library: &str,
        package: &PackageValues,
    ) -> Result<(), Failure> {
        let name = format!("{}_VERSION", macro_name(library));
        let names = ["", "_MAJOR", "_MINOR", "_PATCH"].map(|end| format!("{name}{end}"));
        self.are_free(settings, &names, "a version macro", "ask for no version macros")?;
        let [major, minor, patch] = package.version;
        let full = c_string(package.full_version.as_bytes());
        settings.append(&format!(
            "#define {name} {full}\n#define {name}_MAJOR {major}\n#define {name}_MINOR {minor}\n#define {name}_PATCH {patch}\n"
        ));
        Ok(())
    }

    /// Defines the version of the ABI.
    fn add_abi_version(
        &self,
        settings: &mut Settings,
        library: &model::Library,
    ) -> Result<(), Failure> {
        let Self { library: target, tree, .. } = self;
        let version = library::abi_version(library, tree, &target.manifest_dir)?;
        let (Some(version), Some(function)) = (version, library.abi_function()) else {
            return Ok(());
        };
        let names = abi_version::MACROS.map(|end| format!("{}_{end}", macro_name(&library.prefix)));
        let other = "leave `abi` out of `ffi_library!`";
        self.are_free(settings, &names, "a macro for the version of the ABI", other)?;
        abi_version::define(settings, &library.prefix, &function, version);
        Ok(())
    }

    /// Rejects constants of the crate that have these names in C.
    fn are_free(
        &self,
        settings: &Settings,
        names: &[String],
        what: &str,
        other: &str,
    ) -> Result<(), Failure> {
        let is_taken = |name: &&String| {
            settings.defines(name) || strings::is_constant(self.modules, settings, name)
        };
        let Some(name) = names.iter().find(is_taken) else { return Ok(()) };
        let what = format!("`{name}` is a constant of the crate and {what}");
        let next = format!(
            "rename the constant with `[export.rename]`, keep it out with `[export] exclude`, or {other}"
        );
        Err(Failure::new(what, next))
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
