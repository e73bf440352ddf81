//! Finds guarded calls that C has jumped over, and tells the observers: the feature `track-frames`.
//!
//! The way of a call: `frame` (a record in the shim's own stack frame) → `list` (the records of a thread,
//! innermost first, and which of them are dead) → `report`. `stack` knows which addresses are the thread's
//! own stack: a frame elsewhere, on the stack of a fibre or of a signal handler, is left alone.
//!
//! A `longjmp` runs no code of the frames it skips, so they are found later: a record that lies at or below
//! the frame of a new call, or that something has written over, belongs to no call any more.

#[cfg(all(
    feature = "track-frames",
    not(any(
        all(target_os = "linux", any(target_env = "gnu", target_env = "musl")),
        target_vendor = "apple"
    ))
))]
compile_error!(
    "ffi_guard: the feature `track-frames` needs to know where a thread's stack is, which it finds out on Linux (glibc, \
     musl) and on Apple's platforms only
 help: leave the feature out for other targets: `[target.'cfg(target_os = \"linux\")'.dependencies]`"
);

#[cfg(feature = "track-frames")]
mod frame;
#[cfg(feature = "track-frames")]
mod list;
#[cfg(feature = "track-frames")]
mod peek;
#[cfg(feature = "track-frames")]
mod report;
#[cfg(feature = "track-frames")]
mod stack;

#[cfg(feature = "track-frames")]
pub use frame::{Frame, Tracked};
#[cfg(feature = "track-frames")]
pub(crate) use list::prepare;

/// The frame of one guarded call, to its end: two locals of the function that it stands in.
///
/// A macro, and not a `cfg(feature)` in the expansion, which would ask for a feature of the user's crate.
#[cfg(feature = "track-frames")]
#[doc(hidden)]
#[macro_export]
macro_rules! __ffi_guard_track_frame {
    ($name:expr) => {
        let frame = $crate::__private::Frame::new();
        let _tracked = $crate::__private::Tracked::enter(&frame, $name);
    };
}

/// Frames are not tracked, and nothing stands here.
#[cfg(not(feature = "track-frames"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __ffi_guard_track_frame {
    ($name:expr) => {};
}
