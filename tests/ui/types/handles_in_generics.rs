//! Handles in the fields of generic types that are not converted: Rust would dereference a token, or an object without its
//! poison flag.
use ffi_guard::{FfiHandle, FfiType, ffi_export};
use std::marker::PhantomData;

ffi_guard::ffi_library! { prefix = "generic" }

#[derive(FfiHandle)]
#[ffi(checked)]
pub struct Token(i32);

#[derive(FfiHandle)]
#[ffi(poison)]
pub struct Marked(i32);

#[derive(FfiHandle)]
pub struct Plain(i32);

pub type Alias<'a> = Option<&'a Token>;

/// As of another crate.
#[repr(C)]
pub struct Foreign<T>(pub T);

#[ffi_export]
pub fn generic_reference(#[ffi(unchecked)] _: &Foreign<Token>, #[ffi(unchecked)] _: &[Foreign<Alias<'_>>]) {}

#[ffi_export]
pub fn generic_value(#[ffi(unchecked)] _: Foreign<Foreign<&mut Marked>>) {}

#[ffi_export]
pub fn generic_in_a_callback(_: unsafe extern "C" fn(&Foreign<[Token; 2]>)) {}

#[ffi_export]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn generic_c_form(_: &Foreign<Token>) {}

#[derive(FfiType)]
#[repr(C)]
pub struct Fields<'a> {
    #[ffi(unchecked)]
    token: &'a Foreign<Token>,
    // Allowed: C has the address of the object.
    #[ffi(unchecked)]
    plain: &'a Foreign<Plain>,
    // Allowed: Rust has created it.
    #[ffi(unchecked)]
    owned: Option<Box<Foreign<Token>>>,
}

// Allowed: there is no object, the address of the object, or an owner of Rust's.
#[ffi_export]
pub fn generic_allowed(
    #[ffi(unchecked)] _: Foreign<PhantomData<Token>>,
    #[ffi(unchecked)] _: &Foreign<Plain>,
    #[ffi(unchecked)] _: Foreign<Box<Foreign<Token>>>,
) {
}

#[derive(FfiType)]
#[repr(C)]
pub struct Pair<T> {
    #[ffi(unchecked)]
    value: T,
}

#[ffi_export]
pub fn generic_derived(_: &Pair<Token>, _: Pair<&Token>) {}

fn main() {}
