//! The values that the author names by type: `--fallback TYPE=VALUE`.

use crate::failure::Failure;
use quote::ToTokens;
use std::str::FromStr;
use syn::{Expr, Lit, PointerMutability, Type, UnOp};

/// A value for every function that returns a type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeFallback {
    /// The type as it was given.
    written: String,
    /// The type as its tokens print.
    canonical: String,
    /// The type, if it is a name without a path.
    name: Option<String>,
    value: String,
}

impl FromStr for TypeFallback {
    type Err = String;

    /// Reads `TYPE=VALUE`. `null` is the null pointer of a pointer type, and `None` of an `Option`.
    fn from_str(text: &str) -> Result<Self, String> {
        let signs =
            text.match_indices('=').map(|(at, _)| (text[..at].trim(), text[at + 1..].trim()));
        let parsed = signs.filter_map(|(ty, value)| {
            let parsed = (syn::parse_str::<Type>(ty).ok()?, syn::parse_str::<Expr>(value).ok()?);
            Some((ty, value, parsed))
        });
        let (written, value, (ty, parsed)) = { parsed }.next().ok_or(
            "not a type and a value: write TYPE=VALUE, such as `i32=-1` or `*mut Shape=null`",
        )?;
        let value = match (&parsed, &ty) {
            (Expr::Path(path), ty) if path.path.is_ident("null") => null(ty)?.to_owned(),
            _ => value.to_owned(),
        };
        if let Some(wanted) = mismatch(&ty, &parsed) {
            return Err(format!("`{value}` is not a value of `{written}`: write {wanted}"));
        }
        let name = bare_name(&ty);
        Ok(Self { written: written.to_owned(), canonical: canonical(&ty), name, value })
    }
}

/// The values of one run.
pub(super) struct TypeFallbacks<'o> {
    all: &'o [TypeFallback],
    used: Vec<bool>,
}

impl<'o> TypeFallbacks<'o> {
    /// Fails if a type has two values.
    pub(super) fn new(all: &'o [TypeFallback]) -> Result<Self, Failure> {
        for (at, value) in all.iter().enumerate() {
            if all[..at].iter().any(|other| other.canonical == value.canonical) {
                let what = format!("--fallback gives `{}` two values", value.written);
                return Err(Failure::new(what, "name each type once"));
            }
        }
        Ok(Self { all, used: vec![false; all.len()] })
    }

    /// The value for a return type: the one for the type as it is written, else the one for its last name.
    pub(super) fn of(&self, returns: &str) -> Option<(usize, &'o str)> {
        let ty: Type = syn::parse_str(returns).ok()?;
        let canonical = canonical(&ty);
        let last = last_name(&ty);
        let exact = self.all.iter().position(|value| value.canonical == canonical);
        let by_name = || {
            let last = last.as_ref()?;
            self.all.iter().position(|value| value.name.as_ref() == Some(last))
        };
        let found = exact.or_else(by_name)?;
        Some((found, &self.all[found].value))
    }

    pub(super) fn mark_used(&mut self, index: usize) {
        self.used[index] = true;
    }

    /// The types of the values that no function needed.
    pub(super) fn unused(&self) -> impl Iterator<Item = &'o str> + '_ {
        self.all.iter().zip(&self.used).filter(|(_, used)| !**used).map(|(it, _)| &*it.written)
    }
}

fn canonical(ty: &Type) -> String {
    match ty {
        Type::Paren(paren) => canonical(&paren.elem),
        Type::Group(group) => canonical(&group.elem),
        ty => ty.to_token_stream().to_string(),
    }
}

fn bare_name(ty: &Type) -> Option<String> {
    let Type::Path(path) = ty else { return None };
    path.path.get_ident().filter(|_| path.qself.is_none()).map(ToString::to_string)
}

/// The last name of a path without generic arguments.
fn last_name(ty: &Type) -> Option<String> {
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last()?;
    (path.qself.is_none() && last.arguments.is_empty()).then(|| last.ident.to_string())
}

fn null(ty: &Type) -> Result<&'static str, String> {
    match ty {
        Type::Ptr(pointer) if matches!(pointer.mutability, PointerMutability::Mut(_)) => {
            Ok("::core::ptr::null_mut()")
        }
        Type::Ptr(_) => Ok("::core::ptr::null()"),
        Type::Path(path)
            if path.path.segments.last().is_some_and(|last| last.ident == "Option") =>
        {
            Ok("None")
        }
        _ => Err("`null` is a value of pointers and of `Option`: write an expression of the type"
            .to_owned()),
    }
}

