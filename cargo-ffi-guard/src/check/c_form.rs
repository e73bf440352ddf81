//! Notes about values that a function in the C form takes from C as they are: as arguments, and as results of functions
//! that C passes.

use super::findings::place;
use crate::inventory::{
    CParameter, CParameters, Inventory, SourceExport, SourceExportKind, ValueHazard,
};
use crate::report::{Note, NoteKind};
use std::path::Path;

/// The notes about one library: about results, and, if `pedantic`, about arguments.
pub(super) fn notes(inventory: &Inventory, pedantic: bool, root: &Path) -> Vec<Note> {
    let of = |export| notes_of(export, inventory, pedantic, root);
    inventory.exports.iter().flat_map(of).collect()
}

fn notes_of(
    export: &SourceExport,
    inventory: &Inventory,
    pedantic: bool,
    root: &Path,
) -> Vec<Note> {
    let name = export.symbol.as_ref().unwrap_or(&export.name);
    let place = || Some(place(export.span.clone(), root));
    let parameters = match &export.c_parameters {
        None => return Vec::new(),
        Some(CParameters::Unreadable) => {
            let what = format!("the parameters of `{name}` cannot be read");
            return vec![Note { place: place(), ..Note::new(what) }];
        }
        Some(CParameters::Read(parameters)) => parameters,
    };
    let mut notes = Vec::new();
    for CParameter { text, hazard, has_unchecked_result } in parameters {
        let reason = hazard.as_ref().filter(|_| pedantic);
        let reason = reason.and_then(|hazard| reason_of(hazard, inventory));
        notes.extend(reason.map(|reason| unchecked_argument(name, text, &reason, export.kind)));
        notes.extend(has_unchecked_result.then(|| unchecked_result(name, text)));
    }
    let note = |what| Note { kind: NoteKind::NotChecked, place: place(), ..Note::new(what) };
    notes.into_iter().map(note).collect()
}

fn reason_of(hazard: &ValueHazard, inventory: &Inventory) -> Option<String> {
    match hazard {
        ValueHazard::Always(reason) => Some((*reason).to_owned()),
        ValueHazard::IfEnum(name) if inventory.enums.contains(name) => {
            Some(format!("not every number is a value of the enum `{name}`"))
        }
        ValueHazard::IfEnum(_) => None,
    }
}

fn unchecked_argument(
    function: &str,
    parameter: &str,
    reason: &str,
    kind: SourceExportKind,
) -> String {
    let instead = match kind {
        SourceExportKind::Callback => "take a number or a raw pointer",
        SourceExportKind::Function | SourceExportKind::Static => {
            "write a plain `fn`, which checks it"
        }
    };
    format!(
        "`{function}` takes `{parameter}` as C passed it, and {reason}: {instead}, or make the function \
         `unsafe extern`"
    )
}

fn unchecked_result(function: &str, parameter: &str) -> String {
    format!(
        "`{function}` takes `{parameter}`, and nothing checks what C returns from it: let it return a number and \
         convert that, or make the pointer `unsafe extern`"
    )
}
