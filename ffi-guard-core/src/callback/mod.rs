//! Callbacks: Rust calls C, C calls back into Rust, and Rust may panic. The panic is caught at the boundary, C receives
//! a fallback value and returns, and the panic continues in the Rust frame that called C.
//!
//! [`Scope`] (`scope`) is the frame that calls C. A call of a callback runs through `arity` (a C function for each
//! number of arguments), `closure` (the catch) and `call_policy` (whether this thread may call now) to the closure, or
//! to `fallback_policy` (the value that C receives instead). `closure` stores a panic in the scope's `panic_slot`, and
//! `scope` resumes it. A `callback_panic` is a panic on this way.
//!
//! `owned` is a closure that C stores; its panics have no Rust frame to continue in. `by_address` handles panics of
//! `#[ffi_callback]`, which finds its scope through `scope_list`, the open scopes of the thread.
//!
//! The other direction, functions of C that Rust calls as closures, is in `from_c`.

mod arity;
mod by_address;
mod call_policy;
mod callback_panic;
mod closure;
mod fallback_policy;
pub(crate) mod from_c;
mod owned;
mod panic_slot;
mod scope;
mod scope_list;

pub use arity::CallbackFn;
#[doc(hidden)]
pub use by_address::SurroundingScope;
pub use call_policy::{CallPolicy, Concurrent, SameThread, Sequential};
pub use callback_panic::CallbackPanic;
pub use closure::{Callback, CallbackBuilder};
pub use fallback_policy::{FallbackFn, FallbackPolicy, FallbackTrait, FallbackValue};
pub use from_c::{CallbackError, InvalidResult};
pub use owned::{Destroy, OwnedBuilder, OwnedCallback};
pub use scope::{Scope, across_c, try_across_c};

use crate::panic::name::Name;

/// The name of a closure in errors.
const CLOSURE: Name = Name::new(c"callback");
