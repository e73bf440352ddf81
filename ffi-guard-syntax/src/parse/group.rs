//! The invisible groups that `macro_rules!` puts around fragments.

use syn::Expr;

/// Returns an expression without the invisible group around a `$x:expr` of a `macro_rules!`.
pub(super) fn ungroup(mut expr: Expr) -> Expr {
    while let Expr::Group(group) = expr {
        expr = *group.expr;
    }
    expr
}
