//! The name of a type in C, which its derive and its exported `impl` blocks are to agree on.

use super::FfiHandle;
use super::owner::Owner;
use std::marker::PhantomData;

/// Asks a type for its name.
pub struct NameOf<T>(PhantomData<T>);

impl<T: FfiHandle> NameOf<T> {
    /// That of a handle.
    pub const NAME: Option<&'static str> = Some(T::NAME);
    /// Its derive exports the function that frees an object.
    pub const HAS_FREE: bool = true;
    /// Its derive exports the functions for poisoning. The bomb of such a handle holds the object's address.
    pub const HAS_POISON: bool = size_of::<<T::Owner as Owner<T>>::PoisonOnUnwind>() > 0;
}

/// For all else: the compiler takes the constant of the type where it can.
pub trait NoName {
    /// None.
    const NAME: Option<&'static str> = None;
    /// No.
    const HAS_FREE: bool = false;
    /// No.
    const HAS_POISON: bool = false;
}

impl<T> NoName for NameOf<T> {}

/// Whether a block may call a type so.
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
    fn only_the_same_name() {
        assert!(names_agree(None, "counter"));
        assert!(names_agree(Some("counter"), "counter"));
        for other in ["count", "counters", "", "countex"] {
            assert!(!names_agree(Some("counter"), other), "{other}");
        }
    }
}
