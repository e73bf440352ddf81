//! What the exported functions do, the same for each subject.
//!
//! `K` is another number for each subject, so that no two functions are alike: two that are would be folded into one.

mod exports;
mod failing;
mod returning;

pub use failing::{Counted, alive, bomb, deep, nested, payload};
pub use returning::Negative;
pub use returning::{add, constant, divide, half, half_into, index, measure, measure_text, work};
