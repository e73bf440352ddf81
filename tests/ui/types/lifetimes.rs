//! Arguments from C are borrowed for the call: a function cannot keep them.
use ffi_guard::{FfiType, Out, ffi_export};
use std::sync::{Arc, Mutex};

pub struct Parser<'a>(pub &'a str);

static KEPT: Mutex<Option<&'static str>> = Mutex::new(None);

#[ffi_export]
pub fn boxed<'a>(text: &'a str) -> Box<Parser<'a>> {
    Box::new(Parser(text))
}

#[ffi_export]
pub fn shared<'a>(text: &'a str) -> Arc<Parser<'a>> {
    Arc::new(Parser(text))
}

#[ffi_export(status)]
pub fn fallible<'a>(text: &'a str) -> Result<Box<Parser<'a>>, String> {
    Ok(Box::new(Parser(text)))
}

#[ffi_export(fallback = -1)]
pub fn written<'a>(text: &'a str, mut out: Out<'_, Box<Parser<'a>>>) -> i32 {
    out.set(Box::new(Parser(text)));
    0
}

#[derive(FfiType)]
#[repr(C)]
pub struct Slot<'a> {
    #[ffi(unchecked)]
    pub text: Option<&'a i32>,
}

#[ffi_export(fallback = -1)]
pub fn stored<'a>(value: &'a i32, slot: &mut Slot<'a>) -> i32 {
    slot.text = Some(value);
    0
}

#[ffi_export(fallback = -1)]
pub fn stored_in_slice<'a>(value: &'a i32, slots: &mut [Slot<'a>]) -> i32 {
    slots[0].text = Some(value);
    0
}

#[ffi_export(fallback = -1)]
pub fn stored_if_there<'a>(value: &'a i32, slot: Option<&mut Slot<'a>>) -> i32 {
    slot.unwrap().text = Some(value);
    0
}

#[ffi_export(fallback = -1)]
pub fn written_by_value<'a>(value: &'a i32, mut out: Out<'_, Slot<'a>>) -> i32 {
    out.set(Slot { text: Some(value) });
    0
}

#[ffi_export(status)]
pub fn fallible_by_value<'a>(value: &'a i32) -> Result<Slot<'a>, String> {
    Ok(Slot { text: Some(value) })
}

#[ffi_export(status)]
pub fn fallible_shared<'a>(text: &'a str) -> Result<Arc<Parser<'a>>, String> {
    Ok(Arc::new(Parser(text)))
}

#[ffi_export(fallback = -1)]
pub fn kept<'a>(text: &'a str) -> i32
where
    'a: 'static,
{
    *KEPT.lock().unwrap() = Some(text);
    0
}

fn main() {}
