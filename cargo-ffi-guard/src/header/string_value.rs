//! The value of a constant string, without a compiler, and its literal in C.

use crate::workspace::LibraryTarget;
use std::fmt::Write as _;
use syn::punctuated::Punctuated;
use syn::{Expr, Lit, Macro, Token, Type};

/// The values that cargo sets for `env!`.
pub(super) struct PackageValues {
    pub(super) name: String,
    pub(super) version: [u64; 3],
    /// The whole version, with what follows the numbers.
    pub(super) full_version: String,
}

impl LibraryTarget {
    /// Returns the values of its package.
    pub(super) fn values(&self) -> PackageValues {
        let version = &self.version;
        PackageValues {
            name: self.package.clone(),
            version: [version.major, version.minor, version.patch],
            full_version: version.to_string(),
        }
    }
}

impl PackageValues {
    fn get(&self, name: &str) -> Option<String> {
        let [major, minor, patch] = self.version;
        Some(match name.strip_prefix("CARGO_PKG_")? {
            "NAME" => self.name.clone(),
            "VERSION" => self.full_version.clone(),
            "VERSION_MAJOR" => major.to_string(),
            "VERSION_MINOR" => minor.to_string(),
            "VERSION_PATCH" => patch.to_string(),
            _ => return None,
        })
    }
}

/// Returns whether the type is `&str`, `&CStr`, `&[u8]` or `&[u8; N]`.
pub(super) fn is_string(ty: &Type) -> bool {
    let Type::Reference(reference) = ty else { return false };
    let is_named = |ty: &Type, names: &[&str]| match ty {
        Type::Path(path) => path
            .path
            .segments
            .last()
            .is_some_and(|last| names.iter().any(|name| last.ident == name)),
        _ => false,
    };
    match &*reference.elem {
        Type::Slice(slice) => is_named(&slice.elem, &["u8"]),
        Type::Array(array) => is_named(&array.elem, &["u8"]),
        ty => is_named(ty, &["str", "CStr"]),
    }
}

/// Returns the bytes of a string, if it is a literal, or `concat!` and `env!` of values that are known here.
pub(super) fn bytes(value: &Expr, package: &PackageValues) -> Option<Vec<u8>> {
    match value {
        Expr::Group(group) => bytes(&group.expr, package),
        Expr::Paren(paren) => bytes(&paren.expr, package),
        Expr::Reference(reference) => bytes(&reference.expr, package),
        Expr::Lit(literal) => match &literal.lit {
            Lit::Str(text) => Some(text.value().into_bytes()),
            Lit::ByteStr(text) => Some(text.value()),
            Lit::CStr(text) => Some(text.value().into_bytes()),
            _ => None,
        },
        Expr::Macro(call) => of_macro(&call.mac, package).map(String::into_bytes),
        _ => None,
    }
}

fn of_macro(call: &Macro, package: &PackageValues) -> Option<String> {
    let name = call.path.segments.last()?.ident.to_string();
    let arguments = call.parse_body_with(Punctuated::<Expr, Token![,]>::parse_terminated).ok()?;
    match name.as_str() {
        "env" => match arguments.first()? {
            Expr::Lit(literal) => match &literal.lit {
                Lit::Str(name) => package.get(&name.value()),
                _ => None,
            },
            _ => None,
        },
        "concat" => arguments.iter().map(|part| shown(part, package)).collect(),
        _ => None,
    }
}

/// Returns the text of an argument of `concat!`.
fn shown(part: &Expr, package: &PackageValues) -> Option<String> {
    match part {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Str(text) => Some(text.value()),
            Lit::Char(character) => Some(character.value().to_string()),
            Lit::Bool(value) => Some(value.value.to_string()),
            Lit::Int(number) => Some(number.base10_digits().to_owned()),
            _ => None,
        },
        Expr::Macro(call) => of_macro(&call.mac, package),
        _ => None,
    }
}

/// Returns a string literal of C. The NUL that C adds replaces one at the end.
pub(super) fn c_string(value: &[u8]) -> String {
    let value = value.strip_suffix(b"\0").unwrap_or(value);
    let mut text = String::from("\"");
    for byte in value {
        match byte {
            b'\n' => text.push_str("\\n"),
            b'\t' => text.push_str("\\t"),
            // `??` begins a trigraph.
            b'"' | b'\\' | b'?' => {
                text.push('\\');
                text.push(char::from(*byte));
            }
            b' '..=b'~' => text.push(char::from(*byte)),
            // An octal escape ends after three digits, unlike a hexadecimal one.
            other => drop(write!(text, "\\{other:03o}")),
        }
    }
    text + "\""
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(source: &str) -> Option<String> {
        let package = PackageValues {
            name: "shape-ffi".to_owned(),
            version: [1, 2, 3],
            full_version: "1.2.3-rc.1".to_owned(),
        };
        let expression = syn::parse_str(source).expect("an expression");
        bytes(&expression, &package).map(|bytes| c_string(&bytes))
    }

    #[test]
    fn literals() {
        for (source, expected) in [
            ("\"plain\"", "\"plain\""),
            ("c\"of C\"", "\"of C\""),
            ("b\"bytes\\0\"", "\"bytes\""),
            ("&\"a\\0b\"", "\"a\\000b\""),
            (r#""\"\\\n\t?""#, r#""\"\\\n\t\?""#),
            ("\"\u{f6}1\"", r#""\303\2661""#),
            ("\"*/ /* // ??/\"", r#""*/ /* // \?\?/""#),
            ("b\"\\xff\\x7f\"", r#""\377\177""#),
            ("(\"in brackets\")", "\"in brackets\""),
        ] {
            assert_eq!(value(source).as_deref(), Some(expected), "{source}");
        }
    }

    #[test]
    fn macros_of_the_standard_library() {
        for (source, expected) in [
            ("env!(\"CARGO_PKG_VERSION\")", "\"1.2.3-rc.1\""),
            ("concat!(\"v\", env!(\"CARGO_PKG_VERSION_MAJOR\"), '.', 7, true)", "\"v1.7true\""),
            ("concat!(env!(\"CARGO_PKG_NAME\"), \"\\0\")", "\"shape-ffi\""),
        ] {
            assert_eq!(value(source).as_deref(), Some(expected), "{source}");
        }
        for source in ["env!(\"PATH\")", "name()", "include_str!(\"x\")", "7", "concat!(1.0, x)"] {
            assert_eq!(value(source), None, "{source}");
        }
    }
}
