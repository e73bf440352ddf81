//! The checks of a release: dependencies, compatibility, packages and their documentation.

mod contents;
mod dependencies;
mod documentation;
mod links;
mod unpacked;
mod version;

pub(crate) use contents::packages;
pub(crate) use dependencies::deny;
pub(crate) use documentation::docs_rs;
pub(crate) use version::{publish, semver};
