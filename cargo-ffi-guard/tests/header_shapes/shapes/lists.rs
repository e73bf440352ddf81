//! Lists of strings and of handles.
use ffi_guard::{FfiHandle, ffi_export};

ffi_guard::ffi_library! { prefix = "s", quiet = true, strings = true, vecs = [String, Box<inner::Item>, u16] }

pub mod inner {
    #[derive(ffi_guard::FfiHandle)]
    pub struct Item(pub(crate) i32);

    #[ffi_guard::ffi_export(fallback = -1)]
    impl Item {
        pub fn value(&self) -> i32 { self.0 }
    }

    #[ffi_guard::ffi_export]
    pub fn s_items(count: i32) -> Vec<Box<Item>> { (0..count).map(|n| Box::new(Item(n))).collect() }
}

#[derive(FfiHandle)]
pub struct Other;

#[ffi_export(status)]
pub fn s_words(text: &str) -> Result<Option<Vec<String>>, String> {
    Ok(Some(text.split(' ').map(str::to_owned).collect()))
}
