//! Descriptions of the ABI in the artifact, as the compiler resolved it: behind the feature `describe`.
//!
//! The attributes write JSON as literals, and leave a type, a number or a string to the compiler where only the compiler
//! knows it. A constant puts the parts together, and a static holds the text as a note of type 2 in the section of the
//! export records. `cargo ffi-guard abi` reads it.

mod evaluate;
mod integer;
mod note;
mod piece;
mod record;
mod resolved;
mod types;

pub use integer::Integer;
pub use note::{Note, size};
pub use piece::{Part, Piece, length, or_empty, text};
pub use resolved::{Resolved, Unresolved};
pub use types::Describe;
