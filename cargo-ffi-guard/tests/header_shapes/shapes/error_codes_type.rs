//! A type with the name of the type of statuses.
ffi_guard::ffi_library! { prefix = "s", quiet = true, codes = Fault }
use ffi_guard::{ErrorCode, FfiType, ffi_export};

#[derive(Debug, ErrorCode)]
#[repr(i32)]
pub enum Fault { Empty = 1 }

#[allow(non_camel_case_types)]
#[derive(FfiType)]
#[repr(C)]
pub struct s_status { pub code: i32 }

#[ffi_export(fallback = 0)]
#[unsafe(no_mangle)]
pub extern "C" fn s_code(of: s_status) -> i32 { of.code }
