//! Compares names with patterns of `*` and `?`. Every function is guarded by a macro around it.

use std::ffi::{CStr, c_char};

/// Exports a function and catches its panics. C gets the value behind `on panic`.
macro_rules! export {
    ($(#[$meta:meta])* fn $name:ident($($arg:ident: $ty:ty),* $(,)?) -> $ret:ty $body:block on panic $default:expr) => {
        $(#[$meta])*
        #[unsafe(no_mangle)]
        pub extern "C" fn $name($($arg: $ty),*) -> $ret {
            use std::panic::{AssertUnwindSafe, catch_unwind};
            match catch_unwind(AssertUnwindSafe(move || $body)) {
                Ok(value) => value,
                Err(_) => $default,
            }
        }
    };
    ($(#[$meta:meta])* fn $name:ident($($arg:ident: $ty:ty),* $(,)?) $body:block) => {
        $(#[$meta])*
        #[unsafe(no_mangle)]
        pub extern "C" fn $name($($arg: $ty),*) {
            use std::panic::{AssertUnwindSafe, catch_unwind};
            let _ = catch_unwind(AssertUnwindSafe(move || $body));
        }
    };
}

pub struct Pattern {
    text: Vec<u8>,
    uses: u32,
}

impl Pattern {
    fn is_match(&mut self, name: &[u8]) -> bool {
        self.uses += 1;
        matches(&self.text, name)
    }
}

fn matches(pattern: &[u8], name: &[u8]) -> bool {
    match (pattern.split_first(), name.split_first()) {
        (None, None) => true,
        (Some((b'*', rest)), _) if matches(rest, name) => true,
        (Some((b'*', _)), Some((_, name))) => matches(pattern, name),
        (Some((first, pattern)), Some((letter, name))) if *first == b'?' || first == letter => {
            matches(pattern, name)
        }
        _ => false,
    }
}

fn text<'t>(text: *const c_char) -> &'t [u8] {
    assert!(!text.is_null(), "no text");
    unsafe { CStr::from_ptr(text) }.to_bytes()
}

fn pattern<'p>(pattern: *mut Pattern) -> &'p mut Pattern {
    unsafe { pattern.as_mut() }.expect("no pattern")
}

export! {
    /// Reads a pattern, or returns NULL.
    fn pattern_new(source: *const c_char) -> *mut Pattern {
        let text = text(source).to_vec();
        assert!(!text.is_empty(), "the pattern is empty");
        Box::into_raw(Box::new(Pattern { text, uses: 0 }))
    } on panic std::ptr::null_mut()
}

export! {
    /// Frees a pattern.
    fn pattern_free(pattern: *mut Pattern) {
        if !pattern.is_null() {
            drop(unsafe { Box::from_raw(pattern) });
        }
    }
}

export! {
    /// Returns whether the name has the form of the pattern.
    fn pattern_is_match(this: *mut Pattern, name: *const c_char) -> bool {
        pattern(this).is_match(text(name))
    } on panic false
}

export! {
    /// Returns the number of names that match, or -1.
    fn pattern_count(this: *mut Pattern, names: *const *const c_char, len: usize) -> i64 {
        let names = unsafe { std::slice::from_raw_parts(names, len) };
        let pattern = pattern(this);
        names.iter().filter(|name| pattern.is_match(text(**name))).count() as i64
    } on panic -1
}

export! {
    /// Returns the index of the first name that matches, or -1.
    fn pattern_find(this: *mut Pattern, names: *const *const c_char, len: usize) -> i64 {
        let names = unsafe { std::slice::from_raw_parts(names, len) };
        let pattern = pattern(this);
        names.iter().position(|name| pattern.is_match(text(*name))).map_or(-1, |at| at as i64)
    } on panic -1
}

export! {
    /// Returns how often the pattern was compared.
    fn pattern_uses(this: *const Pattern) -> u32 {
        unsafe { this.as_ref() }.expect("no pattern").uses
    } on panic 0
}

export! {
    /// Returns the byte at an index of the pattern, or 0.
    fn pattern_byte(this: *const Pattern, index: usize) -> u8 {
        unsafe { this.as_ref() }.expect("no pattern").text[index]
    } on panic 0
}

export! {
    /// Sets the number of comparisons to 0.
    fn pattern_reset(this: *mut Pattern) {
        pattern(this).uses = 0;
    }
}
