//! Keeps this artifact mapped where its panic hook is in a std that it shares with others: `-C prefer-dynamic`.
//!
//! The hook is code of this artifact. A std of its own is unmapped together with it; a shared one goes on to call the hook
//! after `dlclose`.
//!
//! For the platforms listed where this file is declared; Windows has `pin_windows.rs`, the others `pin_absent.rs`. The
//! functions are declared by hand, as in `cancel.rs`.

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

// SAFETY: declared as in <dlfcn.h>, which agrees on these functions on each of these platforms; `int` is `c_int`.
unsafe extern "C" {
    fn dladdr(address: *const c_void, object: *mut Object) -> c_int;
    fn dlopen(path: *const c_char, mode: c_int) -> *mut c_void;
}

const RTLD_LAZY: c_int = 1;

/// Fails for an object that is not loaded.
const RTLD_NOLOAD: c_int = if cfg!(target_vendor = "apple") {
    0x10
} else if cfg!(any(target_os = "freebsd", target_os = "dragonfly", target_os = "netbsd")) {
    0x2000
} else if cfg!(all(target_os = "linux", any(target_arch = "mips", target_arch = "mips64"))) {
    8
} else {
    4
};

/// The object stays, however often it is closed.
const RTLD_NODELETE: c_int = if cfg!(target_vendor = "apple") { 0x80 } else { 0x1000 };

/// Keeps the object of `own` mapped if `of_std` belongs to another one. Both are addresses of code or constants.
pub(crate) fn keep_mapped(own: *const c_void, of_std: *const c_void) {
    let (Some(own), Some(std)) = (object_of(own), object_of(of_std)) else { return };
    if own.base != std.base && !own.path.is_null() {
        // SAFETY: `dladdr` returned the path: it ends in NUL and lives as long as its object, which contains this code.
        // `RTLD_NOLOAD` runs no constructor. The handle is left open on purpose.
        unsafe { dlopen(own.path, RTLD_LAZY | RTLD_NOLOAD | RTLD_NODELETE) };
    }
}

fn object_of(address: *const c_void) -> Option<Object> {
    let mut object = MaybeUninit::uninit();
    // SAFETY: `object` is room for a `Dl_info`; any address may be asked for.
    let found = unsafe { dladdr(address, object.as_mut_ptr()) } != 0;
    // SAFETY: filled in if an object was found.
    found.then(|| unsafe { object.assume_init() })
}
