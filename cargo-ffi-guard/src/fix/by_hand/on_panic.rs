//! The outcome of a panic in a guard, as far as an attribute can say it.

use super::eager::expect_pure;
use super::expression::{bare, is_named};
use super::tokens::{atoms, words};
use super::why::{Why, unknown};
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use std::collections::HashSet;
use syn::punctuated::Punctuated;
use syn::visit::{self, Visit};
use syn::{Arm, Expr, ExprClosure, ExprIf, Pat, Stmt, Token};

/// The outcome of a panic.
#[derive(Clone)]
pub(super) enum OnPanic {
    /// The function returns nothing.
    Nothing,
    /// The process ends, with a message about the panic or without.
    Abort,
    /// The value of this expression is returned.
    Value(TokenStream),
}

impl OnPanic {
    /// A name of the function's own has no meaning in the attribute.
    pub(super) fn expect_no_name_of(&self, bound: &HashSet<String>) -> Result<(), Why> {
        let Self::Value(value) = self else { return Ok(()) };
        match words(value).into_iter().find(|word| bound.contains(word)) {
            Some(name) => Err(format!(
                "its fallback names `{name}`, which the function defines before its guard"
            )),
            None => Ok(()),
        }
    }

    /// Reads an expression that runs after a panic. `payload` are its names for the payload of the panic.
    fn of(expression: &Expr, payload: &HashSet<String>) -> Result<Self, Why> {
        let value = value_of(expression);
        let Some(value) = value else { return Ok(Self::Nothing) };
        if aborts(value) {
            return match MessageOnly::of(value) {
                Some(other) => Err(format!("its guard calls `{other}` before it ends the process")),
                None => Ok(Self::Abort),
            };
        }
        let tokens = value.to_token_stream();
        if let Some(name) = words(&tokens).into_iter().find(|word| payload.contains(word)) {
            return Err(format!(
                "its guard reads the payload of the panic, `{name}`: a fallback gets the error instead"
            ));
        }
        if leaves(value) {
            return Err("its fallback is left by `return`, `?`, a panic or the end of the process"
                .to_owned());
        }
        Ok(Self::Value(tokens))
    }
}

/// `.unwrap_or(X)`, `.unwrap_or_else(|_| X)` and `.unwrap_or_default()`.
pub(super) fn of_method(
    method: &str,
    arguments: &Punctuated<Expr, Token![,]>,
) -> Result<OnPanic, Why> {
    match (method, arguments.first()) {
        ("unwrap_or", Some(value)) => {
            expect_pure(value)?;
            OnPanic::of(value, &HashSet::new())
        }
        ("unwrap_or_default", None) => Ok(OnPanic::Value(quote!(Default::default()))),
        ("unwrap_or_else", Some(function)) => match bare(function) {
            Expr::Closure(closure) => {
                let payload = closure.inputs.first().map(names).unwrap_or_default();
                OnPanic::of(&closure.body, &payload)
            }
            other => Err(format!(
                "its guard passes the payload of the panic to `{}`: a fallback gets the error instead",
                atoms(&other.to_token_stream()).concat()
            )),
        },
        _ => Err(unknown()),
    }
}

/// `Ok(value) => value, Err(_) => X`.
pub(super) fn of_arms(arms: &[Arm]) -> Result<OnPanic, Why> {
    let (ok, value, err, failure) = two_arms(arms)?;
    if !is_identity(ok, value) {
        return Err("its guard changes the value of the code inside".to_owned());
    }
    OnPanic::of(failure, &names(err))
}

/// `Ok(_) => {} Err(_) => X`, whose value is not used.
pub(super) fn of_statement_arms(arms: &[Arm]) -> Result<OnPanic, Why> {
    let (_, value, err, failure) = two_arms(arms)?;
    if value_of(value).is_some() {
        return Err("its guard runs code after the code inside".to_owned());
    }
    OnPanic::of(failure, &names(err))
}

