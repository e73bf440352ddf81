//! The items that generated code names. One module per release that may break them: macros of another release do not
//! find theirs, which is one clear error.

pub mod v0_1;
