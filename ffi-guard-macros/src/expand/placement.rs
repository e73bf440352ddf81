//! Checks the place of `ffi_library!` against the root file of the crate. Name resolution tells the rest of the expansion
//! whether there is one, but its errors name items that the author never wrote.
//!
//! Nothing is refused where the file leaves a doubt: where the compiler is not rustc itself, or where another macro at
//! the root could expand to the call.

use crate::root::{self, Position};
use ffi_guard_scan::{Libraries, Place, libraries};
use proc_macro2::Span;
use std::path::Path;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};
use syn::{Error, Result};

/// Returns the calls in the root file. It is read once: a process of rustc compiles one crate.
fn calls() -> Option<&'static Libraries> {
    static CALLS: OnceLock<Option<Libraries>> = OnceLock::new();
    CALLS.get_or_init(|| root::file().map(libraries)).as_ref()
}

/// Refuses a second call, and one that is not at the root.
pub(crate) fn check() -> Result<()> {
    let (Some(root), Some(calls)) = (root::file(), calls()) else { return Ok(()) };
    root::position_of_call(root).map_or(Ok(()), |call| check_in(root, calls, call))
}

fn check_in(root: &Path, libraries: &Libraries, call: Position) -> Result<()> {
    let refuse = |message: String| Err(Error::new(Span::call_site(), message));
    let misplaced = || {
        let root = root.display();
        refuse(format!(
            "`ffi_library!` stands in a module; move it to the root of the crate, {root}"
        ))
    };
    let Position::AtRoot { line, column } = call else {
        return if libraries.complete { misplaced() } else { Ok(()) };
    };
    let is_call = |place: &Place| (place.line, place.column) == (line, column);
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
    let Some(Libraries { at_root, in_modules, complete }) = calls() else {
        return Presence::Possible;
    };
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
    use crate::root::tests::root_of;

    /// Returns the message for a call at this place.
    fn refusal(root: &Path, call: Position) -> Option<String> {
        check_in(root, &libraries(root), call).err().map(|error| error.to_string())
    }

    fn at(line: usize, column: usize) -> Position {
        Position::AtRoot { line, column }
    }

    #[test]
    fn the_second_of_two() {
        let root = root_of("second", "a::ffi_library! {}\n\n ffi_library! {}");
        assert_eq!(refusal(&root, at(1, 1)), None);
        let message = refusal(&root, at(3, 2)).expect("refused");
        assert!(message.contains("lib.rs:1:1"), "{message}");
        // One that a macro expands to.
        assert_eq!(refusal(&root, at(2, 1)), None);
    }

    #[test]
    fn one_of_two_under_conditions() {
        let root = root_of("conditions", "#[cfg(a)]\nffi_library! {}\n#[cfg(b)]\nffi_library! {}");
        assert_eq!(refusal(&root, at(2, 1)), None);
        assert_eq!(refusal(&root, at(4, 1)), None);
    }

    #[test]
    fn in_a_module() {
        let root = root_of("module", "mod a;\nmod b { ffi_library! {} }");
        for call in [at(2, 9), Position::Elsewhere] {
            let message = refusal(&root, call).expect("refused");
            assert!(message.contains("lib.rs") && message.contains("move"), "{message}");
        }
    }

    #[test]
    fn where_another_macro_may_expand_to_it() {
        let root = root_of("include", "include!(\"a.rs\");");
        assert_eq!(refusal(&root, Position::Elsewhere), None);
    }
}