/// The values of a primitive type, if a literal is not one of them. The compiler judges everything else.
fn mismatch(ty: &Type, value: &Expr) -> Option<String> {
    let name = bare_name(ty)?;
    let (negative, literal) = match value {
        Expr::Lit(literal) => (false, &literal.lit),
        Expr::Unary(unary) if matches!(unary.op, UnOp::Neg(_)) => match &*unary.expr {
            Expr::Lit(literal) => (true, &literal.lit),
            _ => return None,
        },
        _ => return None,
    };
    let wanted = match &*name {
        "bool" => "`true` or `false`".to_owned(),
        "char" => "a character such as `'?'`".to_owned(),
        "f32" | "f64" => format!("a number with a point such as `-1.0`, or `{name}::NAN`"),
        name => integer_range(name)?.1,
    };
    let fits = match (&*name, literal) {
        ("bool", Lit::Bool(_)) | ("char", Lit::Char(_)) => !negative,
        ("f32" | "f64", Lit::Float(literal)) => {
            literal.suffix().is_empty() || literal.suffix() == name
        }
        (_, Lit::Int(literal)) => {
            let limits = integer_range(&name).map(|(limits, _)| limits);
            let typed = literal.suffix().is_empty() || literal.suffix() == name;
            let value = literal.base10_parse::<u128>();
            typed
                && limits.is_some_and(|(below, above)| {
                    value.is_ok_and(|value| value <= if negative { below } else { above })
                })
        }
        _ => false,
    };
    (!fits).then_some(wanted)
}

/// The magnitudes of the least and the greatest value, and both in words.
fn integer_range(name: &str) -> Option<((u128, u128), String)> {
    let (signed, bits) = match name.split_at_checked(1)? {
        ("i", bits) => (true, bits),
        ("u", bits) => (false, bits),
        _ => return None,
    };
    let bits: u32 = if bits == "size" { 64 } else { bits.parse().ok()? };
    if ![8, 16, 32, 64, 128].contains(&bits) {
        return None;
    }
    let all = u128::MAX >> (128 - bits);
    let limits = if signed { (all / 2 + 1, all / 2) } else { (0, all) };
    let sign = if signed { "-" } else { "" };
    Some((limits, format!("an integer from {sign}{} to {}", limits.0, limits.1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(texts: &[&str]) -> Vec<TypeFallback> {
        texts.iter().map(|text| text.parse().expect(text)).collect()
    }

    #[test]
    fn a_type_is_found_as_written_or_by_its_last_name() {
        let all = values(&["c_int=-1", "*mut  Foo = null", "std::ffi::c_int=-2", "Map<K=V>=m()"]);
        let all = TypeFallbacks::new(&all).expect("each type once");
        let of = |ty| all.of(ty).map(|(_, value)| value);
        assert_eq!(of("libc::c_int"), Some("-1"));
        assert_eq!(of("std::ffi::c_int"), Some("-2"));
        assert_eq!(of("*mut Foo"), Some("::core::ptr::null_mut()"));
        assert_eq!(of("*const Foo"), None);
        assert_eq!(of("Map<K = V>"), Some("m()"));
        assert_eq!(of("c_int<u8>"), None);
    }

    #[test]
    fn what_is_no_value_of_the_type_is_refused() {
        for (text, says) in [
            ("i32", "write TYPE=VALUE"),
            ("i32=", "write TYPE=VALUE"),
            ("=1", "write TYPE=VALUE"),
            ("bool=0", "`0` is not a value of `bool`: write `true` or `false`"),
            ("u8=-1", "write an integer from 0 to 255"),
            ("i8=-129", "from -128 to 127"),
            ("i8=1u8", "from -128 to 127"),
            ("u16=true", "from 0 to 65535"),
            ("f64=-1", "a number with a point"),
            ("i32=null", "`null` is a value of pointers"),
        ] {
            let error = text.parse::<TypeFallback>().expect_err(text);
            assert!(error.contains(says), "{text}: {error}");
        }
        for text in ["i8=-128", "u128=0xFF", "f32=-1.0", "f64=f64::NAN", "bool=!true", "i32=ERROR"]
        {
            text.parse::<TypeFallback>().expect(text);
        }
        assert!(TypeFallbacks::new(&values(&["i32=1", "i32=2"])).is_err());
    }
}
