//! Runs the C compiler of a target.
//!
//! The crate `cc` finds it, as build scripts do: `CC_<target>`, `CC`, the usual names of cross compilers, and `CFLAGS`.

use super::messages::{Message, messages};
use crate::failure::Failure;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// The name that the checks have in the compiler's messages.
pub(super) const CHECKS: &str = "ffi-guard-checks";

/// A compiler for C.
pub struct Compiler {
    tool: cc::Tool,
    target: String,
}

impl Compiler {
    /// Finds the compiler for a target, by default the host.
    ///
    /// # Errors
    ///
    /// If there is none, or it is neither GCC nor Clang.
    pub fn find(target: Option<&str>) -> Result<Self, Failure> {
        Self::of(target, None)
    }

    /// Takes this program as the compiler for a target.
    ///
    /// # Errors
    ///
    /// If it is neither GCC nor Clang.
    pub fn named(program: &Path, target: &str) -> Result<Self, Failure> {
        Self::of(Some(target), Some(program))
    }

    fn of(target: Option<&str>, program: Option<&Path>) -> Result<Self, Failure> {
        let host = host()?;
        let target = target.unwrap_or(&host).to_owned();
        let next = format!(
            "install a C compiler for {target}, or name it in CC_{}",
            target.replace('-', "_")
        );
        let mut build = cc::Build::new();
        if let Some(program) = program {
            build.compiler(program);
        }
        let tool = build
            .cargo_metadata(false)
            .cargo_output(false)
            .cargo_warnings(false)
            .inherit_rustflags(false)
            .warnings(false)
            .debug(false)
            .opt_level(0)
            .host(&host)
            .target(&target)
            .try_get_compiler()
            .map_err(|error| {
                Failure::new(format!("no C compiler for {target} was found: {error}"), &next)
            })?;
        if tool.is_like_msvc() {
            let what = format!("the proof needs GCC or Clang, not {}", tool.path().display());
            return Err(Failure::new(what, next));
        }
        Ok(Self { tool, target })
    }

    /// Its program.
    pub fn program(&self) -> &Path {
        self.tool.path()
    }

    /// Its target.
    pub(super) fn target(&self) -> &str {
        &self.target
    }

    /// Returns the preprocessed source, with its macros.
    pub(super) fn preprocess(&self, source: &str) -> Result<String, Failure> {
        let output = self.run(source, &["-E", "-dD"])?;
        if !output.status.success() {
            return Err(self.rejected(&String::from_utf8_lossy(&output.stderr)));
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// Returns the messages for the lines of the checks. Fails if the header itself does not compile.
    pub(super) fn compile(&self, source: &str) -> Result<Vec<Message>, Failure> {
        // An error in a macro belongs to the check that uses it. Clang reports it there by default.
        let options: &[&str] = match self.tool.is_like_clang() {
            true => &["-fsyntax-only", "-ferror-limit=0"],
            false => &["-fsyntax-only", "-fmax-errors=0", "-ftrack-macro-expansion=0"],
        };
        let output = self.run(source, options)?;
        let text = String::from_utf8_lossy(&output.stderr).into_owned();
        let messages = messages(&text);
        let of_header = messages.iter().find(|message| message.is_error && message.file != CHECKS);
        match of_header {
            Some(message) => {
                Err(self.rejected(&format!("{}:{}: {}", message.file, message.line, message.text)))
            }
            None if !output.status.success() && !messages.iter().any(|it| it.is_error) => {
                Err(self.rejected(&text))
            }
            None => Ok(messages.into_iter().filter(|message| message.file == CHECKS).collect()),
        }
    }

    fn rejected(&self, text: &str) -> Failure {
        let lines: Vec<&str> = text.lines().take(8).collect();
        let what = format!(
            "{} does not compile the header for {}: {}",
            self.program().display(),
            self.target,
            lines.join("\n")
        );
        let variable = self.target.replace('-', "_");
        let next = format!(
            "correct the header, add what it needs to CFLAGS, or name another compiler in CC_{variable}"
        );
        Failure::new(what, next)
    }

    fn run(&self, source: &str, arguments: &[&str]) -> Result<Output, Failure> {
        let failed = |error: std::io::Error| {
            let program = self.program().display();
            let variable = self.target.replace('-', "_");
            let what =
                format!("the C compiler {program} for {} does not start: {error}", self.target);
            Failure::new(what, format!("install it, or name another one in CC_{variable}"))
        };
        let folder = crate::temporary::folder()?;
        let file = folder.path().join("checks.c");
        fs::write(&file, source).map_err(failed)?;
        let mut command: Command = self.tool.to_command();
        // Quotes and words of messages depend on the locale.
        command.args(["-x", "c"]).args(arguments).arg(&file).env("LC_ALL", "C");
        if !self.tool.args().iter().any(|flag| flag.to_string_lossy().starts_with("-std=")) {
            command.arg("-std=gnu11");
        }
        // The messages are read.
        command.args(["-Wno-fatal-errors", "-fdiagnostics-color=never"]);
        command.output().map_err(failed)
    }
}

/// Returns the target that rustc builds for by default.
pub(super) fn host() -> Result<String, Failure> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(&rustc).arg("-vV").output();
    let text = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned());
    let text = text.unwrap_or_default();
    let host = text.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).ok_or_else(|| {
        Failure::new(
            "`rustc -vV` does not name its host",
            "check that rustc is in PATH, or name it in RUSTC",
        )
    })
}
