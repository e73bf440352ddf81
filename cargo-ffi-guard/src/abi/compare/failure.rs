//! Compares what the caller gets after a failure.

use super::change::Class;
use super::difference::Difference;
use crate::abi::lock::{Signature, is_deep};
use crate::abi::model::{Failure, Type};
use syn::{Expr, ExprCast, ExprLit, ExprParen, ExprUnary, Lit, UnOp};

/// The value that C sees.
#[derive(PartialEq)]
enum Seen {
    Nothing,
    Null,
    /// The bits of an `f64`: NaN and the sign of 0 count.
    Number(u64),
    Integer(i128),
    /// The parameter with this index.
    Parameter(usize),
    Other(String),
}

/// Returns the difference of two functions' failures.
pub(super) fn compare(old: &Signature, new: &Signature) -> Option<Difference> {
    use Class::{Breaking, Compatible};
    let (was, is) = (failure(old), failure(new));
    if was == is && !matches!(was, Some(Failure::Parameter { .. })) {
        return None;
    }
    Some(match (was, is) {
        (None, Some(Failure::Abort)) | (Some(Failure::Abort), None) => {
            (Compatible, "a panic aborts the process, as before")
        }
        (None | Some(Failure::Abort), Some(Failure::Status)) => {
            (Breaking, "the result is a status, and was a value")
        }
        (None, Some(_)) => (Compatible, "a guard was added"),
        (Some(_), None) => (Breaking, "the guard was removed: a panic aborts the process"),
        (Some(Failure::Abort), Some(_)) => {
            (Compatible, "a panic does not abort the process any more")
        }
        (Some(_), Some(Failure::Abort)) => (Breaking, "a panic aborts the process"),
        (Some(Failure::Status), _) | (_, Some(Failure::Status)) => {
            (Breaking, "failures are reported in another way")
        }
        (Some(was), Some(is)) if seen(was, old) == seen(is, new) => match was == is {
            true => return None,
            false => (Compatible, "the same value, written differently"),
        },
        _ => (Breaking, "the value after a failure changed"),
    })
}

fn failure(signature: &Signature) -> Option<&Failure> {
    signature.failure.as_ref().map(|it| &it.0)
}

fn seen(failure: &Failure, signature: &Signature) -> Seen {
    let returns = &signature.returns.ty;
    match failure {
        _ if matches!(returns, Type::Void | Type::Never) => Seen::Nothing,
        Failure::Default => none(returns).unwrap_or_else(|| Seen::Other("default".to_owned())),
        Failure::Value { text, .. } | Failure::Expression { text }
            if none(returns).is_some() && is_null(text) =>
        {
            none(returns).unwrap_or(Seen::Null)
        }
        Failure::Value { text, .. } => {
            let parsed =
                Some(text).filter(|it| !is_deep(it)).and_then(|it| syn::parse_str(it).ok());
            parsed.and_then(|it| constant(&it)).unwrap_or_else(|| Seen::Other(text.clone()))
        }
        Failure::Parameter { text } => {
            let index = signature.parameters.iter().position(|it| it.name == *text);
            index.map_or_else(|| Seen::Other(text.clone()), Seen::Parameter)
        }
        other => Seen::Other(crate::abi::print::on_failure(other)),
    }
}

/// Returns what C sees of the default of a type, which is null or `None`. The only integers with a default are `Option`s of
/// `NonZero`, whose `None` is 0.
const fn none(ty: &Type) -> Option<Seen> {
    match ty {
        Type::Pointer { .. } | Type::Function { .. } => Some(Seen::Null),
        Type::Integer { .. } => Some(Seen::Integer(0)),
        _ => None,
    }
}

fn is_null(text: &str) -> bool {
    let text: String = text.chars().filter(|it| !it.is_whitespace()).collect();
    let path = text.trim_start_matches("::");
    let path = ["std::", "core::"].iter().find_map(|it| path.strip_prefix(it)).unwrap_or(path);
    let is_null = matches!(path, "ptr::null()" | "ptr::null_mut()" | "option::Option::None");
    is_null || matches!(text.as_str(), "None" | "Option::None")
}

/// Returns the value of a literal, with its sign, type or parentheses.
fn constant(expression: &Expr) -> Option<Seen> {
    match expression {
        Expr::Paren(ExprParen { expr, .. }) => constant(expr),
        Expr::Cast(ExprCast { expr, ty, .. }) => match constant(expr)? {
            Seen::Integer(it) => cast(it, ty),
            _ => None,
        },
        Expr::Unary(ExprUnary { op: UnOp::Neg(_), expr, .. }) => match constant(expr)? {
            Seen::Integer(it) => it.checked_neg().map(Seen::Integer),
            Seen::Number(it) => Some(number(-f64::from_bits(it))),
            _ => None,
        },
        Expr::Lit(ExprLit { lit: Lit::Int(it), .. }) if matches!(it.suffix(), "f32" | "f64") => {
            it.base10_digits().parse().ok().map(number)
        }
        Expr::Lit(ExprLit { lit: Lit::Int(it), .. }) => it.base10_parse().ok().map(Seen::Integer),
        Expr::Lit(ExprLit { lit: Lit::Float(it), .. }) => it.base10_parse().ok().map(number),
        Expr::Lit(ExprLit { lit: Lit::Bool(it), .. }) => Some(Seen::Integer(i128::from(it.value))),
        _ => None,
    }
}

const fn number(of: f64) -> Seen {
    Seen::Number(of.to_bits())
}

/// Returns an integer as a value of another type. `None` if the type may not hold it on each target.
fn cast(value: i128, ty: &syn::Type) -> Option<Seen> {
    let syn::Type::Path(path) = ty else { return None };
    let name = path.path.get_ident()?.to_string();
    let (kind, width) = name.split_at_checked(1)?;
    let bits: u32 = if width == "size" { 32 } else { width.parse().ok()? };
    let is_held = match (kind, bits) {
        ("i", 8..=64) => matches!(value >> (bits - 1), 0 | -1),
        ("u", 8..=64) => value >> bits == 0,
        ("i", 128) => true,
        ("u", 128) => value >= 0,
        ("f", 32) => value.unsigned_abs() <= 1 << f32::MANTISSA_DIGITS,
        ("f", 64) => value.unsigned_abs() <= 1 << f64::MANTISSA_DIGITS,
        _ => false,
    };
    let seen = if kind == "f" { number(value as f64) } else { Seen::Integer(value) };
    is_held.then_some(seen)
}
