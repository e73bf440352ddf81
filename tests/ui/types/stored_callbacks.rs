//! Callbacks that are kept longer, or used on more threads, than C allows.
use ffi_guard::{FfiHandle, ffi_export};
use std::sync::Mutex;

ffi_guard::ffi_library! { prefix = "stored_callbacks" }

#[derive(FfiHandle)]
pub struct WithoutSend(Box<dyn FnMut(u32)>);

#[derive(FfiHandle)]
pub struct WithoutSync(Option<Box<dyn FnMut(u32) + Send>>);

pub struct Slot<'a>(Option<&'a mut dyn FnMut(u32)>);

#[ffi_export]
pub fn stored_callbacks_keep<'a>(#[ffi(unchecked)] slot: &mut Slot<'a>, f: &'a mut dyn FnMut(u32)) {
    slot.0 = Some(f);
}

static KEPT: Mutex<Option<&'static (dyn Fn() + Sync)>> = Mutex::new(None);

#[ffi_export]
pub fn stored_callbacks_static(f: &(dyn Fn() + Sync)) {
    *KEPT.lock().unwrap() = Some(f);
}

#[ffi_export]
pub fn stored_callbacks_thread(f: &dyn Fn()) {
    std::thread::scope(|scope| {
        scope.spawn(|| f());
    });
}

fn main() {}
