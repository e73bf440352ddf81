use ffi_guard::{FfiType, ffi_export};
use std::ffi::c_char;

ffi_guard::ffi_library! { prefix = "files", errors = "none" }

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
pub struct Stat {
    pub size: u64,
    pub mode: u16,
}

#[derive(Clone, Copy, FfiType)]
#[repr(transparent)]
pub struct Descriptor(i32);

#[ffi_export(fallback = Descriptor(-1))]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn files_open(path: *const c_char) -> Descriptor {
    let _ = path;
    Descriptor(-1)
}

#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn files_stat(file: Descriptor, stat: *mut Stat) -> i32 {
    let _ = (file, stat);
    -1
}

#[ffi_export(abort)]
#[unsafe(no_mangle)]
pub extern "C" fn files_abandon(file: Descriptor) -> ! {
    let _ = file;
    std::process::abort()
}
