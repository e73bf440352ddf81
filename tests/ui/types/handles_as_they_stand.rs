//! Handles without conversion: C would get an address instead of a token, or an object without its poison flag.
use ffi_guard::{FfiHandle, ffi_export};

ffi_guard::ffi_library! { prefix = "standing" }

#[derive(FfiHandle)]
#[ffi(checked)]
pub struct Token(i32);

#[derive(FfiHandle)]
#[ffi(poison)]
pub struct Marked(i32);

#[derive(FfiHandle)]
pub struct Plain(i32);

pub type Alias<'a> = &'a Token;

/// Not a handle.
pub struct Other<'a>(&'a i32);

#[ffi_export]
#[unsafe(no_mangle)]
pub extern "C" fn shared(_: &Token) {}

#[ffi_export]
#[unsafe(no_mangle)]
pub extern "C" fn exclusive<'a>(_: Option<&'a mut Marked>, _: &'a Other<'a>) {}

#[ffi_export]
#[unsafe(no_mangle)]
pub extern "C" fn given(_: Box<Plain>) {}

#[ffi_export(abort)]
#[unsafe(no_mangle)]
pub extern "C" fn returned() -> Option<Box<Marked>> {
    None
}

#[ffi_export]
#[unsafe(no_mangle)]
pub extern "C" fn by_an_alias(_: Alias<'_>) {}

#[ffi_export]
pub fn standing_unchecked(#[ffi(unchecked)] _: &Token) {}

#[ffi_export]
pub fn standing_told(tell: extern "C" fn(i32, &Token)) {
    tell(1, &Token(1));
}

#[ffi_export]
pub fn standing_asked(ask: Option<extern "C" fn() -> Box<Marked>>) {
    if let Some(ask) = ask {
        ask();
    }
}

#[ffi_export]
impl Token {
    pub fn each(&self, tell: extern "C" fn(&Self)) {
        tell(self);
    }
}

// Accepted: types that are not handles, and pointers that need `unsafe` code to dereference.
#[ffi_export]
#[unsafe(no_mangle)]
pub extern "C" fn others(_: &Other<'_>, _: *const Token, _: extern "C" fn(*mut Marked)) {}

fn main() {}
