//! A library without a prefix, under which the struct would be named.
#[ffi_guard::ffi_export]
pub fn s_name() -> &'static str { "name" }
