//! Checks the place of `ffi_library!` against the root file of the crate. Name resolution tells the rest of the expansion
//! whether there is one, but its errors name items that the author never wrote.
//!
//! Nothing is refused where the file leaves a doubt: where the compiler is not rustc itself, or where another macro at
//! the root could expand to the call.

use ffi_guard_scan::{Libraries, Place, libraries};
use proc_macro2::Span;
use std::env;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};
use syn::{Error, Result};

/// The root file, and the calls in it.
struct Root {
    file: PathBuf,
    libraries: Libraries,
}

/// Read once: a process of rustc compiles one crate.
fn root() -> Option<&'static Root> {
    static ROOT: OnceLock<Option<Root>> = OnceLock::new();
    let read = || {
        let file = root_file(env::args_os().skip(1).map(PathBuf::from))?;
        let libraries = libraries(&file);
        Some(Root { file, libraries })
    };
    ROOT.get_or_init(read).as_ref()
}

/// The one argument of rustc that is a Rust file.
fn root_file(arguments: impl Iterator<Item = PathBuf>) -> Option<PathBuf> {
    let is_source =
        |path: &PathBuf| path.extension().is_some_and(|rs| rs == "rs") && path.is_file();
    let mut files = arguments.filter(is_source);
    let file = files.next()?;
    files.next().is_none().then_some(file)
}

/// Refuses a second call, and one that is not at the root.
pub(crate) fn check(call: &Place) -> Result<()> {
    root().map_or(Ok(()), |root| check_in(&root.file, &root.libraries, call))
}

fn check_in(root: &Path, libraries: &Libraries, call: &Place) -> Result<()> {
    let refuse = |message: String| Err(Error::new(Span::call_site(), message));
    let is_call = |place: &Place| (place.line, place.column) == (call.line, call.column);
    let misplaced = || {
        let root = root.display();
        refuse(format!(
            "`ffi_library!` stands in a module; move it to the root of the crate, {root}"
        ))
    };
    if !is_same_file(root, &call.file) {
        return if libraries.complete { misplaced() } else { Ok(()) };
    }
    if libraries.in_modules.iter().any(|other| is_call(&other.place)) {
        return misplaced();
    }
    let mut certain =
        libraries.at_root.iter().filter(|call| !call.conditional).map(|call| &call.place);
    match certain.next() {
        Some(first) if !is_call(first) && certain.any(is_call) => {
            let Place { line, column, .. } = first;
            let file = root.display();
            refuse(format!(
                "a crate has one `ffi_library!`, and there is another at {file}:{line}:{column}; put the arguments of \
                 both into one"
            ))
        }
        _ => Ok(()),
    }
}

fn is_same_file(one: &Path, other: &Path) -> bool {
    let full = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    one == other || full(one) == full(other)
}

/// Whether the crate has a library.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Presence {
    /// It has one, or it may have one.
    Possible,
    /// It has none, which is still to be reported.
    Missing,
    /// It has none, and an error says so at another place.
    Reported,
}

/// Answers [`Presence::Missing`] once.
pub(super) fn presence() -> Presence {
    static REPORTED: AtomicBool = AtomicBool::new(false);
    let Some(Root { libraries, .. }) = root() else { return Presence::Possible };
    let Libraries { at_root, in_modules, complete } = libraries;
    if !complete || !at_root.is_empty() {
        return Presence::Possible;
    }
    // A call in a module is refused there, unless a condition removes it.
    let is_refused = in_modules.iter().any(|call| !call.conditional);
    if is_refused || REPORTED.swap(true, Ordering::Relaxed) {
        Presence::Reported
    } else {
        Presence::Missing
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    /// A crate with a root of this text.
    fn crate_of(name: &str, text: &str) -> PathBuf {
        let directory = env::temp_dir().join(format!("ffi-guard-{name}-{}", std::process::id()));
        fs::create_dir_all(&directory).expect("a directory");
        let root = directory.join("lib.rs");
        fs::write(&root, text).expect("a file");
        root
    }

    /// Returns the message for a call at this place.
    fn refusal(root: &Path, file: &Path, line: usize, column: usize) -> Option<String> {
        let call = Place { file: file.to_owned(), line, column };
        let refused = check_in(root, &libraries(root), &call);
        refused.err().map(|error| error.to_string())
    }

    #[test]
    fn the_second_of_two() {
        let root = crate_of("second", "a::ffi_library! {}\n\n ffi_library! {}");
        assert_eq!(refusal(&root, &root, 1, 1), None);
        let message = refusal(&root, &root, 3, 2).expect("refused");
        assert!(message.contains("lib.rs:1:1"), "{message}");
        // One that a macro expands to.
        assert_eq!(refusal(&root, &root, 2, 1), None);
    }

    #[test]
    fn one_of_two_under_conditions() {
        let root = crate_of("conditions", "#[cfg(a)]\nffi_library! {}\n#[cfg(b)]\nffi_library! {}");
        assert_eq!(refusal(&root, &root, 2, 1), None);
        assert_eq!(refusal(&root, &root, 4, 1), None);
    }

    #[test]
    fn in_a_module() {
        let root = crate_of("module", "mod a;\nmod b { ffi_library! {} }");
        let other = root.with_file_name("a.rs");
        for (file, line, column) in [(&root, 2, 9), (&other, 1, 1)] {
            let message = refusal(&root, file, line, column).expect("refused");
            assert!(message.contains("lib.rs") && message.contains("move"), "{message}");
        }
    }

    #[test]
    fn where_another_macro_may_expand_to_it() {
        let root = crate_of("include", "include!(\"a.rs\");");
        assert_eq!(refusal(&root, &root.with_file_name("a.rs"), 1, 1), None);
    }

    #[test]
    fn the_root_among_the_arguments_of_rustc() {
        let root = crate_of("arguments", "");
        let file = |arguments: &[&Path]| root_file(arguments.iter().map(|path| path.to_path_buf()));
        let (option, none) = (Path::new("--edition=2024"), root.with_file_name("none.rs"));
        assert_eq!(file(&[option, &root, &none]), Some(root.clone()));
        assert_eq!(file(&[option]), None);
        assert_eq!(file(&[&root, &root]), None);
    }
}
