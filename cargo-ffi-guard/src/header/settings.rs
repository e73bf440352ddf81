//! The settings of cbindgen: the author's `cbindgen.toml` over the defaults, and what the header adds to them.

use super::Options;
use super::comment::Comments;
use super::error_api;
use super::overlay;
use crate::failure::Failure;
use cbindgen::{Config, Language};
use std::path::PathBuf;

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
    /// Reads the named file, else the one beside the manifest, over the defaults.
    pub(super) fn read(options: &Options, guard: &str) -> Result<Self, Failure> {
        let (file, table) = layered(options, guard)?;
        let mut config = overlay::config(&table)?;
        config.config_path.clone_from(&file);
        // The author can leave out what the defaults add.
        config.include_guard = config.include_guard.filter(|guard| !guard.is_empty());
        config.header = config.header.filter(|header| !header.is_empty());
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

    /// Puts text behind the includes, in front of the author's own text.
    pub(super) fn after_includes(&mut self, text: &str) {
        self.added.push_str(text);
        self.added.push('\n');
    }

    /// Returns whether the text behind the includes defines this macro.
    pub(super) fn defines(&self, name: &str) -> bool {
        self.added.contains(&format!("#define {name} "))
    }

    /// Returns how comments are written.
    pub(super) fn comments(&self) -> Comments {
        Comments::of(&self.config)
    }

    /// Puts a comment at the top: in place of the default header, which becomes its last line, or behind the author's.
    pub(super) fn add_crate_docs(&mut self, lines: &[String]) {
        let comments = self.comments();
        if lines.is_empty() || !self.config.documentation {
            return;
        }
        let header = match self.config.header.take() {
            Some(header) if header == overlay::HEADER => {
                let note = header.trim_start_matches("/* ").trim_end_matches(" */").to_owned();
                let lines: Vec<_> = lines.iter().cloned().chain([String::new(), note]).collect();
                comments.of_file(&lines)
            }
            Some(header) => format!("{header}\n\n{}", comments.of_file(lines)),
            None => comments.of_file(lines),
        };
        self.config.header = Some(header.trim_end().to_owned());
    }

    /// Puts text behind the includes, in front of all other text.
    pub(super) fn first_after_includes(&mut self, text: &str) {
        self.added.insert_str(0, &format!("\n{text}\n"));
    }

    /// The settings for cbindgen.
    pub(super) fn finished(self) -> Config {
        let Self { mut config, added, .. } = self;
        let own = config.after_includes.take().unwrap_or_default();
        config.after_includes = Some(format!("{added}{own}")).filter(|text| !text.is_empty());
        config
    }
}

/// Returns the settings as the text of a `cbindgen.toml`.
#[cfg(feature = "cli")]
pub(super) fn text(options: &Options, guard: &str) -> Result<String, Failure> {
    let (_, table) = layered(options, guard)?;
    toml::to_string(&table).map_err(|error| {
        let what = format!("the settings cannot be written as TOML: {error}");
        Failure::new(what, "report this, with the cbindgen.toml")
    })
}

fn layered(options: &Options, guard: &str) -> Result<(Option<PathBuf>, toml::Table), Failure> {
    let beside = Some(options.manifest_dir.join("cbindgen.toml")).filter(|file| file.exists());
    let file = options.config.clone().or(beside);
    let table = overlay::settings(file.as_deref(), guard)?;
    Ok((file, table))
}

/// Returns the name of the include guard: the prefix of the library, else the name of the package.
pub(super) fn include_guard(name: &str) -> String {
    format!("{}_H", macro_name(name))
}

/// Returns the name as the beginning of a macro's name.
pub(super) fn macro_name(name: &str) -> String {
    name.replace('-', "_").to_uppercase()
}
