//! Generates a library in Rust, without unsafe code.

mod body;
mod closure;
mod signature;

pub(crate) use signature::{declaration, object_name};

use crate::model::{Handle, Library, Object, PREFIX};
use crate::types::{Enum, Number, Struct, Ty, Types};
use std::fmt::Write;

/// The module that all libraries share.
pub(crate) const SUPPORT: &str = include_str!("../templates/support.rs");

/// Returns `src/lib.rs`.
pub(crate) fn library(library: &Library) -> String {
    let mut text = String::from(HEAD);
    let lists = library.lists();
    let mut lists: Vec<_> = lists.into_iter().map(|ty| library.types.rust(ty)).collect();
    lists.push("String".to_owned());
    lists.extend(library.lists_of_objects().iter().map(|object| format!("Box<O{object}>")));
    let lists = lists.join(", ");
    let _ = writeln!(
        text,
        "ffi_guard::ffi_library! {{ prefix = {PREFIX:?}, quiet = true, strings = true, vecs = [{lists}] }}\n"
    );
    if library.own_u32 {
        text.push_str("pub type u32 = core::primitive::u32;\n");
    }
    for (index, ty) in library.types.enums.iter().enumerate() {
        enumeration(&mut text, index, ty);
    }
    for index in 0..library.types.structs.len() {
        structure(&mut text, index, &library.types);
    }
    for (index, object) in library.objects.iter().enumerate() {
        self::object(&mut text, index, object, &library.types);
    }
    for function in &library.functions {
        text.push_str(&body::function(library, function));
    }
    text
}

const HEAD: &str = "\
#![forbid(unsafe_code)]
#![allow(unused, non_camel_case_types, clippy::all)]

pub mod support;

use ffi_guard::{FfiHandle, FfiType, Out, ffi_export};
use std::ffi::{CStr, CString, c_int};
use std::sync::Arc;
use support::*;

pub type Count = core::primitive::u32;
pub type Octet = u8;

";

fn enumeration(text: &mut String, index: usize, ty: &Enum) {
    let repr = ty.repr.map_or("C", Number::rust);
    let _ = writeln!(
        text,
        "#[derive(Clone, Copy, Debug, FfiType)]\n#[repr({repr})]\npub enum E{index} {{"
    );
    for (variant, number) in ty.numbers.iter().enumerate() {
        let _ = writeln!(text, "    V{variant} = {number},");
    }
    let variants: Vec<_> = (0..ty.numbers.len()).map(|n| format!("Self::V{n}")).collect();
    let (count, variants) = (variants.len(), variants.join(", "));
    let _ = writeln!(
        text,
        "}}
impl Fold for E{index} {{
    fn fold(&self, digest: &mut Digest) {{
        digest.word(*self as i64 as u64);
    }}
}}
impl Make for E{index} {{
    fn make(source: &mut Source) -> Self {{
        [{variants}][source.word() as usize % {count}]
    }}
}}
"
    );
}

fn structure(text: &mut String, index: usize, types: &Types) {
    let Struct { fields, foreign } = &types.structs[index];
    let derive = if *foreign { "" } else { ", FfiType" };
    let _ =
        writeln!(text, "#[derive(Clone, Copy, Debug{derive})]\n#[repr(C)]\npub struct S{index} {{");
    let (mut folds, mut makes) = (String::new(), String::new());
    for (field, ty) in fields.iter().enumerate() {
        let unchecked = matches!(ty, Ty::Struct(inner) if types.structs[*inner].foreign);
        let mark = if unchecked { "#[ffi(unchecked)] " } else { "" };
        let _ = writeln!(text, "    {mark}pub f{field}: {},", types.rust(ty));
        let _ = write!(folds, " digest.fold(&self.f{field});");
        let _ = write!(makes, " f{field}: source.make(),");
    }
    let _ = writeln!(
        text,
        "}}
impl Fold for S{index} {{
    fn fold(&self, digest: &mut Digest) {{{folds} }}
}}
impl Make for S{index} {{
    fn make(source: &mut Source) -> Self {{
        Self {{{makes} }}
    }}
}}
"
    );
}

/// Writes the type of an object, and the exports that create and free one.
fn object(text: &mut String, index: usize, object: &Object, types: &Types) {
    let name = object_name(types, index, object);
    let mut value = "u64";
    if let Object::Handle(handle) = object {
        if handle.shared {
            value = "std::sync::atomic::AtomicU64";
        }
        let _ = writeln!(text, "#[derive(FfiHandle)]{}", marks(*handle));
    }
    if object.is_counted() {
        opaque(text, &name, value);
    }
    let owner = if object.is_shared() { "Arc" } else { "Box" };
    let _ = writeln!(
        text,
        "#[ffi_export]
pub fn {PREFIX}_o{index}_make(seed: u64) -> {owner}<{name}> {{
    {owner}::new(Source::new(seed).make())
}}
#[ffi_export(fallback = 0)]
pub fn {PREFIX}_o{index}_end(object: {owner}<{name}>) -> u64 {{
    Digest::of(&object)
}}"
    );
    if object.handle().is_some() {
        let _ = writeln!(
            text,
            "#[ffi_export(fallback = 0)]\npub fn {PREFIX}_o{index}_read(object: &{name}) -> u64 {{ Digest::of(object) }}"
        );
    }
    if object.is_poisonable() {
        let _ = writeln!(
            text,
            "#[ffi_export]\npub fn {PREFIX}_o{index}_poison(_object: &mut {name}) {{ panic!(\"poisons the object\") }}"
        );
    }
    text.push('\n');
}

fn opaque(text: &mut String, name: &str, value: &str) {
    let (read, make) = match value {
        "u64" => ("self.value", "source.word()"),
        _ => ("self.value.load(std::sync::atomic::Ordering::Relaxed)", "source.word().into()"),
    };
    let _ = writeln!(
        text,
        "pub struct {name} {{ value: {value}, _alive: Alive }}
impl Fold for {name} {{
    fn fold(&self, digest: &mut Digest) {{
        digest.word({read});
    }}
}}
impl Make for {name} {{
    fn make(source: &mut Source) -> Self {{
        Self {{ value: {make}, _alive: Alive::new() }}
    }}
}}"
    );
}

fn marks(handle: Handle) -> String {
    let all = [
        (handle.checked, "checked"),
        (handle.poison, "poison"),
        (handle.shared, "owner = arc"),
        (handle.single_thread, "single_thread"),
    ];
    let marks: Vec<_> = all.iter().filter(|(on, _)| *on).map(|(_, mark)| *mark).collect();
    if marks.is_empty() { String::new() } else { format!(" #[ffi({})]", marks.join(", ")) }
}
