//! [`SameType`]: makes sure that a type is the one that its name says.

/// `Self` is the same type as `T`.
///
/// A shim passes `u8`, `c_long` and other number types unchanged, and the tools declare them to C by their names. The
/// shim writes `<u8 as SameType<core::primitive::u8>>::Type`. This is `u8`, unless an alias or another type is named
/// `u8`; then the shim does not compile.
#[diagnostic::on_unimplemented(
    message = "C knows this type by its name as `{T}`, but it is `{Self}`",
    label = "another type with the name of a number type",
    note = "write the type by its own name, or give the alias another name"
)]
pub trait SameType<T>: sealed::Sealed<T> {
    /// The type `T`.
    type Type;
}

impl<T> SameType<T> for T {
    type Type = T;
}

mod sealed {
    /// Prevents implementations for two different types.
    pub trait Sealed<T> {}

    impl<T> Sealed<T> for T {}
}

/// Compiles only if `T` is `N`.
pub const fn require_same_type<T: SameType<N>, N>() {}
