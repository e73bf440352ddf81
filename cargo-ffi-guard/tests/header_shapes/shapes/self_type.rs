//! `Self` in the fields of a struct, and in the signature of an export in an `impl` block.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::ffi_export;

#[derive(Clone, Copy)]
#[repr(C)]
pub struct Node {
    pub value: i32,
    pub next: *const Self,
    pub visit: Option<unsafe extern "C" fn(node: *const Self) -> i32>,
}

impl Node {
    #[ffi_export(fallback = -1)]
    #[unsafe(no_mangle)]
    pub extern "C" fn s_visit(node: *const Self) -> i32 {
        let node = unsafe { &*node };
        node.visit.map_or(0, |visit| unsafe { visit(node.next) })
    }
}
