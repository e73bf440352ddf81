//! Records failures, and delivers them to Rust and C.
//!
//! `value` is the error itself, with a `text` of a fixed size. A failure becomes the thread's `last_error`, then
//! `observe` delivers it to observers, channels (`channel`), `tracing` and the C callback (`c_api`). `backtrace` keeps
//! the backtraces, `backtrace_text` and `c_buffer` write one for C. `status` records the failures of functions that
//! convert arguments, and returns their status; `coded_error` is an error that carries a code, and `code_names` checks the
//! names of codes in C.

mod backtrace;
mod backtrace_text;
pub(crate) mod c_api;
mod c_buffer;
pub(crate) mod channel;
pub(crate) mod code_names;
pub(crate) mod coded_error;
pub(crate) mod last_error;
pub(crate) mod observe;
pub(crate) mod status;
pub(crate) mod text;
mod value;

pub(crate) use backtrace::request as request_backtraces;
pub use value::{Error, ErrorKind, Location};
pub(crate) use value::{MESSAGE_SIZE, OwnedLocation};
