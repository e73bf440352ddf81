//! The arguments of `ffi_library!`, with every kind of error at once.
ffi_guard::ffi_library! {
    quiet = "yes",
    shadow_no_mangle = "none",
    crate = some::path,
    verbose = true,
    quiet = true,
}

fn main() {}
