//! Counts lines of code, to compare packages.

use std::fs;
use std::path::Path;

use crate::paths;

/// Counts the lines that are neither blank nor comments. Tests at the end are not counted.
///
/// ```
/// let text = "//! A library.\n\n/// One.\nfn one() {\n    two(); // what\n}\n\n#[cfg(test)]\nmod tests {\n}\n";
/// assert_eq!(ffi_guard_test_support::lines::of_code(text), 3);
/// ```
///
/// # Panics
///
/// If there is a block comment.
#[must_use]
pub fn of_code(text: &str) -> usize {
    assert!(!text.contains("/*"), "only comments of whole lines are known here");
    let lines = text.lines().map(str::trim).take_while(|line| *line != "#[cfg(test)]");
    lines.filter(|line| !line.is_empty() && !line.starts_with("//")).count()
}

/// Counts the lines of code in the sources of a package of the workspace, which must have no subdirectories.
///
/// # Panics
///
/// If the sources cannot be read.
#[must_use]
pub fn in_package(package: &str) -> usize {
    let sources = paths::workspace().join(package).join("src");
    let files = fs::read_dir(sources).expect("the sources can be read");
    files.map(|file| of_code(&read(&file.expect("a file").path()))).sum()
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
