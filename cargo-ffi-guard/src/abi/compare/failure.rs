//! Compares what the caller gets after a failure.

use super::change::Class;
use super::types::Difference;
use crate::abi::lock::Signature;
use crate::abi::model::{Failure, Type};
use syn::{Expr, ExprCast, ExprLit, ExprParen, ExprUnary, Lit, UnOp};

/// The value that C sees.
#[derive(PartialEq)]
enum Seen {
    Nothing,
    Null,
    Number(f64),
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
        Failure::Default if is_pointer(returns) => Seen::Null,
        Failure::Value { text, .. } | Failure::Expression { text }
            if is_pointer(returns) && is_null(text) =>
        {
            Seen::Null
        }
        Failure::Value { text, .. } => {
            let parsed = syn::parse_str(text).ok();
            parsed.and_then(|it| constant(&it)).unwrap_or_else(|| Seen::Other(text.clone()))
        }
        Failure::Parameter { text } => {
            let index = signature.parameters.iter().position(|it| it.name == *text);
            index.map_or_else(|| Seen::Other(text.clone()), Seen::Parameter)
        }
        other => Seen::Other(crate::abi::print::on_failure(other)),
    }
}

const fn is_pointer(ty: &Type) -> bool {
    matches!(ty, Type::Pointer { .. } | Type::Function { .. })
}

fn is_null(text: &str) -> bool {
    let text: String = text.chars().filter(|it| !it.is_whitespace()).collect();
    let last = text.rsplit("::").next();
    matches!(last, Some("null()" | "null_mut()" | "None"))
}

/// Returns the value of a literal, with its sign, type or parentheses.
fn constant(expression: &Expr) -> Option<Seen> {
    match expression {
        Expr::Paren(ExprParen { expr, .. }) => constant(expr),
        Expr::Cast(ExprCast { expr, ty, .. }) => match constant(expr)? {
            Seen::Integer(it) if is_float(ty) => Some(Seen::Number(it as f64)),
            other => Some(other),
        },
        Expr::Unary(ExprUnary { op: UnOp::Neg(_), expr, .. }) => match constant(expr)? {
            Seen::Integer(it) => Some(Seen::Integer(-it)),
            Seen::Number(it) => Some(Seen::Number(-it)),
            _ => None,
        },
        Expr::Lit(ExprLit { lit: Lit::Int(it), .. }) if matches!(it.suffix(), "f32" | "f64") => {
            it.base10_digits().parse().ok().map(Seen::Number)
        }
        Expr::Lit(ExprLit { lit: Lit::Int(it), .. }) => it.base10_parse().ok().map(Seen::Integer),
        Expr::Lit(ExprLit { lit: Lit::Float(it), .. }) => it.base10_parse().ok().map(Seen::Number),
        Expr::Lit(ExprLit { lit: Lit::Bool(it), .. }) => Some(Seen::Integer(i128::from(it.value))),
        _ => None,
    }
}

fn is_float(ty: &syn::Type) -> bool {
    matches!(ty, syn::Type::Path(path) if path.path.is_ident("f32") || path.path.is_ident("f64"))
}
