//! Handles passed to C by value: through an out-parameter without a box, and as an argument of a callback.
use ffi_guard::{FfiHandle, Out, ffi_export};

ffi_guard::ffi_library! { prefix = "value" }

#[derive(FfiHandle)]
pub struct Thing;

#[ffi_export]
pub fn value_by_an_out_parameter(_: Out<'_, Thing>) {}

#[ffi_export]
pub fn value_of_a_callback(_: extern "C" fn(&Thing), _: extern "C" fn(Thing)) {}

fn main() {}
