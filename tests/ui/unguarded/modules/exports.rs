#[unsafe(export_name = "in_another_file")]
pub extern "C" fn in_another_file() {}

mod bare {
    #![no_implicit_prelude]

    #[unsafe(no_mangle)]
    pub extern "C" fn without_a_prelude() {}
}
