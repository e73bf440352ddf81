//! Wrong values of `errors`, and wrong names of error functions.
mod unknown {
    ffi_guard::ffi_library! { prefix = "mylib", errors = "tread" }
}

mod reserved {
    ffi_guard::ffi_library! { prefix = "mylib", errors = "out" }
}

mod no_string {
    ffi_guard::ffi_library! { prefix = "mylib", errors = none }
}

mod left_out {
    ffi_guard::ffi_library! { prefix = "mylib", errors = "none", error_names(last_error = "mylib_error") }
}

mod names {
    ffi_guard::ffi_library! {
        prefix = "mylib",
        error_names(
            last_error = "mylib error",
            last_error_message = "mylib_text",
            last_error_message = "mylib_message",
            last_error_backtrace = "mylib_clear_last_error",
            set_error_callback = "mylib_text",
            last_error_code = "mylib_code",
            clear_last_error,
        ),
    }
}

mod no_list {
    ffi_guard::ffi_library! { prefix = "mylib", error_names = "mylib_error" }
}

mod no_value {
    ffi_guard::ffi_library! { prefix = "mylib", quiet(true) }
}

fn main() {}
