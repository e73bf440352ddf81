//! Values that a guard evaluates on every call. The attribute evaluates them only after a panic.

use super::expression::bare;
use super::tokens::atoms;
use super::why::Why;
use quote::ToTokens;
use syn::visit::{self, Visit};
use syn::{BinOp, Expr, ExprAssign, ExprBinary, ExprCall, ExprClosure, ExprMethodCall, Macro};

/// Functions, methods and macros without side effects.
const PURE_FUNCTIONS: &[&str] = &["null", "null_mut", "dangling", "default", "new", "from"];
const PURE_METHODS: &[&str] =
    &["into", "as_ptr", "as_mut_ptr", "cast", "cast_mut", "cast_const", "clone", "len"];
const PURE_MACROS: &[&str] =
    &["line", "column", "file", "module_path", "stringify", "concat", "env", "option_env", "cfg"];

/// Rejects a value whose evaluation may have an effect, because the attribute would not evaluate it on every call.
pub(super) fn expect_pure(value: &Expr) -> Result<(), Why> {
    let mut effects = Effects(None);
    effects.visit_expr(value);
    match effects.0 {
        Some(code) => Err(format!(
            "its guard evaluates `{code}` on every call, a fallback only after a panic"
        )),
        None => Ok(()),
    }
}

/// The first code that may have an effect.
struct Effects(Option<String>);

impl Effects {
    fn add(&mut self, code: &impl ToTokens, rest: &str) {
        self.0.get_or_insert_with(|| atoms(&code.to_token_stream()).concat() + rest);
    }
}

impl<'a> Visit<'a> for Effects {
    fn visit_expr_call(&mut self, call: &'a ExprCall) {
        let name = match bare(&call.func) {
            Expr::Path(path) => path.path.segments.last().map(|last| last.ident.to_string()),
            _ => None,
        };
        let is_pure =
            |name: &str| PURE_FUNCTIONS.contains(&name) || name.starts_with(char::is_uppercase);
        if !name.is_some_and(|name| is_pure(&name)) {
            self.add(&call.func, "(..)");
        }
        visit::visit_expr_call(self, call);
    }

    fn visit_expr_method_call(&mut self, call: &'a ExprMethodCall) {
        if !PURE_METHODS.contains(&&*call.method.to_string()) {
            self.add(&call.method, "(..)");
        }
        visit::visit_expr_method_call(self, call);
    }

    fn visit_macro(&mut self, call: &'a Macro) {
        if !PURE_MACROS.iter().any(|name| call.path.is_ident(name)) {
            self.add(&call.path, "!");
        }
    }

    fn visit_expr_binary(&mut self, operation: &'a ExprBinary) {
        if is_assignment(&operation.op) {
            self.add(operation, "");
        }
        visit::visit_expr_binary(self, operation);
    }

    fn visit_expr_assign(&mut self, assignment: &'a ExprAssign) {
        self.add(assignment, "");
    }

    // The code in a closure does not run here.
    fn visit_expr_closure(&mut self, _: &'a ExprClosure) {}
}

fn is_assignment(operator: &BinOp) -> bool {
    matches!(
        operator,
        BinOp::AddAssign(_)
            | BinOp::SubAssign(_)
            | BinOp::MulAssign(_)
            | BinOp::DivAssign(_)
            | BinOp::RemAssign(_)
            | BinOp::BitXorAssign(_)
            | BinOp::BitAndAssign(_)
            | BinOp::BitOrAssign(_)
            | BinOp::ShlAssign(_)
            | BinOp::ShrAssign(_)
    )
}
