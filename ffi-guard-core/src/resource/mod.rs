//! Resources that cross the boundary, freed on every path: memory that C allocated and Rust owns ([`CBox`]), and memory
//! that Rust allocated and C borrows ([`Lent`]).

mod c_box;
mod lent;

pub use c_box::CBox;
pub use lent::Lent;
