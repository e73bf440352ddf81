//! Single changes of a library: the class of each, beside what abidiff of libabigail says.
//!
//! The comparison is ignored, as it builds the library once for each change; `cargo xtask abi-changes` runs it.
//! `UPDATE_EXPECT=1` writes the tables of the chapter.

use crate::support::abi;
use ffi_guard_test_support::child::Process;
use ffi_guard_test_support::project::Project;
use ffi_guard_test_support::{paths, skip};
use serde::Deserialize;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const BASE: &str = include_str!("kite/lib.rs");
const CHAPTER: &str = "docs/abi-changes.md";

/// The classes, and the title of each in the chapter.
const CLASSES: [(&str, &str); 5] = [
    ("breaking", "Breaking"),
    ("source-breaking", "Source-breaking"),
    ("additive", "Additive"),
    ("compatible", "Compatible"),
    ("none", "No change of the ABI"),
];

#[derive(Deserialize)]
struct List {
    change: Vec<Change>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Change {
    name: String,
    old: String,
    new: String,
    class: String,
    abidiff: String,
    why: Option<String>,
}

impl Change {
    /// Whether one of the two tools reports what the other leaves out.
    fn differs(&self) -> bool {
        let is_reported = !["none", "compatible"].contains(&self.class.as_str());
        is_reported != (self.abidiff != "none")
    }
}

fn list() -> Vec<Change> {
    let list: List = toml::from_str(include_str!("kite/list.toml")).expect("the list");
    list.change
}

/// The versions of the library, each with its lock.
struct Versions {
    project: Project,
    folder: TempDir,
}

impl Versions {
    fn new() -> Self {
        let project = Project::new("kite").lib(&["cdylib"]).runtime_features(&["describe"]);
        // abidiff reads it.
        let project = project.env("CARGO_PROFILE_DEV_DEBUG", "2");
        Self { project, folder: tempfile::tempdir().expect("a folder") }
    }

    fn build(&self, name: &str, source: &str) -> PathBuf {
        let project = self.project.clone().file("src/lib.rs", source);
        let output = project.build().expect_success();
        let library = self.folder.path().join(format!("{name}.so"));
        fs::copy(output.artifacts.cdylib(), &library).expect("the library is copied");
        let lock = library.with_extension("lock");
        let outcome = abi(["--lock".as_ref(), lock.as_os_str(), library.as_os_str()]);
        assert_eq!(outcome.code, Some(0), "{name}: {outcome}");
        library
    }

    /// The class of the worst change from one library to another.
    fn class(old: &Path, new: &Path) -> String {
        let locks = [old, new].map(|library| library.with_extension("lock"));
        let format = ["--format", "json"].map(AsRef::as_ref);
        let words = ["diff".as_ref(), locks[0].as_os_str(), locks[1].as_os_str()];
        let outcome = abi(words.into_iter().chain(format));
        let report: serde_json::Value = serde_json::from_str(&outcome.stdout)
            .unwrap_or_else(|error| panic!("{error}: {outcome}"));
        report["class"].as_str().unwrap_or("none").to_owned()
    }

    fn abidiff(old: &Path, new: &Path) -> String {
        let outcome = Process::new("abidiff").arg(old).arg(new).run();
        match outcome.code {
            Some(0) => "none".to_owned(),
            Some(4) => "change".to_owned(),
            Some(12) => "incompatible".to_owned(),
            _ => panic!("abidiff: {outcome}"),
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
#[ignore = "builds the library for each change"]
fn each_change_has_its_class() {
    let has_abidiff = std::process::Command::new("abidiff").arg("--version").output().is_ok();
    if !has_abidiff {
        skip::announce("the comparison with abidiff", "it is not installed");
    }
    let versions = Versions::new();
    let base = versions.build("base", BASE);
    let mut wrong = String::new();
    for (index, change) in list().iter().enumerate() {
        assert_eq!(BASE.matches(&change.old).count(), 1, "the place of: {}", change.name);
        let changed = BASE.replace(&change.old, &change.new);
        let changed = versions.build(&index.to_string(), &changed);
        let mut expect = |tool, verdict: String, expected: &str| {
            if verdict != expected {
                let line = format!("{}: {tool} says {verdict}, expected {expected}", change.name);
                wrong.extend([&line, "\n"]);
            }
        };
        expect("the lock", Versions::class(&base, &changed), &change.class);
        if has_abidiff {
            expect("abidiff", Versions::abidiff(&base, &changed), &change.abidiff);
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn each_difference_has_a_reason() {
    for change in list() {
        assert_eq!(change.differs(), change.why.is_some(), "{}", change.name);
    }
}

#[test]
fn the_chapter_has_the_list() {
    let file = paths::workspace().join(CHAPTER);
    let chapter = fs::read_to_string(&file).expect("the chapter").replace("\r\n", "\n");
    let (begin, end) = ("<!-- changes: begins -->\n", "<!-- changes: ends -->\n");
    let (head, rest) = chapter.split_once(begin).expect("the beginning of the list");
    let (old, tail) = rest.split_once(end).expect("the end of the list");
    let new = tables(&list());
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(&file, format!("{head}{begin}{new}{end}{tail}")).expect("the chapter is written");
    } else {
        assert_eq!(old, new, "UPDATE_EXPECT=1 writes {CHAPTER}");
    }
}

/// The list as one table for each class.
fn tables(changes: &[Change]) -> String {
    let mut text = String::new();
    for (class, title) in CLASSES {
        let _ = writeln!(text, "\n## {title}\n\n| change | abidiff |\n|---|---|");
        for change in changes.iter().filter(|change| change.class == class) {
            let abidiff = match change.abidiff.as_str() {
                "none" => "nothing",
                "incompatible" => "an incompatible change",
                _ => "a change",
            };
            let why = change.why.as_ref().map(|why| format!(": {why}")).unwrap_or_default();
            let _ = writeln!(text, "| {} | {abidiff}{why} |", change.name);
        }
    }
    text.push('\n');
    text
}
