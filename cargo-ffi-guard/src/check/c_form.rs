//! Notes about values that a function in the C form takes from C as they are: as arguments, and as the answers of
//! functions that C passes.

use super::entries::place;
use crate::failure::Failure;
use crate::report::{Note, NoteKind};
use ffi_guard_scan::{Entry, EntryKind, Inventory};
use ffi_guard_syntax::is_plain;
use std::collections::BTreeSet;
use std::path::Path;
use std::thread;
use syn::spanned::Spanned;
use syn::{FnArg, GenericArgument, PathArguments, ReturnType, Signature, Type, TypePath};

/// Types nest as deep as a hostile source likes, and the parser needs stack for each level.
const STACK: usize = 256 << 20;

/// The number types of C by the names that crates such as `libc` give them.
const NUMBERS: [&str; 14] = [
    "size_t",
    "ssize_t",
    "ptrdiff_t",
    "intptr_t",
    "uintptr_t",
    "int8_t",
    "int16_t",
    "int32_t",
    "int64_t",
    "uint8_t",
    "uint16_t",
    "uint32_t",
    "uint64_t",
    "off_t",
];

/// The notes about one library: about answers, and, if `pedantic`, about arguments.
pub(super) fn notes(
    inventory: &Inventory,
    pedantic: bool,
    root: &Path,
) -> Result<Vec<Note>, Failure> {
    if inventory.entries.iter().all(|entry| entry.c_parameters.is_none()) {
        return Ok(Vec::new());
    }
    let all = || inventory.entries.iter().flat_map(|entry| of(entry, inventory, pedantic, root));
    thread::scope(|scope| {
        let worker = thread::Builder::new().stack_size(STACK);
        let worker = worker.spawn_scoped(scope, || all().collect()).map_err(|error| {
            let what = format!("no thread can be started to read the signatures: {error}");
            Failure::new(what, "see whether the system has memory and threads left")
        })?;
        worker.join().map_err(|_| {
            let what = "the signatures cannot be read, with the message above";
            Failure::new(what, "run the command without the file that the message is about")
        })
    })
}

fn of(entry: &Entry, inventory: &Inventory, pedantic: bool, root: &Path) -> Vec<Note> {
    let Some(text) = &entry.c_parameters else { return Vec::new() };
    let name = entry.symbol.as_ref().unwrap_or(&entry.name);
    let place = Some(place(entry.spot.clone(), root));
    let head = format!("fn f({text})");
    let Ok(signature) = syn::parse_str::<Signature>(&head) else {
        let what = format!("the parameters of `{name}` cannot be read");
        return vec![Note { place, ..Note::new(what) }];
    };
    let mut notes = Vec::new();
    for input in &signature.inputs {
        let FnArg::Typed(parameter) = input else { continue };
        let text = head.get(parameter.span().byte_range()).unwrap_or_default();
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let reason = argument(&parameter.ty, &inventory.enums).filter(|_| pedantic);
        notes.extend(reason.map(|reason| unchecked_argument(name, &text, &reason, entry.kind)));
        notes.extend(is_answered(&parameter.ty).then(|| unchecked_answer(name, &text)));
    }
    let note = |what| Note { kind: NoteKind::NotChecked, place: place.clone(), ..Note::new(what) };
    notes.into_iter().map(note).collect()
}

fn unchecked_argument(function: &str, parameter: &str, reason: &str, kind: EntryKind) -> String {
    let instead = match kind {
        EntryKind::Callback => "take a number or a raw pointer",
        EntryKind::Export | EntryKind::Static => "write a plain `fn`, which checks it",
    };
    format!(
        "`{function}` takes `{parameter}` as C passed it, and {reason}: {instead}, or make the function \
         `unsafe extern`"
    )
}

fn unchecked_answer(function: &str, parameter: &str) -> String {
    format!(
        "`{function}` takes `{parameter}`, and nothing checks what C returns from it: let it return a number and \
         convert that, or make the pointer `unsafe extern`"
    )
}

/// Why a value of C's can be invalid for this type; `None` where the text does not tell.
fn argument(ty: &Type, enums: &BTreeSet<String>) -> Option<String> {
    match ty {
        Type::Paren(paren) => argument(&paren.elem, enums),
        Type::Group(group) => argument(&group.elem, enums),
        Type::Reference(_) => Some("it can be null, misaligned or dangling".to_owned()),
        Type::FnPtr(_) => Some("it can be null".to_owned()),
        Type::Path(path) => named(path, enums),
        _ => None,
    }
}

fn named(path: &TypePath, enums: &BTreeSet<String>) -> Option<String> {
    let last = path.path.segments.last()?;
    let name = last.ident.to_string();
    Some(match name.as_str() {
        "bool" => "a `bool` is 0 or 1".to_owned(),
        "char" => "not every number is a `char`".to_owned(),
        "Box" => "it can be null, misaligned or dangling".to_owned(),
        "Option" => match inner(path)? {
            // Null is `None`.
            Type::FnPtr(_) => return None,
            Type::Reference(_) => "it can be misaligned or dangling".to_owned(),
            Type::Path(owner) if is_named(owner, "Box") => {
                "it can be misaligned or dangling".to_owned()
            }
            // Zero is `None`.
            Type::Path(number) if is_non_zero(number) => return None,
            other => argument(other, enums)?,
        },
        name if name.starts_with("NonZero") => "it can be 0".to_owned(),
        name if enums.contains(name) => format!("not every number is a value of the enum `{name}`"),
        _ => return None,
    })
}

/// Whether the type has a safe function pointer whose answer can be invalid.
fn is_answered(ty: &Type) -> bool {
    match ty {
        Type::Paren(paren) => is_answered(&paren.elem),
        Type::Group(group) => is_answered(&group.elem),
        Type::Reference(reference) => is_answered(&reference.elem),
        Type::Path(path) if is_named(path, "Option") => inner(path).is_some_and(is_answered),
        Type::FnPtr(pointer) => {
            let safe = pointer.abi.is_some() && pointer.unsafety.is_none();
            let answer = match &pointer.output {
                ReturnType::Default => None,
                ReturnType::Type(_, ty) => Some(&**ty),
            };
            safe && answer.is_some_and(|answer| !takes_every_value(answer))
        }
        _ => false,
    }
}

/// Whether whatever C returns is a value of the type: a number, a raw pointer, nothing, or a function that may be null.
fn takes_every_value(ty: &Type) -> bool {
    match ty {
        ty if is_plain(ty) => true,
        Type::Paren(paren) => takes_every_value(&paren.elem),
        Type::Group(group) => takes_every_value(&group.elem),
        Type::Tuple(tuple) => tuple.elems.is_empty(),
        Type::Path(path) if is_named(path, "Option") => {
            matches!(inner(path), Some(function @ Type::FnPtr(_)) if !is_answered(function))
        }
        Type::Path(path) => path
            .path
            .segments
            .last()
            .is_some_and(|last| NUMBERS.iter().any(|name| last.ident == name)),
        _ => false,
    }
}

fn is_named(path: &TypePath, name: &str) -> bool {
    path.path.segments.last().is_some_and(|last| last.ident == name)
}

fn is_non_zero(path: &TypePath) -> bool {
    path.path.segments.last().is_some_and(|last| last.ident.to_string().starts_with("NonZero"))
}

/// The first type argument.
fn inner(path: &TypePath) -> Option<&Type> {
    let PathArguments::AngleBracketed(arguments) = &path.path.segments.last()?.arguments else {
        return None;
    };
    arguments.args.iter().find_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    })
}
