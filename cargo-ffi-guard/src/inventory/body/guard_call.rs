//! The call of a guard: the arguments that it covers.

use super::call::bare;
use super::path::segments;
use super::{By, Judge};
use syn::Expr;
use syn::visit::Visit;

impl Judge<'_> {
    /// Closures among the arguments are covered, the rest is not.
    pub(super) fn guard_call<'e>(
        &mut self,
        guard: By,
        arguments: impl IntoIterator<Item = &'e Expr>,
    ) {
        self.guarded_by(guard);
        for argument in arguments {
            self.take([argument]);
            if !is_covered(argument) {
                self.visit_expr(argument);
            }
        }
    }
}

/// Whether an argument is a closure, in `AssertUnwindSafe` or not.
fn is_covered(argument: &Expr) -> bool {
    match bare(argument) {
        Expr::Closure(_) => true,
        Expr::Call(call) => {
            let Expr::Path(path) = bare(&call.func) else { return false };
            let wrapped =
                segments(&path.path).last().is_some_and(|name| name == "AssertUnwindSafe");
            let closure = |argument: &Expr| matches!(bare(argument), Expr::Closure(_));
            wrapped && call.args.len() == 1 && call.args.iter().all(closure)
        }
        _ => false,
    }
}
