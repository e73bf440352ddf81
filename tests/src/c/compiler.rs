//! Which C and C++ compilers there are, and how they are called.

use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use crate::cargo;
use crate::paths;

/// A language and the version of it that the header promises to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// C11; files that end in `.c`.
    C11,
    /// C++17; all other files.
    Cpp17,
}

impl Language {
    /// The language of a file, by its name.
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
    /// The compiler that the `cc` crate finds: that of `CC` or `CXX`, else the system's. `None` where there is
    /// none.
    #[must_use]
    pub fn system(language: Language) -> Option<Self> {
        Self::from_build(&mut build(language), language)
    }

    /// The compiler of this name. `None` where there is none.
    #[must_use]
    pub fn named(name: &str, language: Language) -> Option<Self> {
        Self::from_build(build(language).compiler(name), language)
    }

    /// The system's compiler and those of gcc and clang that are installed. Empty where there is none.
    ///
    /// ```
    /// use ffi_guard_tests::c::{Compiler, Language};
    ///
    /// assert!(!Compiler::all(Language::C11).is_empty());
    /// ```
    #[must_use]
    pub fn all(language: Language) -> Vec<Self> {
        let named = language.well_known().map(|name| Self::named(name, language));
        let mut all: Vec<Self> = Vec::new();
        for compiler in [Self::system(language)].into_iter().chain(named).flatten() {
            if all.iter().all(|other| other.tool.path() != compiler.tool.path()) {
                all.push(compiler);
            }
        }
        all
    }

    /// The language it compiles.
    #[must_use]
    pub fn language(&self) -> Language {
        self.language
    }

    /// The path or name it is called by.
    #[must_use]
    pub fn name(&self) -> String {
        self.tool.path().display().to_string()
    }

    /// A call of it with all flags, and the folder of `ffi_guard.h` among its include paths.
    pub(super) fn command(&self) -> Command {
        let mut command = self.tool.to_command();
        command.arg("-I").arg(paths::include()).env_remove("LD_PRELOAD").stdin(Stdio::null());
        command
    }

    fn from_build(build: &mut cc::Build, language: Language) -> Option<Self> {
        let tool = build.try_get_compiler().ok()?;
        // cc names a compiler without looking whether it is there.
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
        .target(host())
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

/// The target triple of this machine, which `cc` would learn from cargo in a build script.
pub(crate) fn host() -> &'static str {
    static HOST: OnceLock<String> = OnceLock::new();
    HOST.get_or_init(|| {
        let version = Command::new(cargo::running()).arg("-vV").output().expect("cargo -vV");
        let version = String::from_utf8_lossy(&version.stdout).into_owned();
        let host = version.lines().find_map(|line| line.strip_prefix("host: "));
        host.expect("a line `host:` in the output of cargo -vV").to_owned()
    })
}
