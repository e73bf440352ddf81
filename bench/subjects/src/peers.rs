//! One module for each peer.

mod abi_stable;
mod alass;
mod cxx;
mod ffi_helpers;
mod ffi_support;
mod safer_ffi;
mod status;
mod uniffi;
