//! A text in a buffer of C's, as `snprintf` writes one.

use std::ffi::c_char;
use std::fmt::{self, Write};
use std::mem::MaybeUninit;
use std::slice;

/// What is written is cut at a character boundary where it does not fit; its length is counted all the same.
struct Buffer<'a> {
    /// One byte of it is for the NUL.
    bytes: &'a mut [MaybeUninit<u8>],
    written: usize,
    wanted: usize,
}

impl Write for Buffer<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        // Once a text was cut, what follows would be out of place.
        if self.written == self.wanted {
            let room = self.bytes.len().saturating_sub(self.written + 1);
            let end = (0..=text.len().min(room)).rev().find(|at| text.is_char_boundary(*at));
            let fitting = &text.as_bytes()[..end.unwrap_or(0)];
            for (to, from) in self.bytes[self.written..].iter_mut().zip(fitting) {
                to.write(*from);
            }
            self.written += fitting.len();
        }
        self.wanted += text.len();
        Ok(())
    }
}

/// Writes a text and a NUL into a buffer, as much as fits, and returns the length of the whole, without the NUL.
///
/// # Safety
///
/// `buffer` is valid for writes of `size` bytes; null for 0.
pub(crate) unsafe fn write(buffer: *mut c_char, size: usize, text: impl fmt::Display) -> usize {
    let bytes: &mut [MaybeUninit<u8>] = if buffer.is_null() {
        &mut []
    } else {
        // No object is larger.
        let size = size.min(isize::MAX as usize);
        // SAFETY: valid for so many bytes by contract, initialised or not.
        unsafe { slice::from_raw_parts_mut(buffer.cast(), size) }
    };
    let mut buffer = Buffer { bytes, written: 0, wanted: 0 };
    // `write_str` does not fail; if the text's `Display` does, what it has written stands.
    let _ = write!(buffer, "{text}");
    if let Some(end) = buffer.bytes.get_mut(buffer.written) {
        end.write(0);
    }
    buffer.wanted
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::ffi::CStr;
    use std::ptr;

    /// What C has after a call with so much room, and the length that it is told.
    fn written(size: usize, text: fmt::Arguments<'_>) -> (String, usize) {
        let mut bytes = [b'#'; 16];
        // SAFETY: there is room for at most 16 bytes.
        let wanted = unsafe { write(bytes.as_mut_ptr().cast(), size, text) };
        assert!(bytes[size..].iter().all(|byte| *byte == b'#'), "beyond the buffer");
        (CStr::from_bytes_until_nul(&bytes).unwrap().to_str().unwrap().to_owned(), wanted)
    }

    #[test]
    fn what_fits_is_written_and_all_is_counted() {
        assert_eq!(written(6, format_args!("ab{}", "cde")), ("abcde".into(), 5));
        assert_eq!(written(5, format_args!("ab{}", "cde")), ("abcd".into(), 5));
        assert_eq!(written(1, format_args!("ab")), (String::new(), 2));
        assert_eq!(written(3, format_args!("")), (String::new(), 0));
    }

    #[test]
    fn a_character_is_not_cut_and_nothing_follows_a_cut() {
        assert_eq!(written(5, format_args!("aé€{}", "b")), ("aé".into(), 7));
        assert_eq!(written(3, format_args!("a{}{}", "€", "b")), ("a".into(), 5));
    }

    #[test]
    fn without_a_buffer_all_is_counted() {
        // SAFETY: null with 0, and a buffer that is not written to.
        unsafe {
            assert_eq!(write(ptr::null_mut(), 0, "four"), 4);
            let mut byte: c_char = 7;
            assert_eq!(write(&mut byte, 0, "four"), 4);
            assert_eq!(byte, 7);
        }
    }
}
