//! The functions, exported by ffi-guard: an existing `extern "C"` function with the attribute (C form), a plain
//! function with it (Rust form), and a function that a thread cannot be cancelled in.

// Its panics are silent, so that none of the timings is that of a terminal.
ffi_guard::ffi_library! { prefix = "guard", quiet = true }

mod c_form;
mod no_cancel;
mod rust_form;
