//! The arguments of `#[ffi_export(..)]` and `#[ffi_callback(..)]`.

use crate::check::types;
use crate::errors::Errors;
use crate::export::Parameter;
use crate::keyed::{self, Argument};
use proc_macro2::{Ident, TokenStream};
use syn::{Expr, ExprClosure, LitStr, Pat, Path, ReturnType, UnOp};

/// What an attribute accepts.
pub(crate) struct Accepted {
    known: &'static [&'static str],
    usage: &'static str,
}

pub(crate) const OF_EXPORT: Accepted = Accepted {
    known: &["fallback", "abort", "status", "no_cancel", "poison", "name", "abi", "crate"],
    usage: "`fallback = VALUE`, `fallback = |error| VALUE`, `abort`, `status`, `status = Type`, `no_cancel`, \
            `poison = STATIC`, `name = \"symbol\"`, `abi = \"C\"` or `crate = path`",
};

/// What holds for each method of a block; its name is the middle part of their symbols.
pub(crate) const OF_BLOCK: Accepted = Accepted {
    known: &["fallback", "abort", "status", "no_cancel", "poison", "name", "crate"],
    usage: "`fallback = VALUE`, `fallback = |error| VALUE`, `abort`, `status`, `status = Type`, `no_cancel`, \
            `poison = STATIC`, `name = \"counter\"` or `crate = path`",
};

/// What a method says otherwise than its block.
pub(crate) const OF_METHOD: Accepted = Accepted {
    known: &["fallback", "abort", "status", "no_cancel", "poison", "name"],
    usage: "`fallback = VALUE`, `fallback = |error| VALUE`, `abort`, `status`, `status = Type`, `no_cancel`, \
            `poison = STATIC` or `name = \"symbol\"`",
};

/// A callback has its ABI in its signature, and no symbol.
pub(crate) const OF_CALLBACK: Accepted = Accepted {
    known: &["fallback", "abort", "no_cancel", "crate"],
    usage: "`fallback = VALUE`, `fallback = |error| VALUE`, `abort`, `no_cancel` or `crate = path`",
};

/// What the shim does once a panic is caught and recorded.
#[derive(Clone)]
pub enum OnPanic {
    /// Returns what the return type's `Fallback` says.
    Default,
    /// Returns a literal, or a parameter of the return type: nothing of the author's runs for it.
    Plain(Expr),
    /// Returns the value of a constant.
    Constant(Expr),
    /// Evaluates an expression.
    Expression(Expr),
    /// Calls a closure with the error.
    Closure(ExprClosure),
    /// Ends the process.
    Abort(Ident),
    /// Returns a status: whether the function succeeded, else what failed.
    Status {
        /// The word, for its place in the source.
        key: Ident,
        /// The author's own type of it; without one it is a number.
        ty: Option<Path>,
    },
}

/// The arguments, each as the author gave it.
#[derive(Clone)]
pub(crate) struct Arguments {
    pub(crate) on_panic: OnPanic,
    pub(crate) no_cancel: bool,
    pub(crate) poison: Option<Path>,
    pub(crate) name: Option<(Ident, LitStr)>,
    pub(crate) abi: Option<(Ident, LitStr)>,
    pub(crate) krate: Option<Path>,
}

pub(crate) fn parse(tokens: TokenStream, accepted: &Accepted, errors: &mut Errors) -> Arguments {
    let mut arguments = Arguments {
        on_panic: OnPanic::Default,
        no_cancel: false,
        poison: None,
        name: None,
        abi: None,
        krate: None,
    };
    let (mut fallback, mut abort, mut status) = (None, None, None);
    for argument in keyed::parse(tokens, accepted.known, accepted.usage, errors) {
        let key = argument.key.clone();
        match key.to_string().as_str() {
            "fallback" => fallback = argument.value("`fallback = -1`", errors).map(|e| (key, e)),
            "abort" => abort = Some(argument.word(errors)),
            "status" if argument.value.is_none() => status = Some((key, None)),
            "status" => {
                status = argument.path("`status = MyStatus`", errors).map(|ty| (key, Some(ty)));
            }
            "no_cancel" => {
                argument.word(errors);
                arguments.no_cancel = true;
            }
            "poison" => arguments.poison = argument.path("`poison = STATE`", errors),
            "name" => arguments.name = string(argument, "`name = \"mylib_open\"`", errors),
            "abi" => arguments.abi = string(argument, "`abi = \"system\"`", errors),
            _ => arguments.krate = argument.path("`crate = ::my_ffi_guard`", errors),
        }
    }
    arguments.on_panic = on_panic(fallback, abort, status, errors);
    arguments
}

impl Arguments {
    /// What holds for a method, which says some of it itself. A name is its own alone.
    pub(crate) fn or(self, of_block: &Self) -> Self {
        let on_panic = match self.on_panic {
            OnPanic::Default => of_block.on_panic.clone(),
            own => own,
        };
        Self {
            on_panic,
            no_cancel: self.no_cancel || of_block.no_cancel,
            poison: self.poison.or_else(|| of_block.poison.clone()),
            krate: of_block.krate.clone(),
            ..self
        }
    }
}

