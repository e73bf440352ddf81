//! The shapes of a guard that is written by hand: a call of `catch_unwind`, and what follows a panic.

use super::expression::{bare, is_closure, is_named};
use super::on_panic::{self, OnPanic};
use super::tokens::atoms;
use super::why::{Why, unknown};
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use std::collections::HashSet;
use syn::visit::{self, Visit};
use syn::{Block, Expr, ExprClosure, Local, Pat, PatIdent, Stmt};

/// A guard around the rest of a function.
pub(super) struct Shape {
    /// The expression or the statements that are the guard.
    pub(super) whole: TokenStream,
    /// The code inside.
    pub(super) body: Expr,
    /// Whether the value of the code inside is dropped.
    pub(super) is_discarded: bool,
    pub(super) on_panic: OnPanic,
    /// Whether statements besides imports are in front of it.
    pub(super) has_neighbours: bool,
}

/// The end of a block.
pub(super) enum End {
    Guard(Box<Shape>),
    /// A call that may be the guard.
    Call {
        wrapper: Wrapper,
        whole: TokenStream,
        has_neighbours: bool,
        /// The names that the statements before it define.
        bound: HashSet<String>,
    },
}

/// A guard that is defined elsewhere.
pub(super) enum Wrapper {
    Macro(syn::Macro),
    /// The call of a function with a closure.
    Function(syn::ExprCall),
}

/// Finds the guard at the end of a block.
pub(super) fn find(block: &[Stmt]) -> Result<End, Why> {
    let Some((last, before)) = block.split_last() else { return Err(unknown()) };
    match last {
        Stmt::Expr(expression, semicolon) => {
            find_in(bare(expression), semicolon.is_some(), last, before)
        }
        Stmt::Macro(call) => Ok(call_at_end(Wrapper::Macro(call.mac.clone()), last, before)),
        Stmt::Local(Local { pat: Pat::Wild(_), init: Some(init), .. })
            if init.diverge.is_none() =>
        {
            guard(before, last, Outcome::discarded(&init.expr, before)?)
        }
        _ => Err(unknown()),
    }
}

/// Finds the guard in the expression `last`.
fn find_in(
    expression: &Expr,
    has_semicolon: bool,
    last: &Stmt,
    before: &[Stmt],
) -> Result<End, Why> {
    let outcome = match expression {
        Expr::Block(inner) if inner.label.is_none() => return find_inside(before, &inner.block),
        Expr::Unsafe(inner) => return find_inside(before, &inner.block),
        Expr::Macro(call) => {
            return Ok(call_at_end(Wrapper::Macro(call.mac.clone()), last, before));
        }
        Expr::Call(call) if call.args.iter().any(is_closure) => {
            return Ok(call_at_end(Wrapper::Function(call.clone()), last, before));
        }
        Expr::Return(value) => Outcome::of_value(value.expr.as_ref().ok_or_else(unknown)?, before)?,
        expression if has_semicolon => Outcome::of_statement(expression, before)?,
        // `if let Err(_) = catch_unwind(..) { .. }` has no semicolon and no value.
        expression => Outcome::of_value(expression, before)
            .or_else(|why| Outcome::of_statement(expression, before).map_err(|_| why))?,
    };
    guard(before, last, outcome)
}

fn call_at_end(wrapper: Wrapper, last: &Stmt, before: &[Stmt]) -> End {
    let (has_neighbours, bound) = (has_code(before), bound(before));
    End::Call { wrapper, whole: last.to_token_stream(), has_neighbours, bound }
}

fn find_inside(before: &[Stmt], block: &Block) -> Result<End, Why> {
    let mut end = find(&block.stmts)?;
    match &mut end {
        End::Guard(shape) => {
            shape.on_panic.expect_no_name_of(&bound(before))?;
            shape.has_neighbours |= has_code(before);
        }
        End::Call { has_neighbours, bound: inner, .. } => {
            *has_neighbours |= has_code(before);
            inner.extend(bound(before));
        }
    }
    Ok(end)
}

