use ffi_guard::ffi_export;
use std::ffi::{c_char, c_int, c_void};

ffi_guard::ffi_library! { prefix = "events", errors = "none" }

pub type Handler = Option<unsafe extern "C" fn(name: *const c_char, data: *mut c_void) -> c_int>;

pub struct Loop(Handler);

#[derive(Clone, Copy, ffi_guard::FfiType)]
#[repr(C)]
pub struct Hooks {
    pub start: Option<unsafe extern "C" fn()>,
    pub stop: Option<unsafe extern "C" fn(code: c_int) -> c_int>,
    pub data: *mut c_void,
}

#[ffi_export]
#[unsafe(no_mangle)]
pub extern "C" fn events_open(handler: Handler) -> *mut Loop {
    Box::into_raw(Box::new(Loop(handler)))
}

#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn events_hook(events: *mut Loop, hooks: *const Hooks) -> c_int {
    let _ = (events, hooks);
    0
}

#[ffi_export(fallback = None)]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn events_handler(events: *const Loop) -> Handler {
    unsafe { (*events).0 }
}

#[ffi_export]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn events_close(events: *mut Loop) {
    drop(unsafe { Box::from_raw(events) });
}
