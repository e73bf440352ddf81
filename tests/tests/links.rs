//! The links between the documents, and the table of contents of the book.
#![forbid(unsafe_code)]

use ffi_guard_test_support::paths;
use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

const DOCUMENTS: [&str; 11] = [
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "RELEASING.md",
    "SECURITY.md",
    "ffi-guard-runtime/README.md",
    "cargo-ffi-guard/README.md",
    "tests/README.md",
    "examples/clients/README.md",
    "examples/minijinja-capi/README.md",
    "examples/semver-capi/README.md",
];

/// The documents outside the book, and its chapters.
fn documents() -> Vec<PathBuf> {
    let outside = DOCUMENTS.map(|path| paths::workspace().join(path));
    outside.into_iter().chain(chapters()).collect()
}

fn chapters() -> Vec<PathBuf> {
    let files = fs::read_dir(paths::workspace().join("docs")).expect("the book");
    let paths = files.map(|file| file.expect("a file").path());
    paths.filter(|path| path.extension().is_some_and(|extension| extension == "md")).collect()
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The destinations of all links and images that do not lead to another host.
fn links(text: &str) -> Vec<String> {
    let destination = |event| match event {
        Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
            Some(dest_url.into_string())
        }
        _ => None,
    };
    let links = Parser::new(text).filter_map(destination);
    links.filter(|link| !link.contains("://")).collect()
}

/// The anchors that GitHub and mdBook give to the headings.
fn anchors(text: &str) -> BTreeSet<String> {
    let (mut anchors, mut heading) = (BTreeSet::new(), None::<String>);
    for event in Parser::new(text) {
        match (event, &mut heading) {
            (Event::Start(Tag::Heading { .. }), _) => heading = Some(String::new()),
            (Event::Text(text) | Event::Code(text), Some(heading)) => heading.push_str(&text),
            (Event::End(TagEnd::Heading(_)), _) => {
                anchors.extend(heading.take().as_deref().map(slug));
            }
            _ => {}
        }
    }
    anchors
}

fn slug(heading: &str) -> String {
    let kept = |c: &char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_');
    heading.to_lowercase().chars().filter(kept).map(|c| if c == ' ' { '-' } else { c }).collect()
}

/// Returns the reason why a link of a document leads nowhere.
fn broken(document: &Path, link: &str) -> Option<String> {
    let (path, anchor) = link.split_once('#').unwrap_or((link, ""));
    let target = match path {
        "" => document.to_owned(),
        path => document.parent().expect("a folder").join(path),
    };
    if !target.exists() {
        return Some(format!("{}: there is no {}", document.display(), target.display()));
    }
    let missing = !anchor.is_empty() && !anchors(&read(&target)).contains(anchor);
    missing.then(|| format!("{}: no heading has the anchor {link}", document.display()))
}

#[test]
fn every_link_leads_to_a_file_and_a_heading() {
    let mut all = 0;
    let mut found = Vec::new();
    for document in documents() {
        let links = links(&read(&document));
        all += links.len();
        found.extend(links.iter().filter_map(|link| broken(&document, link)));
    }
    assert!(all > 100, "{all} links cannot be all");
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn the_table_of_contents_has_every_chapter() {
    let book = paths::workspace().join("docs");
    let [summary, contents] =
        ["SUMMARY.md", "README.md"].map(|name| links(&read(&book.join(name))));
    for chapter in chapters() {
        let name = chapter.file_name().expect("a file").to_string_lossy().into_owned();
        if name != "SUMMARY.md" {
            assert!(summary.contains(&name), "docs/SUMMARY.md does not list {name}");
            assert!(name == "README.md" || contents.contains(&name), "docs/README.md lacks {name}");
        }
    }
}

#[test]
fn the_readme_is_short() {
    let lines = read(&paths::workspace().join("README.md")).lines().count();
    assert!(lines <= 150, "the README has {lines} lines");
}

#[test]
fn headings_become_anchors() {
    let text = "# `--format json`\n\n## What C gets, and *how*\n";
    let expected = ["--format-json", "what-c-gets-and-how"].map(str::to_owned);
    assert_eq!(anchors(text), BTreeSet::from(expected));
    let here = paths::workspace().join("README.md");
    assert!(broken(&here, "no/such/file.md").is_some());
    assert!(broken(&here, "#no-such-heading").is_some());
    assert!(broken(&here, "docs/costs.md#the-machine-code").is_none());
}
