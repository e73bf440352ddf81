//! Cargo called from a test: offline, apart from the build that is running the test, and read as JSON.

mod artifacts;
mod diagnostic;
mod environment;
mod output;

pub use artifacts::Artifacts;
pub use diagnostic::Diagnostic;
pub use output::Output;

pub(crate) use environment::command;
pub use environment::{is_removed, running};