fn string(argument: Argument, example: &str, errors: &mut Errors) -> Option<(Ident, LitStr)> {
    let key = argument.key.clone();
    argument.string(example, errors).map(|value| (key, value))
}

fn on_panic(
    fallback: Option<(Ident, Expr)>,
    abort: Option<Ident>,
    status: Option<(Ident, Option<Path>)>,
    errors: &mut Errors,
) -> OnPanic {
    match (fallback, abort, status) {
        (None, None, None) => OnPanic::Default,
        (Some((_, value)), None, None) => classify(value, errors),
        (None, Some(abort), None) => OnPanic::Abort(abort),
        (None, None, Some((key, ty))) => OnPanic::Status { key, ty },
        (Some((key, _)), Some(abort), _) => {
            errors.on(key, "`fallback` and `abort` contradict each other: a process that ends returns no value; keep one");
            OnPanic::Abort(abort)
        }
        (fallback, _, Some((key, ty))) => {
            let other = fallback.map_or_else(|| key.clone(), |(key, _)| key);
            errors.on(
                other,
                "with `status`, C gets after each failure what failed; a `fallback` or `abort` \
                 says something else for the same case; keep one",
            );
            OnPanic::Status { key, ty }
        }
    }
}

fn classify(value: Expr, errors: &mut Errors) -> OnPanic {
    match strip(&value) {
        Expr::Closure(closure) => {
            check_closure(closure, errors);
            OnPanic::Closure(closure.clone())
        }
        _ => match uncast(&value) {
            Expr::Lit(_) => OnPanic::Plain(value),
            Expr::Unary(unary)
                if matches!(unary.op, UnOp::Neg(_))
                    && matches!(strip(&unary.expr), Expr::Lit(_)) =>
            {
                OnPanic::Plain(value)
            }
            Expr::Path(_) => OnPanic::Constant(value),
            _ => OnPanic::Expression(value),
        },
    }
}

impl OnPanic {
    /// What the author wrote, seen in the function: a name may be that of a parameter.
    ///
    /// A parameter is a plain value where its type is written as the return type is. Elsewhere it is an
    /// expression, whose evaluation may run the author's `Deref`.
    pub(crate) fn within(self, parameters: &[Parameter], output: &ReturnType) -> Self {
        let Self::Constant(value) = self else { return self };
        let Expr::Path(path) = uncast(&value) else { return Self::Constant(value) };
        let named =
            |parameter: &&Parameter| parameter.ident().is_some_and(|name| path.path.is_ident(name));
        match (parameters.iter().find(named), output) {
            (None, _) => Self::Constant(value),
            (Some(parameter), ReturnType::Type(_, ty))
                if types::same(&parameter.ty, ty) && matches!(strip(&value), Expr::Path(_)) =>
            {
                Self::Plain(value)
            }
            (Some(_), _) => Self::Expression(value),
        }
    }
}

/// What is cast, through casts and parentheses.
fn uncast(expr: &Expr) -> &Expr {
    match strip(expr) {
        Expr::Cast(cast) => uncast(&cast.expr),
        other => other,
    }
}

fn strip(expr: &Expr) -> &Expr {
    match expr {
        Expr::Group(group) => strip(&group.expr),
        Expr::Paren(paren) => strip(&paren.expr),
        other => other,
    }
}

