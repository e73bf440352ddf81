//! Writes text into a buffer of the C caller, like `snprintf`.

use std::ffi::c_char;
use std::fmt::{self, Write};
use std::mem::MaybeUninit;
use std::slice;

/// Writes text up to the capacity of the buffer, cut at a character boundary, and counts the full length.
struct Buffer<'a> {
    /// The buffer. Its last byte is reserved for the NUL.
    bytes: &'a mut [MaybeUninit<u8>],
    written: usize,
    wanted: usize,
}

impl Write for Buffer<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        // After a cut, writing more text would leave a gap.
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

/// Writes as much of a text as fits, and a NUL. Returns the length of the whole text without the NUL.
///
/// # Safety
///
/// `buffer` is valid for writes of `size` bytes, or null.
pub(crate) unsafe fn write(buffer: *mut c_char, size: usize, text: impl fmt::Display) -> usize {
    let bytes: &mut [MaybeUninit<u8>] = if buffer.is_null() {
        &mut []
    } else {
        // No object is larger than this.
        let size = size.min(isize::MAX as usize);
        // SAFETY: the caller passes a buffer that is valid for writes of `size` bytes; `MaybeUninit` accepts
        // uninitialized ones.
        unsafe { slice::from_raw_parts_mut(buffer.cast(), size) }
    };
    let mut buffer = Buffer { bytes, written: 0, wanted: 0 };
    // `write_str` returns no error. If the `Display` of the text does, the text ends there.
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

    /// Returns the text in C's buffer of this size after a call, and the returned length.
    fn written(size: usize, text: fmt::Arguments<'_>) -> (String, usize) {
        let mut bytes = [b'#'; 16];
        // SAFETY: `size` is at most 16, the size of `bytes`.
        let wanted = unsafe { write(bytes.as_mut_ptr().cast(), size, text) };
        assert!(bytes[size..].iter().all(|byte| *byte == b'#'), "beyond the buffer");
        (CStr::from_bytes_until_nul(&bytes).unwrap().to_str().unwrap().to_owned(), wanted)
    }

    #[test]
    fn text_that_fits_is_written_and_the_full_length_returned() {
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
    fn without_a_buffer_the_full_length_is_returned() {
        // SAFETY: a null buffer is allowed, and a buffer of size 0 is not written to.
        unsafe {
            assert_eq!(write(ptr::null_mut(), 0, "four"), 4);
            let mut byte: c_char = 7;
            assert_eq!(write(&mut byte, 0, "four"), 4);
            assert_eq!(byte, 7);
        }
    }
}
