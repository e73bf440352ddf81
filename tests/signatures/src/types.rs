//! The types that generated functions pass by value, behind a pointer or in a list.

/// A number with a C equivalent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Number {
    U8,
    U16,
    U32,
    U64,
    Usize,
    I8,
    I16,
    I32,
    I64,
    Isize,
    F32,
    F64,
}

impl Number {
    pub(crate) const ALL: [Self; 12] = [
        Self::U8,
        Self::U16,
        Self::U32,
        Self::U64,
        Self::Usize,
        Self::I8,
        Self::I16,
        Self::I32,
        Self::I64,
        Self::Isize,
        Self::F32,
        Self::F64,
    ];

    pub(crate) fn rust(self) -> &'static str {
        self.names().0
    }

    pub(crate) fn c(self) -> &'static str {
        self.names().1
    }

    fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::U8 => ("u8", "uint8_t"),
            Self::U16 => ("u16", "uint16_t"),
            Self::U32 => ("u32", "uint32_t"),
            Self::U64 => ("u64", "uint64_t"),
            Self::Usize => ("usize", "size_t"),
            Self::I8 => ("i8", "int8_t"),
            Self::I16 => ("i16", "int16_t"),
            Self::I32 => ("i32", "int32_t"),
            Self::I64 => ("i64", "int64_t"),
            Self::Isize => ("isize", "ptrdiff_t"),
            Self::F32 => ("f32", "float"),
            Self::F64 => ("f64", "double"),
        }
    }

    pub(crate) fn is_byte(self) -> bool {
        matches!(self, Self::U8 | Self::I8)
    }

    pub(crate) fn is_signed(self) -> bool {
        matches!(self, Self::I8 | Self::I16 | Self::I32 | Self::I64 | Self::Isize)
    }
}

/// A type with the same layout in Rust and in C.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Ty {
    /// A number, with the name of its type in the signature.
    Number(Number, &'static str),
    Bool,
    Char,
    /// An index in [`Types::enums`].
    Enum(usize),
    /// An index in [`Types::structs`].
    Struct(usize),
    Array(Box<Self>, usize),
    /// `NonZero<T>`, or an `Option` of it.
    NonZero {
        number: Number,
        optional: bool,
    },
    /// `*const u8`, never dereferenced.
    Address,
    /// `extern "C" fn(u32) -> u32`, or an `Option` of it.
    Function {
        optional: bool,
    },
}

impl Ty {
    pub(crate) fn number(number: Number) -> Self {
        Self::Number(number, number.rust())
    }
}

/// An enum without fields.
#[derive(Clone, Debug)]
pub(crate) struct Enum {
    /// `None` for `#[repr(C)]`.
    pub(crate) repr: Option<Number>,
    pub(crate) numbers: Vec<i64>,
}

impl Enum {
    /// The integer that C passes.
    pub(crate) fn number(&self) -> Number {
        self.repr.unwrap_or(Number::I32)
    }
}

/// A `#[repr(C)]` struct.
#[derive(Clone, Debug)]
pub(crate) struct Struct {
    pub(crate) fields: Vec<Ty>,
    /// Without `FfiType`, like a type of another crate.
    pub(crate) foreign: bool,
}

/// The types of one library.
#[derive(Clone, Debug, Default)]
pub(crate) struct Types {
    pub(crate) enums: Vec<Enum>,
    pub(crate) structs: Vec<Struct>,
}

impl Types {
    /// Returns whether the type has no invalid bit patterns.
    pub(crate) fn is_trivial(&self, ty: &Ty) -> bool {
        !self.has(ty, |leaf| {
            matches!(
                leaf,
                Ty::Bool
                    | Ty::Char
                    | Ty::Enum(_)
                    | Ty::NonZero { optional: false, .. }
                    | Ty::Function { optional: false }
            )
        })
    }

    /// Returns whether an address can be misaligned for the type.
    pub(crate) fn has_alignment(&self, ty: &Ty) -> bool {
        match ty {
            Ty::Struct(index) => {
                self.structs[*index].fields.iter().any(|ty| self.has_alignment(ty))
            }
            Ty::Array(element, _) => self.has_alignment(element),
            Ty::Number(number, _) | Ty::NonZero { number, .. } => !number.is_byte(),
            Ty::Enum(index) => !self.enums[*index].number().is_byte(),
            Ty::Bool => false,
            Ty::Char | Ty::Address | Ty::Function { .. } => true,
        }
    }

    /// Returns whether the type contains a leaf of this kind.
    pub(crate) fn has(&self, ty: &Ty, kind: fn(&Ty) -> bool) -> bool {
        match ty {
            Ty::Struct(index) => self.structs[*index].fields.iter().any(|ty| self.has(ty, kind)),
            Ty::Array(element, _) => self.has(element, kind),
            leaf => kind(leaf),
        }
    }

    /// Returns whether the type contains a function pointer.
    pub(crate) fn has_functions(&self, ty: &Ty) -> bool {
        self.has(ty, |leaf| matches!(leaf, Ty::Function { .. }))
    }

    /// Returns the type in Rust.
    pub(crate) fn rust(&self, ty: &Ty) -> String {
        match ty {
            Ty::Number(_, written) => (*written).to_owned(),
            Ty::Bool => "bool".to_owned(),
            Ty::Char => "char".to_owned(),
            Ty::Enum(index) => format!("E{index}"),
            Ty::Struct(index) => format!("S{index}"),
            Ty::Array(element, len) => format!("[{}; {len}]", self.rust(element)),
            Ty::NonZero { number, optional: false } => {
                format!("std::num::NonZero<{}>", number.rust())
            }
            Ty::NonZero { number, optional: true } => {
                format!("Option<std::num::NonZero<{}>>", number.rust())
            }
            Ty::Address => "*const u8".to_owned(),
            Ty::Function { optional: false } => FUNCTION.to_owned(),
            Ty::Function { optional: true } => format!("Option<{FUNCTION}>"),
        }
    }
}

/// The only type of function pointers in data.
const FUNCTION: &str = "extern \"C\" fn(u32) -> u32";
