//! The argument `abi` of `ffi_library!`. The lock files with wrong contents are in a unit test.
ffi_guard::ffi_library! { prefix = "missing", abi = "locks/abi.lock" }

mod twice {
    ffi_guard::ffi_library! { prefix = "twice", abi = "abi.lock", abi = "other.lock" }
}

mod word {
    ffi_guard::ffi_library! { prefix = "word", abi }
}

mod no_string {
    ffi_guard::ffi_library! { prefix = "no_string", abi = 3 }
}

mod empty {
    ffi_guard::ffi_library! { prefix = "empty", abi = "" }
}

mod absolute {
    ffi_guard::ffi_library! { prefix = "absolute", abi = "/abi.lock" }
}

fn main() {}
