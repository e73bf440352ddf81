//! The arguments of `#[ffi_export(..)]` and `#[ffi_callback(..)]`.

use super::{meta_args, since};
use crate::errors::Errors;
use crate::model::{ExportArgs, FailureArgs};
use proc_macro2::TokenStream;

/// The arguments that an attribute accepts.
pub(super) struct Accepted {
    known: &'static [&'static str],
    usage: &'static str,
}

pub(super) const OF_EXPORT: Accepted = Accepted {
    known: &["fallback", "abort", "status", "no_cancel", "poison", "since", "name", "abi", "crate"],
    usage: "`fallback = VALUE`, `fallback = |error| VALUE`, `abort`, `status`, `status = Type`, `no_cancel`, \
            `poison = STATIC`, `since = \"1.2\"`, `name = \"symbol\"`, `abi = \"C\"` or `crate = path`",
};

/// The arguments of a block are the defaults of its methods. Its `name` is the middle part of their symbols.
pub(super) const OF_BLOCK: Accepted = Accepted {
    known: &["fallback", "abort", "status", "no_cancel", "poison", "since", "name", "crate"],
    usage: "`fallback = VALUE`, `fallback = |error| VALUE`, `abort`, `status`, `status = Type`, `no_cancel`, \
            `poison = STATIC`, `since = \"1.2\"`, `name = \"counter\"` or `crate = path`",
};

/// The arguments of a method, which override the arguments of its block.
pub(super) const OF_METHOD: Accepted = Accepted {
    known: &["fallback", "abort", "status", "no_cancel", "poison", "since", "name"],
    usage: "`fallback = VALUE`, `fallback = |error| VALUE`, `abort`, `status`, `status = Type`, `no_cancel`, \
            `poison = STATIC`, `since = \"1.2\"` or `name = \"symbol\"`",
};

/// A callback has no symbol, and its ABI is in its signature.
pub(super) const OF_CALLBACK: Accepted = Accepted {
    known: &["fallback", "abort", "no_cancel", "crate"],
    usage: "`fallback = VALUE`, `fallback = |error| VALUE`, `abort`, `no_cancel` or `crate = path`",
};

/// Reads the arguments of an attribute.
pub(super) fn parse(tokens: TokenStream, accepted: &Accepted, errors: &mut Errors) -> ExportArgs {
    let mut args = ExportArgs::default();
    let FailureArgs { fallback, abort, status } = &mut args.on_failure;
    for argument in meta_args::parse(tokens, accepted.known, accepted.usage, errors) {
        let key = argument.key.clone();
        match key.to_string().as_str() {
            "fallback" => *fallback = argument.value("`fallback = -1`", errors).map(|e| (key, e)),
            "abort" => *abort = Some(argument.word(errors)),
            "status" if argument.is_word() => *status = Some((key, None)),
            "status" => {
                *status = argument.path("`status = MyStatus`", errors).map(|ty| (key, Some(ty)));
            }
            "no_cancel" => {
                argument.word(errors);
                args.no_cancel = true;
            }
            "poison" => args.poison = argument.path("`poison = STATE`", errors),
            "since" => args.since = since::parse(argument, errors),
            "name" => args.name = argument.keyed_symbol("`name = \"mylib_open\"`", errors),
            "abi" => args.abi = argument.keyed_string("`abi = \"system\"`", errors),
            "crate" => args.krate = argument.path("`crate = ::my_ffi_guard`", errors),
            _ => errors.on(&key, &format!("unknown argument `{key}`; write {}", accepted.usage)),
        }
    }
    args
}

/// Returns the arguments of a method with the defaults of its block. The name is the method's own.
pub(super) fn with_defaults(method: ExportArgs, block: &ExportArgs) -> ExportArgs {
    ExportArgs {
        no_cancel: method.no_cancel || block.no_cancel,
        poison: method.poison.or_else(|| block.poison.clone()),
        since: method.since.or_else(|| block.since.clone()),
        krate: block.krate.clone(),
        ..method
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proc_macro2::{Delimiter, Group};
    use quote::{ToTokens, quote};
    use syn::LitStr;

    #[test]
    fn keys_and_their_values() {
        let mut errors = Errors::default();
        let text = Group::new(Delimiter::None, quote!("other")).into_token_stream();
        let tokens = quote!(name = #text, abi = "system", crate = ::guard, abort,);
        let arguments = parse(tokens, &OF_EXPORT, &mut errors);
        assert!(!errors.any());
        assert!(!arguments.no_cancel);
        let name = arguments.name.as_ref().and_then(|(_, name)| name.literal());
        assert_eq!(name.map(LitStr::value).as_deref(), Some("other"));
        assert_eq!(arguments.abi.map(|(_, abi)| abi.value()).as_deref(), Some("system"));
        assert_eq!(arguments.krate.map(|path| path.segments.len()), Some(1));
        assert!(arguments.on_failure.abort.is_some());
    }

    #[test]
    fn no_cancel_is_a_word_given_once() {
        for wrong in
            [quote!(no_cancel = true), quote!(no_cancel(true)), quote!(no_cancel, no_cancel)]
        {
            let mut errors = Errors::default();
            parse(wrong.clone(), &OF_EXPORT, &mut errors);
            assert!(errors.any(), "{wrong}");
        }
    }
}
