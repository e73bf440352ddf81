//! Compiles and links C and C++ programs, with all warnings as errors.
//!
//! ```
//! use ffi_guard_test_support::c::Program;
//!
//! let program = Program::new("seven").source("main.c", "int main(void) { return 7; }").build();
//! assert_eq!(program.process().run().code, Some(7));
//! ```

mod compiler;
mod program;

pub(crate) use compiler::host;
pub use compiler::{Compiler, Language};
pub use program::{Executable, Program};