fn check_closure(closure: &ExprClosure, errors: &mut Errors) {
    if closure.asyncness.is_some() {
        errors.on(closure, "C cannot wait for an async fallback; write `|error| VALUE`");
    } else if closure.inputs.len() != 1 {
        let message = "a fallback closure takes one argument, the error: `|error| VALUE`; \
                       where the error does not matter, write the value alone";
        errors.on(closure, message);
    } else if let Some(Pat::Type(typed)) = closure.inputs.first()
        && !matches!(&*typed.ty, syn::Type::Reference(_) | syn::Type::Infer(_))
    {
        errors.on(
            &typed.ty,
            "the fallback closure gets a reference; write `|error: &ffi_guard::Error|`",
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proc_macro2::{Delimiter, Group};
    use quote::{ToTokens, quote};

    /// What a `$x:expr` of a `macro_rules!` arrives in.
    fn grouped(tokens: TokenStream) -> TokenStream {
        Group::new(Delimiter::None, tokens).into_token_stream()
    }

    fn kind(fallback: &TokenStream) -> &'static str {
        let mut errors = Errors::default();
        let arguments = parse(quote!(fallback = #fallback), &OF_EXPORT, &mut errors);
        assert!(!errors.any(), "{fallback}");
        name(&arguments.on_panic)
    }

    fn name(on_panic: &OnPanic) -> &'static str {
        match on_panic {
            OnPanic::Default => "default",
            OnPanic::Plain(_) => "plain",
            OnPanic::Constant(_) => "constant",
            OnPanic::Expression(_) => "expression",
            OnPanic::Closure(_) => "closure",
            OnPanic::Abort(_) => "abort",
            OnPanic::Status { .. } => "status",
        }
    }

    #[test]
    fn a_literal_is_plain() {
        for fallback in [
            quote!(1),
            quote!(-1),
            quote!((-(1))),
            quote!("text"),
            quote!(true),
            quote!(-1i8 as i32),
        ] {
            assert_eq!(kind(&fallback), "plain", "{fallback}");
        }
    }

    #[test]
    fn a_path_is_a_constant() {
        for fallback in [
            quote!(FAILED),
            quote!(self::Status::Failed),
            quote!(<Status as Failing>::FAILED),
            quote!(FAILED as u8 as i32),
        ] {
            assert_eq!(kind(&fallback), "constant", "{fallback}");
        }
    }

    /// The kind of a fallback of `fn(value: i32, other: u8) -> i32`.
    fn kind_within(fallback: &TokenStream) -> &'static str {
        let item = quote!(
            fn name(value: i32, other: u8) -> i32 {
                0
            }
        );
        match crate::export::parse(quote!(fallback = #fallback), item).unwrap().on_panic {
            OnPanic::Plain(_) => "plain",
            OnPanic::Constant(_) => "constant",
            OnPanic::Expression(_) => "expression",
            _ => "another",
        }
    }

    #[test]
    fn a_parameter_is_plain_where_nothing_is_coerced() {
        for (fallback, expected) in [
            (quote!(value), "plain"),
            (quote!((value)), "plain"),
            (quote!(other), "expression"),
            (quote!(value as i32), "expression"),
            (quote!(self::value), "constant"),
            (quote!(FAILED), "constant"),
        ] {
            assert_eq!(kind_within(&fallback), expected, "{fallback}");
        }
    }

    #[test]
    fn what_might_panic_is_an_expression() {
        for fallback in [
            quote!(-value),
            quote!(1 + 1),
            quote!(!0),
            quote!(failed()),
            quote!(failed!()),
            quote!(value.field),
            quote!(*pointer),
            quote!(&value),
            quote!({ -1 }),
            quote!(value.count() as i32),
            quote!((|error| error.count())(error)),
        ] {
            assert_eq!(kind(&fallback), "expression", "{fallback}");
        }
    }

    #[test]
    fn a_fragment_is_what_is_in_it() {
        let each: [(TokenStream, &str); 4] = [
            (quote!(-1), "plain"),
            (quote!(FAILED), "constant"),
            (quote!(1 + 1), "expression"),
            (quote!(|error| error.count()), "closure"),
        ];
        for (fallback, expected) in each {
            assert_eq!(kind(&fallback), expected, "{fallback}");
            assert_eq!(kind(&grouped(fallback.clone())), expected, "one group: {fallback}");
            assert_eq!(
                kind(&grouped(grouped(fallback.clone()))),
                expected,
                "two groups: {fallback}"
            );
            assert_eq!(kind(&quote!((#fallback))), expected, "parentheses: {fallback}");
        }
        let one = grouped(quote!(1));
        assert_eq!(kind(&quote!(-#one)), "plain");
        assert_eq!(kind(&quote!(#one as u8)), "plain");
    }

    #[test]
    fn keys_and_their_values() {
        let mut errors = Errors::default();
        let text = grouped(quote!("other"));
        let tokens = quote!(name = #text, abi = "system", crate = ::guard, abort,);
        let arguments = parse(tokens, &OF_EXPORT, &mut errors);
        assert!(!errors.any());
        assert!(!arguments.no_cancel);
        assert_eq!(arguments.name.map(|(_, name)| name.value()).as_deref(), Some("other"));
        assert_eq!(arguments.abi.map(|(_, abi)| abi.value()).as_deref(), Some("system"));
        assert_eq!(arguments.krate.map(|path| path.segments.len()), Some(1));
        assert!(matches!(arguments.on_panic, OnPanic::Abort(_)));
    }

    #[test]
    fn cancellation_is_deferred_whatever_the_fallback_is() {
        for (others, expected) in [
            (quote!(), "default"),
            (quote!(fallback = -1,), "plain"),
            (quote!(fallback = |error| error.count(),), "closure"),
            (quote!(abort,), "abort"),
        ] {
            let mut errors = Errors::default();
            let arguments = parse(quote!(#others no_cancel), &OF_EXPORT, &mut errors);
            assert!(!errors.any(), "{others}");
            assert!(arguments.no_cancel, "{others}");
            assert_eq!(name(&arguments.on_panic), expected, "{others}");
        }
    }

    #[test]
    fn no_cancel_is_a_word_given_once() {
        for wrong in [quote!(no_cancel = true), quote!(no_cancel, no_cancel)] {
            let mut errors = Errors::default();
            parse(wrong.clone(), &OF_EXPORT, &mut errors);
            assert!(errors.any(), "{wrong}");
        }
    }

    #[test]
    fn nothing_is_the_default() {
        let mut errors = Errors::default();
        assert!(matches!(
            parse(TokenStream::new(), &OF_EXPORT, &mut errors).on_panic,
            OnPanic::Default
        ));
        assert!(!errors.any());
    }
}
