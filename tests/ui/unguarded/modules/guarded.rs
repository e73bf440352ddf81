#[ffi_guard::ffi_export]
#[export_name = "guarded_in_another_file"]
pub extern "C" fn in_another_file() {}

pub mod bare {
    #![no_implicit_prelude]

    #[::ffi_guard::ffi_export]
    #[unsafe(no_mangle)]
    pub extern "C" fn without_a_prelude() {}
}
