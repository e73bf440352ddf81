//! With the feature `describe`: the descriptions of exports and types that `cargo ffi-guard abi` reads.
//!
//! Each is one call of a macro of the runtime: JSON as literals, and between them what only the compiler knows.

mod callback;
mod description;
mod export;
mod generated;
mod types;

pub(super) use export::{export, unguarded};
pub(super) use generated::{error_code, generated, library, of_handle};
pub(super) use types::{ffi_type, handle};
