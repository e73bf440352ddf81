//! Text in and out, slices that are read and written, and results with codes.
use ffi_guard::{CodedError, Out, ffi_export};

ffi_guard::ffi_library! { prefix = "s", quiet = true, strings = true, vecs = [u16] }

#[ffi_export]
pub fn s_upper(text: &str, suffix: Option<&str>) -> String { text.to_uppercase() + suffix.unwrap_or_default() }

#[ffi_export(fallback = 0)]
pub fn s_fill(values: &mut [u16], from: &[u8]) -> usize {
    for (value, from) in values.iter_mut().zip(from) { *value = u16::from(*from) * 2; }
    values.len() * 10 + from.len()
}

#[ffi_export]
pub fn s_squares(count: u16) -> Vec<u16> { (0..count).map(|n| n * n).collect() }

#[ffi_export(status)]
pub fn s_divide(a: u32, b: u32, mut rest: Out<'_, u32>) -> Result<u32, CodedError> {
    let quotient = a.checked_div(b).ok_or_else(|| CodedError::new(7, "no divisor"))?;
    rest.set(a % b);
    Ok(quotient)
}
