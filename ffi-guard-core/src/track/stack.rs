//! The bounds of the calling thread's stack.

#[cfg(not(miri))]
use std::ffi::{c_int, c_void};

/// The addresses of a stack, including guard pages if the platform counts them.
#[derive(Clone, Copy)]
pub(super) struct Bounds {
    pub(super) low: usize,
    pub(super) size: usize,
}

impl Bounds {
    /// No stack: contains no address.
    pub(super) const NONE: Self = Self { low: 0, size: 0 };

    pub(super) fn contain(self, address: usize) -> bool {
        address.wrapping_sub(self.low) < self.size
    }

    /// Returns whether `size` bytes starting at `address` are inside.
    pub(super) fn contain_all(self, address: usize, size: usize) -> bool {
        self.contain(address) && self.contain(address.wrapping_add(size - 1))
    }
}

/// Returns the stack that the system allocated for the calling thread, or [`Bounds::NONE`] if it is unknown.
///
/// Not async-signal-safe: on Linux it allocates.
#[cfg(all(target_os = "linux", not(miri)))]
pub(super) fn of_this_thread() -> Bounds {
    // SAFETY: the declarations match glibc and musl: `pthread_t` is a word in both, and `pthread_attr_t` is only passed
    // by address.
    unsafe extern "C" {
        safe fn pthread_self() -> usize;
        fn pthread_getattr_np(thread: usize, attributes: *mut Attributes) -> c_int;
        fn pthread_attr_getstack(
            attributes: *const Attributes,
            low: *mut *mut c_void,
            size: *mut usize,
        ) -> c_int;
        fn pthread_attr_destroy(attributes: *mut Attributes) -> c_int;
    }

    /// Has at least the size of a `pthread_attr_t`: 64 bytes in glibc on aarch64, at most 56 on other targets.
    #[repr(C, align(16))]
    struct Attributes([u8; 64]);

    let mut attributes = Attributes([0; 64]);
    let mut low = std::ptr::null_mut();
    let mut size = 0;
    // SAFETY: the calling thread is alive, and `Attributes` is large enough.
    if unsafe { pthread_getattr_np(pthread_self(), &raw mut attributes) } != 0 {
        return Bounds::NONE;
    }
    // SAFETY: `pthread_getattr_np` has initialized the attributes, and they are not used after they are destroyed.
    unsafe {
        pthread_attr_getstack(&raw const attributes, &raw mut low, &raw mut size);
        pthread_attr_destroy(&raw mut attributes);
    }
    Bounds { low: low.addr(), size }
}

#[cfg(all(target_vendor = "apple", not(miri)))]
pub(super) fn of_this_thread() -> Bounds {
    // SAFETY: the declarations match Apple's `<pthread.h>`; `pthread_t` is a pointer.
    unsafe extern "C" {
        safe fn pthread_self() -> usize;
        fn pthread_get_stackaddr_np(thread: usize) -> *mut c_void;
        fn pthread_get_stacksize_np(thread: usize) -> usize;
    }

    // SAFETY: the calling thread is alive. The address is the upper end of its stack.
    let (high, size) = unsafe {
        let thread = pthread_self();
        (pthread_get_stackaddr_np(thread).addr(), pthread_get_stacksize_np(thread))
    };
    Bounds { low: high - size, size }
}

/// Miri supports none of these functions.
#[cfg(miri)]
pub(super) fn of_this_thread() -> Bounds {
    Bounds::NONE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg_attr(miri, ignore = "Miri does not say where a stack is")]
    fn the_stack_of_a_thread_holds_its_locals_and_nothing_else() {
        let here = 0_u8;
        let bounds = of_this_thread();
        assert!(bounds.contain((&raw const here).addr()));
        let heap = Box::new(0_u8);
        assert!(!bounds.contain((&raw const *heap).addr()));
        let there = std::thread::spawn(of_this_thread).join().unwrap();
        assert!(!there.contain((&raw const here).addr()));
        assert!(there.size > 0);
    }

    #[test]
    fn ends_are_exact() {
        let bounds = Bounds { low: 100, size: 10 };
        assert!(bounds.contain(100) && bounds.contain(109));
        assert!(!bounds.contain(99) && !bounds.contain(110));
        assert!(bounds.contain_all(102, 8) && !bounds.contain_all(103, 8));
        assert!(!Bounds::NONE.contain(0) && !bounds.contain_all(usize::MAX, 8));
    }
}
