//! Raw pointers to handles: C would get an object's address instead of a token, or an object without its poison flag.
use ffi_guard::{FfiHandle, FfiType, Out, ffi_export};

ffi_guard::ffi_library! { prefix = "raw" }

#[derive(FfiHandle)]
#[ffi(checked)]
pub struct Token(i32);

#[derive(FfiHandle)]
#[ffi(poison)]
pub struct Marked(i32);

#[derive(FfiHandle)]
pub struct Plain(i32);

pub type Alias = *mut Plain;

#[ffi_export]
pub fn raw_returned() -> *mut Plain {
    Box::into_raw(Box::new(Plain(1)))
}

#[ffi_export]
pub fn raw_by_an_alias() -> Alias {
    Box::into_raw(Box::new(Plain(1)))
}

#[ffi_export]
pub fn raw_taken(_: *const Token, _: &mut Alias, _: Out<'_, *mut Marked>, _: *mut *mut Plain) {}

#[ffi_export]
pub fn raw_of_functions(_: extern "C" fn(*mut Plain), _: unsafe extern "C" fn() -> *const Marked) {}

#[derive(FfiType)]
#[repr(C)]
pub struct Field {
    thing: *mut Plain,
    things: [Alias; 2],
}

#[derive(FfiType)]
#[repr(C)]
pub struct Generic<T> {
    value: T,
    thing: *const Token,
}

#[ffi_export(abort)]
pub fn raw_in_a_generic_struct() -> Generic<*mut Marked> {
    unimplemented!()
}

#[ffi_export]
#[unsafe(no_mangle)]
pub extern "C" fn raw_c_form(_: *mut Token, _: extern "C" fn(*mut Marked)) {}

// Allowed for libraries that migrate step by step.
#[ffi_export]
#[unsafe(no_mangle)]
pub extern "C" fn raw_free(_: *mut Plain, _: Alias) {}

fn main() {}
