//! From the source types of the model to its public types: conversions, fallbacks and symbols. Every function here has a
//! result for every source; `check` has rejected the sources for which it would be meaningless.

mod block;
pub mod c_form_parameters;
#[cfg(feature = "tool")]
mod c_view;
mod callback;
mod conversion;
mod error_code;
mod export;
mod fallback;
mod out_content;
mod returned;
mod types;
pub mod unconverted;

#[cfg(feature = "tool")]
pub use c_view::{
    CCallback, CParameter, Declaration, LibraryContext, PATH_MARKS, View, ViewOrigin, conventions,
    declaration, is_reserved, plain, type_names, view, view_origin,
};
pub use out_content::OutContent;

pub(crate) use block::lower as block;
pub(crate) use error_code::{code_number, error_code};
pub(crate) use export::lower as export;
pub(crate) use types::{error_functions, ffi_type, handle, library, unguarded};
