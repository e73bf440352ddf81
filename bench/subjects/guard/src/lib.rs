//! The functions, exported by ffi-guard in the C form, in the Rust form, and with `no_cancel`.

// Silent, so that the output of panics is not part of a measurement.
ffi_guard::ffi_library! { prefix = "guard", quiet = true }

mod c_form;
mod no_cancel;
mod rust_form;
