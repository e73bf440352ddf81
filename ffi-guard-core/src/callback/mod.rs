//! Rust calls C, C calls back into Rust, and Rust panics: the panic is kept at the boundary, C sees a
//! fallback value and returns, and the panic goes on in the Rust frame that called C.
//!
//! The way of a call: `arity` (a C function for each number of arguments) → `closure` (the guard) → `gate`
//! (may this thread call now?) → the author's closure, or `otherwise` (what C gets instead). A payload
//! goes from `closure` into `stash`, and `across` resumes it. `owned` is the guard of a closure that C
//! keeps, which has no frame to go on in. `by_address` is where a panic of an `#[ffi_callback]` goes, which
//! finds its scope by `open`, the list of those that are.

mod across;
mod arity;
mod by_address;
mod call_policy;
mod carried;
mod closure;
mod fallback_policy;
mod open;
mod owned;
mod stash;

pub use across::{Scope, across_c, try_across_c};
pub use arity::CallbackFn;
#[doc(hidden)]
pub use by_address::SurroundingScope;
pub use call_policy::{CallPolicy, Exclusive, Sequential, Shared};
pub use carried::Carried;
pub use closure::{Builder, Callback};
pub use fallback_policy::{ByClosure, ByTrait, ByValue, FallbackPolicy};
pub use owned::{Destroy, OwnedBuilder, OwnedCallback};

use crate::recover::Name;

/// What stands for the name of a closure.
const CLOSURE: Name = Name::new(c"callback");
