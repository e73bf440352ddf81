//! Keeps this artifact mapped if it shares a std with other libraries (`-C prefer-dynamic`).
//!
//! The panic hook is code of this artifact. A std of its own is unmapped together with the artifact; a shared one would
//! call the hook after `dlclose`.
//!
//! Compiled on the platforms listed where this file is declared; Windows uses `pin_windows.rs`, others `pin_absent.rs`.
//! The functions are declared by hand for the reason given in `cancel.rs`.

use std::ffi::{c_char, c_int, c_void};
use std::mem::MaybeUninit;

/// `Dl_info` of `<dlfcn.h>`.
#[repr(C)]
struct Object {
    path: *const c_char,
    base: *mut c_void,
    symbol: *const c_char,
    symbol_address: *mut c_void,
}

// SAFETY: declared as in `<dlfcn.h>`, which has the same declarations on each of these platforms; `int` is `c_int`.
unsafe extern "C" {
    fn dladdr(address: *const c_void, object: *mut Object) -> c_int;
    fn dlopen(path: *const c_char, mode: c_int) -> *mut c_void;
}

const RTLD_LAZY: c_int = 1;

/// Makes `dlopen` fail if the object is not loaded.
const RTLD_NOLOAD: c_int = if cfg!(target_vendor = "apple") {
    0x10
} else if cfg!(any(target_os = "freebsd", target_os = "dragonfly", target_os = "netbsd")) {
    0x2000
} else if cfg!(all(target_os = "linux", any(target_arch = "mips", target_arch = "mips64"))) {
    8
} else {
    4
};

/// Keeps the object mapped, however often it is closed.
const RTLD_NODELETE: c_int = if cfg!(target_vendor = "apple") { 0x80 } else { 0x1000 };

/// Keeps the object that contains `own` mapped, if `of_std` is in another object. Both are addresses of code or
/// constants.
pub(crate) fn keep_mapped(own: *const c_void, of_std: *const c_void) {
    let (Some(own), Some(std)) = (object_of(own), object_of(of_std)) else { return };
    if own.base != std.base && !own.path.is_null() {
        // SAFETY: `dladdr` returned the path: it is NUL-terminated and lives as long as its object, which contains this
        // code. `RTLD_NOLOAD` runs no constructor. The handle is deliberately not closed.
        unsafe { dlopen(own.path, RTLD_LAZY | RTLD_NOLOAD | RTLD_NODELETE) };
    }
}

fn object_of(address: *const c_void) -> Option<Object> {
    let mut object = MaybeUninit::uninit();
    // SAFETY: `object` has the size of a `Dl_info`; `dladdr` accepts any address.
    let found = unsafe { dladdr(address, object.as_mut_ptr()) } != 0;
    // SAFETY: `dladdr` has initialized the struct if it found an object.
    found.then(|| unsafe { object.assume_init() })
}
