//! Replaces `pin.rs` on Windows.

use std::ffi::c_void;
use std::ptr;

/// `GetModuleHandleExW` takes an address in the module for its name.
const FROM_ADDRESS: u32 = 4;
/// The module is not counted as used once more.
const UNCHANGED_REFCOUNT: u32 = 2;
/// The module stays until the process ends.
const PIN: u32 = 1;

// SAFETY: declared as in <libloaderapi.h>: `DWORD` is `u32`, `BOOL` is `i32`, a `HMODULE` a pointer.
#[link(name = "kernel32")]
unsafe extern "system" {
    fn GetModuleHandleExW(flags: u32, address: *const c_void, module: *mut *mut c_void) -> i32;
}

/// Keeps the module of `own` mapped if `of_std` belongs to another one. Both are addresses of code or constants.
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
    // SAFETY: `module` is room for a handle; any address may be asked for.
    let found = unsafe { GetModuleHandleExW(FROM_ADDRESS | flags, address, &raw mut module) } != 0;
    found.then_some(module)
}
