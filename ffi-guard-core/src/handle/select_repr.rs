//! Selects the representation of the handles of a type.

use super::repr::{AddressRepr, HandleRepr};
use super::token_repr::TokenRepr;

/// Selects the representation by constants of the library and the type.
pub struct Select<const CHECKED: bool, const SINGLE_THREAD: bool>;

/// Returns the representation that [`Select`] selects.
pub trait SelectRepr {
    /// The selected representation.
    type Repr: HandleRepr;
}

impl<const SINGLE_THREAD: bool> SelectRepr for Select<false, SINGLE_THREAD> {
    type Repr = AddressRepr;
}

impl<const SINGLE_THREAD: bool> SelectRepr for Select<true, SINGLE_THREAD> {
    type Repr = TokenRepr<SINGLE_THREAD>;
}
