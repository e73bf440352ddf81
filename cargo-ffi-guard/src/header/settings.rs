//! The author's `cbindgen.toml`, and what is added to it.

use super::Options;
use super::error_api;
use crate::failure::Failure;
use cbindgen::{Config, Language, RenameRule, Style};
use std::path::{Path, PathBuf};

/// The settings of cbindgen, complete before anything is generated.
#[derive(Clone)]
pub(super) struct Settings {
    pub(super) config: Config,
    /// Where it was read, if there is a file.
    pub(super) file: Option<PathBuf>,
    /// The names in C that the author gives to types.
    pub(super) named: Vec<String>,
    /// The text behind the includes, in front of the author's own.
    added: String,
}

impl Settings {
    /// Reads the named file, else the one beside the manifest. Without a file, the settings are for C with names as in C
    /// to.
    pub(super) fn read(options: &Options, guard: &str) -> Result<Self, Failure> {
        let beside = Some(options.manifest_dir.join("cbindgen.toml")).filter(|file| file.exists());
        let file = options.config.clone().or(beside);
        let config = match &file {
            Some(file) => from_file(file)?,
            None => usual(guard),
        };
        let named = config.export.rename.keys().cloned().collect();
        let mut settings = Self { config, file, named, added: String::new() };
        settings.say_prefix_once();
        Ok(settings)
    }

    pub(super) fn is_c(&self) -> bool {
        self.config.language == Language::C
    }

    /// So that a name can be given that no prefix comes before.
    fn say_prefix_once(&mut self) {
        let export = &mut self.config.export;
        if let (Some(prefix), false) = (&export.prefix, export.renaming_overrides_prefixing) {
            for name in export.rename.values_mut() {
                name.insert_str(0, prefix);
            }
        }
        export.renaming_overrides_prefixing = true;
    }

    /// The name that a type has in C.
    pub(super) fn name_of(&self, name: &str) -> String {
        let export = &self.config.export;
        let prefix = export.prefix.as_deref().unwrap_or_default();
        export.rename.get(name).cloned().unwrap_or_else(|| format!("{prefix}{name}"))
    }

    /// Gives a type a name that the author has not given it.
    pub(super) fn name(&mut self, name: &str, in_c: String) {
        self.config.export.rename.entry(name.to_owned()).or_insert(in_c);
    }

    /// Puts the types of the error functions behind the includes, in front of the author's own text.
    pub(super) fn add_error_types(&mut self, include: bool) {
        for name in error_api::TYPES {
            self.name(name, name.to_owned());
        }
        // cbindgen includes the headers that they need.
        let types = if include { "#include \"ffi_guard.h\"\n" } else { error_api::types() };
        self.after_includes(types);
    }

    /// Declares a type whose fields C is not to see, though cbindgen could show them.
    pub(super) fn hide(&mut self, name: &str) {
        let in_c = self.name_of(name);
        self.config.export.exclude.push(name.to_owned());
        let declaration = match self.is_c() {
            true => format!("typedef struct {in_c} {in_c};\n"),
            false => format!("struct {in_c};\n"),
        };
        self.name(name, in_c);
        self.after_includes(&declaration);
    }

    /// Keeps functions out of the header.
    pub(super) fn leave_out<'s>(&mut self, symbols: impl IntoIterator<Item = &'s str>) {
        self.config.export.exclude.extend(symbols.into_iter().map(str::to_owned));
    }

    fn after_includes(&mut self, text: &str) {
        self.added.push_str(text);
        self.added.push('\n');
    }

    /// The settings for cbindgen.
    pub(super) fn finished(self) -> Config {
        let Self { mut config, added, .. } = self;
        let own = config.after_includes.take().unwrap_or_default();
        config.after_includes = Some(format!("{added}{own}")).filter(|text| !text.is_empty());
        config
    }
}

fn from_file(file: &Path) -> Result<Config, Failure> {
    let config = Config::from_file(file).map_err(|error| {
        let next = "correct the file; its settings are those of cbindgen";
        Failure::at(file, error.trim_end(), next)
    })?;
    if config.language == Language::Cython {
        let next = "write `language = \"C\"`, or \"C++\"; what Cython needs, cbindgen writes without this program";
        return Err(Failure::at(file, "the header cannot be written for Cython", next));
    }
    Ok(config)
}

/// C that is also valid C++, with names that do not collide with other libraries.
fn usual(guard: &str) -> Config {
    let mut config = Config {
        language: Language::C,
        cpp_compat: true,
        style: Style::Type,
        usize_is_size_t: true,
        tab_width: 4,
        include_guard: Some(guard.to_owned()),
        header: Some("/* Written by `cargo ffi-guard header`; changes are lost. */".to_owned()),
        ..Config::default()
    };
    config.enumeration.rename_variants = RenameRule::QualifiedScreamingSnakeCase;
    config
}
