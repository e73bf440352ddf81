//! Prefixes that cannot start a C identifier.
mod digit {
    ffi_guard::ffi_library! { prefix = "1st" }
}

mod dash {
    ffi_guard::ffi_library! { prefix = "my-lib" }
}

mod empty {
    ffi_guard::ffi_library! { prefix = "" }
}

mod word {
    ffi_guard::ffi_library! { prefix = mylib }
}

mod missing {
    ffi_guard::ffi_library! {}
}

fn main() {}
