//! Elements of `vecs` that C cannot read.
ffi_guard::ffi_library! {
    prefix = "owners",
    strings = true,
    vecs = [u8, std::sync::Arc::<u8>, std::ffi::CString, std::path::PathBuf, &str, Vec::<u8>],
}

fn main() {}
