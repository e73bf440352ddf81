//! Tests of what an expression is, without the parentheses around it.

use syn::{Block, Expr};

/// Whether the expression is a closure without parameters.
pub(super) fn is_closure(expression: &Expr) -> bool {
    matches!(bare(expression), Expr::Closure(closure) if closure.inputs.is_empty())
}

/// The block that an expression is, if it has neither a label nor attributes.
pub(super) fn plain_block(expression: &Expr) -> Option<&Block> {
    match expression {
        Expr::Block(block) if block.label.is_none() && block.attrs.is_empty() => Some(&block.block),
        _ => None,
    }
}

/// Whether the expression is a path that ends in this name.
pub(super) fn is_named(expression: &Expr, name: &str) -> bool {
    let Expr::Path(path) = bare(expression) else { return false };
    path.qself.is_none() && path.path.segments.last().is_some_and(|last| last.ident == name)
}

/// The expression without parentheses and invisible groups around it.
pub(super) fn bare(mut expression: &Expr) -> &Expr {
    loop {
        expression = match expression {
            Expr::Group(group) => &group.expr,
            Expr::Paren(paren) => &paren.expr,
            expression => return expression,
        };
    }
}
