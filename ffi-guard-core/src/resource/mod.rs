//! Resources on both sides of a C call, freed on every path: what C allocated and Rust owns ([`CBox`]),
//! and what Rust allocated and C borrows ([`Lent`]).

mod c_box;
mod lent;

pub use c_box::CBox;
pub use lent::Lent;
