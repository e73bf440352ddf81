//! Generates one call in C.

use super::given;
use super::types::{declare, expression, fold, make, value};
use crate::call::{Address, Arg, Len, State, Storage};
use crate::digest::Source;
use crate::model::{Given, Kind, Library, PREFIX, Taken};
use crate::oracle::{AS_C_LEFT_IT, Left, value_in_c};
use crate::planned::Planned;
use crate::types::Ty;
use std::fmt::Write;

/// Returns a function that makes the call.
pub(super) fn call(library: &Library, planned: &Planned<'_>) -> String {
    let mut text = String::new();
    for (index, arg) in planned.call.args.iter().enumerate() {
        if let (Arg::Function(true), Kind::Callback { takes, gives, .. }) =
            (arg, &planned.function.params[index].kind)
        {
            callback(&mut text, library, planned, index, takes, gives.as_ref());
        }
    }
    let _ = writeln!(
        text,
        "static void {}(void) {{\n    label(\"{}\");",
        planned.ident(),
        planned.label()
    );
    for (index, storage) in planned.call.storages.iter().enumerate() {
        declare_storage(&mut text, library, planned, index, storage);
    }
    let _ = writeln!(text, "    begin({});", planned.call.mode as u32);
    let _ = writeln!(text, "    {}\n    end();", line(library, planned));
    text.push_str("    uint64_t r = 0, m = 0;\n");
    observe_returned(&mut text, library, planned);
    for (index, storage) in planned.call.storages.iter().enumerate() {
        observe(&mut text, library, planned, index, storage);
    }
    text.push_str("    finish(r, m);\n}\n");
    text
}

/// Returns the call expression.
pub(crate) fn line(library: &Library, planned: &Planned<'_>) -> String {
    let function = planned.function;
    let args: Vec<_> =
        (0..function.params.len()).map(|index| argument(library, planned, index)).collect();
    let call = format!("{}({});", function.symbol(), args.join(", "));
    let status = function.returns_status();
    if !status && matches!(function.given, Given::Nothing) {
        return call;
    }
    let variable = if status {
        "int32_t result".to_owned()
    } else {
        given(library, &function.given, "result")
    };
    format!("{variable} = {call}")
}

fn argument(library: &Library, planned: &Planned<'_>, index: usize) -> String {
    match (&planned.call.args[index], &planned.function.params[index].kind) {
        (Arg::Value(value), Kind::Value(ty)) => expression(&library.types, ty, value),
        (Arg::Function(true), _) => format!("heard_{}_{index}", planned.ident()),
        (Arg::Function(false), _) => "NULL".to_owned(),
        (Arg::Address(address), _) => pointer(planned, *address),
        (Arg::List(address, len), Kind::Slice { of, .. }) => {
            let len = match len {
                Len::Exact(len) => len.to_string(),
                Len::Max => "SIZE_MAX".to_owned(),
                Len::TooMany => {
                    format!("(size_t)PTRDIFF_MAX / sizeof({}) + 1", declare(&library.types, of, ""))
                }
            };
            format!("{}, {len}", pointer(planned, *address))
        }
        (arg, kind) => unreachable!("{arg:?} for {kind:?}"),
    }
}

fn pointer(planned: &Planned<'_>, address: Address) -> String {
    match address {
        Address::Null => "NULL".to_owned(),
        Address::Number(number) => format!("(void *)(uintptr_t)UINT64_C({number:#x})"),
        Address::At { storage, element, shifted } => {
            let place = match &planned.call.storages[storage] {
                Storage::Object { .. } | Storage::Text(_) => format!("s{storage}"),
                _ => format!("(s{storage}.v + {element})"),
            };
            if shifted {
                format!("(void *)((unsigned char *){place} + 1)")
            } else {
                format!("(void *){place}")
            }
        }
    }
}

/// Declares a variable with enough space for any other argument that overlaps it.
fn padded(declaration: &str, name: usize, values: &str) -> String {
    format!(
        "    _Alignas(16) union {{ {declaration}; unsigned char padded[256]; }} s{name} = {{.v = {{{values}}}}};\n"
    )
}

