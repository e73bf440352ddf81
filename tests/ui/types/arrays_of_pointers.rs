//! Arrays of pointers whose targets C cannot have.
use ffi_guard::{FfiHandle, ffi_export};

ffi_guard::ffi_library! { prefix = "arrays" }

pub struct Unknown(i32);

#[derive(FfiHandle)]
pub struct Owned(i32);

#[derive(FfiHandle)]
#[ffi(owner = arc)]
pub struct Shared(i32);

#[ffi_export]
pub fn arrays_unknown(_: &[&Unknown]) {}

#[ffi_export]
pub fn arrays_exclusive(_: &[&mut Owned]) {}

#[ffi_export]
pub fn arrays_of_shared(_: Vec<Box<Shared>>) {}

pub struct Parser<'a>(&'a str);

#[ffi_export]
pub fn arrays_kept<'a>(texts: &[&'a str]) -> Box<Parser<'a>> {
    Box::new(Parser(texts[0]))
}

#[ffi_export]
pub fn arrays_of_kept<'a>(numbers: &[&'a i32], mut out: ffi_guard::Out<'_, Box<Option<&'a i32>>>) {
    out.set(Box::new(numbers.first().copied()));
}

fn main() {}