fn guard(before: &[Stmt], last: &Stmt, outcome: Outcome) -> Result<End, Why> {
    let kept = before.len() - usize::from(outcome.is_named);
    let first = before[kept..].iter().map(ToTokens::to_token_stream).collect::<TokenStream>();
    outcome.on_panic.expect_no_name_of(&bound(&before[..kept]))?;
    Ok(End::Guard(Box::new(Shape {
        whole: quote!(#first #last),
        body: outcome.body,
        is_discarded: outcome.is_discarded,
        on_panic: outcome.on_panic,
        has_neighbours: has_code(&before[..kept]),
    })))
}

/// Whether there are statements besides imports.
fn has_code(statements: &[Stmt]) -> bool {
    statements.iter().any(|statement| !matches!(statement, Stmt::Item(syn::Item::Use(_))))
}

/// The use of the result of `catch_unwind`.
struct Outcome {
    body: Expr,
    on_panic: OnPanic,
    is_discarded: bool,
    /// Whether the statement before the last one names the result.
    is_named: bool,
}

impl Outcome {
    /// The value of the whole is the value of the function.
    fn of_value(expression: &Expr, before: &[Stmt]) -> Result<Self, Why> {
        let (caught, on_panic) = match bare(expression) {
            Expr::MethodCall(call) => {
                (&*call.receiver, on_panic::of_method(&call.method.to_string(), &call.args)?)
            }
            Expr::Match(choice) => (&*choice.expr, on_panic::of_arms(&choice.arms)?),
            Expr::If(choice) => on_panic::of_if(choice)?,
            _ => return Err(unknown()),
        };
        Self::new(caught, on_panic, false, before)
    }

    /// The whole is a statement of a function without a value.
    fn of_statement(expression: &Expr, before: &[Stmt]) -> Result<Self, Why> {
        match bare(expression) {
            Expr::MethodCall(call) if call.method == "ok" => {
                Self::discarded(&call.receiver, before)
            }
            Expr::Call(call) if call.args.len() == 1 && is_named(&call.func, "drop") => {
                Self::discarded(&call.args[0], before)
            }
            Expr::If(choice) => {
                let (caught, on_panic) = on_panic::of_failure(choice)?;
                Self::new(caught, on_panic, true, before)
            }
            Expr::Match(choice) => {
                let on_panic = on_panic::of_statement_arms(&choice.arms)?;
                Self::new(&choice.expr, on_panic, true, before)
            }
            _ => Err(unknown()),
        }
    }

    fn discarded(caught: &Expr, before: &[Stmt]) -> Result<Self, Why> {
        Self::new(caught, OnPanic::Nothing, true, before)
    }

    fn new(
        caught: &Expr,
        on_panic: OnPanic,
        is_discarded: bool,
        before: &[Stmt],
    ) -> Result<Self, Why> {
        let named = named_before(caught, before);
        let closure = closure(named.unwrap_or(caught)).ok_or_else(unknown)?;
        if is_discarded && returns_value(closure) {
            return Err(
                "the code in its guard returns a value, which the function drops".to_owned()
            );
        }
        let body = called(bare(&closure.body)).clone();
        Ok(Self { body, on_panic, is_discarded, is_named: named.is_some() })
    }
}

/// The value that `let name = ..;` just before gives the name.
fn named_before<'e>(expression: &Expr, before: &'e [Stmt]) -> Option<&'e Expr> {
    let Expr::Path(path) = bare(expression) else { return None };
    let Some(Stmt::Local(local)) = before.last() else { return None };
    let Pat::Ident(pattern) = &local.pat else { return None };
    let init = local.init.as_ref().filter(|init| init.diverge.is_none())?;
    path.path.is_ident(&pattern.ident).then_some(&*init.expr)
}

/// The closure of `catch_unwind(|| ..)`, in `AssertUnwindSafe` or not.
fn closure(expression: &Expr) -> Option<&ExprClosure> {
    let Expr::Call(call) = bare(expression) else { return None };
    let argument = call.args.first().filter(|_| call.args.len() == 1)?;
    let argument = match bare(argument) {
        Expr::Call(wrapped) if is_named(&wrapped.func, "AssertUnwindSafe") => {
            wrapped.args.first()?
        }
        argument => argument,
    };
    let Expr::Closure(closure) = bare(argument) else { return None };
    let is_plain = closure.inputs.is_empty() && closure.attrs.is_empty();
    (is_plain && is_catch_unwind(&call.func)).then_some(closure)
}

/// The code inside of `(|| ..)()`, which a function that calls its argument becomes.
fn called(expression: &Expr) -> &Expr {
    let Expr::Call(call) = expression else { return expression };
    match bare(&call.func) {
        Expr::Closure(closure) if call.args.is_empty() && closure.inputs.is_empty() => {
            bare(&closure.body)
        }
        _ => expression,
    }
}

/// Whether the path is one of the standard library's `catch_unwind`.
fn is_catch_unwind(function: &Expr) -> bool {
    let path = atoms(&bare(function).to_token_stream()).concat();
    let path = path.strip_prefix("::").unwrap_or(&path);
    let modules = ["", "panic::", "std::panic::", "core::panic::"];
    path.strip_suffix("catch_unwind")
        .is_some_and(|modules_before| modules.contains(&modules_before))
}

/// The names that the statements bind.
fn bound(statements: &[Stmt]) -> HashSet<String> {
    #[derive(Default)]
    struct Names(HashSet<String>);
    impl<'a> Visit<'a> for Names {
        fn visit_pat_ident(&mut self, pattern: &'a PatIdent) {
            self.0.insert(pattern.ident.to_string());
            visit::visit_pat_ident(self, pattern);
        }
        fn visit_item(&mut self, item: &'a syn::Item) {
            // Imports are not among them: without one, the compiler names the path that is missing.
            let name = match item {
                syn::Item::Fn(item) => &item.sig.ident,
                syn::Item::Const(item) => &item.ident,
                syn::Item::Static(item) => &item.ident,
                _ => return,
            };
            self.0.insert(name.to_string());
        }
    }
    let mut names = Names::default();
    statements.iter().for_each(|statement| names.visit_stmt(statement));
    names.0
}

fn returns_value(closure: &ExprClosure) -> bool {
    struct Returns(bool);
    impl<'a> Visit<'a> for Returns {
        fn visit_expr_return(&mut self, value: &'a syn::ExprReturn) {
            self.0 |= value.expr.is_some();
        }
        fn visit_expr_try(&mut self, _: &'a syn::ExprTry) {
            self.0 = true;
        }
        fn visit_expr_closure(&mut self, _: &'a ExprClosure) {}
        fn visit_item(&mut self, _: &'a syn::Item) {}
    }
    let mut returns = Returns(false);
    returns.visit_expr(&closure.body);
    returns.0
}
