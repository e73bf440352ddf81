//! A struct that points to its own type, in the C form, with a private name.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::ffi_export;

#[repr(C)]
pub struct Node { value: i32, next: Option<&'static Node>, previous: *mut Node }

#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
pub extern "C" fn s_next(node: &Node) -> i32 { node.value * 10 + node.next.map_or(0, |next| next.value) }
