//! The links of the pages that crates.io and docs.rs show.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Result, ensure};
use pulldown_cmark::{BrokenLink, Options, Parser, html};

/// The links in the documentation of the trait `Instrument` of tracing, which rustdoc shows for every type.
const OF_TRACING: [&str; 4] = [
    "super::Subscriber",
    "super::Span::current()",
    "crate::Span",
    "dispatcher#setting-the-default-subscriber",
];

/// The anchors that rustdoc gives to methods and types of a trait. It links to them even if they are hidden.
const OF_RUSTDOC: [&str; 2] = ["tymethod.", "associatedtype."];

/// The documentation of all packages, as it was built.
pub(super) struct Site {
    pub(super) folder: PathBuf,
    packages: Vec<String>,
    checked: usize,
    /// Links to other hosts, which are not opened.
    foreign: BTreeMap<String, usize>,
    broken: Vec<String>,
}

impl Site {
    pub(super) fn new(folder: PathBuf, packages: Vec<String>) -> Self {
        Self { folder, packages, checked: 0, foreign: BTreeMap::new(), broken: Vec::new() }
    }

    /// Checks the links of a README on crates.io, where only absolute ones work: without `repository`, a relative link
    /// leads nowhere.
    pub(super) fn check_readme(&mut self, package: &str, markdown: &str) {
        let page = self.render(package, markdown);
        for link in links(&page) {
            let outcome = match link.starts_with("https://") {
                true => self.check_absolute(&link),
                false => Err("is not absolute".into()),
            };
            self.count(&format!("README.md of {package}"), &link, outcome);
        }
    }

    /// Returns the page of a README. A reference that is not defined, or a definition that is not one, stays text.
    fn render(&mut self, package: &str, markdown: &str) -> String {
        let mut undefined = Vec::new();
        let callback = |link: BrokenLink<'_>| {
            undefined.push(link.reference.to_string());
            None
        };
        let mut page = String::new();
        let options = Options::ENABLE_TABLES;
        let parser = Parser::new_with_broken_link_callback(markdown, options, Some(callback));
        html::push_html(&mut page, parser);
        undefined.extend(page.lines().filter(|line| line.contains("]: http")).map(str::to_owned));
        self.broken.extend(undefined.iter().map(|text| format!("{package}: no link: `{text}`")));
        page
    }

    /// Checks the links of a page of the documentation.
    pub(super) fn check_page(&mut self, page: &Path, text: &str) {
        for link in links(text) {
            let outcome = match link.contains("://") {
                true => self.check_absolute(&link),
                false => check_file(page, text, &link),
            };
            self.count(&page.display().to_string(), &link, outcome);
        }
    }

    fn count(&mut self, page: &str, link: &str, outcome: std::result::Result<(), String>) {
        self.checked += 1;
        if let Err(reason) = outcome {
            self.broken.push(format!("{page}: the link `{link}` {reason}"));
        }
    }

    /// A link to one of the packages must lead to a page that was built. Links to other hosts are only counted.
    fn check_absolute(&mut self, link: &str) -> std::result::Result<(), String> {
        let (_, address) = link.split_once("://").unwrap_or_default();
        let parts: Vec<_> = address.splitn(4, '/').collect();
        match parts[..] {
            ["crates.io", "crates", name] if self.is_ours(name) => Ok(()),
            ["docs.rs", name] if self.is_ours(name) => Ok(()),
            ["docs.rs", name, "latest", page] if self.is_ours(name) => {
                check_file(&self.folder.join("index.html"), "", page)
            }
            ["docs.rs", name, ..] | ["crates.io", "crates", name, ..]
                if name.contains("ffi-guard") =>
            {
                Err("names no published package, or not its latest version".into())
            }
            _ => {
                *self.foreign.entry(parts[0].to_owned()).or_default() += 1;
                Ok(())
            }
        }
    }

    fn is_ours(&self, name: &str) -> bool {
        self.packages.iter().any(|package| package == name)
    }

    /// Fails if a link is broken.
    pub(super) fn finish(&self) -> Result<()> {
        let Self { checked, foreign, broken, .. } = self;
        println!("links: {checked}; not opened, because they lead to other hosts: {foreign:?}");
        ensure!(broken.is_empty(), "broken links:\n{}", broken.join("\n"));
        ensure!(*checked > 100, "{checked} links cannot be all");
        Ok(())
    }
}

/// Checks a link to a file, relative to a page with this text.
fn check_file(page: &Path, text: &str, link: &str) -> std::result::Result<(), String> {
    let (path, anchor) = link.split_once('#').unwrap_or((link, ""));
    let path = path.split_once('?').map_or(path, |(path, _)| path);
    let target = match path {
        "" => page.to_owned(),
        path => page.with_file_name("").join(path),
    };
    let target = if target.is_dir() { target.join("index.html") } else { target };
    if !target.is_file() {
        return Err(format!("leads to no file ({})", target.display()));
    }
    // rustdoc numbers the lines of sources with a script.
    let is_generated = OF_RUSTDOC.iter().any(|prefix| anchor.starts_with(prefix));
    if anchor.is_empty() || is_generated || path.ends_with(".rs.html") {
        return Ok(());
    }
    let text =
        if path.is_empty() { text.into() } else { fs::read_to_string(&target).unwrap_or_default() };
    match text.contains(&format!("id=\"{anchor}\"")) {
        true => Ok(()),
        false => Err("leads to no heading".into()),
    }
}

/// Returns the destinations of links and images.
fn links(page: &str) -> Vec<String> {
    let tags = |tag: &'static str, attribute: &'static str| {
        let tags = page.split(tag).skip(1).filter_map(|rest| rest.split_once('>'));
        tags.filter_map(move |(tag, _)| tag.split_once(attribute)?.1.split_once('"'))
    };
    let values = tags("<a ", "href=\"").chain(tags("<img ", "src=\"")).map(|(value, _)| value);
    let values = values.filter(|value| !value.starts_with("data:") && !OF_TRACING.contains(value));
    values.map(|value| value.replace("&amp;", "&")).collect()
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::Site;

    fn broken(readme: &str) -> Vec<String> {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut site = Site::new(folder, vec!["ffi-guard-core".into()]);
        site.check_readme("one", readme);
        site.broken
    }

    #[test]
    fn a_readme_has_absolute_links_to_pages_that_exist() {
        for works in [
            "[the documentation](https://docs.rs/ffi-guard-core)",
            "[a page](https://docs.rs/ffi-guard-core/latest/steps/release.rs)",
            "[the package][p]\n\n[p]: https://crates.io/crates/ffi-guard-core",
            "[another](https://doc.rust-lang.org/std/)",
        ] {
            assert_eq!(broken(works), [""; 0]);
        }
        for breaks in [
            "[relative](docs/costs.md)",
            "[a heading](#no-repository)",
            "<img src=\"docs/panic.svg\">",
            "[no such page](https://docs.rs/ffi-guard-core/latest/steps/nothing.rs)",
            "[no such package](https://docs.rs/ffi-guard-demo)",
            "[no definition][p]",
            "[`#[brackets]`]: https://docs.rs/ffi-guard-core",
            "[no such package](https://crates.io/crates/ffi-guard-demo)",
        ] {
            assert_eq!(broken(breaks).len(), 1, "{breaks}");
        }
    }
}
