//! [`SameType`]: the types that the macros know by their names.

/// `Self` is the same type as `T`.
///
/// A shim passes `u8`, `c_long` and their like as they are, and a tool declares them to C by their names. The shim
/// writes `<u8 as SameType<core::primitive::u8>>::Type`, which is `u8`, unless an alias or another type has that name.
#[diagnostic::on_unimplemented(
    message = "the name of this type tells C that it is `{T}`, and it is `{Self}`",
    label = "another type under the name of a number",
    note = "write the type by its own name, or give the alias another name"
)]
pub trait SameType<T>: sealed::Sealed<T> {
    /// `T`.
    type Type;
}

impl<T> SameType<T> for T {
    type Type = T;
}

mod sealed {
    /// Keeps others from saying that two types are the same.
    pub trait Sealed<T> {}

    impl<T> Sealed<T> for T {}
}

/// Compiles where `T` is `N`.
pub const fn require_same_type<T: SameType<N>, N>() {}
