//! The result of a cargo command.

use std::fmt;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use super::{Artifacts, Diagnostic};

/// The maximum number of compiler messages that are printed. Generated source may cause thousands of errors.
const SHOWN: usize = 20;

/// The result of a cargo command. It does not contain messages and files of dependencies.
#[derive(Clone, Debug)]
pub struct Output {
    /// Whether cargo exited with status 0.
    pub success: bool,
    /// The compiler's messages, in order.
    pub diagnostics: Vec<Diagnostic>,
    /// The files that were created.
    pub artifacts: Artifacts,
    /// Cargo's own messages: progress, and errors in the manifest.
    pub stderr: String,
    /// Standard output without cargo's JSON: the output of the program or test that cargo ran.
    pub stdout: String,
}

impl Output {
    /// Runs cargo, whose arguments include `--message-format=json`, and collects its output for the package of
    /// `manifest`.
    ///
    /// # Panics
    ///
    /// If cargo cannot be started.
    pub(crate) fn of(command: &mut Command, manifest: &Path) -> Self {
        let ran = command.output().unwrap_or_else(|e| panic!("cannot start {command:?}: {e}"));
        let mut output = Self {
            success: ran.status.success(),
            diagnostics: Vec::new(),
            artifacts: Artifacts::default(),
            stderr: String::from_utf8_lossy(&ran.stderr).into_owned(),
            stdout: String::new(),
        };
        for line in String::from_utf8_lossy(&ran.stdout).lines() {
            output.read(line, manifest);
        }
        output
    }

    /// Returns the errors, in order.
    #[must_use]
    pub fn errors(&self) -> Vec<&Diagnostic> {
        self.diagnostics.iter().filter(|diagnostic| diagnostic.is_error()).collect()
    }

    /// Returns the warnings, in order.
    #[must_use]
    pub fn warnings(&self) -> Vec<&Diagnostic> {
        self.diagnostics.iter().filter(|diagnostic| diagnostic.level == "warning").collect()
    }

    /// Returns `self` if cargo succeeded.
    ///
    /// # Panics
    ///
    /// Panics with all messages if cargo failed.
    #[track_caller]
    pub fn expect_success(self) -> Self {
        assert!(self.success, "cargo failed\n{self}");
        self
    }

    /// Returns `self` if cargo failed.
    ///
    /// # Panics
    ///
    /// Panics with all messages if cargo succeeded.
    #[track_caller]
    pub fn expect_failure(self) -> Self {
        assert!(!self.success, "cargo succeeded, but this test expects a failure\n{self}");
        self
    }

    fn read(&mut self, line: &str, manifest: &Path) {
        let message = serde_json::from_str::<Value>(line).unwrap_or_default();
        let Some(reason) = message["reason"].as_str() else {
            self.stdout.push_str(line);
            self.stdout.push('\n');
            return;
        };
        if message["manifest_path"].as_str().map(Path::new) != Some(manifest) {
            return;
        }
        match reason {
            "compiler-message" => {
                self.diagnostics.extend(Diagnostic::from_json(&message["message"]))
            }
            "compiler-artifact" => self.read_artifact(&message),
            _ => {}
        }
    }

    fn read_artifact(&mut self, message: &Value) {
        for file in message["filenames"].as_array().into_iter().flatten().filter_map(Value::as_str)
        {
            self.artifacts.add(PathBuf::from(file));
        }
        if let Some(file) = message["executable"].as_str() {
            self.artifacts.add_executable(PathBuf::from(file));
        }
    }
}

impl fmt::Display for Output {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for diagnostic in self.diagnostics.iter().take(SHOWN) {
            writeln!(f, "{diagnostic}")?;
        }
        if let Some(more @ 1..) = self.diagnostics.len().checked_sub(SHOWN) {
            writeln!(f, "… and {more} more messages of the compiler")?;
        }
        write!(f, "{}{}", self.stdout, self.stderr)
    }
}
