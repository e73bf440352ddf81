//! Selects the parameters of the C form that cause a warning: those whose type has invalid values. Only the Rust form
//! checks values.

use super::FfiType;
use std::marker::PhantomData;

/// Constants that say whether the Rust form would check a type. Rust prefers these inherent constants to the constants
/// of [`NotChecked`].
pub struct TypeOf<T: ?Sized>(PhantomData<T>);

impl<T: FfiType> TypeOf<T> {
    /// Whether the type has invalid values and is not built in. Authors know that a `bool` is not checked.
    pub const IS_CHECKED: bool = !T::TRIVIAL && !T::BUILT_IN;
}

/// Pointer types, for aliases of them. If the author writes the pointer itself, the attribute names its target.
macro_rules! pointers {
    ($($pointer:ty),*) => {
        $(impl<T: FfiType> TypeOf<$pointer> {
            /// [`TypeOf::IS_CHECKED`] for the target of the pointer.
            pub const POINTS_TO_CHECKED: bool = !T::TRIVIAL && !T::BUILT_IN;
        })*
    };
}

pointers!(&T, &mut T, Box<T>, Option<&T>, Option<&mut T>, Option<Box<T>>);

/// The constants of all other types.
pub trait NotChecked {
    /// No check applies to a value of the type.
    const IS_CHECKED: bool = false;

    /// No check applies to the target of a pointer.
    const POINTS_TO_CHECKED: bool = false;
}

impl<T: ?Sized> NotChecked for TypeOf<T> {}

/// A parameter. Its constant is deprecated if `WARNS`.
pub struct Parameter<const WARNS: bool>;

impl Parameter<false> {
    /// Not deprecated: using it causes no warning.
    pub const UNCHECKED: () = ();
}

impl Parameter<true> {
    /// Deprecated: using it causes the warning.
    #[deprecated(
        note = "only the Rust form checks values of this type; here they arrive as C passed them: write a plain `fn`, \
                take a type without invalid values, or make the function `unsafe extern`"
    )]
    pub const UNCHECKED: () = ();
}
