//! Two structs that point to each other, and a third that has one of them as a field.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::{FfiType, ffi_export};

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
pub struct Parent { pub child: *const Child, pub age: u8 }

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
pub struct Child { pub parent: *const Parent, pub other: [*const Child; 2], pub age: u16 }

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
pub struct House { pub parent: Parent, pub child: Child }

#[ffi_export(fallback = 0)]
pub fn s_ages(house: &House) -> u32 {
    let child = unsafe { &*house.parent.child };
    let parent = unsafe { &*house.child.parent };
    u32::from(parent.age) * 1000 + u32::from(child.age)
}
