//! Compile-time checks of symbols: the prefix of the library, and functions that a derive exports.

use super::copy_to_start;
use std::str;

/// The prefix of a crate without `ffi_library!`.
pub const NO_PREFIX: &str = "";

/// Checks that a symbol, which is the name of a function, starts with the prefix of the library.
///
/// # Panics
///
/// Panics, at compile time, if it does not.
#[track_caller]
pub const fn require_prefix(symbol: &str, prefix: &str) {
    let (name, begin) = (symbol.as_bytes(), prefix.as_bytes());
    let mut at = 0;
    while at < begin.len() && at < name.len() && name[at] == begin[at] {
        at += 1;
    }
    if at == begin.len() {
        return;
    }
    let message = Message::EMPTY
        .and("`")
        .and(symbol)
        .and("` would be exported without the library's prefix `")
        .and(prefix)
        .and("`; rename the function, for instance to `")
        .and(prefix)
        .and(symbol)
        .and("`, or, if C is to have this name, write `name = \"")
        .and(symbol)
        .and("\"` in the attribute");
    panic!("{}", message.text());
}

/// Checks that no derive of a handle exports the symbol of a method.
///
/// # Panics
///
/// Panics, at compile time, if one does.
#[track_caller]
pub const fn require_underived(derived: bool, symbol: &str) {
    if derived {
        let message = Message::EMPTY
            .and("the handle has `")
            .and(symbol)
            .and("` by its derive; name the method otherwise, or leave it out with `#[ffi(skip)]`");
        panic!("{}", message.text());
    }
}

/// Concatenates text. Skips a part that does not fit.
struct Message {
    bytes: [u8; 512],
    length: usize,
}

impl Message {
    const EMPTY: Self = Self { bytes: [0; 512], length: 0 };

    const fn and(mut self, part: &str) -> Self {
        let free = self.bytes.split_at_mut(self.length).1;
        if part.len() <= free.len() {
            copy_to_start(free, part);
            self.length += part.len();
        }
        self
    }

    const fn text(&self) -> &str {
        match str::from_utf8(self.bytes.split_at(self.length).0) {
            Ok(text) => text,
            Err(_) => "",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{NO_PREFIX, require_prefix, require_underived};
    use std::panic::catch_unwind;

    #[test]
    fn a_symbol_needs_the_prefix() {
        require_prefix("px_free", "px_");
        require_prefix("free", NO_PREFIX);
        for symbol in ["free", "px", "pxfree", "p", "", "PX_free", "free_px_"] {
            assert!(catch_unwind(|| require_prefix(symbol, "px_")).is_err(), "{symbol}");
        }
    }

    #[test]
    fn a_symbol_must_not_be_exported_by_a_derive() {
        require_underived(false, "px_thing_free");
        assert!(catch_unwind(|| require_underived(true, "px_thing_free")).is_err());
    }

    #[test]
    fn a_part_that_does_not_fit_is_left_out() {
        let long = "é".repeat(300);
        let payload = catch_unwind(|| require_prefix(&long, "px_")).unwrap_err();
        let message = payload.downcast::<String>().unwrap();
        assert!(message.starts_with("`` would be exported"), "{message}");
    }
}
