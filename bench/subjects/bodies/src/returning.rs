//! Functions that are called without a panic.

use std::ffi::{CStr, c_char};
use std::fmt;

static NUMBERS: [i32; 16] = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9, 3];

/// Rounds of [`work`]: about a microsecond.
const ROUNDS: u32 = 480;

/// Cannot panic, and the compiler knows it.
#[inline(always)]
pub fn constant<const K: i32>(a: i32) -> i32 {
    a ^ K
}

/// Panics for the smallest number.
#[inline(always)]
pub fn add<const K: i32>(a: i32, b: i32) -> i32 {
    if a == i32::MIN {
        panic!("the smallest number is not added to")
    }
    a.wrapping_add(b) ^ K
}

/// Panics if the divisor is 0 or the quotient too large.
#[inline(always)]
pub fn divide<const K: i32>(a: i32, b: i32) -> i32 {
    (a / b) ^ K
}

/// Panics from 16 on.
#[inline(always)]
pub fn index<const K: i32>(i: usize) -> i32 {
    NUMBERS[i] ^ K
}

/// Computes for about a microsecond. Panics for the smallest number.
#[inline(always)]
pub fn work<const K: i32>(a: i32) -> i32 {
    if a == i32::MIN {
        panic!("the smallest number is not worked on")
    }
    let mut x = a as u32 | 1;
    for _ in 0..ROUNDS {
        x ^= x << 13;
        x ^= x >> 17;
        x ^= x << 5;
    }
    x as i32 ^ K
}

/// Returns the length of a string. Panics if it is empty.
#[inline(always)]
pub fn measure<const K: i32>(text: &str) -> i64 {
    if text.is_empty() {
        panic!("an empty text is not measured")
    }
    text.len() as i64 ^ i64::from(K)
}

/// Calls [`measure`] after the checks that careful authors write by hand. Returns -2 for an invalid argument.
///
/// # Safety
///
/// The pointer must be null or point to a C string.
#[inline(always)]
pub unsafe fn measure_text<const K: i32>(text: *const c_char) -> i64 {
    if text.is_null() {
        return -2;
    }
    // SAFETY: the pointer is not null, so the caller guarantees a C string.
    match unsafe { CStr::from_ptr(text) }.to_str() {
        Ok(text) => measure::<K>(text),
        Err(_) => -2,
    }
}

/// The error of [`half`].
#[derive(Debug, Clone, Copy)]
pub struct Negative;

impl fmt::Display for Negative {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the number is negative")
    }
}

impl std::error::Error for Negative {}

/// Returns half of a number that is not negative. Panics for the largest number.
#[inline(always)]
pub fn half<const K: i32>(value: i64) -> Result<i64, Negative> {
    match value {
        i64::MAX => panic!("the largest number is not halved"),
        ..0 => Err(Negative),
        value => Ok((value / 2) ^ i64::from(K)),
    }
}

/// Returns the result of [`half`] as a status, 0 or 1, and an out-parameter. Returns -2 for an invalid out-parameter.
///
/// # Safety
///
/// The pointer must be null, or valid for a write.
#[inline(always)]
pub unsafe fn half_into<const K: i32>(value: i64, out: *mut i64) -> i32 {
    if out.is_null() || !out.is_aligned() {
        return -2;
    }
    match half::<K>(value) {
        Ok(half) => {
            // SAFETY: the pointer is neither null nor misaligned, so the caller guarantees that it is valid for a write.
            unsafe { out.write(half) };
            0
        }
        Err(Negative) => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_differ_by_the_subject() {
        assert_eq!((add::<0>(2, 3), add::<8>(2, 3)), (5, 13));
        assert_eq!((divide::<0>(7, 2), divide::<8>(7, 2)), (3, 11));
        assert_ne!(work::<0>(1), work::<1>(1));
    }

    #[test]
    fn c_gets_a_status() {
        let mut out = 0;
        // SAFETY: each pointer is null or points to `out`.
        let statuses = unsafe {
            [
                half_into::<0>(8, &mut out),
                half_into::<0>(-1, &mut out),
                half_into::<0>(8, std::ptr::null_mut()),
            ]
        };
        assert_eq!((statuses, out), ([0, 1, -2], 4));
    }
}
