//! Fields without size: `PhantomData`, `()`, an array of no elements, in both forms.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::ffi_export;
use std::ffi::c_char;
use std::marker::PhantomData;

#[repr(C)]
pub struct Text<'a> {
    data: *const c_char,
    phantom: PhantomData<&'a str>,
    len: u32,
}

#[ffi_export(abort)]
#[unsafe(no_mangle)]
pub extern "C" fn s_name() -> Text<'static> {
    Text { data: c"name".as_ptr(), phantom: PhantomData, len: 4 }
}
