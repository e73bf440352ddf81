//! The rules for `#[unguarded]`.

use super::{attributes, symbol};
use crate::errors::Errors;
use crate::model::{SourceUnguarded, UnguardedItem};

/// Checks an item.
pub(crate) fn check(source: &SourceUnguarded, errors: &mut Errors) {
    if let Some(reason) = source.reason.as_ref().filter(|text| text.value().trim().is_empty()) {
        let message =
            "an export without a guard needs a reason: write `#[unguarded(reason = \"..\")]`";
        errors.on(reason, message);
    }
    let (attrs, ident) = match &source.item {
        UnguardedItem::Function(function) => (&function.attrs, &function.sig.ident),
        UnguardedItem::Static(item) => (&item.attrs, &item.ident),
    };
    attributes::check_unguarded(attrs, errors);
    symbol::attributes(&source.symbol_attrs, errors);
    if source.symbol_attrs.is_empty() {
        let message = "nothing is exported here, so there is nothing to allow; remove \
                       `#[unguarded]`, or add `#[unsafe(no_mangle)]` to export the item";
        errors.on(ident, message);
    }
}
