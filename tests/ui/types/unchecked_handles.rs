//! Handles behind `#[ffi(unchecked)]`: Rust would dereference a token, or an object without its poison flag.
use ffi_guard::{FfiHandle, FfiType, ffi_export};

ffi_guard::ffi_library! { prefix = "exempt" }

#[derive(FfiHandle)]
#[ffi(checked)]
pub struct Token(i32);

#[derive(FfiHandle)]
#[ffi(poison)]
pub struct Marked(i32);

#[derive(FfiHandle)]
pub struct Plain(i32);

pub type Alias<'a> = Option<&'a Token>;

#[ffi_export]
pub fn exempt_reference(#[ffi(unchecked)] _: &Token) {}

#[ffi_export]
pub fn exempt_options(
    #[ffi(unchecked)] _: Option<&mut Marked>,
    #[ffi(unchecked)] _: Option<&Plain>,
) {
}

#[ffi_export]
pub fn exempt_lists(
    #[ffi(unchecked)] _: &mut [Token],
    #[ffi(unchecked)] _: &[&Token],
    #[ffi(unchecked)] _: &[Alias<'_>],
) {
}

#[derive(FfiType)]
#[repr(C)]
pub struct Fields<'a, const N: usize> {
    #[ffi(unchecked)]
    token: &'a Token,
    #[ffi(unchecked)]
    alias: Alias<'a>,
    #[ffi(unchecked)]
    marked: [Option<Box<Marked>>; N],
    // Allowed: C has the address of the object.
    #[ffi(unchecked)]
    plain: Option<&'a Plain>,
    #[ffi(unchecked)]
    next: Option<&'a Self>,
}

fn main() {}
