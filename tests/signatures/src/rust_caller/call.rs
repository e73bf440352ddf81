//! Generates one call in Rust.

use super::types::{raw, value};
use super::{by_value, given};
use crate::call::{Address, Arg, Len, State, Storage};
use crate::digest::Source;
use crate::model::{Given, Kind, Library, OnFailure, PREFIX, Taken};
use crate::oracle::{AS_C_LEFT_IT, Left, value_in_c};
use crate::planned::Planned;
use crate::types::Ty;
use std::fmt::Write;

/// Returns a function that makes the call.
pub(super) fn call(library: &Library, planned: &Planned<'_>) -> String {
    let mut text = format!(
        "unsafe fn {}() {{ unsafe {{\n    label(\"{}\");\n",
        planned.ident(),
        planned.label()
    );
    for (index, arg) in planned.call.args.iter().enumerate() {
        if let (Arg::Function(true), Kind::Callback { takes, gives, .. }) =
            (arg, &planned.function.params[index].kind)
        {
            callback(&mut text, library, index, takes, gives.as_ref());
        }
    }
    for (index, storage) in planned.call.storages.iter().enumerate() {
        declare(&mut text, library, planned, index, storage);
    }
    let _ = writeln!(text, "    begin({});", planned.call.mode as u32);
    let _ = writeln!(text, "    let result = {}\n    let message = end();", line(library, planned));
    text.push_str("    let (mut r, mut m) = (Digest::new(0), Digest::new(0));\n");
    observe_returned(&mut text, library, planned);
    for (index, storage) in planned.call.storages.iter().enumerate() {
        observe(&mut text, planned, index, storage);
    }
    text.push_str("    finish(r, m, &message);\n} }\n");
    text
}

/// Returns the call expression.
pub(crate) fn line(library: &Library, planned: &Planned<'_>) -> String {
    let function = planned.function;
    let args: Vec<_> =
        (0..function.params.len()).map(|index| argument(library, planned, index)).collect();
    format!("{}({});", function.symbol(), args.join(", "))
}

fn argument(library: &Library, planned: &Planned<'_>, index: usize) -> String {
    let types = &library.types;
    match (&planned.call.args[index], &planned.function.params[index].kind) {
        (Arg::Value(value), Kind::Value(ty)) => {
            let (raw, value) = (raw(types, ty), self::value(types, ty, value));
            format!("transmute::<{raw}, {}>({value})", by_value(library, ty))
        }
        (Arg::Function(true), _) => format!("Some(heard{index})"),
        (Arg::Function(false), _) => "None".to_owned(),
        (Arg::Address(address), _) => pointer(library, planned, *address),
        (Arg::List(address, len), Kind::Slice { of, .. }) => {
            let len = match len {
                Len::Exact(len) => len.to_string(),
                Len::Max => "usize::MAX".to_owned(),
                Len::TooMany => {
                    format!("isize::MAX as usize / size_of::<{}>() + 1", raw(types, of))
                }
            };
            format!("{}, {len}", pointer(library, planned, *address))
        }
        (arg, kind) => unreachable!("{arg:?} for {kind:?}"),
    }
}

fn pointer(library: &Library, planned: &Planned<'_>, address: Address) -> String {
    match address {
        Address::Null => "null_mut()".to_owned(),
        Address::Number(number) => format!("without_provenance_mut({number:#x}_u64 as usize)"),
        Address::At { storage, element, shifted } => {
            let mut place = format!("s{storage}.cast::<u8>()");
            if let Storage::Data { ty, .. } = &planned.call.storages[storage] {
                let ty = raw(&library.types, ty);
                place = format!("{place}.wrapping_add({element} * size_of::<{ty}>())");
            }
            if shifted {
                place.push_str(".wrapping_add(1)");
            }
            format!("{place}.cast()")
        }
    }
}

/// Declares a pointer to memory of this type.
fn padded(index: usize, ty: &str, value: &str) -> String {
    format!(
        "    let mut padded{index}: Padded<{ty}> = Padded({value}, [0; 256]);\n    let s{index} = &raw mut padded{index};\n"
    )
}

