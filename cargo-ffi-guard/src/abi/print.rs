//! An ABI as text.

use super::model::{
    Abi, Callback, Calls, Codes, Definition, Failure, Function, Parameter, Role, Threads, Variant,
};
use std::fmt::Write;

/// The name of the library as an origin of borrowed results.
pub(super) const STATIC: &str = "'static";

/// Returns the ABI as JSON, in the form that `docs/abi.md` describes.
pub(super) fn json(abi: &Abi) -> String {
    let mut text = serde_json::to_string_pretty(abi).unwrap_or_default();
    text.push('\n');
    text
}

/// Returns the ABI for people.
pub(super) fn text(abi: &Abi) -> String {
    let mut text = String::new();
    for (symbol, function) in &abi.functions {
        let _ = writeln!(text, "{}", signature(symbol, function));
        contracts(&mut text, function);
        if let Some(failure) = &function.failure {
            let _ = writeln!(text, "    on failure: {}", on_failure(failure));
        }
        since(&mut text, function.since.as_deref());
    }
    for (symbol, variable) in &abi.statics {
        let mutable = if variable.mutable { "mut " } else { "" };
        let _ = writeln!(text, "static {mutable}{symbol}: {}", variable.ty);
        since(&mut text, variable.since.as_deref());
    }
    for (name, definition) in &abi.types {
        self::definition(&mut text, name, definition);
    }
    for (name, Codes { of_library, values, .. }) in &abi.codes {
        let of_library = if *of_library { " of the library" } else { "" };
        let _ = writeln!(text, "codes {name}{of_library}");
        for Variant { name, value } in values {
            let _ = writeln!(text, "    {name} = {value}");
        }
    }
    for unknown in &abi.unknown {
        let _ = writeln!(text, "note: {unknown}");
    }
    text
}

fn since(text: &mut String, release: Option<&str>) {
    if let Some(release) = release {
        let _ = writeln!(text, "    since: {release}");
    }
}

/// Writes what the types of a function do not say: of its callbacks, and of its result.
fn contracts(text: &mut String, function: &Function) {
    for Parameter { name, callback, .. } in &function.parameters {
        if let Some(callback) = callback {
            let _ = writeln!(text, "    {name}: {}", self::callback(callback));
        }
    }
    let borrows = function.borrows.as_ref();
    let borrows = borrows.map(|names| format!("borrowed from {}", lenders(names)));
    let none = function.optional.then(|| "null if there is none".to_owned());
    let result: Vec<String> = borrows.into_iter().chain(none).collect();
    if !result.is_empty() {
        let _ = writeln!(text, "    result: {}", result.join("; "));
    }
}

/// Returns the contract of a callback in words.
pub(super) fn callback(callback: &Callback) -> String {
    let word = |role: &Role| match self::role(*role) {
        "" => "value",
        role => role,
    };
    let arguments: Vec<&str> = callback.arguments.iter().map(word).collect();
    let calls = match callback.calls {
        Calls::Once => "called at most once",
        Calls::Sequential => "called one at a time",
        Calls::Nested => "called also while it runs",
    };
    let threads = match callback.threads {
        Threads::Same => "on this thread",
        Threads::Any => "on any thread",
        Threads::Concurrent => "on several threads at once",
    };
    let until = if callback.kept { "until it is destroyed" } else { "until the function returns" };
    let (arguments, result) = (arguments.join(", "), word(&callback.result));
    format!("({arguments}) -> {result}, {calls}, {threads}, {until}")
}

/// Returns the parameters that a result borrows from, in words.
pub(super) fn lenders(borrows: &[String]) -> String {
    match borrows {
        [] => "the arguments".to_owned(),
        [one] if one == STATIC => "the library".to_owned(),
        names => names.join(", "),
    }
}

fn signature(symbol: &str, function: &Function) -> String {
    let parameters: Vec<String> = function.parameters.iter().map(parameter).collect();
    let abi = match function.abi.as_str() {
        "C" => String::new(),
        other => format!("extern \"{other}\" "),
    };
    let gives = in_brackets(function.gives);
    format!("{abi}fn {symbol}({}) -> {}{gives}", parameters.join(", "), function.returns)
}

/// Returns a parameter with its role: `name: *const c_char (utf8)`.
pub(super) fn parameter(parameter: &Parameter) -> String {
    format!("{}: {}{}", parameter.name, parameter.ty, in_brackets(parameter.role))
}

fn in_brackets(role: Role) -> String {
    match self::role(role) {
        "" => String::new(),
        role => format!(" ({role})"),
    }
}

/// Returns the word for a role.
pub(super) const fn role(role: Role) -> &'static str {
    match role {
        Role::Value => "",
        Role::Unchecked => "unchecked",
        Role::Borrowed => "borrowed",
        Role::String => "string",
        Role::Utf8 => "utf8",
        Role::CountedUtf8 => "counted_utf8",
        Role::Array => "array",
        Role::Utf8Array => "utf8_array",
        Role::BorrowedArray => "borrowed_array",
        Role::OwnedArray => "owned_array",
        Role::Length => "length",
        Role::Owned => "owned",
        Role::Shared => "shared",
        Role::Out => "out",
        Role::OutOwned => "out_owned",
        Role::OutShared => "out_shared",
        Role::OutString => "out_string",
        Role::OutList => "out_list",
        Role::Callback => "callback",
        Role::OwnedString => "owned_string",
        Role::List => "list",
        Role::Status => "status",
    }
}

/// Returns what the caller gets after a failure.
pub(super) fn on_failure(failure: &Failure) -> String {
    match failure {
        Failure::Status => "status".to_owned(),
        Failure::Value { number: Some(number), .. } => format!("value {number}"),
        Failure::Value { text, .. } => format!("value {text}"),
        Failure::Default => "the default of the type".to_owned(),
        Failure::Parameter { text } => format!("the argument {text}"),
        Failure::Expression { text } => format!("computed: {text}"),
        Failure::Closure => "computed by a closure".to_owned(),
        Failure::Abort => "aborts".to_owned(),
    }
}

fn definition(text: &mut String, name: &str, definition: &Definition) {
    let _ = match definition {
        Definition::Struct { size, align, fields, .. } => {
            let _ = writeln!(text, "struct {name}: {size} bytes, alignment {align}");
            fields.iter().try_for_each(|field| {
                writeln!(text, "    {}: {} at {}", field.name, field.ty, field.offset)
            })
        }
        Definition::Enum { repr, variants, .. } => {
            let _ = writeln!(text, "enum {name}: {repr}");
            variants
                .iter()
                .try_for_each(|variant| writeln!(text, "    {} = {}", variant.name, variant.value))
        }
        Definition::Handle { owner, free, .. } => {
            writeln!(text, "handle {name}: {owner}, freed by {free}")
        }
    };
}
