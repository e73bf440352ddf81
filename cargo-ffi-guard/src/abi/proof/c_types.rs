//! Types and declarations of C, as a header spells them.

use std::collections::BTreeMap;
use std::path::PathBuf;

/// The line of a declaration.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The file, as the preprocessor names it.
    pub file: PathBuf,
    /// The line, from 1.
    pub line: usize,
}

/// A type of C. Only pointees keep their `const`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum CType {
    /// Keywords in C's usual order: `unsigned long`.
    Words(String),
    /// A typedef's name.
    Name(String),
    /// `struct S`; the tag of an unnamed one starts with a digit.
    Tag { keyword: String, tag: String },
    /// A pointer.
    Pointer { to: Box<Self>, is_const: bool },
    /// `_Atomic(T)`.
    Atomic(Box<Self>),
    /// An array, with the text of its length.
    Array { of: Box<Self>, length: String },
    /// A function. The convention is an attribute; empty for C's own, and in every type of the header.
    Function { convention: &'static str, parameters: Vec<Self>, tail: Tail, returns: Box<Self> },
}

/// The end of a list of parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tail {
    /// The list is complete.
    None,
    /// `...`
    Variadic,
    /// `f()` before C23 takes any arguments.
    Open,
}

impl CType {
    /// Whether it is a struct, union or enum without a tag.
    pub(super) fn has_no_tag(&self) -> bool {
        matches!(self, Self::Tag { tag, .. } if tag.starts_with(|c: char| c.is_ascii_digit()))
    }

    /// Whether it is `void`.
    pub(super) fn is_void(&self) -> bool {
        matches!(self, Self::Words(words) if words == "void")
    }
}

/// A declared function, variable or field.
#[derive(Clone, Debug)]
pub(super) struct Declared {
    pub(super) ty: CType,
    pub(super) place: Place,
    /// The declaration, with one space between tokens where C needs one.
    pub(super) text: String,
    /// The name in C; differs from the symbol if there is an assembler name.
    pub(super) name: String,
    /// Whether a variable is `const`.
    pub(super) is_const: bool,
    /// Whether it is in a file of the library.
    pub(super) is_own: bool,
}

/// The body of a struct or union.
#[derive(Clone, Debug, Default)]
pub(super) struct Body {
    pub(super) fields: Vec<Declared>,
    pub(super) place: Place,
}

/// The constants of one `enum`.
#[derive(Clone, Debug, Default)]
pub(super) struct Constants {
    pub(super) tag: String,
    pub(super) names: Vec<(String, Place)>,
    pub(super) is_own: bool,
}

/// The declarations of a preprocessed header.
#[derive(Debug, Default)]
pub(super) struct Declarations {
    /// The functions, by symbol.
    pub(super) functions: BTreeMap<String, Declared>,
    /// The variables, by symbol.
    pub(super) variables: BTreeMap<String, Declared>,
    pub(super) typedefs: BTreeMap<String, (CType, Place)>,
    /// The bodies, by keyword and tag.
    pub(super) bodies: BTreeMap<CType, Body>,
    pub(super) enums: Vec<Constants>,
    /// The library's macros without parameters.
    pub(super) macros: Vec<(String, Place)>,
}

impl Declarations {
    /// Follows the names of typedefs up to a struct, union or enum, or any other type that is not a name.
    pub(super) fn resolve<'a>(&'a self, mut ty: &'a CType) -> &'a CType {
        for _ in 0..64 {
            match ty {
                CType::Name(name) => match self.typedefs.get(name) {
                    Some((target, _)) => ty = target,
                    None => return ty,
                },
                _ => return ty,
            }
        }
        ty
    }

    /// Whether a function in a type is declared as `f()`.
    pub(super) fn has_open_parameters(&self, ty: &CType) -> bool {
        match self.resolve(ty) {
            CType::Words(_) | CType::Name(_) | CType::Tag { .. } => false,
            CType::Pointer { to: inner, .. }
            | CType::Array { of: inner, .. }
            | CType::Atomic(inner) => self.has_open_parameters(inner),
            CType::Function { parameters, tail, returns, .. } => {
                *tail == Tail::Open
                    || self.has_open_parameters(returns)
                    || parameters.iter().any(|ty| self.has_open_parameters(ty))
            }
        }
    }

    /// Returns the type that identifies another one: its tag if it has one, otherwise its typedef.
    pub(super) fn identity<'a>(&'a self, ty: &'a CType) -> &'a CType {
        match self.resolve(ty) {
            tag @ CType::Tag { .. } => tag,
            _ => ty,
        }
    }
}
