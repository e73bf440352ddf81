//! Checks that `docs/safety.md` lists all unsafe code of the runtime, and nothing else.
#![forbid(unsafe_code)]

mod chapter;
mod unsafe_code;

use self::unsafe_code::UnsafeCode;
use ffi_guard_test_support::paths;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The maximum number of lines between a `SAFETY` comment and its block within one statement.
const STATEMENT: usize = 5;

/// Returns the source files of the runtime except its tests, by path.
fn sources() -> BTreeMap<String, String> {
    let root = paths::workspace().join("ffi-guard-core/src");
    let mut sources = BTreeMap::new();
    collect(&root, &root, &mut sources);
    sources
}

fn collect(root: &Path, folder: &Path, sources: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).expect("the directory can be read") {
        let path = entry.expect("its entries can be read").path();
        if path.file_stem().is_some_and(|name| name == "tests") {
            continue;
        }
        if path.is_dir() {
            collect(root, &path, sources);
        } else {
            let name = path.strip_prefix(root).expect("a path below the root");
            let text = fs::read_to_string(&path).expect("the source can be read");
            sources.insert(name.display().to_string(), text);
        }
    }
}

fn unsafe_code() -> BTreeMap<String, UnsafeCode> {
    sources().into_iter().map(|(file, source)| (file, unsafe_code::of(&source))).collect()
}

/// Returns whether a name in the chapter covers an item: a type covers its methods and implementations, a trait its
/// methods.
fn covers(name: &str, item: &str) -> bool {
    let owner = |item: &str| item.rsplit_once("::").map(|(owner, _)| owner.to_owned());
    let implemented = |item: &str| item.rsplit_once(" for ").map(|(_, ty)| ty.to_owned());
    let bare = |item: &str| item.strip_prefix("trait ").unwrap_or(item).to_owned();
    let name = &*bare(name);
    bare(item) == name
        || owner(item).as_deref() == Some(name)
        || implemented(item).as_deref() == Some(name)
}

#[test]
fn the_table_names_all_unsafe_code() {
    let rows = chapter::table();
    let mut missing = Vec::new();
    for (file, code) in unsafe_code() {
        for item in &code.items {
            let named = |row: &&chapter::Row| row.file == file && row.covers(item);
            if !rows.iter().any(|row| named(&row)) {
                missing.push(format!("{file}: {item}"));
            }
        }
    }
    assert!(missing.is_empty(), "add these to the table of docs/safety.md: {missing:#?}");
}

#[test]
fn the_table_names_nothing_else() {
    let code = unsafe_code();
    let mut superfluous = Vec::new();
    for row in chapter::table() {
        assert!(!row.invariant.is_empty(), "{} has no invariant", row.file);
        for name in &row.names {
            let is_there = |code: &UnsafeCode| code.items.iter().any(|item| covers(name, item));
            if !code.get(&row.file).is_some_and(is_there) {
                superfluous.push(format!("{}: {name}", row.file));
            }
        }
    }
    assert!(
        superfluous.is_empty(),
        "docs/safety.md names items that do not exist: {superfluous:#?}"
    );
}

#[test]
fn the_chapter_refers_to_what_is_there() {
    let code = unsafe_code();
    let mut dangling = Vec::new();
    for (file, name) in chapter::references() {
        let Some(code) = code.get(&file) else {
            dangling.push(file);
            continue;
        };
        if !code.items.iter().chain(&code.defined).any(|item| covers(&name, item)) {
            dangling.push(format!("{file}: {name}"));
        }
    }
    assert!(dangling.is_empty(), "docs/safety.md refers to items that do not exist: {dangling:#?}");
}

/// Each row of the table must be referenced by a kind of parameter, return value or item that relies on it.
#[test]
fn each_row_is_referred_to() {
    let references = chapter::references();
    let refers = |row: &chapter::Row| {
        let to = |(file, name): &(String, String)| {
            *file == row.file && row.names.iter().any(|own| covers(own, name) || covers(name, own))
        };
        references.iter().any(to)
    };
    let unreachable: Vec<_> = chapter::table().into_iter().filter(|row| !refers(row)).collect();
    assert!(unreachable.is_empty(), "no kind refers to these rows: {unreachable:#?}");
}

#[test]
fn each_block_says_why_it_is_sound() {
    let mut unexplained = Vec::new();
    for (file, source) in sources() {
        for line in unsafe_code::of(&source).lines {
            if !is_explained(&source, line) {
                unexplained.push(format!("{file}:{line}"));
            }
        }
    }
    assert!(unexplained.is_empty(), "without a `// SAFETY:` comment: {unexplained:#?}");
}

/// Returns whether a `SAFETY` comment precedes the statement on a line. Attributes may be between them.
fn is_explained(source: &str, line: usize) -> bool {
    let lines: Vec<_> = source.lines().take(line).map(str::trim_start).collect();
    let is_comment = |line: &&&str| line.starts_with("//");
    let code = lines.iter().rev().take_while(|line| !is_comment(line)).count();
    let comment = lines.iter().rev().skip(code).take_while(is_comment);
    code <= STATEMENT && comment.into_iter().any(|line| line.starts_with("// SAFETY: "))
}

#[test]
fn a_type_covers_what_it_implements() {
    for item in ["PoisonBox", "PoisonBox::keep", "Owner for PoisonBox"] {
        assert!(covers("PoisonBox", item), "{item}");
    }
    assert!(covers("Owner", "trait Owner") && covers("trait Owner", "trait Owner"));
    assert!(covers("Entry::admits", "Entry::admits"));
    for item in ["Owner for ByArc", "BySlotted", "Owner::keep", "keep"] {
        assert!(!covers("PoisonBox", item), "{item}");
    }
}

#[test]
fn a_comment_belongs_to_the_next_statement() {
    let explained = "// SAFETY: it is.\n#[inline]\nunsafe { f() }";
    assert!(is_explained(explained, 3));
    assert!(!is_explained("// It is.\nunsafe { f() }", 2));
    assert!(!is_explained(
        &format!("// SAFETY: it is.\n{}unsafe {{}}", "let _ = 1;\n".repeat(5)),
        7
    ));
}
