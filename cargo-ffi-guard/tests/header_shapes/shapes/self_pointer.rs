//! A struct that points to its own type.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::{FfiType, ffi_export};

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
pub struct Node { pub value: i32, pub next: *const Node }

#[ffi_export(fallback = -1)]
pub fn s_sum(head: Option<&Node>) -> i32 {
    let (mut sum, mut at) = (0, head);
    while let Some(node) = at {
        sum += node.value;
        at = unsafe { node.next.as_ref() };
    }
    sum
}
