//! Lists of strings and of boxes that `ffi_library!` does not free, and boxes that are not handles of C alone.
use ffi_guard::{FfiHandle, FfiType, ffi_export};

ffi_guard::ffi_library! { prefix = "listed", vecs = [Box<Item>, Box<Shared>] }

#[derive(FfiHandle)]
pub struct Item;

#[derive(FfiHandle)]
#[ffi(owner = arc)]
pub struct Shared;

#[derive(FfiHandle)]
pub struct Other;

#[derive(FfiType)]
#[repr(C)]
pub struct Point {
    pub x: f64,
}

#[ffi_export]
pub fn listed_items() -> Vec<Box<Item>> {
    Vec::new()
}

#[ffi_export]
pub fn listed_strings() -> Vec<String> {
    Vec::new()
}

#[ffi_export]
pub fn listed_others() -> Option<Vec<Box<Other>>> {
    None
}

#[ffi_export]
pub fn listed_shared() -> Vec<Box<Shared>> {
    Vec::new()
}

#[ffi_export]
pub fn listed_points() -> Vec<Box<Point>> {
    Vec::new()
}

fn main() {}
