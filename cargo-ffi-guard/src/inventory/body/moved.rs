//! The variables whose values an expression takes: they are dropped where the expression says, not at the end of the
//! function.

use super::call::bare;
use proc_macro2::{Ident, TokenStream, TokenTree};
use std::collections::HashSet;
use syn::ext::IdentExt;
use syn::parse::Parser;
use syn::visit::{self, Visit};
use syn::{Block, Expr, ExprClosure, Local, Macro, Pat, PatIdent, Path};

/// Returns the variables that the evaluation of an expression moves.
pub(super) fn moved_by(expression: &Expr) -> HashSet<String> {
    let mut moved = Moved::default();
    moved.visit_expr(expression);
    moved.names
}

/// Returns the variables that the input of a macro moves, if the macro puts it into a closure.
pub(super) fn moved_by_input(tokens: &TokenStream) -> HashSet<String> {
    let Ok(statements) = Block::parse_within.parse2(tokens.clone()) else {
        return HashSet::new();
    };
    let mut moved = Moved::default();
    statements.iter().for_each(|statement| moved.visit_stmt(statement));
    moved.names
}

#[derive(Default)]
struct Moved {
    /// Whether this is the body of a `move` closure, which takes every variable that it mentions as a whole.
    captures: bool,
    names: HashSet<String>,
    /// The variables of the code itself, which hide those outside.
    own: Vec<String>,
}

impl Moved {
    fn add(&mut self, name: &Ident) {
        let name = name.unraw().to_string();
        if !self.own.contains(&name) {
            self.names.insert(name);
        }
    }

