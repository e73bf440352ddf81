//! Selects, by type, whether a parameter of the C form causes a warning: it does if its type has invalid values, for
//! which only the Rust form checks.

use super::FfiType;
use std::marker::PhantomData;

/// Constants that say whether the Rust form would check a type. An inherent constant wins over one of [`NotChecked`].
pub struct TypeOf<T: ?Sized>(PhantomData<T>);

impl<T: FfiType> TypeOf<T> {
    /// Whether the type has invalid values and is not built in: nobody expects a check of a `bool`.
    pub const IS_CHECKED: bool = !T::TRIVIAL && !T::BUILT_IN;
}

/// For aliases of pointers. Where the author writes a pointer out, the attribute asks for its target.
macro_rules! pointers {
    ($($pointer:ty),*) => {
        $(impl<T: FfiType> TypeOf<$pointer> {
            /// As [`TypeOf::IS_CHECKED`], of the type behind the pointer.
            pub const POINTS_TO_CHECKED: bool = !T::TRIVIAL && !T::BUILT_IN;
        })*
    };
}

pointers!(&T, &mut T, Box<T>, Option<&T>, Option<&mut T>, Option<Box<T>>);

/// The constants of every other type.
pub trait NotChecked {
    /// No check by value.
    const IS_CHECKED: bool = false;

    /// No check behind a pointer.
    const POINTS_TO_CHECKED: bool = false;
}

impl<T: ?Sized> NotChecked for TypeOf<T> {}

/// A parameter, whose constant is deprecated if `WARNS`.
pub struct Parameter<const WARNS: bool>;

impl Parameter<false> {
    /// Names no deprecated item.
    pub const UNCHECKED: () = ();
}

impl Parameter<true> {
    /// Names a deprecated item.
    #[deprecated(
        note = "only the Rust form checks values of this type; here they arrive as C passed them: write a plain `fn`, \
                take a type without invalid values, or make the function `unsafe extern`"
    )]
    pub const UNCHECKED: () = ();
}
