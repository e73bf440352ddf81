//! Rust calls C, C calls back into Rust, and Rust panics: the panic is kept at the boundary, C sees a
//! fallback value and returns, and the panic goes on in the Rust frame that called C.
//!
//! The way of a call: `arity` (a C function for each number of arguments) → `closure` (the guard) → `policy`
//! (may this thread call now?) → the author's closure, or `otherwise` (what C gets instead). A payload
//! goes from `closure` into `panics`, and `across` resumes it. `owned` is the guard of a closure that C
//! keeps, which has no frame to go on in. `by_address` is where a panic of an `#[ffi_callback]` goes, which
//! finds its scope by `open`, the list of those that are.

mod arity;
mod by_address;
mod call_policy;
mod carried;
mod closure;
mod fallback_policy;
mod owned;
mod panic_slot;
mod scope;
mod scope_list;

pub use arity::CallbackFn;
#[doc(hidden)]
pub use by_address::SurroundingScope;
pub use call_policy::{CallPolicy, Concurrent, SameThread, Sequential};
pub use carried::CallbackPanic;
pub use closure::{Callback, CallbackBuilder};
pub use fallback_policy::{FallbackFn, FallbackPolicy, FallbackTrait, FallbackValue};
pub use owned::{Destroy, OwnedBuilder, OwnedCallback};
pub use scope::{Scope, across_c, try_across_c};

use crate::panic::recover::Name;

/// What stands for the name of a closure.
const CLOSURE: Name = Name::new(c"callback");
