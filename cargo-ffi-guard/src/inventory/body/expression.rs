//! The walk over a body in source order.

use super::Judge;
use super::outside::{Outside, text};
use proc_macro2::Span;
use quote::ToTokens;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{
    Attribute, BinOp, Block, Expr, ExprUnary, Item, Lit, Local, Macro, Pat, Path, Stmt, Type,
};

impl<'a> Visit<'a> for Judge<'_> {
    fn visit_expr(&mut self, expression: &'a Expr) {
        if self.is_settled() {
            return;
        }
        match expression {
            Expr::Call(call) => self.call(call),
            Expr::MethodCall(call) => self.method_call(call),
            Expr::Binary(_) | Expr::Unary(_) | Expr::Index(_) | Expr::Try(_) => {
                self.operator(expression);
            }
            Expr::Await(wait) => {
                self.visit_expr(&wait.base);
                let dot = wait.dot_token.span;
                self.blame(|| {
                    Outside::sign(".await", dot.join(wait.await_token.span).unwrap_or(dot))
                });
            }
            Expr::ForLoop(_)
            | Expr::Loop(_)
            | Expr::While(_)
            | Expr::If(_)
            | Expr::Match(_)
            | Expr::Closure(_)
            | Expr::Return(_) => self.control_flow(expression),
            Expr::Yield(value) => {
                self.blame(|| Outside::sign("yield", value.yield_token.span));
                visit::visit_expr(self, expression);
            }
            // An empty statement has no tokens.
            Expr::Verbatim(tokens) if !tokens.is_empty() => {
                self.blame(|| Outside::tokens(tokens.clone()));
            }
            _ => visit::visit_expr(self, expression),
        }
    }

    fn visit_stmt(&mut self, statement: &'a Stmt) {
        let around = self.cfg.clone();
        if let Some(predicate) = attributes_of(statement).iter().find_map(predicate) {
            self.cfg = Some(predicate);
        }
        visit::visit_stmt(self, statement);
        self.cfg = around;
    }

    fn visit_block(&mut self, block: &'a Block) {
        let renamed = self.renamed.len();
        if !self.ends_the_process(block) {
            visit::visit_block(self, block);
        }
        self.renamed.truncate(renamed);
    }

    /// Skips a closure that is bound to a name: only its calls run it.
    fn visit_local(&mut self, local: &'a Local) {
        self.visit_pat(&local.pat);
        let Some(value) = &local.init else { return };
        if !matches!(&*value.expr, Expr::Closure(_)) {
            self.visit_expr(&value.expr);
        }
        if let Some((_, diverge)) = &value.diverge {
            self.branch(|judge| judge.visit_expr(diverge));
        }
        self.rename(local);
    }

    /// The guard of an arm is part of its pattern, and the only code in a pattern that runs.
    fn visit_pat(&mut self, pattern: &'a Pat) {
        if !matches!(pattern, Pat::Const(_) | Pat::Macro(_)) {
            visit::visit_pat(self, pattern);
        }
    }

    fn visit_macro(&mut self, call: &'a Macro) {
        if !self.is_settled() {
            self.macro_call(call);
        }
    }

    // These contain no code that the function runs.
    fn visit_attribute(&mut self, _: &'a Attribute) {}
    fn visit_item(&mut self, _: &'a Item) {}
    fn visit_path(&mut self, _: &'a Path) {}
    fn visit_type(&mut self, _: &'a Type) {}
}

/// The predicate of a `cfg`.
fn predicate(attribute: &Attribute) -> Option<String> {
    let list = attribute.meta.require_list().ok().filter(|list| list.path.is_ident("cfg"))?;
    Some(text(list.tokens.clone()))
}

fn attributes_of(statement: &Stmt) -> &[Attribute] {
    match statement {
        Stmt::Local(local) => &local.attrs,
        Stmt::Macro(call) => &call.attrs,
        Stmt::Item(_) => &[],
        Stmt::Expr(expression, _) => match expression {
            Expr::Block(it) => &it.attrs,
            Expr::Call(it) => &it.attrs,
            Expr::If(it) => &it.attrs,
            Expr::Macro(it) => &it.attrs,
            Expr::Match(it) => &it.attrs,
            Expr::MethodCall(it) => &it.attrs,
            Expr::Return(it) => &it.attrs,
            Expr::Unsafe(it) => &it.attrs,
            _ => &[],
        },
    }
}

impl Judge<'_> {
    /// Code that a call of the function may skip, run several times, or end with.
    fn control_flow(&mut self, expression: &Expr) {
        match expression {
            Expr::ForLoop(repeat) => {
                self.blame(|| Outside::sign("for", repeat.for_token.span));
                self.branch(|judge| visit::visit_expr(judge, expression));
            }
            Expr::Loop(_) | Expr::While(_) => {
                self.branch(|judge| visit::visit_expr(judge, expression));
            }
            Expr::If(choice) => {
                self.visit_expr(&choice.cond);
                self.branch(|judge| {
                    judge.visit_block(&choice.then_branch);
                    choice.else_branch.iter().for_each(|(_, other)| judge.visit_expr(other));
                });
            }
            Expr::Match(choice) => {
                self.visit_expr(&choice.expr);
                self.branch(|judge| choice.arms.iter().for_each(|arm| judge.visit_arm(arm)));
            }
            Expr::Closure(_) => {
                self.closures += 1;
                self.branch(|judge| visit::visit_expr(judge, expression));
                self.closures -= 1;
            }
            Expr::Return(_) => {
                visit::visit_expr(self, expression);
                self.returns_early |= self.closures == 0 && self.guard.is_none();
            }
            _ => {}
        }
    }

    /// Walks code that a call may skip.
    fn branch(&mut self, walk: impl FnOnce(&mut Self)) {
        self.branches += 1;
        walk(self);
        self.branches -= 1;
    }

    /// Arithmetic, an index or `?`.
    fn operator(&mut self, expression: &Expr) {
        match expression {
            Expr::Binary(binary) => {
                self.visit_expr(&binary.left);
                if let Some(sign) = arithmetic(&binary.op) {
                    self.blame(|| Outside::sign(sign, first(&binary.op)));
                }
                self.visit_expr(&binary.right);
            }
            Expr::Unary(unary) => {
                if may_overflow(unary) {
                    self.blame(|| Outside::sign("-", unary.op.span()));
                }
                self.visit_expr(&unary.expr);
            }
            Expr::Index(index) => {
                self.visit_expr(&index.expr);
                self.blame(|| Outside::sign("[", index.bracket_token.span.open()));
                self.visit_expr(&index.index);
            }
            Expr::Try(question) => {
                self.visit_expr(&question.expr);
                self.blame(|| Outside::sign("?", question.question_token.span));
            }
            _ => {}
        }
    }
}

/// The first character of an operator that may overflow or divide by zero.
fn arithmetic(operator: &BinOp) -> Option<&'static str> {
    Some(match operator {
        BinOp::Add(_) | BinOp::AddAssign(_) => "+",
        BinOp::Sub(_) | BinOp::SubAssign(_) => "-",
        BinOp::Mul(_) | BinOp::MulAssign(_) => "*",
        BinOp::Div(_) | BinOp::DivAssign(_) => "/",
        BinOp::Rem(_) | BinOp::RemAssign(_) => "%",
        BinOp::Shl(_) | BinOp::ShlAssign(_) => "<",
        BinOp::Shr(_) | BinOp::ShrAssign(_) => ">",
        _ => return None,
    })
}

fn first(operator: &BinOp) -> Span {
    let mut tokens = operator.to_token_stream().into_iter();
    tokens.next().map_or_else(Span::call_site, |token| token.span())
}

/// Whether this is the negation of anything but a number that is written out.
fn may_overflow(unary: &ExprUnary) -> bool {
    let number = |expression: &Expr| matches!(expression, Expr::Lit(literal) if matches!(literal.lit, Lit::Int(_) | Lit::Float(_)));
    matches!(unary.op, syn::UnOp::Neg(_)) && !number(&unary.expr)
}
