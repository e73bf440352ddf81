//! One module for each other library.

mod abi_stable;
mod alass;
mod cxx;
mod ffi_helpers;
mod ffi_support;
mod safer_ffi;
mod status;
mod uniffi;
