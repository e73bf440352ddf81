//! The bodies of the exported functions, the same for each subject.
//!
//! `K` is a different number for each subject, because the linker could merge identical functions.

mod exports;
mod failing;
mod returning;

pub use failing::{Counted, alive, bomb, deep, nested, payload};
pub use returning::Negative;
pub use returning::{add, constant, divide, half, half_into, index, measure, measure_text, work};
