//! The spelling of callbacks that C provides: `&mut dyn FnMut(..)`, `Box<dyn Fn(..)>` and the like. `check` and `lower`
//! share it.

use crate::model::{CallbackHolder, FunctionKind};
use crate::types;
use quote::ToTokens;
use syn::{
    ParenthesizedGenericArguments, PathArguments, PathSegment, Type, TypeParamBound,
    TypeTraitObject,
};

/// A closure type, taken apart.
pub(crate) struct CallbackType<'t> {
    /// The holder; `None` if no conversion has it, such as `Rc<dyn Fn()>` or `&dyn FnMut()`.
    pub(crate) holder: Option<CallbackHolder>,
    pub(crate) optional: bool,
    /// `dyn FnMut(..) -> R + Send`.
    pub(crate) object: &'t TypeTraitObject,
    pub(crate) function: FunctionTrait<'t>,
}

/// `FnMut(..) -> R`.
pub(crate) struct FunctionTrait<'t> {
    pub(crate) kind: FunctionKind,
    pub(crate) signature: &'t ParenthesizedGenericArguments,
}

impl<'t> CallbackType<'t> {
    /// Returns the parts of a closure type, or of an `Option` of one. `None` for any other type.
    pub(crate) fn of(ty: &'t Type) -> Option<Self> {
        let ty = types::ungrouped(ty);
        match ty {
            Type::Path(path) => match types::optional(path).map(types::ungrouped) {
                Some(inner) => Some(Self { optional: true, ..Self::required(inner)? }),
                None => Self::required(ty),
            },
            _ => Self::required(ty),
        }
    }

    fn required(ty: &'t Type) -> Option<Self> {
        let (object, holders): (_, &[(FunctionKind, CallbackHolder)]) = match ty {
            Type::Reference(reference) => (
                types::ungrouped(&reference.elem),
                match reference.mutability {
                    Some(_) => &[(FunctionKind::FnMut, CallbackHolder::Mut)],
                    None => &[(FunctionKind::Fn, CallbackHolder::Ref)],
                },
            ),
            Type::Path(path) => {
                let segment = types::std_name(path)?;
                let held = types::ungrouped(types::argument(segment)?);
                match segment.ident.to_string().as_str() {
                    "Box" => (
                        held,
                        &[
                            (FunctionKind::Fn, CallbackHolder::Box),
                            (FunctionKind::FnMut, CallbackHolder::Box),
                            (FunctionKind::FnOnce, CallbackHolder::Box),
                        ],
                    ),
                    "Arc" => (held, &[(FunctionKind::Fn, CallbackHolder::Arc)]),
                    "Rc" => (held, &[]),
                    _ => return None,
                }
            }
            _ => return None,
        };
        let Type::TraitObject(object) = object else { return None };
        let function = object.bounds.iter().find_map(FunctionTrait::of)?;
        let holder = holders.iter().find(|(kind, _)| *kind == function.kind);
        let holder = holder.map(|(_, holder)| *holder);
        Some(Self { holder, optional: false, object, function })
    }

    /// Returns whether the object has a bound of this name.
    pub(crate) fn is(&self, bound: &str) -> bool {
        self.object.bounds.iter().any(|it| {
            matches!(it, TypeParamBound::Trait(it) if it.path.segments.last().is_some_and(|last| last.ident == bound))
        })
    }

    /// Returns whether the closure is borrowed for the call.
    pub(crate) fn is_borrowed(&self) -> bool {
        matches!(self.holder, Some(CallbackHolder::Mut | CallbackHolder::Ref))
    }
}

impl<'t> FunctionTrait<'t> {
    /// Returns the trait of a bound. `None` for any other bound.
    pub(crate) fn of(bound: &'t TypeParamBound) -> Option<Self> {
        let TypeParamBound::Trait(bound) = bound else { return None };
        let last: &PathSegment = bound.path.segments.last()?;
        let PathArguments::Parenthesized(signature) = &last.arguments else { return None };
        let kind = match last.ident.to_string().as_str() {
            "Fn" => FunctionKind::Fn,
            "FnMut" => FunctionKind::FnMut,
            "FnOnce" => FunctionKind::FnOnce,
            _ => return None,
        };
        Some(Self { kind, signature })
    }

    /// Returns it as an author writes it, such as `FnMut(&Item) -> bool`.
    pub(crate) fn text(&self) -> String {
        let Self { kind, signature } = self;
        let text = format!("{kind:?}{}", signature.to_token_stream());
        let pairs = [
            (" ,", ","),
            ("& ", "&"),
            (" < ", "<"),
            (" >", ">"),
            ("- >", "->"),
            ("( ", "("),
            (" )", ")"),
        ];
        pairs.iter().fold(text, |text, (from, to)| text.replace(from, to))
    }
}