fn declare_storage(
    text: &mut String,
    library: &Library,
    planned: &Planned<'_>,
    index: usize,
    storage: &Storage,
) {
    let types = &library.types;
    match storage {
        Storage::Data { ty, values } => {
            let all: Vec<_> = values.iter().map(|one| value(types, ty, one)).collect();
            let declaration = declare(types, ty, &format!("v[{}]", values.len()));
            text.push_str(&padded(&declaration, index, &all.join(", ")));
        }
        Storage::Text(bytes) => {
            let bytes: Vec<_> = bytes.iter().chain([&0]).map(u8::to_string).collect();
            let bytes = bytes.join(", ");
            let _ = writeln!(text, "    _Alignas(16) unsigned char s{index}[256] = {{{bytes}}};");
        }
        Storage::Object { object, seed, state } => {
            let make = format!("{PREFIX}_o{object}_make(UINT64_C({seed}))");
            let _ = writeln!(text, "    void *s{index} = {make};");
            let _ = match state {
                State::Alive => Ok(()),
                State::Freed => writeln!(text, "    {PREFIX}_o{object}_end(s{index});"),
                State::Poisoned => writeln!(text, "    {PREFIX}_o{object}_poison(s{index});"),
            };
        }
        Storage::Slot { .. } => text.push_str(&padded("void *v[1]", index, "STALE")),
        Storage::Answer => {
            let declaration = given(library, &planned.function.given, "v[1]");
            let before = match &planned.function.given {
                Given::Value(ty) => {
                    let ty = value_in_c(ty);
                    value(types, &ty, &types.make(&ty, &mut Source::new(AS_C_LEFT_IT)))
                }
                Given::List { .. } => "{STALE, 1}".to_owned(),
                _ => "STALE".to_owned(),
            };
            text.push_str(&padded(&declaration, index, &before));
        }
    }
}

fn observe_returned(text: &mut String, library: &Library, planned: &Planned<'_>) {
    let function = planned.function;
    let mut place = "result".to_owned();
    if function.returns_status() {
        text.push_str("    word(&r, (uint64_t)(int64_t)result);\n");
        let answer = planned.call.storages.iter().position(|s| matches!(s, Storage::Answer));
        place = format!("s{}.v[0]", answer.unwrap_or_default());
    }
    let observe = match &function.given {
        Given::Nothing => return,
        Given::Value(ty) => fold(&library.types, &value_in_c(ty), &place, 0),
        Given::Object { object, .. } => format!("object(d, {place}, {PREFIX}_o{object}_end);"),
        Given::Text { .. } => format!("text(d, {place});"),
        Given::List { of, .. } => {
            format!("list_{}(d, {place});", library.types.rust(of).to_lowercase())
        }
    };
    let _ = writeln!(text, "    {{ uint64_t g = 0, *d = &g; {observe} word(&r, g); }}");
}

fn observe(
    text: &mut String,
    library: &Library,
    planned: &Planned<'_>,
    index: usize,
    storage: &Storage,
) {
    let _ = match storage {
        Storage::Data { ty, values } => {
            let fold = fold(&library.types, ty, &format!("s{index}.v[i]"), 0);
            writeln!(
                text,
                "    for (size_t i = 0; i < {}; i++) {{ uint64_t *d = &m; {fold} }}",
                values.len()
            )
        }
        Storage::Text(bytes) => writeln!(text, "    bytes(&m, s{index}, {});", bytes.len()),
        Storage::Slot { object } => {
            writeln!(text, "    object(&m, s{index}.v[0], {PREFIX}_o{object}_end);")
        }
        Storage::Object { object, .. } => match planned.expected.left[index] {
            Left::Nothing => Ok(()),
            Left::Object => writeln!(text, "    word(&m, {PREFIX}_o{object}_end(s{index}));"),
            Left::Poisoned => writeln!(
                text,
                "    word(&m, {PREFIX}_o{object}_is_poisoned(s{index}));\n    {PREFIX}_o{object}_free(s{index});"
            ),
        },
        Storage::Answer => Ok(()),
    };
}

/// Writes a callback of the caller, whose result is derived from its arguments.
fn callback(
    text: &mut String,
    library: &Library,
    planned: &Planned<'_>,
    index: usize,
    takes: &[Taken],
    gives: Option<&Ty>,
) {
    let types = &library.types;
    let (mut params, mut folds) = (Vec::new(), String::new());
    for (at, Taken { ty, by_reference }) in takes.iter().enumerate() {
        let star = if *by_reference { "const *" } else { "" };
        params.push(declare(types, ty, &format!("{star}a{at}")));
        let value = if *by_reference { format!("(*a{at})") } else { format!("a{at}") };
        let _ = write!(folds, " {}", fold(types, ty, &value, 0));
    }
    let params = if params.is_empty() { "void".to_owned() } else { params.join(", ") };
    let name = format!("heard_{}_{index}", planned.ident());
    let gives_type = gives.map_or_else(|| "void".to_owned(), |ty| declare(types, ty, ""));
    let answer = gives.map(|ty| {
        format!(
            " uint64_t *s = d; {}; {} return answer;",
            declare(types, ty, "answer"),
            make(ty, "answer", 0)
        )
    });
    let _ = writeln!(
        text,
        "static {gives_type} {name}({params}) {{ uint64_t g = 0, *d = &g; (void)d;{folds} word(&heard, g);{} }}",
        answer.unwrap_or_default()
    );
}
