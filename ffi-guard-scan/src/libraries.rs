//! Finds the calls of `ffi_library!` in the root file of a crate.

use std::path::Path;

use super::files;
use super::locate::Locator;
use super::report::Place;
use super::std_macros::is_std_macro;
use super::tokens::Tokens;

/// The calls of `ffi_library!` in one file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Libraries {
    /// Those at the top level, in source order.
    pub at_root: Vec<LibraryCall>,
    /// Those in inline modules, in no particular order.
    pub in_modules: Vec<LibraryCall>,
    /// Whether no other macro is called at the top level, which could expand to a call.
    pub complete: bool,
}

/// A call of `ffi_library!`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LibraryCall {
    /// Where its path begins.
    pub place: Place,
    /// Whether there is an attribute on it or on a module around it, which may be a `cfg`.
    pub conditional: bool,
}

/// Finds the calls in the file `root`. Empty, and not `complete`, for a file that cannot be read.
#[must_use]
pub fn libraries(root: &Path) -> Libraries {
    let Ok((source, _)) = files::read(root) else { return Libraries::default() };
    in_source(&source, root)
}

fn in_source(source: &str, file: &Path) -> Libraries {
    let tokens = Tokens::new(source);
    let mut found = Libraries { complete: tokens.fault().is_none(), ..Libraries::default() };
    let mut search = Search { tokens: &tokens, locator: Locator::new(source), file };
    let mut modules = vec![Module { from: 0, to: tokens.len(), conditional: false, root: true }];
    while let Some(module) = modules.pop() {
        search.module(module, &mut modules, &mut found);
    }
    found
}

/// The tokens of a module, or of the file.
#[derive(Clone, Copy)]
struct Module {
    from: usize,
    to: usize,
    conditional: bool,
    root: bool,
}

struct Search<'s> {
    tokens: &'s Tokens<'s>,
    locator: Locator<'s>,
    file: &'s Path,
}

impl Search<'_> {
    fn module(&mut self, module: Module, modules: &mut Vec<Module>, found: &mut Libraries) {
        let mut at = module.from;
        while at < module.to {
            let (start, attributed) = self.behind_attributes(at);
            let conditional = module.conditional || attributed;
            if let Some(name) = self.macro_called(start) {
                match (name, module.root) {
                    ("ffi_library", true) => found.at_root.push(self.call(start, conditional)),
                    ("ffi_library", false) => found.in_modules.push(self.call(start, conditional)),
                    (name, root) => found.complete &= !root || is_known(name),
                }
            }
            let (end, body) = self.item(start, module.to);
            if let Some(open) = body {
                let to = self.tokens.partner(open);
                modules.push(Module { from: open + 1, to, conditional, root: false });
            }
            at = end;
        }
    }

    /// The token behind attributes, and whether there is an outer one.
    fn behind_attributes(&self, mut at: usize) -> (usize, bool) {
        let mut attributed = false;
        loop {
            if let Some(open) = self.tokens.inner_attribute(at) {
                at = self.tokens.next(open);
            } else if let Some(open) = self.tokens.outer_attribute(at) {
                (at, attributed) = (self.tokens.next(open), true);
            } else {
                return (at, attributed);
            }
        }
    }

    /// The last name in the path of a macro call that begins at `at`.
    fn macro_called(&self, mut at: usize) -> Option<&str> {
        let tokens = self.tokens;
        loop {
            while tokens.is(at, b':') {
                at += 1;
            }
            let name = tokens.word(at)?;
            at += 1;
            if tokens.is(at, b'!') {
                return tokens.opens_any(at + 1).then_some(name);
            }
            if !tokens.is(at, b':') {
                return None;
            }
        }
    }

    /// The token behind the item that begins at `at`, and the bracket that opens the body of an inline module.
    fn item(&self, at: usize, to: usize) -> (usize, Option<usize>) {
        let mut body = None;
        let mut here = at;
        while here < to {
            if self.tokens.is(here, b';') {
                return (here + 1, body);
            }
            if self.tokens.keyword(here) == Some("mod") && self.tokens.opens(here + 2, b'{') {
                body = Some(here + 2);
            }
            if self.tokens.opens(here, b'{') {
                return (self.tokens.next(here), body);
            }
            here = self.tokens.next(here);
        }
        (to.max(at + 1), body)
    }

    fn call(&mut self, at: usize, conditional: bool) -> LibraryCall {
        let (line, column) = self.locator.locate(self.tokens.start(at));
        LibraryCall { place: Place { file: self.file.to_owned(), line, column }, conditional }
    }
}

/// Whether the macro is one of std that expands to no call. An included file and an arm may contain one.
fn is_known(name: &str) -> bool {
    is_std_macro(name) && !matches!(name, "include" | "cfg_select")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lines of the calls at the root and in modules, with `?` for conditional ones, and whether these are all.
    fn found(source: &str) -> (String, String, bool) {
        let lines = |calls: &[LibraryCall]| {
            let line = |call: &LibraryCall| {
                format!("{}{}", call.place.line, if call.conditional { "?" } else { "" })
            };
            calls.iter().map(line).collect::<Vec<_>>().join(" ")
        };
        let libraries = in_source(source, Path::new("lib.rs"));
        (lines(&libraries.at_root), lines(&libraries.in_modules), libraries.complete)
    }

    fn calls(at_root: &str, in_modules: &str) -> (String, String, bool) {
        (at_root.to_owned(), in_modules.to_owned(), true)
    }

    #[test]
    fn calls_at_the_root_and_in_modules() {
        assert_eq!(found("ffi_guard::ffi_library! { prefix = \"a\" }"), calls("1", ""));
        assert_eq!(found("#![no_std]\nffi_library!(prefix = \"a\");\nfn f() {}"), calls("2", ""));
        assert_eq!(found("use a;\n::ffi_guard::ffi_library![]; ffi_library! {}"), calls("2 2", ""));
        assert_eq!(found("pub mod a {\nmod b {\nffi_library! {} } }"), calls("", "3"));
        assert_eq!(found("#[cfg(x)]\nffi_library! {}\nffi_library! {}"), calls("2? 3", ""));
        assert_eq!(found("#[cfg(x)] mod a {\nffi_library! {} }"), calls("", "2?"));
    }

    #[test]
    fn what_is_no_call() {
        assert_eq!(found("// ffi_library! {}\nfn f() { ffi_library! {} }"), calls("", ""));
        assert_eq!(found("use ffi_guard::ffi_library; const A: &str = concat!();"), calls("", ""));
        assert_eq!(found("macro_rules! m { () => { ffi_library! {} } }"), calls("", ""));
        assert_eq!(found("thread_local! { static A: u8 = 1 }"), calls("", ""));
        assert_eq!(found("impl A { mod_! {} } struct B(u8);\nmod c;"), calls("", ""));
    }

    #[test]
    fn what_could_be_one() {
        for source in ["include!(\"a.rs\");", "a::library! {}", "#[x] m!();", "fn f() {"] {
            assert!(!found(source).2, "{source}");
        }
        assert!(found("fn f() { m!() } mod a { m!() }").2);
    }

    #[test]
    fn hostile_sources_end() {
        for source in ["", "mod", "mod a {", "::", "::::!", "#[", "#![]", ";;", "a::", "! {", "}"] {
            let _ = found(source);
        }
        let nested = "mod a {".repeat(100_000);
        let _ = found(&nested);
    }
}
