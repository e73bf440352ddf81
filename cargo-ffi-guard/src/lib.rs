//! `cargo ffi-guard`: which exported C functions of a Rust library are guarded against panics,
//! guards for the others, and the library's C header.
//!
//! The program is a thin `main.rs` over this library, so that tests and fuzz targets reach its parts:
//!
//! - [`cli`]: the command line.
//! - [`inventory`]: what the sources of a crate export, and how it is guarded.
//! - [`check`]: the sources of a workspace.
//! - [`audit`]: what was built.
//! - [`abi`]: the ABI of what was built.
//! - [`exports`]: the list of exported symbols, for the linker.
//! - [`fix`]: the attributes that are missing.
//! - [`header`]: the C header.
//! - [`new`]: a new library, or the files that an existing one lacks.
//! - [`report`]: what `check` and `audit` found, and the formats it is written in.
//! - [`failure`]: why a command could not do its work.
//!
//! It is not a stable interface, with one exception: only the program's output and exit status are kept stable, and
//! [`header`], which build scripts call. A build script needs nothing else, so it takes the library without the feature
//! `cli`: `cargo-ffi-guard = { version = "..", default-features = false }`.
#![forbid(unsafe_code)]
// docs.rs sets `docsrs`: the items of a feature then name it.
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "cli")]
pub mod abi;
#[cfg(feature = "cli")]
pub mod audit;
#[cfg(feature = "cli")]
mod below;
mod big_stack;
mod c_tokens;
mod cfg;
#[cfg(feature = "cli")]
pub mod check;
#[cfg(feature = "cli")]
mod checked_file;
#[cfg(feature = "cli")]
pub mod cli;
#[cfg(feature = "cli")]
pub mod exports;
pub mod failure;
#[cfg(feature = "cli")]
mod first_names;
#[cfg(feature = "cli")]
pub mod fix;
pub mod header;
pub mod inventory;
#[cfg(feature = "cli")]
pub mod new;
#[cfg(feature = "cli")]
mod notes;
#[cfg(feature = "cli")]
pub mod report;
mod sources;
#[cfg(feature = "cli")]
mod temporary;
#[cfg(feature = "cli")]
mod unreadable;
mod workspace;
