//! The descriptions as an artifact holds them: JSON with types as the compiler resolved them, not yet named.
//! `describe/` of `ffi-guard-core` and of the expansion in `ffi-guard-macros` write them.

use super::model::{Callback, Failure, Only, Origin, Role, Variant};
use serde::Deserialize;
use serde_json::Number;

/// One description.
#[derive(Debug, Deserialize)]
#[serde(tag = "record", rename_all = "lowercase")]
pub(super) enum Description {
    Library {
        prefix: String,
        /// The path of the enum with the codes of the library.
        codes: Option<String>,
    },
    Codes {
        path: String,
        codes: Vec<Variant>,
    },
    Function(Box<Function>),
    Static {
        symbol: String,
        mutable: bool,
        since: Option<String>,
        #[serde(rename = "type")]
        ty: Type,
        definitions: Vec<Option<Definition>>,
    },
    Type {
        definition: Definition,
        definitions: Vec<Option<Definition>>,
    },
}

#[derive(Debug, Deserialize)]
pub(super) struct Function {
    pub(super) symbol: String,
    pub(super) origin: Origin,
    pub(super) abi: String,
    pub(super) parameters: Vec<Parameter>,
    pub(super) returns: Returned,
    pub(super) error: Option<String>,
    pub(super) failure: Option<Failure>,
    pub(super) since: Option<String>,
    #[serde(default)]
    pub(super) poison: bool,
    pub(super) definitions: Vec<Option<Definition>>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Parameter {
    pub(super) name: String,
    pub(super) role: Role,
    /// Overrides the pointer's own.
    pub(super) nullable: Option<bool>,
    pub(super) callback: Option<Callback>,
    #[serde(rename = "type")]
    pub(super) ty: Type,
}

#[derive(Debug, Deserialize)]
pub(super) struct Returned {
    pub(super) role: Role,
    pub(super) borrows: Option<Vec<String>>,
    #[serde(default)]
    pub(super) optional: bool,
    #[serde(rename = "type")]
    pub(super) ty: Type,
}

#[derive(Debug, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub(super) enum Type {
    Void,
    Never,
    Bool,
    Integer {
        signed: bool,
        bits: u8,
        #[serde(default)]
        pointer_sized: bool,
        only: Option<Only>,
    },
    Float {
        bits: u8,
    },
    Pointer {
        mutable: bool,
        nullable: bool,
        to: Box<Self>,
    },
    Array {
        length: u64,
        of: Box<Self>,
    },
    Function {
        abi: String,
        nullable: bool,
        /// An alias leaves a `null` at the end.
        parameters: Vec<Option<Self>>,
        returns: Box<Self>,
    },
    Named(Named),
    /// A type in the author's words.
    Written {
        text: String,
        is: Box<Self>,
    },
    Unknown {
        size: Option<u64>,
        align: Option<u64>,
    },
}

/// The name of a type, which no other type of the artifact has.
#[derive(Debug, Deserialize)]
pub(super) struct Named {
    /// The module and the name.
    pub(super) name: String,
    /// The version of its crate.
    pub(super) version: String,
    pub(super) line: u32,
    pub(super) column: u32,
    pub(super) arguments: Vec<Option<Argument>>,
}

/// An argument of a generic type.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum Argument {
    Number(Number),
    Type(Type),
}

#[derive(Debug, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub(super) enum Definition {
    Struct {
        #[serde(rename = "type")]
        ty: Type,
        size: u64,
        align: u64,
        #[serde(default)]
        transparent: bool,
        fields: Vec<Field>,
    },
    Enum {
        #[serde(rename = "type")]
        ty: Type,
        size: u64,
        align: u64,
        repr: Type,
        variants: Vec<Variant>,
    },
    Handle {
        #[serde(rename = "type")]
        ty: Type,
        owner: String,
        free: String,
        poison: bool,
        single_thread: bool,
    },
}

#[derive(Debug, Deserialize)]
pub(super) struct Field {
    pub(super) name: String,
    pub(super) offset: u64,
    #[serde(rename = "type")]
    pub(super) ty: Type,
}

impl Definition {
    /// The type that is defined.
    pub(super) const fn of(&self) -> &Type {
        match self {
            Self::Struct { ty, .. } | Self::Enum { ty, .. } | Self::Handle { ty, .. } => ty,
        }
    }
}

impl Description {
    /// The definitions in it.
    pub(super) fn definitions(&self) -> impl Iterator<Item = &Definition> {
        let (own, others) = match self {
            Self::Library { .. } | Self::Codes { .. } => (None, None),
            Self::Function(function) => (None, Some(&function.definitions)),
            Self::Static { definitions, .. } => (None, Some(definitions)),
            Self::Type { definition, definitions } => (Some(definition), Some(definitions)),
        };
        own.into_iter().chain(others.into_iter().flatten().flatten())
    }
}
