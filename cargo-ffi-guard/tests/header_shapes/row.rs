//! A shape and its expected outcome.

use crate::build;
use cargo_ffi_guard::header::{self, Options};
use ffi_guard_test_support::c::Program;
use ffi_guard_test_support::paths;
use std::fs;
use std::iter::successors;
use std::path::{Path, PathBuf};

/// A crate and the expected outcome of `header` for it.
pub(crate) struct Row {
    /// The name of the expectation without its extension.
    pub(crate) name: String,
    pub(crate) source: String,
    /// The `cbindgen.toml`.
    pub(crate) settings: Option<String>,
    feature: Option<String>,
    target: Option<String>,
    expected: Expected,
}

enum Expected {
    /// A C program, whose exit status is 0.
    Works(String),
    /// Lines of the error message.
    Refused(String),
}

impl Row {
    /// Reads all rows, sorted by name.
    pub(crate) fn all() -> Vec<Self> {
        let folder = folder().join("shapes");
        let entries = fs::read_dir(&folder).expect("the directory of the shapes");
        let files = entries.map(|entry| entry.expect("a readable directory").path());
        let mut rows: Vec<Self> = files.filter_map(|file| Self::read(&file)).collect();
        rows.sort_by(|a, b| a.name.cmp(&b.name));
        rows
    }

    /// Reads the row of an expectation; `None` for another file.
    fn read(file: &Path) -> Option<Self> {
        let text = |file: &Path| {
            fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
        };
        let expected = match file.extension()?.to_str()? {
            "c" => Expected::Works(text(file)),
            "refused" => Expected::Refused(text(file)),
            _ => return None,
        };
        let name = file.file_stem()?.to_str()?;
        let (rest, target) = split(name, '@');
        let (shape, feature) = split(rest, '+');
        // The file of the variant, or of the shape that it is a variant of.
        let beside = |extension: &str| {
            let names = successors(Some(shape), |name| name.rsplit_once('~').map(|(of, _)| of));
            let mut files = names.map(|name| file.with_file_name(format!("{name}.{extension}")));
            files.find(|file| file.exists())
        };
        Some(Self {
            name: name.to_owned(),
            source: text(&beside("rs").unwrap_or_else(|| panic!("{name} has no source"))),
            settings: beside("toml").map(|file| text(&file)),
            feature,
            target,
            expected,
        })
    }

    /// Returns the name of the crate.
    pub(crate) fn package(&self) -> String {
        format!("shape_{}", self.name.replace(['+', '@', '-', '~'], "_"))
    }

    /// Returns the argument of cargo that enables the feature.
    pub(crate) fn features(&self) -> Option<String> {
        let feature = self.feature.as_ref()?;
        Some(format!("--features={}/{feature}", self.package()))
    }

    /// Generates the header and compares the outcome with the expected one.
    pub(crate) fn run(&self) -> Result<(), String> {
        let mut options = Options::new(build::package(self));
        options.target = self.target.clone();
        options.features = self.feature.clone().map(|feature| vec![feature]);
        match (header::generate(&options), &self.expected) {
            (Ok(header), Expected::Works(program)) => {
                self.compiles_and_runs(header.text(), program)
            }
            (Ok(header), Expected::Refused(_)) => {
                Err(format!("expected an error, got a header\n{}", excerpt(header.text())))
            }
            (Err(failure), Expected::Works(_)) => Err(format!("no header\n{failure}")),
            (Err(failure), Expected::Refused(lines)) => says(&failure.to_string(), lines),
        }
    }

    fn compiles_and_runs(&self, header: &str, program: &str) -> Result<(), String> {
        let folder = tempfile::tempdir().expect("a temporary directory");
        fs::write(folder.path().join("shape.h"), header).expect("a writable directory");
        for name in ["main.c", "main.cpp"] {
            let program = Program::new(&self.name)
                .checked_by(None)
                .flag(&format!("-I{}", folder.path().display()))
                .flag(&format!("-I{}", self::folder().display()))
                .source(name, program);
            let outcome = match self.target {
                Some(_) => program.check().map_err(|message| without_command(&message)),
                None => runs(&program.link(&build::library(self))),
            };
            outcome.map_err(|message| format!("{name}: {message}\n{}", excerpt(header)))?;
        }
        Ok(())
    }
}

fn runs(program: &Program) -> Result<(), String> {
    let built = program.try_build().map_err(|message| without_command(&message))?;
    let outcome = built.process().run();
    if outcome.succeeded() { Ok(()) } else { Err(outcome.to_string()) }
}

/// Returns the messages of the compiler without its command line.
fn without_command(message: &str) -> String {
    message.split_once('\n').map_or(message, |(_, rest)| rest).to_owned()
}

/// Checks that a message contains each of these lines.
fn says(message: &str, lines: &str) -> Result<(), String> {
    match lines.lines().find(|line| !message.contains(line)) {
        Some(line) => Err(format!("the error does not contain {line:?}\n{message}")),
        None => Ok(()),
    }
}

/// Returns the own declarations of a header: without its beginning, which all headers share, and without comments.
fn excerpt(header: &str) -> String {
    const COMMON: &str = "#endif /* FFI_GUARD_ERROR_DEFINED */\n";
    let own = header.split_once(COMMON).map_or(header, |(_, own)| own);
    let mut in_comment = false;
    let lines = own.lines().filter(|line| {
        let line = line.trim_start();
        in_comment |= line.starts_with("/*");
        let shown = !in_comment && !line.is_empty();
        in_comment &= !line.ends_with("*/");
        shown
    });
    lines.map(|line| format!("    {line}\n")).collect()
}

fn split(name: &str, mark: char) -> (&str, Option<String>) {
    match name.split_once(mark) {
        Some((name, value)) => (name, Some(value.to_owned())),
        None => (name, None),
    }
}

/// The directory of this test.
fn folder() -> PathBuf {
    paths::workspace().join("cargo-ffi-guard/tests/header_shapes")
}
