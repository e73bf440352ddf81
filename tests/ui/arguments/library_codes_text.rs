ffi_guard::ffi_library! { prefix = "codes", codes = "Fault" }

fn main() {}
