//! `#[derive(FfiHandle)]` and its arguments.
use ffi_guard::FfiHandle;

ffi_guard::ffi_library! { prefix = "derived" }

#[derive(FfiHandle)]
pub struct Generic<T>(T);

#[derive(FfiHandle)]
pub struct Borrowing<'a>(&'a i32);

#[derive(FfiHandle)]
#[ffi(owner = rc)]
pub struct Counted(i32);

#[derive(FfiHandle)]
#[ffi(owner)]
pub struct Nobodys(i32);

#[derive(FfiHandle)]
#[ffi(single_thread = true, frozen, name = "a b")]
pub struct Many(i32);

#[derive(FfiHandle)]
#[ffi(owner = box)]
#[ffi(owner = arc)]
pub struct Twice(i32);

#[derive(FfiHandle)]
#[ffi]
pub struct Nothing(i32);

#[derive(FfiHandle)]
pub struct OfFields {
    #[ffi(unchecked)]
    pub marked: i32,
    pub other: i32,
}

#[derive(FfiHandle)]
pub enum OfVariants {
    #[ffi(poison)]
    First,
    Second(#[ffi(checked)] i32),
}

fn main() {}
