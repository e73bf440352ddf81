//! A missing lock is the only error: the rest of the library expands.
use ffi_guard::{FfiHandle, ffi_export};

ffi_guard::ffi_library! { prefix = "missing", vecs = [u8], abi = "locks/abi.lock" }

#[derive(FfiHandle)]
pub struct Reader(Vec<u8>);

#[ffi_export]
impl Reader {
    pub fn bytes(&self) -> Vec<u8> {
        self.0.clone()
    }
}

fn main() {}
