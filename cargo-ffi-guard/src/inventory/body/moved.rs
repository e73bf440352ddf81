//! The variables whose values an expression takes: they are dropped where the expression says, not at the end of the
//! function.

use super::call::bare;
use proc_macro2::{TokenStream, TokenTree};
use std::collections::HashSet;
use syn::ext::IdentExt;
use syn::parse::Parser;
use syn::visit::{self, Visit};
use syn::{Block, Expr, ExprClosure, Macro};

/// Returns the variables that the evaluation of an expression moves.
pub(super) fn moved_by(expression: &Expr) -> HashSet<String> {
    let mut moved = Moved { captures: false, names: HashSet::new() };
    moved.visit_expr(expression);
    moved.names
}

/// Returns the variables that the input of a macro moves, if the macro puts it into a closure.
pub(super) fn moved_by_input(tokens: &TokenStream) -> HashSet<String> {
    let Ok(statements) = Block::parse_within.parse2(tokens.clone()) else {
        return HashSet::new();
    };
    let mut moved = Moved { captures: false, names: HashSet::new() };
    statements.iter().for_each(|statement| moved.visit_stmt(statement));
    moved.names
}

struct Moved {
    /// Whether this is the body of a `move` closure, which takes every variable that it mentions as a whole.
    captures: bool,
    names: HashSet<String>,
}

impl Moved {
    /// Visits an operand that is borrowed if it is a variable.
    fn place(&mut self, operand: &Expr) {
        if !matches!(bare(operand), Expr::Path(_)) {
            self.visit_expr(operand);
        }
    }

    fn closure(&mut self, closure: &ExprClosure) {
        let captures = self.captures || closure.capture.is_some();
        let mut inner = Self { captures, names: HashSet::new() };
        inner.visit_expr(&closure.body);
        self.names.extend(inner.names);
    }

    /// Adds the variables that a macro mentions as a whole.
    fn mentioned(&mut self, tokens: TokenStream) {
        let mut tokens = tokens.into_iter().peekable();
        while let Some(tree) = tokens.next() {
            match tree {
                TokenTree::Ident(name) => {
                    let is_base =
                        matches!(tokens.peek(), Some(TokenTree::Punct(it)) if it.as_char() == '.');
                    if !is_base {
                        self.names.insert(name.unraw().to_string());
                    }
                }
                TokenTree::Group(group) => self.mentioned(group.stream()),
                _ => {}
            }
        }
    }
}

impl<'a> Visit<'a> for Moved {
    fn visit_expr(&mut self, expression: &'a Expr) {
        match expression {
            Expr::Path(path) => {
                if let Some(name) = path.path.get_ident() {
                    self.names.insert(name.unraw().to_string());
                }
            }
            // A field alone may be taken, and the others stay.
            Expr::Field(field) => self.place(&field.base),
            Expr::Closure(closure) => self.closure(closure),
            _ if self.captures => visit::visit_expr(self, expression),
            Expr::Reference(reference) => self.place(&reference.expr),
            Expr::RawAddr(address) => self.place(&address.expr),
            Expr::Unary(unary) => self.place(&unary.expr),
            Expr::MethodCall(call) => {
                self.place(&call.receiver);
                call.args.iter().for_each(|argument| self.visit_expr(argument));
            }
            Expr::Index(index) => {
                self.place(&index.expr);
                self.visit_expr(&index.index);
            }
            Expr::Binary(binary) => {
                self.place(&binary.left);
                self.place(&binary.right);
            }
            Expr::Assign(assignment) => self.visit_expr(&assignment.right),
            Expr::Let(condition) => self.place(&condition.expr),
            Expr::Match(choice) => {
                self.place(&choice.expr);
                choice.arms.iter().for_each(|arm| self.visit_arm(arm));
            }
            _ => visit::visit_expr(self, expression),
        }
    }

    fn visit_macro(&mut self, call: &'a Macro) {
        if self.captures {
            self.mentioned(call.tokens.clone());
        }
    }

    fn visit_item(&mut self, _: &'a syn::Item) {}
    fn visit_type(&mut self, _: &'a syn::Type) {}
    fn visit_pat(&mut self, _: &'a syn::Pat) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moves(source: &str) -> bool {
        moved_by(&syn::parse_str(source).expect("an expression")).contains("x")
    }

    #[test]
    fn values_are_told_from_borrows() {
        for source in [
            "|| f(x)",
            "|| x",
            "|| { let y = x; f(y) }",
            "|| drop(x)",
            "|| S { x: x }",
            "|| S { x }",
            "|| a.b(x)",
            "move || x.len()",
            "move || f(&x)",
            "move || println!(\"{}\", x)",
            "x",
            "move || *x",
            "|| f(move || x.len())",
            "|| { return x; }",
            "AssertUnwindSafe(|| g(x))",
            "|| if a { f(x) } else { b }",
            "|| (1, x)",
            "(x)",
        ] {
            assert!(moves(source), "{source}");
        }
        for source in [
            "|| 1",
            "|| f(&x)",
            "|| x.len()",
            "|| *x + 1",
            "|| x.field",
            "move || x.field",
            "|| x == y",
            "|| println!(\"{}\", x)",
            "|| match x { _ => 1 }",
            "|| f(&mut x)",
            "|| x[0]",
            "move || f(&x.y)",
            "|| if let A(_) = x { 1 } else { 2 }",
        ] {
            assert!(!moves(source), "{source}");
        }
    }
}