fn declare(
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
            let array = format!("[{}; {}]", raw(types, ty), values.len());
            text.push_str(&padded(index, &array, &format!("[{}]", all.join(", "))));
        }
        Storage::Text(bytes) => {
            let bytes: Vec<_> = bytes.iter().chain([&0]).map(u8::to_string).collect();
            let (array, bytes) = (format!("[u8; {}]", bytes.len()), bytes.join(", "));
            text.push_str(&padded(index, &array, &format!("[{bytes}]")));
        }
        Storage::Object { object, seed, state } => {
            let _ = writeln!(text, "    let s{index} = {PREFIX}_o{object}_make({seed});");
            let _ = match state {
                State::Alive => Ok(()),
                State::Freed => writeln!(text, "    {PREFIX}_o{object}_end(s{index});"),
                State::Poisoned => writeln!(text, "    {PREFIX}_o{object}_poison(s{index});"),
            };
        }
        Storage::Slot { .. } => text.push_str(&padded(index, "*mut c_void", "STALE")),
        Storage::Answer => {
            let (ty, before) = match &planned.function.given {
                Given::Value(ty) => {
                    let ty = value_in_c(ty);
                    let before = types.make(&ty, &mut Source::new(AS_C_LEFT_IT));
                    (raw(types, &ty), value(types, &ty, &before))
                }
                Given::List { of, .. } => (
                    format!("List<{}>", raw(types, of)),
                    "List { ptr: STALE.cast(), len: 1 }".to_owned(),
                ),
                _ => ("*mut c_void".to_owned(), "STALE".to_owned()),
            };
            text.push_str(&padded(index, &ty, &before));
        }
    }
}

fn observe_returned(text: &mut String, library: &Library, planned: &Planned<'_>) {
    let function = planned.function;
    let mut place = "result".to_owned();
    if function.returns_status() {
        let _ = match function.on_failure {
            OnFailure::OwnStatus => writeln!(text, "    r.word(result as i64 as u64);"),
            _ => writeln!(text, "    r.word(i64::from(result) as u64);"),
        };
        let answer = planned.call.storages.iter().position(|s| matches!(s, Storage::Answer));
        place = format!("(*s{}).0", answer.unwrap_or_default());
    }
    let observe = match &function.given {
        Given::Nothing => return,
        Given::Value(_) => format!("g.fold(&{place});"),
        Given::Object { object, .. } => format!("object(&mut g, {place}, {PREFIX}_o{object}_end);"),
        Given::Text { .. } => format!("text(&mut g, {place});"),
        Given::List { of, .. } => {
            let (raw, name) = (raw(&library.types, of), library.types.rust(of));
            let from = if function.returns_status() {
                format!("List<{raw}>")
            } else {
                given(library, &function.given)
            };
            let symbol = name.to_lowercase();
            format!(
                "list::<{raw}, {name}>(&mut g, transmute::<{from}, List<{raw}>>({place}), {PREFIX}_vec_{symbol}_free);"
            )
        }
    };
    let _ = writeln!(text, "    let mut g = Digest::new(0); {observe} r.word(g.value());");
}

fn observe(text: &mut String, planned: &Planned<'_>, index: usize, storage: &Storage) {
    let _ = match storage {
        Storage::Data { .. } => writeln!(text, "    for one in (*s{index}).0 {{ m.fold(&one); }}"),
        Storage::Text(bytes) => writeln!(
            text,
            "    m.word({}); let text = (*s{index}).0; for one in &text[..{}] {{ m.fold(one); }}",
            bytes.len(),
            bytes.len()
        ),
        Storage::Slot { object } => {
            writeln!(text, "    object(&mut m, (*s{index}).0, {PREFIX}_o{object}_end);")
        }
        Storage::Object { object, .. } => match planned.expected.left[index] {
            Left::Nothing => Ok(()),
            Left::Object => writeln!(text, "    m.word({PREFIX}_o{object}_end(s{index}));"),
            Left::Poisoned => writeln!(
                text,
                "    m.word(u64::from({PREFIX}_o{object}_is_poisoned(s{index})));\n    {PREFIX}_o{object}_free(s{index});"
            ),
        },
        Storage::Answer => Ok(()),
    };
}

/// Writes a callback of the caller, whose result is derived from its arguments.
fn callback(
    text: &mut String,
    library: &Library,
    index: usize,
    takes: &[Taken],
    gives: Option<&Ty>,
) {
    let types = &library.types;
    let (mut params, mut folds) = (Vec::new(), String::new());
    for (at, Taken { ty, by_reference }) in takes.iter().enumerate() {
        let star = if *by_reference { "&" } else { "" };
        params.push(format!("a{at}: {star}{}", types.rust(ty)));
        let _ = write!(folds, " g.fold(&a{at});");
    }
    let (params, gives_type) =
        (params.join(", "), gives.map_or("()".to_owned(), |ty| types.rust(ty)));
    let answer = if gives.is_some() { "Source::new(g.value()).make()" } else { "" };
    let _ = writeln!(
        text,
        "    extern \"C\" fn heard{index}({params}) -> {gives_type} {{ let mut g = Digest::new(0);{folds} hear(&g); {answer} }}"
    );
}
