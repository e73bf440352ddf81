//! What a call of cargo came to.

use std::fmt;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use super::{Artifacts, Diagnostic};

/// How many messages of the compiler are shown; a generated source can fail a thousand times over.
const SHOWN: usize = 20;

/// What a call of cargo came to. Messages and files of dependencies are left out.
#[derive(Clone, Debug)]
pub struct Output {
    /// Whether cargo ended with status 0.
    pub success: bool,
    /// The compiler's messages, in its order.
    pub diagnostics: Vec<Diagnostic>,
    /// The files that were made.
    pub artifacts: Artifacts,
    /// Cargo's own messages: progress, errors in the manifest.
    pub stderr: String,
    /// What went to standard output and is not cargo's JSON: that of a program or a test it ran.
    pub stdout: String,
}

impl Output {
    /// Runs cargo (with `--message-format=json` among its arguments) and reads what it says about the package of
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

    /// The errors, in the compiler's order.
    #[must_use]
    pub fn errors(&self) -> Vec<&Diagnostic> {
        self.diagnostics.iter().filter(|diagnostic| diagnostic.is_error()).collect()
    }

    /// The warnings, in the compiler's order.
    #[must_use]
    pub fn warnings(&self) -> Vec<&Diagnostic> {
        self.diagnostics.iter().filter(|diagnostic| diagnostic.level == "warning").collect()
    }

    /// The same, if cargo succeeded.
    ///
    /// # Panics
    ///
    /// With all messages, if it failed.
    #[track_caller]
    pub fn expect_success(self) -> Self {
        assert!(self.success, "cargo failed\n{self}");
        self
    }

    /// The same, if cargo failed.
    ///
    /// # Panics
    ///
    /// With all messages, if it succeeded.
    #[track_caller]
    pub fn expect_failure(self) -> Self {
        assert!(!self.success, "cargo succeeded, which this test does not expect\n{self}");
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
