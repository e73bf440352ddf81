//! Text with a fixed capacity: the strings in an [`Error`](crate::Error).
//!
//! The failure path must not need the allocator, and C must be able to read the bytes in place. So the text is stored
//! inline, ends in a NUL, contains no other NUL, and is cut at a character boundary.

use std::ffi::c_char;
use std::fmt;

/// Replaces a NUL, which would end the text for C.
const REPLACEMENT: &str = "\u{FFFD}";
/// Ends a text that was cut.
const ELLIPSIS: &str = "…";

/// UTF-8 text of at most `N - 1` bytes, NUL-terminated, without a NUL inside.
#[derive(Clone, Copy)]
#[repr(C)]
pub(crate) struct Text<const N: usize> {
    // The first field, so that the address of the text is the address of the value.
    bytes: [u8; N],
    len: u16,
    cut: bool,
}

impl<const N: usize> Text<N> {
    pub(crate) const EMPTY: Self = {
        assert!(N > ELLIPSIS.len() && N <= u16::MAX as usize);
        Self { bytes: [0; N], len: 0, cut: false }
    };

    pub(crate) fn new(text: &str) -> Self {
        let mut this = Self::EMPTY;
        this.push(text);
        this
    }

    /// Creates a text and cuts a long one at its start, because the end of a path says more than its start.
    pub(crate) fn end_of(text: &str) -> Self {
        if text.len() < N {
            return Self::new(text);
        }
        let room = N - 1 - ELLIPSIS.len();
        let begin = (text.len() - room..=text.len()).find(|&at| text.is_char_boundary(at));
        let mut this = Self::new(ELLIPSIS);
        this.push(&text[begin.unwrap_or(text.len())..]);
        this
    }

    pub(crate) fn as_str(&self) -> &str {
        // The bytes are always UTF-8, so the default is not used. The check is cheap enough for the failure path.
        std::str::from_utf8(&self.bytes[..usize::from(self.len)]).unwrap_or_default()
    }

    /// Returns the address of the NUL-terminated bytes in the value at `this`, without reading it.
    pub(crate) fn c_str(this: *const Self) -> *const c_char {
        this.cast()
    }

    /// Appends formatted text, and cuts it if it is too long.
    pub(crate) fn write(&mut self, arguments: fmt::Arguments<'_>) {
        // `write_str` returns no error. If a `Display` does, the text ends there.
        let _ = fmt::Write::write_fmt(self, arguments);
    }

    fn push(&mut self, text: &str) {
        for (i, part) in text.split('\0').enumerate() {
            if i > 0 {
                self.append(REPLACEMENT);
            }
            self.append(part);
        }
    }

    fn append(&mut self, part: &str) {
        let len = usize::from(self.len);
        if self.cut {
            return;
        }
        if len + part.len() < N {
            self.put(len, part);
        } else {
            self.cut(part);
        }
    }

    /// Appends as much of `part` as fits in front of the ellipsis.
    fn cut(&mut self, part: &str) {
        self.cut = true;
        let room = N - 1 - ELLIPSIS.len();
        let len = usize::from(self.len);
        let len = if len <= room {
            let fits = floor_char_boundary(part, room - len);
            self.put(len, &part[..fits]);
            len + fits
        } else {
            floor_char_boundary(self.as_str(), room)
        };
        self.put(len, ELLIPSIS);
    }

    fn put(&mut self, at: usize, part: &str) {
        let end = at + part.len();
        self.bytes[at..end].copy_from_slice(part.as_bytes());
        self.bytes[end..].fill(0);
        // `end < N`, and `EMPTY` asserts that `N` fits in a `u16`.
        self.len = end as u16;
    }
}

/// `str::floor_char_boundary` needs a newer Rust than the minimum supported one.
fn floor_char_boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&i| text.is_char_boundary(i)).unwrap_or(0)
}

impl<const N: usize> fmt::Write for Text<N> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.push(text);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::ffi::CStr;

    /// Returns the text that C reads.
    fn c<const N: usize>(text: &Text<N>) -> &str {
        CStr::from_bytes_until_nul(&text.bytes).unwrap().to_str().unwrap()
    }

    #[test]
    fn keeps_a_text_that_fits() {
        let text = Text::<8>::new("1234567");
        assert_eq!((text.as_str(), c(&text)), ("1234567", "1234567"));
    }

    #[test]
    fn cuts_at_a_character_boundary_and_says_so() {
        // Of 10 bytes, 3 are for the ellipsis; the second `é` would end at byte 8.
        let text = Text::<11>::new("abcdeéééé");
        assert_eq!((text.as_str(), c(&text)), ("abcdeé…", "abcdeé…"));
        for n in 0..40 {
            let text = Text::<16>::new(&"€".repeat(n));
            assert!(std::str::from_utf8(&text.bytes[..usize::from(text.len)]).is_ok(), "{n}");
        }
    }

    #[test]
    fn keeps_the_end_of_a_path() {
        assert_eq!(Text::<16>::end_of("src/lib.rs").as_str(), "src/lib.rs");
        assert_eq!(Text::<16>::end_of("123456789012345").as_str(), "123456789012345");
        assert_eq!(Text::<16>::end_of("/home/me/src/lib.rs").as_str(), "…e/src/lib.rs");
        assert_eq!(Text::<16>::end_of("/home/me/src/éib.rs").as_str(), "…/src/éib.rs");
        assert_eq!(Text::<16>::end_of("/home/é/é/lib/ab.rs").as_str(), "…é/lib/ab.rs");
    }

    #[test]
    fn replaces_nul() {
        let text = Text::<16>::new("a\0b\0");
        assert_eq!((text.as_str(), c(&text)), ("a\u{FFFD}b\u{FFFD}", "a\u{FFFD}b\u{FFFD}"));
    }

    #[test]
    fn a_cut_text_takes_no_more() {
        let mut text = Text::<8>::new("1234567");
        text.push("8");
        text.push("9");
        assert_eq!(text.as_str(), "1234…");
    }
}
