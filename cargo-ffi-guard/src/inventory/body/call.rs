//! Calls of functions and methods.

use super::Judge;
use super::known::{Form, part_of_guard};
use super::outside::Outside;
use super::path::{borrowed, of_expression};
use super::quiet;
use proc_macro2::{Delimiter, TokenStream};
use quote::ToTokens;
use syn::visit::Visit;
use syn::{Expr, ExprCall, ExprMethodCall, ExprPath};

impl Judge<'_> {
    pub(super) fn call(&mut self, call: &ExprCall) {
        let bracket = call.paren_token.span.open();
        let Expr::Path(function) = bare(&call.func) else {
            self.visit_expr(&call.func);
            self.blame(|| Outside::call(TokenStream::new(), Delimiter::Parenthesis, bracket));
            return self.arguments(&call.args);
        };
        let names = of_expression(function);
        let path = borrowed(&names);
        let blamed = || Outside::call(head(function), Delimiter::Parenthesis, bracket);
        match self.guards.find(Form::Function, &path).filter(|_| !self.is_bound(&path)) {
            Some(_) if call.args.is_empty() => self.blame(blamed),
            Some(guard) => self.guard_call(guard, &call.args),
            None => {
                if !self.is_harmless(function) && !part_of_guard(self.within, &path) {
                    self.blame(blamed);
                }
                if path.last() == Some(&"forget") {
                    self.take(&call.args);
                }
                self.arguments(&call.args);
            }
        }
    }

    pub(super) fn method_call(&mut self, call: &ExprMethodCall) {
        self.visit_expr(&call.receiver);
        let name = call.method.to_string();
        let name = name.strip_prefix("r#").unwrap_or(&name);
        let blamed = || {
            let mut head = call.method.to_token_stream();
            call.turbofish.to_tokens(&mut head);
            Outside::call(head, Delimiter::Parenthesis, call.paren_token.span.open())
        };
        match self.guards.find(Form::Method, &[name]) {
            Some(_) if call.args.is_empty() => return self.blame(blamed),
            Some(guard) => return self.guard_call(guard, &call.args),
            None => {}
        }
        if !quiet::is_method(name) {
            self.blame(blamed);
        }
        // The first argument of `map_or` is a value.
        let values = usize::from(name == "map_or");
        for (index, argument) in call.args.iter().enumerate() {
            if quiet::calls_its_argument(name) && index >= values && !self.is_quiet_callee(argument)
            {
                self.blame(|| Outside::tokens(argument.to_token_stream()));
            }
            self.visit_expr(argument);
        }
    }

    fn arguments<'e>(&mut self, arguments: impl IntoIterator<Item = &'e Expr>) {
        arguments.into_iter().for_each(|argument| self.visit_expr(argument));
    }

    /// Whether what is given to `.map(..)` and its like runs only code that is judged or quiet: a closure, whose body
    /// is, a constructor or a quiet function.
    fn is_quiet_callee(&self, argument: &Expr) -> bool {
        match bare(argument) {
            Expr::Closure(_) => true,
            Expr::Path(path) => self.is_harmless(path),
            _ => false,
        }
    }

    /// Whether a call of the path runs none of the author's code: a constructor or a quiet function.
    fn is_harmless(&self, function: &ExprPath) -> bool {
        let names = of_expression(function);
        let path = borrowed(&names);
        let name = path.last().copied().unwrap_or_default();
        // `<T as Trait>::Name(..)` is a function of the trait, however it is spelled.
        let own = self.guards.functions.guards(name).is_some() && !quiet::is_std(&path);
        if function.qself.is_some() || own {
            return false;
        }
        quiet::is_constructor(name) || quiet::is_function(&path) && !self.is_bound(&path)
    }
}

/// The expression without the invisible groups that a macro puts around it.
pub(super) fn bare(expression: &Expr) -> &Expr {
    let mut expression = expression;
    while let Expr::Group(group) = expression {
        expression = &group.expr;
    }
    expression
}

/// The tokens of a called path without a leading `::`; of a qualified path, those behind its `>`.
fn head(function: &ExprPath) -> TokenStream {
    let position = function.qself.as_ref().map_or(0, |qualified| qualified.position);
    function.path.segments.pairs().skip(position).map(ToTokens::into_token_stream).collect()
}
