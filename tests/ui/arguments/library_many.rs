//! The arguments of `ffi_library!`, wrong in each way at once.
ffi_guard::ffi_library! {
    quiet = "yes",
    exports = "none",
    crate = some::path,
    verbose = true,
    quiet = true,
}

fn main() {}
