//! A copy of a library, under version control.

use crate::measured::Summary;
use ffi_guard_test_support::c::Program;
use ffi_guard_test_support::child::{Outcome, Process};
use ffi_guard_test_support::paths;
use serde_json::Value;
use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

/// A copy of `libraries/NAME`.
pub(crate) struct Library {
    name: String,
    dir: PathBuf,
}

impl Library {
    /// Copies the library to an empty directory and commits it.
    pub(crate) fn new(name: &str) -> Self {
        let dir = paths::target().join("tests/packages/adoption").join(name);
        if dir.exists() {
            fs::remove_dir_all(&dir).expect("the copy of the last run can be removed");
        }
        let library = Self { name: name.to_owned(), dir };
        copy(&library.source(), &library.dir);
        let lock = paths::workspace().join("Cargo.lock");
        fs::copy(lock, library.dir.join("Cargo.lock")).expect("the lock file can be copied");
        if library.generates_header() {
            library.write_header();
        }
        let commit = "git init --quiet && git add --all && git -c user.name=author -c user.email=author@example.com \
                      commit --quiet --message before";
        library.shell(commit).expect_success();
        library
    }

    fn source(&self) -> PathBuf {
        paths::workspace().join("cargo-ffi-guard/tests/adoption/libraries").join(&self.name)
    }

    /// Whether cbindgen writes the header.
    fn generates_header(&self) -> bool {
        self.dir.join("cbindgen.toml").exists()
    }

    fn header_file(&self) -> PathBuf {
        self.dir.join("include").join(format!("{}.h", self.name))
    }

    fn write_header(&self) {
        let config = cbindgen::Config::from_file(self.dir.join("cbindgen.toml"));
        let bindings = cbindgen::Builder::new().with_crate(&self.dir);
        let bindings = bindings.with_config(config.expect("settings of cbindgen")).generate();
        let mut text = Vec::new();
        bindings.expect("cbindgen reads the crate").write(&mut text);
        let file = self.header_file();
        fs::create_dir_all(file.parent().expect("a directory")).expect("a writable directory");
        fs::write(file, text).expect("a writable directory");
    }

    /// Returns the header, written anew if the library generates it.
    pub(crate) fn header(&self) -> String {
        if self.generates_header() {
            self.write_header();
        }
        fs::read_to_string(self.header_file()).expect("a header")
    }

    pub(crate) fn build(&self) {
        self.shell("cargo build --quiet").expect_success();
    }

    pub(crate) fn builds(&self) -> bool {
        self.shell("cargo build --quiet").succeeded()
    }

    /// The shared library.
    fn file(&self) -> PathBuf {
        let (prefix, suffix) = (env::consts::DLL_PREFIX, env::consts::DLL_SUFFIX);
        target().join("debug").join(format!("{prefix}{}{suffix}", self.name))
    }

    /// Compiles and runs the C program, and returns its output.
    pub(crate) fn run_program(&self) -> String {
        let main = fs::read_to_string(self.dir.join("main.c")).expect("a C program");
        let include = format!("-I{}", self.dir.display());
        let program = Program::new(&self.name).checked_by(None).flag(&include);
        let built = program.source("main.c", &main).link(&self.file()).build();
        built.process().run().expect_success().stdout
    }

    /// Runs the commands, and returns what `fix` says.
    pub(crate) fn steps(&self) -> Summary {
        let steps = fs::read_to_string(self.source().join("steps")).expect("the commands");
        let outcomes: Vec<Outcome> = steps.lines().map(|step| self.shell(step)).collect();
        let all = outcomes.iter().map(ToString::to_string).collect::<String>();
        assert!(outcomes.iter().all(|outcome| matches!(outcome.code, Some(0 | 1))), "{all}");
        let summary = outcomes.iter().find_map(|outcome| Summary::read(&outcome.stdout));
        summary.unwrap_or_else(|| panic!("`fix` has no summary\n{all}"))
    }

    /// Returns the number of lines of Rust that differ from the last commit.
    pub(crate) fn changed_lines(&self) -> usize {
        let diff = self.shell("git diff --numstat -- '*.rs'").expect_success().stdout;
        let numbers = diff.lines().flat_map(|line| line.split_whitespace().take(2));
        numbers.map(|number| number.parse::<usize>().expect("a number")).sum()
    }

    /// Does what the commands left to the author. Returns the number of lines.
    pub(crate) fn by_hand(&self) -> usize {
        let patch = self.source().join("by-hand.patch");
        if !patch.exists() {
            return 0;
        }
        self.shell("git add --all && git -c user.name=author -c user.email=author@example.com commit -qm moved")
            .expect_success();
        self.shell(&format!("git apply '{}'", patch.display())).expect_success();
        self.changed_lines()
    }

    /// Returns the functions that the built library exports, each with the state of its guard.
    pub(crate) fn functions(&self) -> BTreeMap<String, String> {
        let file = self.file();
        let outcome =
            self.shell(&format!("cargo ffi-guard audit --format json '{}'", file.display()));
        let report: Value = serde_json::from_str(&outcome.stdout)
            .unwrap_or_else(|error| panic!("{error}: {outcome}"));
        let exports = report["exports"].as_array().expect("exports");
        let text = |value: &Value| value.as_str().expect("a text").to_owned();
        let all =
            exports.iter().map(|export| (text(&export["symbol"]), text(&export["guard"]["state"])));
        // A name in capital letters is a static.
        all.filter(|(name, _)| name.starts_with(|first: char| first.is_lowercase())).collect()
    }

    /// Compiles the C program with the header that this project generates, and returns the first name that it lacks.
    pub(crate) fn own_header(&self) -> Result<(), String> {
        let header = format!("own/include/{}.h", self.name);
        self.shell(&format!("cargo ffi-guard header --output {header}")).expect_success();
        let main = fs::read_to_string(self.dir.join("main.c")).expect("a C program");
        let include = format!("-I{}", self.dir.join("own").display());
        let program = Program::new(&self.name).checked_by(None).flag(&include);
        program.source("main.c", &main).check().map_err(|messages| {
            let error = messages.lines().find_map(|line| line.split_once("error: "));
            // Compilers differ in the words, and agree in the quotes.
            let name = error.and_then(|(_, error)| error.split('\'').nth(1));
            name.unwrap_or(&messages).to_owned()
        })
    }

    /// Runs a command line in the directory of the library, with the tool in the `PATH`.
    fn shell(&self, command: &str) -> Outcome {
        let tool = Path::new(env!("CARGO_BIN_EXE_cargo-ffi-guard"));
        let path = env::var_os("PATH").unwrap_or_default();
        let folders = tool.parent().map(Path::to_owned).into_iter().chain(env::split_paths(&path));
        Process::new("sh")
            .args(["-c", command])
            .apart_from_this_build()
            .env("PATH", env::join_paths(folders).expect("a PATH"))
            .env("FFI_GUARD", paths::workspace())
            .env("CARGO_TARGET_DIR", target())
            .env("CARGO_BUILD_BUILD_DIR", paths::target().join("tests/built"))
            .dir(&self.dir)
            .run()
    }
}

/// The target directory of all libraries.
fn target() -> PathBuf {
    paths::target().join("tests/adoption")
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a writable directory");
    for entry in fs::read_dir(from).expect("a library") {
        let path = entry.expect("a readable directory").path();
        let target = to.join(path.file_name().expect("a name"));
        match path.is_dir() {
            true => copy(&path, &target),
            false => fs::copy(&path, target).map(drop).expect("a writable directory"),
        }
    }
}
