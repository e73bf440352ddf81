//! The items that generated code names. Each release that breaks them has a module of its own: the macros of another
//! release then fail with one clear error.

pub mod v0_1;
