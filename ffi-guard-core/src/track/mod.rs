//! Finds guarded calls that C has jumped over with `longjmp`, and reports them to observers. Needs the feature
//! `track-frames`.
//!
//! A call (`tracked`) writes a `frame` (a record in a stack frame of its own), which joins the `list` of the thread's
//! records (innermost first). `thread` is the state of a thread; `list` decides which records are dead, and `report`
//! reports them to observers, whose own calls are in a `separate_list`. `stack` knows the bounds of the thread's own
//! stack: a frame outside of it, on the stack of a fibre or signal handler, is ignored. `read_word` reads records that
//! may be dead.
//!
//! A `longjmp` runs no code of the frames that it skips, so they are found later: a record at or below the frame of a
//! new call, or one that was overwritten, belongs to an abandoned call.
//!
//! # Why addresses suffice
//!
//! Stacks grow downwards. The frames of functions that have not returned are in the order of their calls and do not
//! overlap. So the records of nested calls are in the order of the calls, provided that each is in a frame that no
//! other call shares. A local of the shim is not in such a frame: the compiler inlines one guarded function into
//! another and chooses the layout of their locals. Storing the frame of a record, or a counter, would not help: a call
//! that was inlined into a live one looks the same as the next call after a jump. Therefore the record is a local of
//! `tracked`, a function that is never inlined and that calls the body. Inlining above and below it does not matter:
//! each tracked call is one activation of that function, and the activation lasts as long as the record, because the
//! end of the call reads the record.
//!
//! For Rust, `inline(never)` is a hint; for LLVM the resulting attribute is binding. The test of row 15 builds guarded
//! functions that call each other at each optimization level, and with LTO.
//!
//! # What a record covers
//!
//! The record covers the body and its catch, but not the handling of a panic. A call that panics therefore looks for
//! abandoned calls before its own failure is reported, while observers may still be notified of them.

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
mod read_word;
#[cfg(feature = "track-frames")]
mod report;
#[cfg(feature = "track-frames")]
pub(crate) mod separate_list;
#[cfg(feature = "track-frames")]
mod stack;
// Miri tracks no calls.
#[cfg(all(feature = "track-frames", test, not(miri)))]
mod tests;
#[cfg(feature = "track-frames")]
mod thread;
#[cfg(feature = "track-frames")]
mod tracked;

#[cfg(feature = "track-frames")]
pub(crate) use list::prepare;
#[cfg(feature = "track-frames")]
pub(crate) use tracked::tracked;

/// Evaluates `$call` with a record of a guarded call of this name.
#[cfg(feature = "track-frames")]
macro_rules! tracked_call {
    ($name:expr, $call:expr) => {
        $crate::track::tracked($name, move || $call)
    };
}

/// Only evaluates `$call`, because calls are not tracked.
#[cfg(not(feature = "track-frames"))]
macro_rules! tracked_call {
    ($name:expr, $call:expr) => {{
        let _ = $name;
        $call
    }};
}

pub(crate) use tracked_call;
