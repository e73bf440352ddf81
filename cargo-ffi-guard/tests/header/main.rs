//! The header of a library: its declarations, whether C and C++ compilers accept it, and the command that generates it.
#![forbid(unsafe_code)]

mod abi_version;
mod blocks;
mod build;
mod build_script;
mod c_form;
mod cfg;
mod command;
mod compiled;
mod declared;
mod documentation;
mod layout;
mod library;
mod refused;
mod resolve;
mod settings;
mod text;

mod tree;
