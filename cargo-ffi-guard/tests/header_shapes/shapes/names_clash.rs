//! Parameters whose names the header uses for something that it adds.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::{Out, ffi_export};

#[ffi_export(fallback = 0)]
pub fn s_sum(data: &[u8], data_len: u32) -> u32 { u32::from(data[0]) + data.len() as u32 * 10 + data_len * 100 }

#[ffi_export(status)]
pub fn s_half(out: u32, mut rest: Out<'_, u32>) -> Result<u32, std::fmt::Error> {
    rest.set(out % 2);
    Ok(out / 2)
}

#[ffi_export(fallback = 0)]
pub fn s_default(_: u8, arg1: u8, _: u8) -> u8 { arg1 }
