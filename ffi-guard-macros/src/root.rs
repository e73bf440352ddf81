//! The root file of the crate that is compiled, and the position of a macro call in it.
//!
//! The file comes from the arguments of rustc, in whose process the macro runs. The span of a call names a file only
//! since Rust 1.88, and that file need not be the root: the call may be in an included file or in another macro.

use ffi_guard_scan::read_source;
use proc_macro::Span;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::{env, fs};

/// The position of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Position {
    /// In the root file. Line and column start at 1.
    AtRoot { line: usize, column: usize },
    /// In another file.
    Elsewhere,
}

/// Returns the root file, if the compiler is rustc and reads its source from a file.
pub(crate) fn file() -> Option<&'static Path> {
    static FILE: OnceLock<Option<PathBuf>> = OnceLock::new();
    FILE.get_or_init(|| source(&arguments(env::args_os().skip(1).map(PathBuf::from)))).as_deref()
}

/// Replaces each `@file` by the lines of the file. Cargo writes one if the arguments are too long for the system.
fn arguments(written: impl Iterator<Item = PathBuf>) -> Vec<PathBuf> {
    let mut arguments = Vec::new();
    for argument in written {
        let file = argument.to_str().and_then(|text| text.strip_prefix('@'));
        match file.and_then(|file| fs::read_to_string(file).ok()) {
            Some(text) => arguments.extend(text.lines().map(PathBuf::from)),
            None => arguments.push(argument),
        }
    }
    arguments
}

/// Returns the source file among the arguments of rustc: the only Rust file, or the only file that is not the value of an
/// option.
fn source(arguments: &[PathBuf]) -> Option<PathBuf> {
    let is_rust = |file: &Path| file.extension().is_some_and(|rs| rs == "rs");
    let may_take_value = |option: &Path| {
        option.to_str().is_some_and(|text| text.starts_with('-') && !text.contains('='))
    };
    let after_no_option = |pair: &[PathBuf]| match pair {
        [before, file] if !may_take_value(before) && !is_rust(file) => Some(file.clone()),
        _ => None,
    };
    only_file(arguments.iter().filter(|file| is_rust(file)).cloned())
        .or_else(|| only_file(arguments.windows(2).filter_map(after_no_option)))
}

fn only_file(paths: impl Iterator<Item = PathBuf>) -> Option<PathBuf> {
    let mut files = paths.filter(|path| path.is_file());
    let file = files.next()?;
    files.next().is_none().then_some(file)
}

/// Returns the position of the macro call that is expanded, if the compiler tells.
pub(crate) fn position_of_call(root: &Path) -> Option<Position> {
    let site = Span::call_site();
    #[allow(unstable_name_collisions, clippy::incompatible_msrv, reason = "see `SpanPosition`")]
    let (file, line, column) = (site.local_file(), site.line(), site.column());
    if line == 0 {
        return position_from_debug(&format!("{site:?}"), root);
    }
    let at_root = is_same_file(root, &file?);
    Some(if at_root { Position::AtRoot { line, column } } else { Position::Elsewhere })
}

/// Stands in for the methods that `Span` has since Rust 1.88. Before that, rustc prefers these to its unstable ones.
#[allow(dead_code, reason = "not used since Rust 1.88")]
trait SpanPosition {
    fn local_file(&self) -> Option<PathBuf> {
        None
    }

    fn line(&self) -> usize {
        0
    }

    fn column(&self) -> usize {
        0
    }
}

impl SpanPosition for Span {}

/// Returns the position of a span from its debug output before Rust 1.88, `#4 bytes(120..168)`. The offsets count through
/// all files, the root first, without byte order mark and carriage returns.
fn position_from_debug(span: &str, root: &Path) -> Option<Position> {
    let (_, bytes) = span.split_once("bytes(")?;
    let offset = bytes.split_once("..")?.0.parse().ok()?;
    let text = read_source(root).ok()?.0.replace("\r\n", "\n");
    let Some(before) = text.get(..offset) else { return Some(Position::Elsewhere) };
    let line_start = before.rfind('\n').map_or(0, |end| end + 1);
    let column = before[line_start..].chars().count() + 1;
    Some(Position::AtRoot { line: before.matches('\n').count() + 1, column })
}

fn is_same_file(one: &Path, other: &Path) -> bool {
    let full = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    one == other || full(one) == full(other)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Writes a crate root and returns its path.
    pub(crate) fn root_of(name: &str, text: &str) -> PathBuf {
        let directory = env::temp_dir().join(format!("ffi-guard-{name}-{}", std::process::id()));
        fs::create_dir_all(&directory).expect("a directory");
        let root = directory.join("lib.rs");
        fs::write(&root, text).expect("a file");
        root
    }

    fn source_of(written: &[&Path]) -> Option<PathBuf> {
        source(&arguments(written.iter().map(|path| path.to_path_buf())))
    }

    #[test]
    fn the_root_among_the_arguments_of_rustc() {
        let root = root_of("arguments", "");
        let (option, none) = (Path::new("--edition=2024"), root.with_file_name("none.rs"));
        assert_eq!(source_of(&[option, &root, &none]), Some(root.clone()));
        assert_eq!(source_of(&[Path::new("-O"), &root]), Some(root.clone()));
        assert_eq!(source_of(&[option]), None);
        assert_eq!(source_of(&[&root, &root]), None);
    }

    #[test]
    fn a_root_with_another_extension() {
        let rust = root_of("extension", "");
        let (root, other) = (rust.with_extension("inc"), rust.with_extension("txt"));
        for file in [&root, &other] {
            fs::write(file, "").expect("a file");
        }
        fs::remove_file(rust).expect("written above");
        let (edition, output) = (Path::new("--edition=2024"), Path::new("-o"));
        assert_eq!(source_of(&[edition, &root, output, &other]), Some(root.clone()));
        assert_eq!(source_of(&[edition, &root, &other]), None);
        // A wrapper such as clippy gets the path of rustc first.
        assert_eq!(source_of(&[&other, edition, &root]), Some(root.clone()));
    }

    #[test]
    fn the_root_in_a_file_of_arguments() {
        let root = root_of("argument-file", "");
        let file = root.with_file_name("arguments");
        fs::write(&file, format!("--edition=2024\n{}\n", root.display())).expect("a file");
        let argument = PathBuf::from(format!("@{}", file.display()));
        assert_eq!(source_of(&[&argument]), Some(root));
    }

    #[test]
    fn positions_in_debug_output() {
        let root = root_of("debug", "\u{FEFF}// é\r\n  ffi_library! {}\r\n");
        let at = |offset: usize| position_from_debug(&format!("#4 bytes({offset}..99)"), &root);
        assert_eq!(at(0), Some(Position::AtRoot { line: 1, column: 1 }));
        assert_eq!(at(8), Some(Position::AtRoot { line: 2, column: 3 }));
        assert_eq!(at(25), Some(Position::Elsewhere));
        assert_eq!(position_from_debug("src/lib.rs:1:1", &root), None);
    }
}
