//! Times as text.

use crate::ClockTime;
use std::ffi::{CStr, CString, c_char};

/// Reads a time such as `12:34:56`. Returns whether it is one.
///
/// # Safety
///
/// `text` is a text, and `out` points to a time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn clock_parse(text: *const c_char, out: *mut ClockTime) -> bool {
    let text = unsafe { CStr::from_ptr(text) }.to_str().expect("not UTF-8");
    let mut parts = text.split(':').map(|part| part.parse::<u8>().expect("not a number"));
    let mut next = || parts.next().expect("a part is missing");
    unsafe { out.write(ClockTime { hour: next(), minute: next(), second: next() }) };
    true
}

/// Returns a time as text, which is freed with `clock_text_free`.
#[unsafe(no_mangle)]
pub extern "C" fn clock_text(time: ClockTime) -> *mut c_char {
    let text = format!("{:02}:{:02}:{:02}", time.hour, time.minute, time.second);
    CString::new(text).expect("no NUL").into_raw()
}

/// Frees a text.
///
/// # Safety
///
/// The text came from `clock_text`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn clock_text_free(text: *mut c_char) {
    if !text.is_null() {
        drop(unsafe { CString::from_raw(text) });
    }
}
