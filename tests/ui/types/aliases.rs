//! Aliases of types that the attribute only recognizes by their own names.
use ffi_guard::{FfiHandle, ffi_export};

ffi_guard::ffi_library! { prefix = "alias", strings = true, vecs = [u8] }

#[derive(FfiHandle)]
pub struct Thing;

pub type Answer<T> = Result<T, String>;
pub type Text<'a> = &'a str;
pub type Bytes = Vec<u8>;
pub type Boxed = Box<Thing>;

#[ffi_export(status)]
pub fn alias_of_result(text: &str) -> Answer<usize> {
    Ok(text.len())
}

pub mod inner {
    #[ffi_guard::ffi_export(status)]
    pub fn alias_by_a_path() -> super::Answer<()> {
        Ok(())
    }
}

#[ffi_export(fallback = 0)]
pub fn alias_of_text(text: Text<'_>) -> usize {
    text.len()
}

#[ffi_export]
pub fn alias_of_list() -> Bytes {
    Vec::new()
}

#[ffi_export]
pub fn alias_of_box(thing: Boxed) {
    drop(thing);
}

pub type Visit<'a> = &'a mut dyn FnMut(i32) -> bool;

#[ffi_export]
pub fn alias_of_closure(visit: Visit<'_>) {
    visit(1);
}

#[ffi_export]
pub fn alias_without_a_fallback() -> Boxed {
    Box::new(Thing)
}

fn main() {}
