//! Builds a program of one or more translation units.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use tempfile::TempDir;

use super::{Compiler, Language};
use crate::cache::Cache;
use crate::checker::Checker;
use crate::child::Process;
use crate::{paths, target};

/// A program to be compiled and linked. Its methods panic if files cannot be written or the compiler cannot be started.
/// Compiler errors are returned or cause a panic, as documented for each method.
#[derive(Debug)]
pub struct Program {
    name: String,
    units: Vec<Unit>,
    libraries: Vec<PathBuf>,
    flags: Vec<String>,
    compilers: Vec<Compiler>,
    checker: Option<Checker>,
}

/// One source file.
#[derive(Debug)]
enum Unit {
    /// An existing file.
    File(PathBuf),
    /// A file to be written: its name and contents.
    Text(PathBuf, String),
}

/// A program that was built. It is removed with this value if its source was a text.
#[derive(Clone, Debug)]
pub struct Executable {
    path: PathBuf,
    checker: Option<Checker>,
    _dir: Option<Arc<TempDir>>,
}

/// The programs that this process has built.
static BUILT: Cache<Result<Executable, String>> = Cache::new();

impl Program {
    /// Returns a program without units. The name is used in messages.
    #[must_use]
    pub fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            units: Vec::new(),
            libraries: Vec::new(),
            flags: Vec::new(),
            compilers: Vec::new(),
            checker: Checker::chosen(),
        }
    }

    /// Compiles and runs under this checker, or under none, instead of the checker chosen for the test run.
    #[must_use]
    pub fn checked_by(mut self, checker: Option<Checker>) -> Self {
        self.checker = checker;
        self
    }

    /// Adds a file of `csrc/programs/`, as C if it ends in `.c` and otherwise as C++. Ends the test if its first comment
    /// says `Needs Unix: why.` and the target is Windows.
    #[must_use]
    #[track_caller]
    pub fn unit(mut self, file: &str) -> Self {
        let path = paths::programs().join(file);
        if let Some(needs) = needs_unix(&path) {
            target::require_unix(&format!("`{file}` needs {needs}"));
        }
        self.units.push(Unit::File(path));
        self
    }

    /// Adds a unit with these contents and the line end that C requires after the last line. Its name determines the
    /// language, as in [`Program::unit`].
    #[must_use]
    pub fn source(mut self, name: &str, text: &str) -> Self {
        let text = format!("{}\n", text.trim_end_matches('\n'));
        self.units.push(Unit::Text(PathBuf::from(name), text));
        self
    }

    /// Links a dynamic or static library. The program loads a dynamic library from its current path.
    #[must_use]
    pub fn link(mut self, library: &Path) -> Self {
        self.libraries.push(library.to_owned());
        self
    }

    /// Adds a compiler flag for all units and for linking.
    #[must_use]
    pub fn flag(mut self, flag: &str) -> Self {
        self.flags.push(flag.to_owned());
        self
    }

    /// Uses this compiler for its language instead of the system's.
    #[must_use]
    pub fn compiler(mut self, compiler: &Compiler) -> Self {
        self.compilers.insert(0, compiler.clone());
        self
    }

    /// Compiles and links. A program of files is built once in a process for the same libraries.
    ///
    /// # Panics
    ///
    /// Panics with the compiler's messages on failure.
    #[must_use]
    #[track_caller]
    pub fn build(&self) -> Executable {
        self.try_build()
            .unwrap_or_else(|messages| panic!("cannot build `{}`\n{messages}", self.name))
    }

    /// Compiles and links, as [`Program::build`].
    ///
    /// # Errors
    ///
    /// Returns the compiler's messages on failure.
    ///
    /// # Panics
    ///
    /// If the compiler for one of the languages is missing.
    #[track_caller]
    pub fn try_build(&self) -> Result<Executable, String> {
        if self.units.iter().any(|unit| matches!(unit, Unit::Text(..))) {
            return self.build_new();
        }
        let built = |library| fs::metadata(library).and_then(|data| data.modified()).ok();
        let libraries: Vec<_> = self.libraries.iter().map(built).collect();
        let key = format!("{self:?} {libraries:?} {}", target::triple());
        BUILT.get(key.clone(), || self.build_new()?.keep(&file_name(&self.name, &key)))
    }

    fn build_new(&self) -> Result<Executable, String> {
        let dir = scratch();
        let mut objects = Vec::new();
        for (index, unit) in self.units.iter().enumerate() {
            let object = dir.path().join(format!("{index}.o"));
            self.compile(unit, dir.path(), &object)?;
            objects.push(object);
        }
        let path = dir.path().join(if target::is_windows() { "program.exe" } else { "program" });
        self.link_objects(&objects, &path)?;
        Ok(Executable { path, checker: self.checker, _dir: Some(Arc::new(dir)) })
    }

    /// Compiles every unit without linking.
    ///
    /// # Errors
    ///
    /// Returns the compiler's messages on failure.
    ///
    /// # Panics
    ///
    /// If the compiler for one of the languages is missing.
    #[track_caller]
    pub fn check(&self) -> Result<(), String> {
        let dir = scratch();
        let object = dir.path().join("unit.o");
        self.units.iter().try_for_each(|unit| self.compile(unit, dir.path(), &object))
    }

    #[track_caller]
    fn compile(&self, unit: &Unit, dir: &Path, object: &Path) -> Result<(), String> {
        let source = unit.path(dir);
        let mut command = self.compiler_of(Language::of(&source)).command();
        command.args(&self.flags).args(self.checked(Checker::compiler_flags));
        command.arg("-pthread").arg("-c").arg(&source).arg("-o").arg(object);
        run(&mut command)
    }

    #[track_caller]
    fn link_objects(&self, objects: &[PathBuf], path: &Path) -> Result<(), String> {
        let mut command = self.compiler_of(self.link_language()).command();
        command.args(&self.flags).args(objects);
        for library in &self.libraries {
            if target::is_windows() {
                copy_beside(library, path);
            } else if let Some(dir) = library.parent() {
                command.arg(format!("-Wl,-rpath,{}", dir.display()));
            }
            command.arg(library);
        }
        // The system libraries that Rust's standard library needs, for static libraries.
        command
            .args(self.checked(Checker::link_flags))
            .args(system_libraries())
            .arg("-o")
            .arg(path);
        run(&mut command)
    }

    /// The program is linked as C++ if one of its units is C++.
    fn link_language(&self) -> Language {
        let cpp = self.units.iter().any(|unit| Language::of(unit.name()) == Language::Cpp17);
        if cpp { Language::Cpp17 } else { Language::C11 }
    }

    /// Returns the flags for the checker.
    fn checked(&self, flags: fn(Checker) -> Vec<String>) -> Vec<String> {
        self.checker.map(flags).unwrap_or_default()
    }

    #[track_caller]
    fn compiler_of(&self, language: Language) -> Compiler {
        let chosen =
            self.compilers.iter().find(|compiler| compiler.language() == language).cloned();
        let compiler = chosen.or_else(|| Compiler::system(language));
        compiler.unwrap_or_else(|| {
            if target::is_musl() {
                target::unavailable(&format!("needs a compiler for {language:?}"));
            }
            panic!("`{}` needs a compiler for {language:?}, which is not installed", self.name)
        })
    }
}

