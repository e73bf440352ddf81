//! The names of codes in C. Each name belongs to one code, which rustc checks by implementations of a trait.

/// An enum whose codes have names in C. `#[derive(ErrorCode)]` implements it.
#[diagnostic::on_unimplemented(
    message = "the codes of `{Self}` have no names",
    label = "`#[derive(ErrorCode)]` is missing on this type, or it is a struct",
    note = "write `#[derive(ffi_guard::ErrorCode)]` at the enum whose variants are the codes of the library",
    note = "for a struct with `#[code]`, name the type of that field"
)]
pub trait NamedCodes {
    /// The path of the type.
    const PATH: &'static str;
}

/// Requires that the codes of a type have names.
pub const fn require_named_codes<T: NamedCodes>() {}

/// Implemented by the type of a library for the enum whose codes are its codes.
pub trait HasCodes<T> {}

/// A library and an enum.
pub struct CodesOf<L, T>(std::marker::PhantomData<(L, T)>);

impl<L: HasCodes<T>, T> CodesOf<L, T> {
    /// Whether the library has the codes of the enum.
    pub const OF_LIBRARY: bool = true;
}

/// The constant of other enums. An inherent constant has precedence.
pub trait OtherCodes {
    /// Whether the library has the codes of the enum.
    const OF_LIBRARY: bool = false;
}

impl<L, T> OtherCodes for CodesOf<L, T> {}

/// Implemented by the type of a library for each name of a code. rustc refuses two of one name.
pub trait TwoCodesHaveOneNameInC<const NAME: u128> {}

/// Returns a number for the name of a code: the name of the type, unless the library has its codes, and the one of the
/// variant.
#[must_use]
pub const fn name_of_code(of_library: bool, ty: &str, variant: &str) -> u128 {
    let hash = if of_library { OFFSET } else { with(with(OFFSET, ty), "_") };
    with(hash, variant)
}

/// The hash is FNV-1a.
const OFFSET: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;

const fn with(mut hash: u128, text: &str) -> u128 {
    let (bytes, mut at) = (text.as_bytes(), 0);
    while at < bytes.len() {
        hash = (hash ^ bytes[at] as u128).wrapping_mul(PRIME);
        at += 1;
    }
    hash
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Library;
    struct Own;
    struct Other;

    impl HasCodes<Own> for Library {}

    #[test]
    fn the_names_of_the_librarys_codes_have_no_type() {
        const { assert!(CodesOf::<Library, Own>::OF_LIBRARY) };
        const { assert!(!CodesOf::<Library, Other>::OF_LIBRARY) };
        let long = name_of_code(true, "OWN", "OTHER_EMPTY");
        assert_eq!(long, name_of_code(false, "OTHER", "EMPTY"));
        assert_ne!(long, name_of_code(false, "OWN", "OTHER_EMPTY"));
    }
}
