//! Writes the caller in C.

mod call;
mod closure;
mod types;

use crate::caller::{self, Site};
use crate::model::{Function, Given, Kind, Library, OnFailure, PREFIX};
use crate::oracle::value_in_c;
use crate::planned::Planned;
use call::C;
use std::fmt::Write;
use types::{declare, fold, structures};

const DRIVER: &str = include_str!("../templates/driver.c");

/// `main.c`.
pub(crate) fn program(library: &Library, planned: &[Planned<'_>]) -> String {
    let mut text = DRIVER.to_owned();
    structures(&mut text, &library.types);
    objects(&mut text, library);
    for ty in library.lists() {
        list(&mut text, library, ty);
    }
    for object in library.lists_of_objects() {
        let _ = writeln!(text, "void {PREFIX}_vec_o{object}_free(fz_list list);");
    }
    for ty in library.views() {
        view(&mut text, library, ty);
    }
    for function in &library.functions {
        prototype(&mut text, library, function);
    }
    for planned in planned {
        text.push_str(&caller::call(&C(Site { library, planned })));
    }
    text.push_str("int main(void) {\n");
    for planned in planned {
        let _ = writeln!(text, "    {}();", planned.ident());
    }
    text.push_str("    return 0;\n}\n");
    text
}

/// Declares the functions of the objects.
fn objects(text: &mut String, library: &Library) {
    for (index, object) in library.objects.iter().enumerate() {
        let _ = writeln!(
            text,
            "void *{PREFIX}_o{index}_make(uint64_t seed);\nuint64_t {PREFIX}_o{index}_end(void *object);"
        );
        if object.handle().is_some_and(|handle| handle.shared) {
            let _ = writeln!(
                text,
                "void *{PREFIX}_o{index}_share(void *object);\nvoid {PREFIX}_o{index}_free(void *object);"
            );
        }
        if object.handle().is_some() {
            let _ = writeln!(text, "uint64_t {PREFIX}_o{index}_read(const void *object);");
        }
        if object.is_poisonable() {
            let _ = writeln!(
                text,
                "void {PREFIX}_o{index}_poison(void *object);\nvoid {PREFIX}_o{index}_free(void *object);\n\
                 bool {PREFIX}_o{index}_is_poisoned(void *object);"
            );
        }
    }
}

/// The call itself.
pub(crate) fn line(library: &Library, planned: &Planned<'_>) -> String {
    caller::line(&C(Site { library, planned }))
}

/// Folds and frees a list that the caller owns.
fn list(text: &mut String, library: &Library, ty: &crate::types::Ty) {
    let name = library.types.rust(ty).to_lowercase();
    let element = declare(&library.types, ty, "*elements");
    let fold = fold(&library.types, ty, "elements[i]", 1);
    let _ = writeln!(
        text,
        "void {PREFIX}_vec_{name}_free(fz_list list);
static void list_{name}(uint64_t *d, fz_list list) {{
    if (list.ptr == NULL || list.ptr == STALE) {{
        word(d, list.ptr == NULL ? 0 : 2);
        return;
    }}
    {element} = list.ptr;
    word(d, 1);
    word(d, list.len);
    for (size_t i = 0; i < list.len; i++) {{
        {fold}
    }}
    {PREFIX}_vec_{name}_free(list);
}}"
    );
}

/// Folds a list that the caller does not own.
fn view(text: &mut String, library: &Library, ty: &crate::types::Ty) {
    let name = library.types.rust(ty).to_lowercase();
    let element = declare(&library.types, ty, "*elements");
    let fold = fold(&library.types, ty, "elements[i]", 1);
    let _ = writeln!(
        text,
        "static void view_{name}(uint64_t *d, fz_list list) {{
    if (list.ptr == NULL || list.ptr == STALE) {{
        word(d, list.ptr == NULL ? 0 : 2);
        return;
    }}
    {element} = list.ptr;
    word(d, 1);
    word(d, list.len);
    for (size_t i = 0; i < list.len; i++) {{
        {fold}
    }}
}}"
    );
}

fn prototype(text: &mut String, library: &Library, function: &Function) {
    let mut params = Vec::new();
    for (index, param) in function.params.iter().enumerate() {
        match &param.kind {
            Kind::Value(ty) => params.push(declare(&library.types, ty, "")),
            kind if kind.element().is_some()
                || matches!(kind, Kind::Slice { .. } | Kind::CountedText { .. }) =>
            {
                params.extend(["void *".to_owned(), "size_t".to_owned()])
            }
            Kind::Callback { takes, gives, .. } => {
                let takes: Vec<_> = takes
                    .iter()
                    .map(|taken| {
                        let name = if taken.by_reference { "const *" } else { "" };
                        declare(&library.types, &taken.ty, name)
                    })
                    .collect();
                let takes = if takes.is_empty() { "void".to_owned() } else { takes.join(", ") };
                let gives = gives.as_ref().map(|ty| declare(&library.types, ty, ""));
                let gives = gives.unwrap_or_else(|| "void".to_owned());
                let name = callback_type(function, index);
                let _ = writeln!(text, "typedef {gives} (*{name})({takes});");
                params.push(name);
            }
            Kind::Closure(closure) => {
                let name = callback_type(function, index);
                let _ =
                    writeln!(text, "typedef {};", closure::pointer(&library.types, closure, &name));
                params.extend([name, "void *".to_owned()]);
                if closure.holder.is_owner() {
                    params.push("void (*)(void *)".to_owned());
                }
            }
            _ => params.push("void *".to_owned()),
        }
    }
    let params = if params.is_empty() { "void".to_owned() } else { params.join(", ") };
    let returned = returned(library, function);
    let _ = writeln!(text, "{returned} {}({params});", function.symbol());
}

fn callback_type(function: &Function, index: usize) -> String {
    format!("callback_{}_{index}", function.index)
}

/// The return type in C.
fn returned(library: &Library, function: &Function) -> String {
    match function.on_failure {
        OnFailure::Status | OnFailure::OwnStatus => "int32_t".to_owned(),
        _ if matches!(function.given, Given::Maybe(_)) => "bool".to_owned(),
        _ => given(library, &function.given, ""),
    }
}

/// A declaration of a variable of that name.
fn given(library: &Library, given: &Given, name: &str) -> String {
    match given {
        Given::Nothing => "void".to_owned(),
        Given::Value(ty) | Given::Maybe(ty) => declare(&library.types, &value_in_c(ty), name),
        list if list.is_list() => format!("fz_list {name}"),
        _ => format!("void *{name}"),
    }
}
