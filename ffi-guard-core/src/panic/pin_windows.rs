//! Replaces `pin.rs` on Windows.

use std::ffi::c_void;
use std::ptr;

/// `GetModuleHandleExW` interprets its argument as an address in the module.
const FROM_ADDRESS: u32 = 4;
/// Does not increment the reference count of the module.
const UNCHANGED_REFCOUNT: u32 = 2;
/// Keeps the module loaded until the process ends.
const PIN: u32 = 1;

// SAFETY: declared as in `<libloaderapi.h>`: `DWORD` is `u32`, `BOOL` is `i32`, and `HMODULE` is a pointer.
#[link(name = "kernel32")]
unsafe extern "system" {
    fn GetModuleHandleExW(flags: u32, address: *const c_void, module: *mut *mut c_void) -> i32;
}

/// Keeps the module that contains `own` loaded, if `of_std` is in another module. Both are addresses of code or
/// constants.
pub(crate) fn keep_mapped(own: *const c_void, of_std: *const c_void) {
    let module = |address| module_of(address, UNCHANGED_REFCOUNT);
    if let (Some(ours), Some(std)) = (module(own), module(of_std))
        && ours != std
    {
        module_of(own, PIN);
    }
}

fn module_of(address: *const c_void, flags: u32) -> Option<*mut c_void> {
    let mut module = ptr::null_mut();
    // SAFETY: `module` is a local of the size of a handle; the function accepts any address.
    let found = unsafe { GetModuleHandleExW(FROM_ADDRESS | flags, address, &raw mut module) } != 0;
    found.then_some(module)
}
