//! References to handles and to types that C does not know, and a view behind an alias.
use ffi_guard::{FfiHandle, ffi_export};

ffi_guard::ffi_library! { prefix = "lent" }

#[derive(FfiHandle)]
pub struct Item;

#[derive(FfiHandle)]
pub struct Tree(Vec<Item>);

/// Not a C type.
pub struct Named {
    pub name: String,
}

pub type Text<'a> = &'a str;

#[ffi_export]
impl Tree {
    pub fn first(&self) -> &Item {
        &self.0[0]
    }

    pub fn find(&self) -> Option<&Item> {
        self.0.first()
    }

    pub fn items(&self) -> &[Item] {
        &self.0
    }

    #[ffi_export(status)]
    pub fn last(&self) -> Result<&Item, String> {
        self.0.last().ok_or_else(String::new)
    }

    pub fn itself(&self) -> &Self {
        self
    }
}

#[ffi_export]
pub fn lent_named() -> &'static Named {
    unimplemented!()
}

#[ffi_export]
pub fn lent_alias() -> Text<'static> {
    ""
}

fn main() {}
