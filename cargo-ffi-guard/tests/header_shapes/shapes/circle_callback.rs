//! Two structs in a circle that goes through callbacks and an alias.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::{FfiType, ffi_export};

pub type Start = unsafe extern "C" fn(job: *mut Job, pool: *const Pool) -> u32;

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
pub struct Job { pub start: Option<Start>, pub done: u32 }

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
pub struct Pool {
    pub jobs: [Job; 2],
    pub finish: Option<unsafe extern "C" fn(pool: *const Pool) -> u32>,
    pub limit: u32,
}

#[ffi_export(fallback = 0)]
pub fn s_run(pool: &mut Pool) -> u32 {
    let (Some(start), Some(finish)) = (pool.jobs[1].start, pool.finish) else { return 0 };
    let this: *mut Pool = pool;
    unsafe { start(&raw mut (*this).jobs[1], this) * 10 + finish(this) }
}