impl Unit {
    fn name(&self) -> &Path {
        match self {
            Self::File(path) | Self::Text(path, _) => path,
        }
    }

    /// Returns the path of the unit. Writes the file first if necessary.
    fn path(&self, dir: &Path) -> PathBuf {
        match self {
            Self::File(path) => path.clone(),
            Self::Text(name, text) => {
                let path = dir.join(name);
                fs::write(&path, text)
                    .unwrap_or_else(|e| panic!("cannot write {}: {e}", path.display()));
                path
            }
        }
    }
}

impl Executable {
    /// Moves the program, and the libraries beside it, to a directory of this name, which stays.
    fn keep(self, name: &str) -> Result<Self, String> {
        let dir = programs().join(name);
        let path = move_files(&self.path, &dir)
            .map_err(|e| format!("cannot move a program to {}: {e}", dir.display()))?;
        Ok(Self { path, checker: self.checker, _dir: None })
    }

    /// Where the program is, as long as this value lives.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Returns a process that runs the program, under the checker it was built for.
    #[must_use]
    pub fn process(&self) -> Process {
        match self.checker {
            None => Process::of_target(&self.path),
            Some(checker) => checker.process(&self.path),
        }
    }
}

/// Returns what a C program needs of Unix, according to its first comment.
fn needs_unix(path: &Path) -> Option<String> {
    let text = fs::read_to_string(path).ok()?;
    let (_, needs) = text.split_once("*/")?.0.split_once("Needs Unix: ")?;
    Some(needs.trim_end().trim_end_matches('.').to_owned())
}

