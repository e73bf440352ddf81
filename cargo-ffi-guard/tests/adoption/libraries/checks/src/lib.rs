//! Checksums under the names of another library, or with a prefix. A macro makes each symbol.

#[cfg(feature = "prefixed")]
macro_rules! symbol {
    ($name:expr) => {
        concat!("rs_", stringify!($name))
    };
}

#[cfg(not(feature = "prefixed"))]
macro_rules! symbol {
    ($name:expr) => {
        stringify!($name)
    };
}

use std::ffi::{c_int, c_uint, c_ulong};

/// A checksum that is made part by part.
#[repr(C)]
pub struct CheckState {
    pub value: c_ulong,
    pub total: c_ulong,
    pub kind: c_int,
}

fn bytes<'b>(data: *const u8, len: c_uint) -> &'b [u8] {
    unsafe { std::slice::from_raw_parts(data, len as usize) }
}

fn sum(start: c_ulong, bytes: &[u8]) -> c_ulong {
    bytes.iter().fold(start, |sum, byte| (sum + c_ulong::from(*byte)) % 65_521)
}

/// Adds bytes to a sum.
///
/// # Safety
///
/// `data` points to `len` bytes.
#[unsafe(export_name = symbol!(check_sum))]
pub unsafe extern "C" fn check_sum(start: c_ulong, data: *const u8, len: c_uint) -> c_ulong {
    sum(start, bytes(data, len))
}

/// Combines bytes by exclusive or.
///
/// # Safety
///
/// `data` points to `len` bytes.
#[unsafe(export_name = symbol!(check_xor))]
pub unsafe extern "C" fn check_xor(start: c_ulong, data: *const u8, len: c_uint) -> c_ulong {
    bytes(data, len).iter().fold(start, |value, byte| value ^ c_ulong::from(*byte))
}

/// Returns the sum of two parts.
#[unsafe(export_name = symbol!(check_combine))]
pub extern "C" fn check_combine(first: c_ulong, second: c_ulong) -> c_ulong {
    (first + second) % 65_521
}

/// Starts a checksum: 0 for a sum, 1 for an exclusive or. Returns 0, or -2.
///
/// # Safety
///
/// `state` points to a state.
#[unsafe(export_name = symbol!(check_begin))]
pub unsafe extern "C" fn check_begin(state: *mut CheckState, kind: c_int) -> c_int {
    assert!((0..=1).contains(&kind), "an unknown kind of checksum");
    unsafe { state.write(CheckState { value: 0, total: 0, kind }) };
    0
}

/// Adds bytes. Returns 0, or -2.
///
/// # Safety
///
/// `state` was started, and `data` points to `len` bytes.
#[unsafe(export_name = symbol!(check_update))]
pub unsafe extern "C" fn check_update(state: *mut CheckState, data: *const u8, len: c_uint) -> c_int {
    let state = unsafe { state.as_mut() }.expect("no state");
    state.value = match state.kind {
        0 => sum(state.value, bytes(data, len)),
        _ => bytes(data, len).iter().fold(state.value, |value, byte| value ^ c_ulong::from(*byte)),
    };
    state.total += c_ulong::from(len);
    0
}

/// Writes the checksum. Returns 0, or -2.
///
/// # Safety
///
/// `state` was started, and `out` points to a number.
#[unsafe(export_name = symbol!(check_end))]
pub unsafe extern "C" fn check_end(state: *const CheckState, out: *mut c_ulong) -> c_int {
    let state = unsafe { state.as_ref() }.expect("no state");
    unsafe { out.write(state.value) };
    0
}

/// Returns the version as text.
#[unsafe(export_name = symbol!(check_version))]
pub extern "C" fn check_version() -> *const std::ffi::c_char {
    c"1.0".as_ptr()
}

/// Returns a set of flags.
#[unsafe(export_name = symbol!(check_flags))]
pub extern "C" fn check_flags() -> c_ulong {
    0xa9
}
