//! Fields whose types of the standard library have the layout of what is inside.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use std::cell::{Cell, UnsafeCell};
use std::mem::{ManuallyDrop, MaybeUninit};
use std::ptr::NonNull;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

#[repr(C)]
pub struct Wrapped {
    pub flag: AtomicBool,
    pub count: AtomicU32,
    pub cell: UnsafeCell<u16>,
    pub other: Cell<u8>,
    pub dropped: ManuallyDrop<u64>,
    pub maybe: MaybeUninit<u8>,
    pub address: Option<NonNull<u16>>,
}

#[ffi_guard::ffi_export(fallback = 0)]
#[unsafe(no_mangle)]
pub extern "C" fn s_wrapped_size() -> usize { size_of::<Wrapped>() }

#[ffi_guard::ffi_export(fallback = 0)]
#[unsafe(no_mangle)]
pub extern "C" fn s_mix(wrapped: *const Wrapped) -> u64 {
    let wrapped = unsafe { &*wrapped };
    let address = wrapped.address.map_or(9, |address| unsafe { *address.as_ptr() });
    let small = u64::from(wrapped.other.get()) * 10 + u64::from(address);
    let cell = u64::from(unsafe { *wrapped.cell.get() });
    u64::from(wrapped.count.load(Ordering::Relaxed)) * 10_000 + *wrapped.dropped * 1000 + cell * 100 + small
}
