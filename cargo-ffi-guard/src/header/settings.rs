//! The settings of cbindgen: the author's `cbindgen.toml` over the defaults, and what the header adds to them.

use super::comment_style::CommentStyle;
use super::declared::Declared;
use super::error_api;
use super::options::Options;
use super::overlay;
use crate::failure::Failure;
use cbindgen::{Config, Language};
use std::path::PathBuf;

/// Headers of C that declare no type of a library.
const STANDARD: [&str; 6] =
    ["stdbool.h", "stddef.h", "stdint.h", "stdarg.h", "stdlib.h", "ffi_guard.h"];

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
    /// The folder of the package.
    folder: PathBuf,
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
        let mut settings = Self {
            config,
            file,
            named,
            added: String::new(),
            folder: options.manifest_dir.clone(),
        };
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
        self.append(types);
    }

    /// Returns whether the author's text in the header declares a type.
    pub(super) fn declares(&self, name: &str) -> bool {
        let Config { header, after_includes, trailer, .. } = &self.config;
        let texts = [header, after_includes, trailer].into_iter().flatten();
        texts.map(String::as_str).any(|text| Declared::by(text).has_type(name))
    }

    /// Returns whether a header that the author includes may declare a type.
    pub(super) fn may_declare(&self, name: &str) -> bool {
        let own = self.config.includes.iter().chain(&self.config.sys_includes);
        own.filter(|include| !STANDARD.contains(&include.as_str())).any(|include| {
            let folders = [self.folder.join(include), self.folder.join("include").join(include)];
            let text = folders.iter().find_map(|file| std::fs::read_to_string(file).ok());
            text.is_none_or(|text| text.contains("#include") || Declared::by(&text).has_type(name))
        })
    }

    /// Keeps items out of the header.
    pub(super) fn leave_out<'s>(&mut self, names: impl IntoIterator<Item = &'s str>) {
        self.config.export.exclude.extend(names.into_iter().map(str::to_owned));
    }

    /// Adds text behind the includes, in front of the author's own, unless there is none.
    pub(super) fn append(&mut self, text: &str) {
        if !text.is_empty() {
            self.added.push_str(text);
            self.added.push('\n');
        }
    }

    /// Returns whether the text behind the includes defines this macro.
    pub(super) fn defines(&self, name: &str) -> bool {
        self.added.contains(&format!("#define {name} "))
    }

    /// Returns how comments are written.
    pub(super) fn comment_style(&self) -> CommentStyle {
        CommentStyle::of(&self.config)
    }

    /// Puts a comment at the top: in place of the default header, which becomes its last line, or behind the author's.
    pub(super) fn add_crate_docs(&mut self, lines: &[String]) {
        let comments = self.comment_style();
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
