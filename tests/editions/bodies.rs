//! Bodies that rely on their parameters being parameters. The test removes the attributes to check that these functions
//! compile without them.
#![deny(warnings)]
#![deny(clippy::all, clippy::pedantic)]
#![allow(missing_docs, clippy::missing_panics_doc)]
#![allow(clippy::must_use_candidate, clippy::boxed_local)]
use std::sync::Mutex;

pub struct Pair(pub Mutex<i32>, pub Mutex<i32>);

#[ffi_guard::ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
pub extern "C" fn borrows_in_its_last_expression(value: Box<Mutex<i32>>) -> i32 {
    *value.lock().unwrap()
}

#[ffi_guard::ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
pub extern "C" fn matches_in_its_last_expression(value: Box<Mutex<i32>>) -> i32 {
    match value.lock() {
        Ok(guard) => *guard,
        Err(_) => 0,
    }
}

#[ffi_guard::ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
#[allow(improper_ctypes_definitions)]
pub extern "C" fn borrows_from_a_pattern(Pair(first, _): Pair, mut second: Box<Mutex<i32>>) -> i32 {
    *second.get_mut().unwrap() += 1;
    *first.lock().unwrap() + *second.lock().unwrap()
}

#[ffi_guard::ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
pub extern "C" fn begins_with_items(len: i32, unit: i32) -> i32 {
    const FACTOR: i32 = 2;
    fn twice(len: i32) -> i32 {
        len * FACTOR
    }
    twice(len) + unit
}

#[ffi_guard::ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
pub extern "C" fn hides_its_parameter(#[allow(unused_variables)] max: i32) -> i32 {
    fn max() -> i32 {
        3
    }
    max()
}

#[ffi_guard::ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
pub extern "C" fn imports_the_name_of_its_parameter(#[allow(unused_variables)] n: i32) -> i32 {
    use std::primitive::i32 as number;
    number::MAX
}