    /// Visits the scope of the variables of these patterns.
    fn within<'p>(
        &mut self,
        patterns: impl IntoIterator<Item = &'p Pat>,
        visit: impl FnOnce(&mut Self),
    ) {
        let before = self.own.len();
        patterns.into_iter().for_each(|pattern| self.bind(pattern));
        visit(self);
        self.own.truncate(before);
    }

    fn bind(&mut self, pattern: &Pat) {
        self.own.extend(bound_by(pattern));
    }

    /// Visits a value that is matched with patterns.
    fn matched<'p>(&mut self, value: &Expr, patterns: impl IntoIterator<Item = &'p Pat>) {
        match take_all(patterns, self.captures) {
            true => self.visit_expr(value),
            false => self.place(value),
        }
    }

    /// Visits an operand that is borrowed if it is a variable.
    fn place(&mut self, operand: &Expr) {
        match bare(operand) {
            Expr::Path(_) => {}
            Expr::Paren(inner) => self.place(&inner.expr),
            operand => self.visit_expr(operand),
        }
    }

    fn closure(&mut self, closure: &ExprClosure) {
        let captures = self.captures || closure.capture.is_some();
        let mut inner = Self { captures, names: HashSet::new(), own: self.own.clone() };
        inner.within(&closure.inputs, |inner| inner.visit_expr(&closure.body));
        self.names.extend(inner.names);
    }

    /// Visits an expression that has patterns.
    fn with_patterns(&mut self, expression: &Expr) {
        match expression {
            Expr::Let(condition) => {
                self.matched(&condition.expr, [&*condition.pat]);
                self.bind(&condition.pat);
            }
            Expr::If(choice) => {
                self.within([], |moved| {
                    moved.visit_expr(&choice.cond);
                    moved.visit_block(&choice.then_branch);
                });
                choice.else_branch.iter().for_each(|(_, other)| self.visit_expr(other));
            }
            Expr::While(_) => self.within([], |moved| visit::visit_expr(moved, expression)),
            Expr::ForLoop(repeat) => {
                self.visit_expr(&repeat.expr);
                self.within([&*repeat.pat], |moved| moved.visit_block(&repeat.body));
            }
            Expr::Match(choice) => {
                self.matched(&choice.expr, choice.arms.iter().map(|arm| &arm.pat));
                choice.arms.iter().for_each(|arm| self.visit_arm(arm));
            }
            _ => {}
        }
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
                        self.add(&name);
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
                    self.add(name);
                }
            }
            // A field alone may be taken, and the others stay.
            Expr::Field(field) => self.place(&field.base),
            Expr::Closure(closure) => self.closure(closure),
            Expr::Let(_) | Expr::If(_) | Expr::While(_) | Expr::ForLoop(_) | Expr::Match(_) => {
                self.with_patterns(expression);
            }
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
            _ => visit::visit_expr(self, expression),
        }
    }

    fn visit_macro(&mut self, call: &'a Macro) {
        if self.captures {
            self.mentioned(call.tokens.clone());
        }
    }

    fn visit_block(&mut self, block: &'a Block) {
        self.within([], |moved| visit::visit_block(moved, block));
    }

    fn visit_local(&mut self, local: &'a Local) {
        if let Some(init) = &local.init {
            self.matched(&init.expr, [&local.pat]);
            init.diverge.iter().for_each(|(_, other)| self.visit_expr(other));
        }
        self.bind(&local.pat);
    }

    fn visit_arm(&mut self, arm: &'a syn::Arm) {
        self.within([&arm.pat], |moved| visit::visit_arm(moved, arm));
    }

    fn visit_item(&mut self, _: &'a syn::Item) {}
    fn visit_type(&mut self, _: &'a syn::Type) {}
    fn visit_pat(&mut self, _: &'a Pat) {}
}

/// Returns the variables of a pattern.
pub(super) fn bound_by(pattern: &Pat) -> Vec<String> {
    struct Bound(Vec<String>);
    impl<'a> Visit<'a> for Bound {
        fn visit_pat_ident(&mut self, pattern: &'a PatIdent) {
            self.0.push(pattern.ident.unraw().to_string());
            visit::visit_pat_ident(self, pattern);
        }
    }
    let mut bound = Bound(Vec::new());
    bound.visit_pat(pattern);
    bound.0
}

/// Whether matching a variable with these patterns takes everything in it that can be dropped. `captures` says whether
/// this happens in a `move` closure, which takes a variable as a whole if it reads which variant the value is.
pub(super) fn take_all<'p>(patterns: impl IntoIterator<Item = &'p Pat>, captures: bool) -> bool {
    let (mut ok, mut err) = (false, false);
    for pattern in patterns {
        if takes(pattern, captures) {
            return true;
        }
        ok |= takes_content(pattern, "Ok");
        err |= takes_content(pattern, "Err");
    }
    // With one of the two alone, the value may be the other.
    ok && err
}

fn takes(pattern: &Pat, captures: bool) -> bool {
    let takes = |pattern: &Pat| takes(pattern, captures);
    match pattern {
        Pat::Ident(name) => captures || name.by_ref.is_none() && !is_constant(&name.ident),
        Pat::Type(typed) => takes(&typed.pat),
        Pat::Paren(inner) => takes(&inner.pat),
        Pat::Guard(guarded) => takes(&guarded.pat),
        Pat::Tuple(tuple) => !tuple.elems.is_empty() && tuple.elems.iter().all(takes),
        Pat::Or(either) => captures && either.cases.iter().any(takes),
        Pat::TupleStruct(it) => captures && is_variant(&it.path) || takes_content(pattern, "Some"),
        Pat::Struct(it) => captures && is_variant(&it.path),
        Pat::Path(it) => captures && is_variant(&it.path),
        Pat::Lit(_) | Pat::Range(_) => captures,
        _ => false,
    }
}

/// Whether a name in a pattern refers to a constant or a variant. Only its spelling tells.
fn is_constant(name: &Ident) -> bool {
    name.to_string().starts_with(char::is_uppercase)
}

/// Whether the pattern is this variant with the whole value in it.
fn takes_content(pattern: &Pat, variant: &str) -> bool {
    let Pat::TupleStruct(it) = pattern else { return false };
    let is_named = it.path.segments.last().is_some_and(|last| last.ident == variant);
    is_named && it.elems.len() == 1 && it.elems.iter().all(|pattern| takes(pattern, false))
}

/// Whether the path refers to a variant, and not to a struct. Only its spelling tells.
fn is_variant(path: &Path) -> bool {
    let mut names = path.segments.iter().rev().map(|segment| segment.ident.unraw().to_string());
    let last = names.next().unwrap_or_default();
    matches!(&*last, "Some" | "None" | "Ok" | "Err")
        || names.next().is_some_and(|name| name.starts_with(char::is_uppercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Expressions that move `x`.
    const MOVES: &[&str] = &[
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
        "|| if let Some(x) = x { f(x) } else { b }",
        "|| match x { Ok(y) => y, Err(e) => e }",
        "|| { { let x = 1; f(x) } f(x) }",
        "|| { let x = g(x); f(x) }",
        "|| a.map(|x| x) + f(x)",
        "|| { let (a, b) = x; f(a, b) }",
        "|| { let Some(a) = x else { return 1 }; f(a) }",
        "move || match x { Kind::A(n) => n, Kind::B => 1 }",
        "move || if let Some(a) = &x { f(a) } else { 1 }",
    ];
    /// Expressions that do not.
    const BORROWS: &[&str] = &[
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
        "|| if let Some(x) = &x { f(x) } else { 2 }",
        "|| match &x { Some(x) => f(x), None => 1 }",
        "|| { let x = &x; f(x) }",
        "|| { let x = x.as_ref(); f(x) }",
        "|| a.map(|x| f(x))",
        "|| { for x in a { f(x) } }",
        "|| { let _ = x; }",
        "move || { let _ = x; }",
        "|| { let Some(x) = &x else { return }; f(x) }",
        "|| (x).len()",
        "|| if let Ok(y) = x { y } else { 1 }",
        "|| match x { Ok(y) => y, Err(_) => 1 }",
        "|| { let ref y = x; f(y) }",
        "|| { let (a, _) = x; f(a) }",
        "move || { let Pair { a, .. } = x; f(a) }",
        "move || { let Pair(a, _) = x; f(a) }",
        "move || match x { _ => 1 }",
        "|| match x { None => 1, Some(ref y) => f(y) }",
    ];

    fn moves(source: &str) -> bool {
        moved_by(&syn::parse_str(source).expect("an expression")).contains("x")
    }

    #[test]
    fn values_are_told_from_borrows() {
        for source in MOVES {
            assert!(moves(source), "{source}");
        }
        for source in BORROWS {
            assert!(!moves(source), "{source}");
        }
    }
}