fn two_arms(arms: &[Arm]) -> Result<(&Pat, &Expr, &Pat, &Expr), Why> {
    let [one, other] = arms else { return Err(unknown()) };
    let (ok, err) = if inside(&one.pat, "Ok").is_some() { (one, other) } else { (other, one) };
    let value = inside(&ok.pat, "Ok").ok_or_else(unknown)?;
    let payload = match &err.pat {
        Pat::Wild(_) => &err.pat,
        pattern => inside(pattern, "Err").ok_or_else(unknown)?,
    };
    Ok((value, &ok.body, payload, &err.body))
}

/// `if let Ok(value) = caught { value } else { X }`.
pub(super) fn of_if(choice: &ExprIf) -> Result<(&Expr, OnPanic), Why> {
    let (Expr::Let(condition), Some((_, failure))) = (&*choice.cond, &choice.else_branch) else {
        return Err(unknown());
    };
    let pattern = inside(&condition.pat, "Ok").ok_or_else(unknown)?;
    let [Stmt::Expr(value, None)] = &*choice.then_branch.stmts else { return Err(unknown()) };
    if !is_identity(pattern, value) {
        return Err("its guard changes the value of the code inside".to_owned());
    }
    Ok((&condition.expr, OnPanic::of(failure, &HashSet::new())?))
}

/// `if let Err(_) = caught { X }` and `if caught.is_err() { X }`.
pub(super) fn of_failure(choice: &ExprIf) -> Result<(&Expr, OnPanic), Why> {
    if choice.else_branch.is_some() {
        return Err(unknown());
    }
    let (caught, payload) = match &*choice.cond {
        Expr::Let(condition) => {
            (&*condition.expr, names(inside(&condition.pat, "Err").ok_or_else(unknown)?))
        }
        Expr::MethodCall(call) if call.method == "is_err" => (&*call.receiver, HashSet::new()),
        _ => return Err(unknown()),
    };
    let failure = Expr::Block(syn::ExprBlock {
        attrs: Vec::new(),
        label: None,
        block: choice.then_branch.clone(),
    });
    Ok((caught, OnPanic::of(&failure, &payload)?))
}

/// The pattern in `Ok(..)` or `Err(..)`.
fn inside<'p>(pattern: &'p Pat, variant: &str) -> Option<&'p Pat> {
    let Pat::TupleStruct(tuple) = pattern else { return None };
    let last = tuple.path.segments.last()?;
    (last.ident == variant && tuple.elems.len() == 1).then(|| &tuple.elems[0])
}

/// Whether the value is what the pattern binds, or nothing both times.
fn is_identity(pattern: &Pat, value: &Expr) -> bool {
    match (pattern, value_of(value)) {
        (Pat::Ident(name), Some(Expr::Path(path))) => {
            let is_constant = name.ident.to_string().starts_with(char::is_uppercase);
            name.subpat.is_none() && !is_constant && path.path.is_ident(&name.ident)
        }
        (Pat::Tuple(tuple), None) => tuple.elems.is_empty(),
        (Pat::Wild(_), None) => true,
        _ => false,
    }
}

fn names(pattern: &Pat) -> HashSet<String> {
    struct Names(HashSet<String>);
    impl<'a> Visit<'a> for Names {
        fn visit_pat_ident(&mut self, pattern: &'a syn::PatIdent) {
            self.0.insert(pattern.ident.to_string());
            visit::visit_pat_ident(self, pattern);
        }
    }
    let mut found = Names(HashSet::new());
    found.visit_pat(pattern);
    found.0
}

