//! Finds C and C++ compilers and their command lines.

use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use crate::cache::Cache;
use crate::{cargo, paths, target};

/// A language, in the version that the header supports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// C11, for files that end in `.c`.
    C11,
    /// C++17, for all other files.
    Cpp17,
}

impl Language {
    /// Returns the language of a file, based on its name.
    #[must_use]
    pub fn of(file: &Path) -> Self {
        if file.extension().is_some_and(|extension| extension == "c") {
            Self::C11
        } else {
            Self::Cpp17
        }
    }

    fn standard(self) -> &'static str {
        match self {
            Self::C11 => "c11",
            Self::Cpp17 => "c++17",
        }
    }

    fn well_known(self) -> [&'static str; 2] {
        match self {
            Self::C11 => ["gcc", "clang"],
            Self::Cpp17 => ["g++", "clang++"],
        }
    }
}

/// A compiler for one language, called with `-Wall -Wextra -Werror -pedantic`.
#[derive(Clone, Debug)]
pub struct Compiler {
    tool: cc::Tool,
    language: Language,
}

impl Compiler {
    /// Returns the compiler that the `cc` crate finds: `CC` or `CXX` if set, otherwise the system's. `None` if there is
    /// none.
    #[must_use]
    pub fn system(language: Language) -> Option<Self> {
        Self::find(None, language)
    }

    /// Returns the compiler of this name, or `None` if it is not installed.
    #[must_use]
    pub fn named(name: &str, language: Language) -> Option<Self> {
        Self::find(Some(name), language)
    }

    /// Returns the system's compiler, and gcc and clang if they are installed. Empty if none is installed.
    ///
    /// ```
    /// use ffi_guard_test_support::c::{Compiler, Language};
    ///
    /// assert!(!Compiler::all(Language::C11).is_empty());
    /// ```
    #[must_use]
    pub fn all(language: Language) -> Vec<Self> {
        if target::triple() != host() {
            return Self::system(language).into_iter().collect();
        }
        let named = language.well_known().map(|name| Self::named(name, language));
        let mut all: Vec<Self> = Vec::new();
        for compiler in [Self::system(language)].into_iter().chain(named).flatten() {
            if all.iter().all(|other| other.tool.path() != compiler.tool.path()) {
                all.push(compiler);
            }
        }
        all
    }

    /// Returns the language that it compiles.
    #[must_use]
    pub fn language(&self) -> Language {
        self.language
    }

    /// Returns the path or name of the executable.
    #[must_use]
    pub fn name(&self) -> String {
        self.tool.path().display().to_string()
    }

    /// Returns a command with all flags and with the directory of `ffi_guard.h` among its include paths.
    pub(super) fn command(&self) -> Command {
        let mut command = self.tool.to_command();
        command.arg("-I").arg(paths::include()).env_remove("LD_PRELOAD").stdin(Stdio::null());
        command
    }

    /// Looks for a compiler once in a process: each search starts it several times.
    #[track_caller]
    fn find(name: Option<&str>, language: Language) -> Option<Self> {
        target::require_machine();
        static FOUND: Cache<Option<Compiler>> = Cache::new();
        FOUND.get(format!("{name:?} {language:?}"), || {
            let mut build = build(language);
            if let Some(name) = name {
                build.compiler(name);
            }
            Self::from_build(&build, language)
        })
    }

    fn from_build(build: &cc::Build, language: Language) -> Option<Self> {
        let tool = build.try_get_compiler().ok()?;
        // cc returns a compiler without checking that it exists.
        let version = Command::new(tool.path())
            .arg("--version")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        version.is_ok_and(|status| status.success()).then_some(Self { tool, language })
    }
}

fn build(language: Language) -> cc::Build {
    let mut build = cc::Build::new();
    build
        .cargo_metadata(false)
        .cargo_warnings(false)
        .target(target::triple())
        .host(host())
        .out_dir(paths::target())
        .opt_level(1)
        .debug(true)
        .cpp(language == Language::Cpp17)
        .std(language.standard())
        .warnings(true)
        .extra_warnings(true)
        .warnings_into_errors(true)
        .flag("-pedantic");
    build
}

/// Returns the target triple of this machine. In a build script, `cc` would get it from cargo.
#[track_caller]
pub(crate) fn host() -> &'static str {
    target::require_machine();
    static HOST: OnceLock<String> = OnceLock::new();
    HOST.get_or_init(|| {
        let version = Command::new(cargo::running()).arg("-vV").output().expect("cargo -vV");
        let version = String::from_utf8_lossy(&version.stdout).into_owned();
        let host = version.lines().find_map(|line| line.strip_prefix("host: "));
        host.expect("no line `host:` in the output of cargo -vV").to_owned()
    })
}
