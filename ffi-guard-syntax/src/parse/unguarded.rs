//! `#[unguarded(reason = "..")]` and the item under it.

use super::{meta_args, since, symbol_attr};
use crate::errors::Errors;
use crate::model::{SourceUnguarded, UnguardedItem};
use proc_macro2::TokenStream;
use syn::{Item, LitStr, Path, Result};

const USAGE: &str = "`#[unguarded(reason = \"..\")]`";

/// Reads the arguments and the item.
pub(crate) fn parse(
    args: TokenStream,
    item: TokenStream,
    errors: &mut Errors,
) -> Option<SourceUnguarded> {
    let Arguments { reason, since, krate } = arguments(args, errors);
    let mut item = errors.keep(parse_item(item))?;
    let attrs = match &mut item {
        UnguardedItem::Function(function) => &mut function.attrs,
        UnguardedItem::Static(item) => &mut item.attrs,
    };
    let symbol_attrs = symbol_attr::take(attrs, errors);
    Some(SourceUnguarded { reason, since, krate, item, symbol_attrs })
}

fn parse_item(item: TokenStream) -> Result<UnguardedItem> {
    if let Ok(Item::Static(item)) = syn::parse2(item.clone()) {
        return Ok(UnguardedItem::Static(Box::new(item)));
    }
    syn::parse2(item).map(|function| UnguardedItem::Function(Box::new(function)))
}

/// The arguments. The reason is for readers of the source; `check` only looks at whether it is empty.
#[derive(Default)]
struct Arguments {
    reason: Option<LitStr>,
    since: Option<String>,
    krate: Option<Path>,
}

fn arguments(args: TokenStream, errors: &mut Errors) -> Arguments {
    let (mut read, mut is_missing) = (Arguments::default(), true);
    let written = args.clone();
    for argument in meta_args::parse(args, &["reason", "since", "crate"], USAGE, errors) {
        match argument.key.to_string().as_str() {
            "reason" => {
                is_missing = false;
                read.reason = argument.string("`reason = \"..\"`", errors);
            }
            "since" => read.since = since::parse(argument, errors),
            _ => read.krate = argument.path("`crate = ::my_ffi_guard`", errors),
        }
    }
    if is_missing && !errors.any() {
        let message = format!("an export without a guard needs a reason: write {USAGE}");
        match written.is_empty() {
            true => errors.at(proc_macro2::Span::call_site(), &message),
            false => errors.on(&written, &message),
        }
    }
    read
}
