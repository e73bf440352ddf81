//! Where the stack of the calling thread is.

#[cfg(not(miri))]
use std::ffi::{c_int, c_void};

/// The addresses of a stack, its guard pages included where the platform counts them.
#[derive(Clone, Copy)]
pub(super) struct Bounds {
    pub(super) low: usize,
    pub(super) size: usize,
}

impl Bounds {
    /// No stack: no address is inside.
    pub(super) const NONE: Self = Self { low: 0, size: 0 };

    pub(super) fn contain(self, address: usize) -> bool {
        address.wrapping_sub(self.low) < self.size
    }

    /// Whether `size` bytes from `address` on are inside.
    pub(super) fn contain_all(self, address: usize, size: usize) -> bool {
        self.contain(address) && self.contain(address.wrapping_add(size - 1))
    }
}

/// The stack that the system has given the calling thread; [`Bounds::NONE`] where it does not say.
///
/// Not async-signal-safe: on Linux it allocates.
#[cfg(all(target_os = "linux", not(miri)))]
pub(super) fn of_this_thread() -> Bounds {
    // SAFETY: the declarations are those of glibc and musl: `pthread_t` is a word in both, and
    // `pthread_attr_t` is passed by address only.
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

    /// Room for a `pthread_attr_t`: 64 bytes in glibc on aarch64, at most 56 everywhere else.
    #[repr(C, align(16))]
    struct Attributes([u8; 64]);

    let mut attributes = Attributes([0; 64]);
    let mut low = std::ptr::null_mut();
    let mut size = 0;
    // SAFETY: the thread is alive, as it is this one, and the room is large enough.
    if unsafe { pthread_getattr_np(pthread_self(), &raw mut attributes) } != 0 {
        return Bounds::NONE;
    }
    // SAFETY: filled in by the call before, and not used after it is destroyed.
    unsafe {
        pthread_attr_getstack(&raw const attributes, &raw mut low, &raw mut size);
        pthread_attr_destroy(&raw mut attributes);
    }
    Bounds { low: low.addr(), size }
}

#[cfg(all(target_vendor = "apple", not(miri)))]
pub(super) fn of_this_thread() -> Bounds {
    // SAFETY: the declarations are those of Apple's <pthread.h>; `pthread_t` is a pointer.
    unsafe extern "C" {
        safe fn pthread_self() -> usize;
        fn pthread_get_stackaddr_np(thread: usize) -> *mut c_void;
        fn pthread_get_stacksize_np(thread: usize) -> usize;
    }

    // SAFETY: the thread is alive, as it is this one. The address is that of the stack's upper end.
    let (high, size) = unsafe {
        let thread = pthread_self();
        (pthread_get_stackaddr_np(thread).addr(), pthread_get_stacksize_np(thread))
    };
    Bounds { low: high - size, size }
}

/// Miri runs none of the functions that would say.
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
