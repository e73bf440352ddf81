//! Finds guarded calls that C has jumped over, and tells the observers: the feature `track-frames`.
//!
//! The way of a call: `frame` (a record in a stack frame of its own) → `list` (the records of a thread,
//! innermost first, and which of them are dead) → `report`. `stack` knows which addresses are the thread's
//! own stack: a frame elsewhere, on the stack of a fibre or of a signal handler, is left without_handlers.
//!
//! A `longjmp` runs no code of the frames it skips, so they are found later: a record that lies at or below
//! the frame of a new call, or that something has written over, belongs to no call any more.
//!
//! # Why an address tells
//!
//! Stacks grow downwards, and the frames of functions that have not returned lie in the order of their calls
//! and do not overlap. So the records of two calls, one inside the other, lie in the order of the calls, if
//! each has a frame that no other call shares. A local of the shim has not: the compiler inlines one guarded
//! function into another, and lays out the locals of both as it likes. Nor would it help to note which
//! frame a record lies in, or a number that counts up: a call that was inlined into a living one, and the next
//! call from where the last one was jumped over, look alike. So the record is a local of
//! `tracked`, a function that is never inlined and that calls the body. What is inlined
//! where above and below it does not matter: each call that is tracked is one activation of that function,
//! which lasts as long as the record does, as the end of the call reads it there.
//!
//! To the language, `inline(never)` is a hint; to LLVM the attribute that it becomes is binding. The test of
//! row 15 builds guarded functions that call each other at each optimisation level, with LTO too.
//!
//! # What a record spans
//!
//! The body and its catch, and not what follows when it has panicked. A call that panics so looks for
//! abandoned ones before its own failure is told of, while the observers may still be told of them.

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
mod stack;

#[cfg(feature = "track-frames")]
pub(crate) use frame::tracked;
#[cfg(feature = "track-frames")]
pub(crate) use list::{prepare, with_separate_list};

/// Evaluates `$call`, with a record of a guarded call of this name meanwhile.
#[cfg(feature = "track-frames")]
macro_rules! tracked_call {
    ($name:expr, $call:expr) => {
        $crate::track::tracked($name, move || $call)
    };
}

/// Calls are not tracked, and nothing stands here but what is evaluated.
#[cfg(not(feature = "track-frames"))]
macro_rules! tracked_call {
    ($name:expr, $call:expr) => {{
        let _ = $name;
        $call
    }};
}

pub(crate) use tracked_call;
