//! The example `semver-capi`: checks its README, and that it is much shorter than the same API written by hand.
#![forbid(unsafe_code)]

use ffi_guard_test_support::paths;
use std::fs;
use std::path::Path;

/// Counts the lines of a file that are neither blank nor comments. Tests at its end are not counted.
fn lines_of_code(text: &str) -> usize {
    assert!(!text.contains("/*"), "only comments of whole lines are known here");
    let lines = text.lines().map(str::trim).take_while(|line| *line != "#[cfg(test)]");
    lines.filter(|line| !line.is_empty() && !line.starts_with("//")).count()
}

/// Counts the lines in all files of a package, which must have no subdirectories.
fn lines_in(package: &str) -> usize {
    let sources = paths::workspace().join(package).join("src");
    let files = fs::read_dir(sources).expect("the sources can be read");
    files.map(|file| lines_of_code(&read(&file.expect("a file").path()))).sum()
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn only_code_counts() {
    let text = "//! A library.\n\n/// One.\nfn one() {\n    // Why.\n    two(); // what\n}\n\n#[cfg(test)]\nmod tests {\n}\n";
    assert_eq!(lines_of_code(text), 3);
}

#[test]
fn at_most_half_the_lines_of_the_same_by_hand() {
    let (example, by_hand) =
        (lines_in("examples/semver-capi"), lines_in("tests/fixtures/semver-by-hand"));
    println!("the example has {example} lines, the same by hand {by_hand}");
    assert!(example > 100, "{example} lines cannot be the whole example");
    assert!(2 * example <= by_hand, "{example} lines, and by hand {by_hand}");
    let readme = read(&paths::workspace().join("examples/semver-capi/README.md"));
    let said = format!("{example} lines here, {by_hand} by hand");
    assert!(readme.contains(&said), "the README does not say: {said}");
}

/// The commands of the README are for Linux.
#[cfg(target_os = "linux")]
#[test]
fn the_readme() {
    ffi_guard_test_support::chapter::follow("examples/semver-capi/README.md");
}
