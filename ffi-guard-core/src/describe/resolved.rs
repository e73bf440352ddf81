//! A type as the compiler resolved it, with a description or without.
//!
//! `Resolved::<T>::TYPE` is an inherent constant if `T` has a description, and the constant of the trait `Unresolved`,
//! which the generated code brings into scope, if it has none.

use super::evaluate::Evaluate;
use super::piece::Piece::{self, Json, Number};
use super::piece::Reference;
use super::types::Describe;
use std::marker::PhantomData;

/// A type in a description.
pub struct Resolved<T>(PhantomData<T>);

impl<T: Describe> Resolved<T> {
    /// The reference to the type.
    pub const TYPE: &'static [Piece] = T::TYPE;
    /// The definitions of the generic types in it, by value.
    pub const BY_VALUE: &'static [Piece] = T::BY_VALUE;
    /// The type by value, for a record.
    pub const VALUE: Piece = Piece::Type(&Reference::new(T::TYPE, T::BEHIND));
    /// The type behind a pointer, for a record.
    pub const BEHIND: Piece = Piece::Type(&Reference::new(T::TYPE, T::BY_VALUE));
    /// Reads its values.
    pub const EVALUATE: Evaluate<T> = Evaluate::new();
    /// Whether a value may change behind a shared reference.
    pub const HAS_CELL: bool = T::HAS_CELL;
}

/// A type without a description.
pub trait Unresolved {
    /// The type.
    type Of;
    /// The size and the alignment, in bytes.
    const TYPE: &'static [Piece] = &[
        Json(b"{\"kind\":\"unknown\",\"size\":"),
        Number(size_of::<Self::Of>() as i128),
        Json(b",\"align\":"),
        Number(align_of::<Self::Of>() as i128),
        Json(b"}"),
    ];
    /// Nothing: no definition is known.
    const BY_VALUE: &'static [Piece] = &[];
    /// The type by value, without a definition.
    const VALUE: Piece = Piece::Type(&Reference::new(Self::TYPE, &[]));
    /// The type behind a pointer, without a definition.
    const BEHIND: Piece = Self::VALUE;
    /// Reads no value.
    const EVALUATE: Evaluate<Self::Of> = Evaluate::NEVER;
    /// No cell is known.
    const HAS_CELL: bool = false;
}

impl<T> Unresolved for Resolved<T> {
    type Of = T;
}
