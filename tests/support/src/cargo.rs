//! Runs cargo from a test: offline, isolated from the build that runs the test, and with JSON output.

mod artifacts;
mod diagnostic;
mod environment;
mod output;

pub use artifacts::Artifacts;
pub use diagnostic::Diagnostic;
pub use output::Output;

pub(crate) use environment::{command, separate};
pub use environment::{is_removed, running};
