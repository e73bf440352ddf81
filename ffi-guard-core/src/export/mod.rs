//! Checks and marks exports: the `record` that each one leaves in the artifact, the rules for its `symbol`, and what the
//! `library` can free for C.

pub(crate) mod library;
pub(crate) mod record;
pub(crate) mod symbol;
