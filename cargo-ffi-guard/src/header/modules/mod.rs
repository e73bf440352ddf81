//! The modules of a crate and their items, for the build that the header describes: `cfg` is evaluated, the crate's own
//! macros are expanded.

mod build_attributes;
mod expansion;
mod items;
mod macro_scope;
mod model;
mod reader;
mod use_tree;

pub(super) use model::{
    Associated, Definition, DefinitionId, DefinitionKind, FunctionScope, Import, ModuleId, Modules,
    Namespace,
};
pub(super) use reader::CrateSource;
