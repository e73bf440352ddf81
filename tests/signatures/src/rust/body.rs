//! Generates function bodies. Each folds its arguments, writes to writable arguments, and returns values derived from
//! the digest.

use super::signature::{declaration, object_name};
use crate::model::{Failure, Function, Given, Kind, Library, Param, Receiver};
use std::fmt::Write;

/// Returns the function, or the `impl` block with the method.
pub(super) fn function(library: &Library, function: &Function) -> String {
    let signature = declaration(library, function);
    let body = body(library, function);
    match function.of {
        None => format!("{signature} {{\n{body}}}\n\n"),
        Some(object) => {
            let name = object_name(&library.types, object, &library.objects[object]);
            format!("#[ffi_export]\nimpl {name} {{\n{signature} {{\n{body}}}\n}}\n\n")
        }
    }
}

fn body(library: &Library, function: &Function) -> String {
    let mut text = format!("    let mut digest = Digest::new({});\n", function.index);
    for param in &function.params {
        receive(&mut text, library, param);
    }
    text.push_str("    let mut source = report(&digest);\n");
    for param in &function.params {
        write(&mut text, library, param);
    }
    let error = match function.failure {
        Some(Failure::Str) => "\"failed\"",
        Some(Failure::String) => "\"failed\".to_owned()",
        Some(Failure::Coded) => "coded()",
        Some(Failure::Own) => "Failure",
        None => "",
    };
    match function.failure {
        Some(_) => {
            let _ = writeln!(text, "    if fails() {{ return Err({error}); }}");
            let _ = writeln!(text, "    Ok({})", given(library, &function.given));
        }
        None => {
            let _ = writeln!(text, "    fails();\n    {}", given(library, &function.given));
        }
    }
    text
}

/// Returns the name of a parameter in the body.
fn name_of(param: &Param) -> &str {
    if param.receiver.is_some() { "self" } else { &param.name }
}

fn receive(text: &mut String, library: &Library, param: &Param) {
    let name = name_of(param);
    match &param.kind {
        Kind::Answer | Kind::Present => {}
        out if out.is_out() => {}
        Kind::Callback { optional, takes, .. } => {
            let given: Vec<_> = takes
                .iter()
                .map(|taken| if taken.by_reference { "&given.make()" } else { "given.make()" })
                .collect();
            let given = given.join(", ");
            let call = format!(
                "let mut given = Source::new({}); let answer = {name}({given}); digest.fold(&answer);",
                param.seed()
            );
            let _ = if *optional {
                writeln!(
                    text,
                    "    match {name} {{ None => digest.word(0), Some({name}) => {{ digest.word(1); {call} }} }}"
                )
            } else {
                writeln!(text, "    {{ {call} }}")
            };
        }
        Kind::Closure(closure) => {
            text.push_str(&super::closure::calls(library, name, param.seed(), closure));
        }
        Kind::Lent { .. } | Kind::LentArc { .. } if param.receiver == Some(Receiver::Reference) => {
            let _ = writeln!(text, "    digest.fold(self);");
        }
        _ => {
            let _ = writeln!(text, "    digest.fold(&{name});");
        }
    }
}

fn write(text: &mut String, library: &Library, param: &Param) {
    let name = name_of(param);
    let _ = match &param.kind {
        Kind::Reference { exclusive: true, optional: false, .. } => {
            writeln!(text, "    *{name} = source.make();")
        }
        Kind::Reference { exclusive: true, .. } => {
            writeln!(text, "    if let Some({name}) = {name} {{ *{name} = source.make(); }}")
        }
        Kind::Slice { exclusive: true, .. } => {
            writeln!(text, "    for item in {name}.iter_mut() {{ *item = source.make(); }}")
        }
        Kind::Lent { exclusive: true, optional: false, .. } => {
            writeln!(text, "    {name}.value = source.word();")
        }
        Kind::Lent { exclusive: true, .. } => {
            writeln!(text, "    if let Some({name}) = {name} {{ {name}.value = source.word(); }}")
        }
        Kind::Out { nullable, .. } => {
            writeln!(text, "    if sets() {{ {} }}", set(name, "source.make()", *nullable))
        }
        Kind::OutOwner { optional, nullable, object } => {
            let owner = if library.objects[*object].is_shared() { "Arc" } else { "Box" };
            let value = format!("{owner}::new(source.make())");
            writeln!(text, "    if sets() {{ {} }}", set_owned(name, &value, *optional, *nullable))
        }
        Kind::OutText { c_string, optional, nullable } => {
            let value = if *c_string { "c_string(&mut source)" } else { "text(&mut source)" };
            writeln!(text, "    if sets() {{ {} }}", set_owned(name, value, *optional, *nullable))
        }
        Kind::OutList { optional, nullable, .. } => {
            let value = "list(&mut source)";
            writeln!(text, "    if sets() {{ {} }}", set_owned(name, value, *optional, *nullable))
        }
        _ => Ok(()),
    };
}

fn set_owned(name: &str, value: &str, optional: bool, nullable: bool) -> String {
    let value = if optional { format!("Some({value})") } else { value.to_owned() };
    set(name, &value, nullable)
}

/// Sets an out-parameter. The value is made even if the caller has no memory for it.
fn set(name: &str, value: &str, nullable: bool) -> String {
    if nullable {
        format!("let value = {value}; if let Some({name}) = &mut {name} {{ {name}.set(value); }}")
    } else {
        format!("{name}.set({value});")
    }
}

fn given(library: &Library, given: &Given) -> String {
    let one = match given {
        Given::Nothing => "()".to_owned(),
        Given::Value(_) | Given::Maybe(_) => "source.make()".to_owned(),
        Given::Object { bare: true, .. } => "source.make()".to_owned(),
        Given::Object { object, .. } => {
            let owner = if library.objects[*object].is_shared() { "Arc" } else { "Box" };
            format!("{owner}::new(source.make())")
        }
        Given::Text { c_string: false, .. } => "text(&mut source)".to_owned(),
        Given::Text { .. } => "c_string(&mut source)".to_owned(),
        Given::List { .. } => "list(&mut source)".to_owned(),
        Given::Texts { .. } => "texts(&mut source)".to_owned(),
        Given::Objects { .. } => "boxes(&mut source)".to_owned(),
        Given::TextView { .. } => "kept_text(&mut source)".to_owned(),
        Given::CStrView { .. } => "kept_c_str(&mut source)".to_owned(),
        Given::Pointer { .. } => "kept(&mut source)".to_owned(),
        Given::View { .. } => "view(&mut source)".to_owned(),
    };
    if given.is_optional() { format!("if sets() {{ Some({one}) }} else {{ None }}") } else { one }
}
