//! `impl` blocks and methods that cannot be exported.
use ffi_guard::{FfiHandle, ffi_export};
use std::fmt;
use std::pin::Pin;
use std::rc::Rc;

ffi_guard::ffi_library! { prefix = "blocks" }

#[derive(FfiHandle)]
pub struct Counter(i32);

pub struct Generic<T>(T);

#[ffi_export]
impl<T> Generic<T> {
    pub fn get(&self) {}
}

#[ffi_export]
impl Generic<i32> {
    pub fn set(&self) {}
}

#[ffi_export]
impl fmt::Display for Counter {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

#[ffi_export]
unsafe impl Counter {}

#[ffi_export]
impl [Counter] {}

#[ffi_export(name = "no-name", abi = "system")]
impl Counter {}

#[ffi_export]
impl Counter {
    pub fn pinned(self: Pin<&mut Self>) {}
    pub fn counted(self: Rc<Self>) {}
    pub fn borrowed(self: &Box<Self>) {}
    pub async fn waits(&self) {}
    pub fn generic<T>(&self, _: T) {}
    pub fn list(&self, _: Vec<i32>) -> &String {
        const { &String::new() }
    }
    pub extern "C" fn of_c(&self) {}
    #[no_mangle]
    pub fn symbol(&self) {}
    #[ffi_export(fallback = 1)]
    fn private(&self) -> i32 {
        1
    }
    #[ffi(skip)]
    #[ffi_export(fallback = 1)]
    pub fn skipped(&self) -> i32 {
        1
    }
    #[ffi(hidden)]
    pub fn marked(&self) {}
    #[ffi_export(fallback = 1)]
    #[ffi_export(abort)]
    pub fn twice(&self) -> i32 {
        1
    }
    #[ffi_export(abi = "system")]
    pub fn abi(&self) {}
    #[cfg_attr(unix, ffi_export(abort))]
    pub fn conditional(&self) {}
    #[ffi_export(status)]
    pub fn status(&self) -> i32 {
        1
    }
    #[ffi_export(name = "counter_one")]
    pub fn one(&self) {}
    #[ffi_export(name = "counter_one")]
    pub fn another(&self) {}
    #[cfg(unix)]
    #[ffi_export(name = "counter_two")]
    pub fn two(&self) {}
    #[cfg(not(unix))]
    #[ffi_export(name = "counter_two")]
    pub fn other_two(&self) {}
}

fn main() {
    // Rejected items are still available to the rest of the crate.
    Counter(1).private();
    Counter(1).skipped();
}