/// Moves the files beside a program, objects excepted, and returns the new path of the program.
fn move_files(program: &Path, to: &Path) -> io::Result<PathBuf> {
    fs::create_dir_all(to)?;
    for file in fs::read_dir(program.parent().unwrap_or(program))? {
        let (name, path) = file.map(|file| (file.file_name(), file.path()))?;
        if path.extension().is_none_or(|extension| extension != "o") {
            // Another process may be running the same program, so the file is replaced and not written to.
            fs::rename(path, to.join(name))?;
        }
    }
    Ok(to.join(program.file_name().unwrap_or_default()))
}

/// Copies a DLL to the directory of a program: Windows has no rpath and searches there.
fn copy_beside(library: &Path, program: &Path) {
    if let (Some(name), Some("dll")) = (library.file_name(), extension(library)) {
        fs::copy(library, program.with_file_name(name))
            .unwrap_or_else(|e| panic!("cannot copy {}: {e}", library.display()));
    }
}

fn extension(path: &Path) -> Option<&str> {
    path.extension()?.to_str()
}

/// The flags for what Rust's standard library needs of the system: `rustc --print native-static-libs`.
fn system_libraries() -> Vec<String> {
    let flags: &[&str] = if target::is_windows() {
        &["-pthread", "-lkernel32", "-lntdll", "-luserenv", "-lws2_32", "-ldbghelp", "-lpsapi"]
    } else {
        &["-pthread", "-lm", "-ldl"]
    };
    let flags = flags.iter().map(|flag| (*flag).to_owned());
    // A compiler for musl has no unwinder, so Rust brings one. It finds frames by a header of the program.
    let musl = target::is_musl().then(|| ["-Wl,--eh-frame-hdr".to_owned(), unwinder()]);
    flags.chain(musl.into_iter().flatten()).collect()
}

fn unwinder() -> String {
    let rustc = Process::new("rustc").args(["--print", "target-libdir", "--target"]);
    let rustc = rustc.arg(target::triple()).run().expect_success();
    format!("{}/self-contained/libunwind.a", rustc.stdout.trim())
}

/// The directory of the built programs.
fn programs() -> PathBuf {
    paths::target().join("c")
}

/// A file name that differs where the keys differ.
fn file_name(name: &str, key: &str) -> String {
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    let name = name.replace(|c: char| !c.is_ascii_alphanumeric(), "_");
    format!("{name}-{:016x}", hasher.finish())
}

fn scratch() -> TempDir {
    let parent = programs();
    let dir = fs::create_dir_all(&parent).and_then(|()| TempDir::new_in(&parent));
    dir.unwrap_or_else(|e| panic!("cannot create a directory in {}: {e}", parent.display()))
}

fn run(command: &mut Command) -> Result<(), String> {
    let output = command.output().unwrap_or_else(|e| panic!("cannot start {command:?}: {e}"));
    let messages = String::from_utf8_lossy(&output.stderr);
    if output.status.success() { Ok(()) } else { Err(format!("{command:?}\n{messages}")) }
}
