//! A library that uses every macro and feature, as a user writes it for any supported compiler.

use ffi_guard::{
    CodedError, ErrorCode, FfiHandle, FfiType, Out, Poison, across_c, ffi_callback, ffi_export,
};
use std::ffi::c_void;
use std::num::NonZeroI32;
use std::sync::Arc;

ffi_guard::ffi_library! {
    prefix = "tc", strings = true, vecs = [u8], checked_handles = true, quiet = true, backtrace = true
}

static STATE: Poison = Poison::new();

#[ffi_guard::unguarded(reason = "a static cannot panic")]
#[unsafe(no_mangle)]
pub static TC_VERSION: i32 = 3;

#[ffi_guard::unguarded(reason = "returns a constant")]
#[unsafe(export_name = "tc_answer")]
pub extern "C" fn answer() -> i32 {
    42
}

/// The library's own errors.
#[derive(Clone, Copy, PartialEq, FfiType)]
#[repr(i32)]
pub enum TcStatus {
    Ok = 0,
    Failed = 9,
}

impl ffi_guard::Status for TcStatus {
    const SUCCESS: Self = Self::Ok;

    fn failure(_: &ffi_guard::Error) -> Self {
        Self::Failed
    }
}

#[derive(Debug)]
pub struct Odd(i32);

impl std::fmt::Display for Odd {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} is odd", self.0)
    }
}

impl ErrorCode for Odd {
    fn code(&self) -> Option<NonZeroI32> {
        NonZeroI32::new(5)
    }
}

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
pub struct Pair {
    left: i32,
    right: i32,
}

#[derive(FfiHandle)]
#[ffi(poison)]
pub struct Counter(i32);

#[ffi_export(fallback = -1)]
impl Counter {
    pub fn new(start: i32) -> Box<Self> {
        Box::new(Self(start))
    }

    pub fn add(&mut self, number: i32) -> i32 {
        self.0 = self.0.checked_add(number).expect("too large");
        self.0
    }
}

#[derive(FfiHandle)]
#[ffi(owner = arc)]
pub struct Shared(i32);

#[ffi_export(fallback = -2)]
impl Shared {
    pub fn new() -> Arc<Self> {
        Arc::new(Self(8))
    }

    pub fn get(self: Arc<Self>) -> i32 {
        self.0
    }
}

#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
pub extern "C" fn tc_at(index: usize) -> i32 {
    [1, 2][index]
}

#[ffi_export(fallback = |error| -i32::from(error.message() == "STATE"), poison = STATE)]
pub fn tc_poisons(fail: bool) -> i32 {
    assert!(!fail, "STATE");
    1
}

#[ffi_export(status)]
pub fn tc_half(number: i32, mut half: Out<'_, i32>) -> Result<(), Odd> {
    if number % 2 != 0 {
        return Err(Odd(number));
    }
    half.set(number / 2);
    Ok(())
}

#[ffi_export(status = TcStatus)]
pub fn tc_sum(pairs: &[Pair]) -> Result<i32, CodedError> {
    pairs
        .iter()
        .try_fold(0_i32, |sum, pair| sum.checked_add(pair.left)?.checked_add(pair.right))
        .ok_or_else(|| CodedError::new(4, "too large"))
}

#[ffi_export(status)]
pub fn tc_parse(text: &str) -> anyhow::Result<i32> {
    use anyhow::Context;
    text.parse::<i32>().context("no number")
}

#[ffi_export]
pub fn tc_upper(text: &str) -> String {
    assert!(!text.is_empty(), "no text");
    text.to_uppercase()
}

#[ffi_export]
pub fn tc_bytes(count: u8) -> Vec<u8> {
    (0..count).collect()
}

#[ffi_callback(fallback = -7)]
extern "C" fn square_root(number: i32) -> i32 {
    assert!(number >= 0, "negative");
    number.isqrt()
}

/// Passes a guarded function to C.
#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
pub extern "C" fn tc_apply(
    apply: Option<extern "C" fn(extern "C" fn(i32) -> i32, i32) -> i32>,
    number: i32,
) -> i32 {
    apply.map_or(0, |apply| apply(square_root, number))
}

type Call = extern "C" fn(unsafe extern "C" fn(*mut c_void) -> i32, *mut c_void) -> i32;

/// Passes a closure that panics to C. Returns 1 if the panic continues in the frame that called C.
#[ffi_export(fallback = -3)]
#[unsafe(no_mangle)]
pub extern "C" fn tc_across(call: Option<Call>) -> i32 {
    let Some(call) = call else { return 0 };
    let caught = std::panic::catch_unwind(|| {
        across_c(|scope| {
            let callback = scope.callback(|| -> i32 { panic!("carried") }).or(1);
            call(callback.data_last(), callback.data())
        })
    });
    i32::from(caught.is_err())
}

#[cfg(test)]
mod tests {
    use super::{square_root, tc_at};

    #[test]
    fn rust_calls_guarded_functions() {
        assert_eq!((tc_at(1), square_root(9), square_root(-1)), (2, 3, -7));
        assert_eq!(tc_at(2), -1);
        let error = ffi_guard::last_error().expect("a failure");
        assert_eq!(error.function(), "tc_at");
    }
}
