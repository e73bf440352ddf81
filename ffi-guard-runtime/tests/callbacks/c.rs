//! The C functions that call callbacks. Miri cannot run C, so it gets equivalent functions in Rust.

pub(crate) use ffi_guard_csrc::{DataLast, Tally};
#[cfg(not(miri))]
pub(crate) use ffi_guard_csrc::{
    csrc_call, csrc_each, csrc_on_thread, csrc_pool, csrc_threads, csrc_walk, csrc_walk_first,
};

#[cfg(miri)]
pub(crate) use in_rust::{
    csrc_call, csrc_each, csrc_on_thread, csrc_pool, csrc_threads, csrc_walk, csrc_walk_first,
};

/// Rust equivalents of the functions in `csrc/c/`, indistinguishable from them for a callback.
#[cfg(miri)]
mod in_rust {
    use ffi_guard_csrc::{DataFirst, DataLast, Function, Tally};
    use std::ffi::c_void;
    use std::sync::{Barrier, Mutex};
    use std::thread;

    /// User data that is sent to another thread.
    #[derive(Clone, Copy)]
    struct Data(*mut c_void);

    // SAFETY: the caller of each function that starts threads guarantees that `f` may be called from them.
    unsafe impl Send for Data {}

    impl Data {
        fn get(self) -> *mut c_void {
            self.0
        }
    }

    pub(crate) unsafe fn csrc_walk(count: i32, f: DataLast, data: *mut c_void) -> i64 {
        // SAFETY: the caller guarantees that `f` may be called with `data`.
        (0..count).map(|i| i64::from(unsafe { f(i, data) })).sum()
    }

    pub(crate) unsafe fn csrc_walk_first(count: i32, f: DataFirst, data: *mut c_void) -> i64 {
        // SAFETY: the caller guarantees that `f` may be called with `data`.
        (0..count).map(|i| i64::from(unsafe { f(data, i) })).sum()
    }

    pub(crate) unsafe fn csrc_on_thread(f: DataLast, value: i32, data: *mut c_void) -> i32 {
        let data = Data(data);
        // SAFETY: the caller guarantees that `f` may be called with `data` from another thread.
        thread::scope(|s| {
            s.spawn(move || unsafe { f(value, data.get()) }).join().expect("no panic")
        })
    }

    pub(crate) unsafe fn csrc_pool(
        threads: u32,
        calls: i32,
        f: DataLast,
        data: *mut c_void,
    ) -> i64 {
        let sum = Mutex::new(0);
        let (data, threads) = (Data(data), threads as i32);
        thread::scope(|s| {
            for first in (0..threads).map(|t| t * calls) {
                let sum = &sum;
                s.spawn(move || {
                    for i in first..first + calls {
                        // SAFETY: the caller guarantees that `f` may be called with `data` from any thread.
                        let result = unsafe { f(i, data.get()) };
                        *sum.lock().expect("no panic") += i64::from(result);
                    }
                });
            }
        });
        sum.into_inner().expect("no panic")
    }

    pub(crate) fn csrc_call(f: Function, value: i32) -> i32 {
        f(value)
    }

    pub(crate) fn csrc_each(f: Function, count: i32) -> i64 {
        (0..count).map(|i| i64::from(f(i))).sum()
    }

    pub(crate) fn csrc_threads(
        f: Function,
        threads: u32,
        calls: u32,
        fallback: i32,
        out: &mut Tally,
    ) -> i32 {
        let (tally, gate) = (Mutex::new(Tally::default()), Barrier::new(threads as usize));
        thread::scope(|s| {
            for first in (0..threads).map(|t| t * calls) {
                let (tally, gate) = (&tally, &gate);
                s.spawn(move || {
                    gate.wait();
                    for i in (first..first + calls).map(|i| i as i32) {
                        let result = f(i);
                        let mut tally = tally.lock().expect("no panic");
                        tally.fallback += u64::from(result == fallback);
                        tally.echoed += u64::from(result == i && result != fallback);
                        tally.other += u64::from(result != i && result != fallback);
                    }
                });
            }
        });
        *out = tally.into_inner().expect("no panic");
        0
    }
}
