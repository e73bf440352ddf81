//! The header of a library: what it declares, whether C and C++ take it, and the command that writes it.
#![forbid(unsafe_code)]

mod blocks;
mod build_script;
mod c_form;
mod command;
mod compiled;
mod declared;
mod refused;
mod settings;
mod tree;
