//! Lists of people. An attribute of the workspace exports each function and guards it.

use roster_export::capi;
use std::ffi::{CStr, c_char};

/// A list of people and their ages.
#[derive(Default)]
pub struct Roster {
    people: Vec<(String, u32)>,
}

/// Creates a list.
#[capi(std::ptr::null_mut())]
pub fn roster_new() -> *mut Roster {
    Box::into_raw(Box::default())
}

/// Frees a list.
#[capi(())]
pub fn roster_free(roster: *mut Roster) {
    if !roster.is_null() {
        drop(unsafe { Box::from_raw(roster) });
    }
}

/// Adds a person, and returns the index, or -1.
#[capi(-1)]
pub fn roster_add(roster: *mut Roster, name: *const c_char, age: u32) -> i32 {
    let name = unsafe { CStr::from_ptr(name) }.to_str().expect("a name is not UTF-8");
    let people = &mut unsafe { &mut *roster }.people;
    people.push((name.to_owned(), age));
    people.len() as i32 - 1
}

/// Returns the age of a person, or 0.
#[capi(0)]
pub fn roster_age(roster: *const Roster, index: usize) -> u32 {
    unsafe { &*roster }.people[index].1
}

/// Returns the sum of the ages, or -1.
#[capi(-1)]
pub fn roster_sum(roster: *const Roster) -> i64 {
    unsafe { &*roster }.people.iter().map(|(_, age)| i64::from(*age)).sum()
}

/// Returns whether a name is in the list.
#[capi(false)]
pub fn roster_has(roster: *const Roster, name: *const c_char) -> bool {
    let name = unsafe { CStr::from_ptr(name) }.to_str().expect("a name is not UTF-8");
    unsafe { &*roster }.people.iter().any(|(known, _)| known == name)
}
