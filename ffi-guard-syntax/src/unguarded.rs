//! `#[unguarded(reason = "..")]`: an export that is to stay without a guard, and says why.

use crate::errors::Errors;
use crate::function::Function;
use crate::{check, keyed, symbol};
use proc_macro2::TokenStream;
use syn::{Attribute, Item, ItemStatic, Path, Result};

const USAGE: &str = "`#[unguarded(reason = \"..\")]`";

/// An export without a guard.
pub struct Unguarded {
    /// What is exported, without the attribute that named its symbol.
    pub item: UnguardedItem,
    /// The symbol: not empty, without a NUL.
    pub symbol: String,
    /// Where the runtime is, if not at `::ffi_guard`.
    pub krate: Option<Path>,
}

/// What can be exported without a guard.
pub enum UnguardedItem {
    /// A function.
    Function(Box<Function>),
    /// A static, which cannot panic.
    Static(Box<ItemStatic>),
}

impl UnguardedItem {
    fn attrs(&mut self) -> &mut Vec<Attribute> {
        match self {
            Self::Function(function) => &mut function.attrs,
            Self::Static(item) => &mut item.attrs,
        }
    }

    fn ident(&self) -> &syn::Ident {
        match self {
            Self::Function(function) => &function.sig.ident,
            Self::Static(item) => &item.ident,
        }
    }
}

/// Reads `#[unguarded(args)] item`.
///
/// # Errors
///
/// Everything that is wrong with the arguments and the item, combined into one error.
pub fn parse(args: TokenStream, item: TokenStream) -> Result<Unguarded> {
    let mut errors = Errors::default();
    let krate = arguments(args, &mut errors);
    let item = errors.keep(parse_item(item));
    let unguarded = item.and_then(|mut item| {
        let ident = item.ident().clone();
        check::attributes::check_unguarded(item.attrs(), &mut errors);
        let attributed = symbol::take(item.attrs(), &ident, &mut errors);
        if attributed.is_none() {
            let message = "nothing is exported here, so there is nothing to allow; remove \
                           `#[unguarded]`, or add `#[unsafe(no_mangle)]` to export the item";
            errors.on(&ident, message);
        }
        Some(Unguarded { item, symbol: attributed?.name?, krate })
    });
    errors.finish(unguarded)
}

fn parse_item(item: TokenStream) -> Result<UnguardedItem> {
    if let Ok(Item::Static(item)) = syn::parse2(item.clone()) {
        return Ok(UnguardedItem::Static(Box::new(item)));
    }
    syn::parse2(item).map(|function| UnguardedItem::Function(Box::new(function)))
}

/// The reason is for whoever reads the source; that it is there is all that is checked.
fn arguments(args: TokenStream, errors: &mut Errors) -> Option<Path> {
    let (mut reason, mut krate) = (None, None);
    let before = args.clone();
    for argument in keyed::parse(args, &["reason", "crate"], USAGE, errors) {
        if argument.key == "reason" {
            reason = Some(argument.string("`reason = \"..\"`", errors));
        } else {
            krate = argument.path("`crate = ::my_ffi_guard`", errors);
        }
    }
    let message = format!("an export without a guard needs a reason: write {USAGE}");
    match reason {
        None if errors.any() => {}
        None if before.is_empty() => errors.at(proc_macro2::Span::call_site(), message),
        None => errors.on(before, message),
        Some(Some(text)) if text.value().trim().is_empty() => errors.on(text, message),
        Some(_) => {}
    }
    krate
}
