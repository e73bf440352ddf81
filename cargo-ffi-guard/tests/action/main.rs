//! The action for GitHub workflows and the hook for pre-commit.
#![forbid(unsafe_code)]

mod definitions;
#[cfg(unix)]
mod install;
#[cfg(unix)]
mod script;