/// The expression without `return`, parentheses and blocks around it; nothing for `()` and `{}`.
fn value_of(expression: &Expr) -> Option<&Expr> {
    match bare(expression) {
        Expr::Return(value) => value_of(value.expr.as_deref()?),
        Expr::Tuple(tuple) if tuple.elems.is_empty() => None,
        Expr::Block(block) if block.label.is_none() => match &*block.block.stmts {
            [] => None,
            [Stmt::Expr(value, None)] => value_of(value),
            [Stmt::Expr(Expr::Return(value), Some(_))] => value_of(value.expr.as_deref()?),
            [Stmt::Expr(value, Some(_))] if is_abort(value) => Some(value),
            _ => Some(bare(expression)),
        },
        value => Some(value),
    }
}

/// Whether the expression ends with the end of the process.
fn aborts(expression: &Expr) -> bool {
    match expression {
        Expr::Block(block) => match block.block.stmts.last() {
            Some(Stmt::Expr(last, _)) => aborts(bare(last)),
            _ => false,
        },
        Expr::Unsafe(block) => match block.block.stmts.last() {
            Some(Stmt::Expr(last, _)) => aborts(bare(last)),
            _ => false,
        },
        expression => is_abort(expression),
    }
}

fn is_abort(expression: &Expr) -> bool {
    matches!(bare(expression), Expr::Call(call) if call.args.is_empty() && is_named(&call.func, "abort"))
}

/// Looks for a call that does more than write a message about the panic, which the attribute's `abort` writes too.
struct MessageOnly(Option<String>);

impl MessageOnly {
    fn of(expression: &Expr) -> Option<String> {
        let mut found = Self(None);
        found.visit_expr(expression);
        found.0
    }
}

impl<'a> Visit<'a> for MessageOnly {
    fn visit_expr_call(&mut self, call: &'a syn::ExprCall) {
        let known = ["abort", "stderr", "from", "Some", "Ok", "Err"];
        if !known.iter().any(|name| is_named(&call.func, name)) {
            let called = atoms(&call.func.to_token_stream()).concat();
            self.0.get_or_insert(called);
        }
        visit::visit_expr_call(self, call);
    }

    fn visit_expr_method_call(&mut self, call: &'a syn::ExprMethodCall) {
        let known = [
            "downcast_ref",
            "downcast",
            "is",
            "as_str",
            "as_ref",
            "deref",
            "clone",
            "to_string",
            "to_owned",
            "unwrap_or",
            "map",
            "copied",
            "cloned",
            "or_else",
            "and_then",
            "lock",
        ];
        let name = call.method.to_string();
        if !known.contains(&&*name) {
            self.0.get_or_insert(name);
        }
        visit::visit_expr_method_call(self, call);
    }

    fn visit_macro(&mut self, call: &'a syn::Macro) {
        let known = ["eprintln", "eprint", "writeln", "write", "format", "stringify", "concat"];
        let name = call.path.segments.last().map(|last| last.ident.to_string());
        if let Some(name) = name.filter(|name| !known.contains(&&**name)) {
            self.0.get_or_insert(name);
        }
    }
}

/// Whether the value is left in another way than by its end.
fn leaves(expression: &Expr) -> bool {
    struct Leaves(bool);
    impl<'a> Visit<'a> for Leaves {
        fn visit_expr_return(&mut self, _: &'a syn::ExprReturn) {
            self.0 = true;
        }
        fn visit_expr_try(&mut self, _: &'a syn::ExprTry) {
            self.0 = true;
        }
        fn visit_expr_call(&mut self, call: &'a syn::ExprCall) {
            let ends = ["abort", "exit", "resume_unwind"];
            self.0 |= ends.iter().any(|name| is_named(&call.func, name));
            visit::visit_expr_call(self, call);
        }
        fn visit_macro(&mut self, call: &'a syn::Macro) {
            let panics = ["panic", "unreachable", "todo", "unimplemented"];
            self.0 |= panics.iter().any(|name| call.path.is_ident(name));
        }
        fn visit_expr_closure(&mut self, _: &'a ExprClosure) {}
        fn visit_item(&mut self, _: &'a syn::Item) {}
    }
    let mut leaves = Leaves(false);
    leaves.visit_expr(expression);
    leaves.0
}
