//! The names in C of the library's fields and constants.

use super::c_types::{Body, Declared, Place};
use crate::abi::model::{Field, Variant};

/// The fields of a struct, as the library and the header have them.
pub(super) struct Fields<'a> {
    /// Each field of the library, with its counterpart.
    pub(super) matched: Vec<(&'a Field, Option<&'a Declared>)>,
    /// The other fields of the header.
    pub(super) superfluous: Vec<&'a Declared>,
}

/// Matches fields by name, exactly or else without case and `_`. Several names for one field are all matched. Fields of tuples
/// have no names, and are matched by position if nothing else is left.
pub(super) fn fields<'a>(fields: &'a [Field], body: &'a Body) -> Fields<'a> {
    let is_exact = |declared: &Declared| fields.iter().any(|field| field.name == declared.name);
    let is_counterpart = |field: &Field, declared: &Declared| {
        let is_alike = fold(&declared.name) == fold(&field.name) && !is_exact(declared);
        declared.name == field.name || is_alike
    };
    let named = |field| body.fields.iter().filter(move |it| is_counterpart(field, it));
    let is_matched = |it: &&Declared| fields.iter().any(|field| is_counterpart(field, it));
    let mut superfluous: Vec<_> = body.fields.iter().filter(|it| !is_matched(it)).collect();
    let unmatched = fields.iter().filter(|field| named(field).next().is_none());
    let are_nameless = unmatched.clone().all(|field| field.name.starts_with('_'));
    let by_position = are_nameless && unmatched.count() == superfluous.len();
    let nameless = if by_position { std::mem::take(&mut superfluous) } else { Vec::new() };
    let mut nameless = nameless.into_iter();
    let mut matched = Vec::new();
    for field in fields {
        let before = matched.len();
        matched.extend(named(field).map(|declared| (field, Some(declared))));
        if matched.len() == before {
            matched.push((field, nameless.next()));
        }
    }
    Fields { matched, superfluous }
}

/// The name and place of a constant.
type Constant = (String, Place);

/// The constants of an enum.
pub(super) struct Constants<'a> {
    /// The counterpart of each variant, in the order of the library.
    pub(super) matched: Vec<Option<&'a Constant>>,
    /// The other constants of the `enum`.
    pub(super) superfluous: Vec<&'a Constant>,
}

/// A group of constants that may contain the constants of an enum.
pub(super) struct Group<'a> {
    pub(super) names: &'a [Constant],
    /// Whether the header says that it is the group.
    pub(super) is_certain: bool,
    /// Whether the group is an `enum`, and no collection of macros.
    pub(super) is_enum: bool,
}

/// Finds the constants of an enum: in the group that matches the most variants, with the name of the type if there is one.
pub(super) fn constants<'a>(
    name: &str,
    variants: &[Variant],
    groups: impl Iterator<Item = Group<'a>>,
) -> Option<Constants<'a>> {
    let counted = groups.map(|group| {
        let matched: Vec<_> = variants.iter().map(|it| constant(name, &it.name, &group)).collect();
        let count = matched.iter().flatten().count();
        let of_type = |(it, variant): &(&Option<&Constant>, &Variant)| {
            it.is_some_and(|(it, _)| fold(it).ends_with(&(fold(last(name)) + &fold(&variant.name))))
        };
        let with_type = matched.iter().zip(variants).filter(of_type).count();
        ((with_type, count), matched, group)
    });
    // Unrelated constants may end with the name of a variant, too.
    let half = variants.len().div_ceil(2).max(1);
    let possible = counted.filter(|((_, count), _, group)| group.is_certain || *count >= half);
    let (_, matched, group) = possible.max_by_key(|(count, _, group)| {
        (group.is_certain, *count, std::cmp::Reverse(group.names.len()))
    })?;
    let is_used = |it: &&Constant| matched.iter().flatten().any(|used| std::ptr::eq(*used, *it));
    let of_type = |it: &&Constant| fold(&it.0).contains(&fold(last(name)));
    let others = group.names.iter().filter(|it| !is_used(it));
    let superfluous =
        others.filter(|it| group.is_certain || group.is_enum && of_type(it)).collect();
    Some(Constants { matched, superfluous })
}

/// Finds the constant of a variant: one that ends with the names of type and variant, or else the shortest one that ends
/// with the name of the variant.
fn constant<'a>(name: &str, variant: &str, group: &Group<'a>) -> Option<&'a Constant> {
    let (ending, whole) = (fold(variant), fold(last(name)) + &fold(variant));
    let is_exact = |(it, _): &&Constant| it.to_uppercase().ends_with(&variant.to_uppercase());
    let with_type = group.names.iter().filter(|(it, _)| fold(it).ends_with(&whole));
    let with_type = with_type.clone().find(is_exact).or_else(|| with_type.clone().next());
    let ends = group.names.iter().filter(|(it, _)| fold(it).ends_with(&ending));
    with_type.or_else(|| ends.min_by_key(|it| (!is_exact(it), it.0.len())))
}

/// Returns the name of a type without its module and arguments.
pub(super) fn last(name: &str) -> &str {
    let path = name.split('<').next().unwrap_or(name);
    path.rsplit("::").next().unwrap_or(path)
}

/// Returns a name without case and `_`.
pub(super) fn fold(name: &str) -> String {
    name.chars().filter(|c| *c != '_').flat_map(char::to_lowercase).collect()
}
