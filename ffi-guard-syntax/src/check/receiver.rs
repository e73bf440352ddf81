//! Rejects receivers that C has no counterpart of.

use crate::errors::Errors;
use crate::model::{BlockType, SourceExport, SourceParameter};
use crate::types;
use syn::{ReceiverKind, Type};

/// Checks the receiver of a method.
pub(super) fn check(source: &SourceExport, errors: &mut Errors) {
    let Some(owner) = &source.owner else { return };
    for parameter in &source.parameters {
        let receiver = parameter.receiver.as_ref();
        if let Some(receiver) = receiver.filter(|_| !is_known(parameter, owner)) {
            let message = "C has no receiver of this type; \
                           take `&self`, `&mut self`, `self`, `self: Box<Self>`, `self: Arc<Self>` or `self: &Arc<Self>`";
            errors.on(receiver, message);
        }
    }
}

/// Returns whether a parameter is a receiver that C has no counterpart of, which is reported.
pub(super) fn is_rejected(parameter: &SourceParameter, owner: Option<&BlockType>) -> bool {
    owner.is_some_and(|owner| parameter.receiver.is_some() && !is_known(parameter, owner))
}

/// Returns whether it is the object, a reference to it, or an owner of it.
fn is_known(parameter: &SourceParameter, owner: &BlockType) -> bool {
    let kind = parameter.receiver.as_ref().map(|receiver| &receiver.kind);
    let is_written = matches!(
        kind,
        Some(ReceiverKind::Value | ReceiverKind::Reference(..) | ReceiverKind::Typed(..))
    );
    let target = match types::ungrouped(&parameter.ty) {
        Type::Reference(reference) => {
            let is_static = reference.lifetime.as_ref().is_some_and(|it| it.ident == "static");
            let target = types::ungrouped(&reference.elem);
            let shared = match target {
                Type::Path(path) if reference.mutability.is_none() => {
                    types::std_name(path).and_then(types::shared)
                }
                _ => None,
            };
            (!is_static).then(|| shared.unwrap_or(target))
        }
        Type::Path(path) => {
            let name = types::std_name(path);
            let holder = name.filter(|name| name.ident == "Box" || name.ident == "Arc");
            holder.and_then(types::argument).or(Some(&parameter.ty))
        }
        _ => None,
    };
    is_written && target.is_some_and(|target| owner.is(types::ungrouped(target)))
}
