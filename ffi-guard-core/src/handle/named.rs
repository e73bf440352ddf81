//! The name of a type in C. The derive of the type and its exported `impl` blocks must use the same name.

use super::FfiHandle;
use super::owner::Owner;
use std::marker::PhantomData;

/// Looks up the name of a type. Rust prefers these inherent constants to the constants of [`NoName`].
pub struct NameOf<T>(PhantomData<T>);

impl<T: FfiHandle> NameOf<T> {
    /// The name of a handle type.
    pub const NAME: Option<&'static str> = Some(T::NAME);
    /// The derive exports a function that frees an object.
    pub const HAS_FREE: bool = true;
    /// The derive exports a function that returns another reference.
    pub const HAS_SHARE: bool = <T::Owner as Owner<T>>::SHARES;
    /// The derive exports functions for poisoning. The guard value of such a type stores the address of the object, so
    /// it is not empty.
    pub const HAS_POISON: bool = size_of::<<T::Owner as Owner<T>>::PoisonOnUnwind>() > 0;
}

/// The constants of types that are not handles.
pub trait NoName {
    /// The type has no name of its own.
    const NAME: Option<&'static str> = None;
    /// No derive exports a function that frees an object.
    const HAS_FREE: bool = false;
    /// No derive exports a function that returns another reference.
    const HAS_SHARE: bool = false;
    /// No derive exports functions for poisoning.
    const HAS_POISON: bool = false;
}

impl<T> NoName for NameOf<T> {}

/// Returns whether a block may use `name` for a type with the name `own`.
#[must_use]
pub const fn names_agree(own: Option<&str>, name: &str) -> bool {
    let Some(own) = own else { return true };
    let (own, name) = (own.as_bytes(), name.as_bytes());
    let mut at = 0;
    while at < own.len() && at < name.len() && own[at] == name[at] {
        at += 1;
    }
    at == own.len() && at == name.len()
}

#[cfg(test)]
mod tests {
    use super::names_agree;

    #[test]
    fn a_type_has_one_name() {
        assert!(names_agree(None, "counter"));
        assert!(names_agree(Some("counter"), "counter"));
        for other in ["count", "counters", "", "countex"] {
            assert!(!names_agree(Some("counter"), other), "{other}");
        }
    }
}
