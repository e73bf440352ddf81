//! The attributes that an item has in the build that the header describes.

use crate::header::conditions::{Gate, HeaderConditions};
use syn::{Attribute, Meta};

/// Returns the attributes that an item has in the build, without `cfg`, and the first predicate of a `cfg_attr` around a
/// `repr` that nothing decides.
pub(super) fn in_build(
    attrs: &[Attribute],
    conditions: &HeaderConditions,
) -> (Vec<Attribute>, Option<String>) {
    let (mut found, mut unknown) = (Vec::new(), None);
    for attr in attrs {
        if attr.path().is_ident("cfg_attr") {
            flatten(&attr.meta, attr, conditions, &mut found, &mut unknown);
        } else if !attr.path().is_ident("cfg") {
            found.push(attr.clone());
        }
    }
    (found, unknown)
}

fn flatten(
    meta: &Meta,
    around: &Attribute,
    conditions: &HeaderConditions,
    found: &mut Vec<Attribute>,
    unknown: &mut Option<String>,
) {
    if meta.path().is_ident("cfg") {
        return;
    }
    if !meta.path().is_ident("cfg_attr") {
        found.push(Attribute { meta: meta.clone(), ..around.clone() });
        return;
    }
    let Ok(list) = meta.require_list() else { return };
    let parser = syn::punctuated::Punctuated::<Meta, syn::Token![,]>::parse_terminated;
    let Ok(parts) = list.parse_args_with(parser) else { return };
    let Some(predicate) = parts.first() else { return };
    let predicate = quote::ToTokens::to_token_stream(predicate).to_string();
    let Some(gate) = conditions.gate(&[&predicate], &Gate::default()) else { return };
    let is_repr = parts.iter().any(|part| part.path().is_ident("repr"));
    if is_repr && gate != Gate::default() {
        *unknown = unknown.take().or(Some(predicate));
    }
    parts.iter().skip(1).for_each(|part| flatten(part, around, conditions, found, unknown));
}
