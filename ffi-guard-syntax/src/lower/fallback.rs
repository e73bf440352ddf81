//! The reaction to a failure.

use crate::model::{FailureArgs, Fallback, OnFailure, ResultType, SourceExport, SourceParameter};
use crate::types::{self, unparenthesized};
use syn::{Expr, Pat, ReturnType, UnOp, parse_quote};

/// Returns the reaction of a plain `fn`: its own, or the default of its block if it applies to the result.
pub(super) fn on_failure(source: &SourceExport, result: &ResultType) -> OnFailure {
    let own = &source.args.on_failure;
    let inherited = source.inherited.as_ref().filter(|_| own.is_empty());
    let args = inherited.filter(|args| applies(args, result)).unwrap_or(own);
    match &args.status {
        Some((_, ty)) => OnFailure::Status(ty.clone()),
        None if args.is_empty() && result.is_optional() => {
            OnFailure::Fallback(Fallback::Plain(parse_quote!(false)))
        }
        None => OnFailure::Fallback(fallback(args, source)),
    }
}

/// Returns the fallback that the arguments name. It may name a parameter of the function.
pub(super) fn fallback(args: &FailureArgs, source: &SourceExport) -> Fallback {
    match (&args.abort, &args.fallback) {
        (Some(_), _) => Fallback::Abort,
        (None, Some((_, value))) => within(classify(value), source),
        (None, None) => Fallback::Default,
    }
}

/// Returns whether the arguments of a block apply to a method. A status needs a `Result`, and a fallback a value for
/// which neither null nor a flag already reports the failure.
fn applies(args: &FailureArgs, result: &ResultType) -> bool {
    match args {
        FailureArgs { status: Some(_), .. } => result.fallible,
        FailureArgs { abort: Some(_), .. } => true,
        _ => !result.is_empty() && !result.is_optional() && !result.returned.is_pointer(),
    }
}

fn classify(value: &Expr) -> Fallback {
    if let Expr::Closure(closure) = unparenthesized(value) {
        return Fallback::Closure(closure.clone());
    }
    let value = value.clone();
    match uncast(&value) {
        Expr::Lit(_) => Fallback::Plain(value),
        Expr::Unary(unary)
            if matches!(unary.op, UnOp::Neg(_))
                && matches!(unparenthesized(&unary.expr), Expr::Lit(_)) =>
        {
            Fallback::Plain(value)
        }
        Expr::Path(_) => Fallback::Constant(value),
        _ => Fallback::Expression(value),
    }
}

/// Corrects a constant that has the name of a parameter.
///
/// A parameter is a plain value if its type is spelled like the return type. Else it is an expression, whose evaluation
/// may run the author's `Deref`.
fn within(fallback: Fallback, source: &SourceExport) -> Fallback {
    let Fallback::Constant(value) = fallback else { return fallback };
    let Expr::Path(path) = uncast(&value) else { return Fallback::Constant(value) };
    let named = |parameter: &&SourceParameter| match &parameter.pat {
        Pat::Ident(pat) if pat.by_ref.is_none() && pat.subpat.is_none() => {
            path.path.is_ident(&pat.ident)
        }
        _ => false,
    };
    match (source.parameters.iter().find(named), &source.function.sig.output) {
        (None, _) => Fallback::Constant(value),
        (Some(parameter), ReturnType::Type(_, ty))
            if types::same(&parameter.ty, ty)
                && matches!(unparenthesized(&value), Expr::Path(_)) =>
        {
            Fallback::Plain(value)
        }
        (Some(_), _) => Fallback::Expression(value),
    }
}

/// Returns an expression without casts and parentheses.
fn uncast(expr: &Expr) -> &Expr {
    match unparenthesized(expr) {
        Expr::Cast(cast) => uncast(&cast.expr),
        other => other,
    }
}

#[cfg(test)]
mod tests;
