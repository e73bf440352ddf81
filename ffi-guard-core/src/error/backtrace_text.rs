//! Formats a backtrace for C, starting at the author's code.
//!
//! std also captures the frames of the panic hook and of the panic machinery, and gives access only to the text of its
//! `Backtrace`.

use std::fmt::Write;

/// Removes the innermost frames that belong to this library and to the standard library, and numbers the others from 0.
/// Returns the text unchanged if all frames belong to them.
pub(crate) fn from_author_on(text: &str) -> String {
    let is_author = |line: &str| symbol(line).is_some_and(|symbol| !is_machinery(symbol));
    let lines = || text.split_inclusive('\n');
    let skipped = lines().position(is_author).unwrap_or(0);
    let mut rest = String::with_capacity(text.len());
    let mut number = 0;
    for line in lines().skip(skipped) {
        match symbol(line) {
            Some(symbol) => {
                // Writing to a `String` returns no error.
                let _ = write!(rest, "{number:4}: {symbol}");
                number += 1;
            }
            None => rest.push_str(line),
        }
    }
    rest
}

/// Returns the symbol of a frame and the rest of its line; `None` for the line with the source location.
fn symbol(line: &str) -> Option<&str> {
    let (number, symbol) = line.split_once(": ")?;
    number.trim_start().parse::<u32>().is_ok().then_some(symbol)
}

/// Returns whether a symbol belongs to this library or to the standard library: `std::panicking::begin_panic` and `<T
/// as core::ops::function::Fn>::call` do, `<alloc::vec::Vec<T> as theirs::Trait>::method` does not.
fn is_machinery(symbol: &str) -> bool {
    if symbol.trim_end() == "<unknown>" {
        return false;
    }
    let Some(qualified) = symbol.strip_prefix('<') else { return is_path_of_machinery(symbol) };
    let (of, its_trait) = self_and_trait(qualified);
    // A type without a path is a primitive type or a type parameter.
    let is_theirs = |path: &str| path.contains("::") && !is_path_of_machinery(path);
    !is_theirs(of) && !its_trait.is_some_and(is_theirs)
}

fn is_path_of_machinery(path: &str) -> bool {
    const OURS: [&str; 5] = ["ffi_guard_core::", "std::", "core::", "alloc::", "__rustc::"];
    const FUNCTIONS: [&str; 2] = ["rust_begin_unwind", "rust_panic"];
    OURS.iter().any(|ours| path.starts_with(ours)) || FUNCTIONS.contains(&path.trim_end())
}

/// Splits `Type as path::of::Trait>::method` into type and trait. `Type>::method` has no trait.
fn self_and_trait(qualified: &str) -> (&str, Option<&str>) {
    let mut depth = 0_usize;
    let mut characters = qualified.char_indices();
    let end = characters.find(|&(at, character)| {
        match character {
            '<' => depth += 1,
            '>' if !qualified[..at].ends_with('-') => match depth.checked_sub(1) {
                Some(less) => depth = less,
                None => return true,
            },
            _ => {}
        }
        depth == 0 && qualified[at..].starts_with(" as ")
    });
    let (of, rest) = qualified.split_at(end.map_or(qualified.len(), |(at, _)| at));
    (of.trim_start_matches(['&', '*', '[', '(']), rest.strip_prefix(" as "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn starts_at_the_author_and_renumbers_frames() {
        let text = "   0: ffi_guard_core::error::backtrace::BacktraceId::force\n             at ./src/backtrace.rs:36:34\n   \
                    1: <alloc::boxed::Box<F,A> as core::ops::function::Fn<Args>>::call\n   2: __rustc::rust_begin_unwind\n   \
                    3: core::panicking::panic_fmt\n   4: theirs::inner\n             at ./src/lib.rs:1:2\n   \
                    5: std::panicking::catch_unwind\n  10: main\n";
        let expected = "   0: theirs::inner\n             at ./src/lib.rs:1:2\n   1: std::panicking::catch_unwind\n   \
                        2: main\n";
        assert_eq!(from_author_on(text), expected);
    }

    #[test]
    fn removes_nothing_without_a_frame_of_the_author() {
        for text in ["", "disabled backtrace", "   0: std::a\n   1: core::b\n"] {
            assert_eq!(from_author_on(text), text);
        }
        let stripped = "   0: <unknown>\n   1: main\n";
        assert_eq!(from_author_on(stripped), stripped);
    }

    #[test]
    fn recognizes_symbols_of_the_author() {
        for theirs in [
            "main",
            "theirs::inner",
            "ffi_guard_demo::inner",
            "<theirs::Loud as core::ops::drop::Drop>::drop",
            "<&mut theirs::Loud as core::fmt::Write>::write_str",
            "<alloc::vec::Vec<T> as theirs::Trait>::method",
            "<fn(i32) -> i32 as theirs::Trait>::method",
            "<theirs::Loud>::method",
        ] {
            assert!(!is_machinery(theirs), "{theirs}");
        }
        for machinery in [
            "std::panicking::begin_panic_handler::{{closure}}",
            "rust_begin_unwind",
            "ffi_guard_core::error::status::refuse",
            "<ffi_guard_core::panic::recover::LastError as ffi_guard_core::panic::recover::PanicDestination>::receive",
            "<T as alloc::string::ToString>::to_string",
            "<core::option::Option<theirs::Loud>>::unwrap",
            "<[i32]>::copy_from_slice",
            "<fn() -> i32 as core::ops::function::FnOnce<()>>::call_once",
        ] {
            assert!(is_machinery(machinery), "{machinery}");
        }
    }
}
