//! A complete struct whose field points to an opaque one, which points to another.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::ffi_export;

pub struct Hidden { inner: *mut Deeper }
pub struct Deeper { value: u128 }

#[repr(C)]
#[derive(Clone, Copy)]
pub struct View { pub hidden: *mut Hidden, pub count: u8 }

#[ffi_export(abort)]
#[unsafe(no_mangle)]
pub extern "C" fn s_view() -> View {
    let inner = Box::into_raw(Box::new(Deeper { value: 5 }));
    View { hidden: Box::into_raw(Box::new(Hidden { inner })), count: 1 }
}

#[ffi_export(fallback = 0)]
#[unsafe(no_mangle)]
pub extern "C" fn s_value(view: View) -> u8 {
    let hidden = unsafe { Box::from_raw(view.hidden) };
    unsafe { Box::from_raw(hidden.inner) }.value as u8 + view.count
}
