//! A generic struct behind a pointer, whose argument is generic as well, and which points to itself.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::ffi_export;

#[derive(Clone, Copy)]
#[repr(C)]
pub struct Pair<T> { pub a: T, pub b: T }

#[derive(Clone, Copy)]
#[repr(C)]
pub struct Node<T> { pub value: T, pub next: *const Node<T> }

#[ffi_export(fallback = 0)]
#[unsafe(no_mangle)]
pub extern "C" fn s_sum(first: *const Node<Pair<u8>>) -> u32 {
    let Some(first) = (unsafe { first.as_ref() }) else { return 0 };
    u32::from(first.value.a) + u32::from(first.value.b) + s_sum(first.next)
}
