//! A pointer to a generic struct whose argument is a slice.
#![allow(improper_ctypes_definitions)]
ffi_guard::ffi_library! { prefix = "s", quiet = true }

pub struct Tail<T: ?Sized> {
    _count: u32,
    _tail: T,
}

#[ffi_guard::unguarded(reason = "does not read")]
#[unsafe(no_mangle)]
pub extern "C" fn s_tail(tail: *const Tail<[u8]>) -> bool { tail.is_null() }
