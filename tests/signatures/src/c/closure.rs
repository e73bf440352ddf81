//! The functions of closures in C.

use super::types::{declare, fold, value};
use crate::closure::{Answer, Closure, Passed, Reply};
use crate::model::{Library, PREFIX};
use crate::oracle::value_in_c;
use crate::types::Types;
use std::fmt::Write;

/// Returns the type of the function pointer, as a declaration of this name.
pub(super) fn pointer(types: &Types, closure: &Closure, name: &str) -> String {
    declaration(types, closure, &format!("(*{name})"))
}

fn declaration(types: &Types, closure: &Closure, name: &str) -> String {
    let mut params = Vec::new();
    for (at, passed) in closure.takes.iter().enumerate() {
        params.push(match passed.inner() {
            Passed::Value(ty) => declare(types, &value_in_c(ty), &format!("a{at}")),
            Passed::Reference(ty) | Passed::List(ty) => {
                declare(types, ty, &format!("const *a{at}"))
            }
            Passed::Text | Passed::CStr => format!("const char *a{at}"),
            Passed::LentList { .. } => format!("void *const *a{at}"),
            _ => format!("void *a{at}"),
        });
        if passed.has_length() {
            params.push(format!("size_t n{at}"));
        }
    }
    let answer = |name: &str| match &closure.answer {
        Answer::Nothing => format!("void {name}"),
        Answer::Value(ty) => declare(types, &value_in_c(ty), name),
        Answer::Object { .. } => format!("void *{name}"),
    };
    if closure.fallible && !matches!(closure.answer, Answer::Nothing) {
        params.push(answer("*out"));
    }
    params.push("void *data".to_owned());
    let returned = if closure.fallible { "int32_t ".to_owned() } else { answer("") };
    format!("{returned} {name}({})", params.join(", "))
}

/// Returns the function, which adds its arguments to the digest of the caller's memory.
pub(super) fn function(library: &Library, closure: &Closure, reply: &Reply, name: &str) -> String {
    let types = &library.types;
    let head = declaration(types, closure, name);
    let mut folds = String::new();
    for (at, passed) in closure.takes.iter().enumerate() {
        let _ = write!(folds, " {}", observe(library, passed, at));
    }
    let out = match &closure.answer {
        Answer::Value(ty) if closure.fallible => fold(types, &value_in_c(ty), "(*out)", 0),
        Answer::Object { .. } if closure.fallible => "word(d, *out == NULL);".to_owned(),
        _ => String::new(),
    };
    format!(
        "static {head} {{ uint64_t g = 0, *d = &g;{folds} word(d, *(uint64_t *)data); {out} word(&heard, g);{} }}\n",
        answer(library, closure, reply)
    )
}

/// Returns a statement that adds an argument to the digest `d`.
fn observe(library: &Library, passed: &Passed, at: usize) -> String {
    let types = &library.types;
    match passed {
        Passed::Value(ty) => fold(types, ty, &format!("a{at}"), 0),
        Passed::Reference(ty) => fold(types, ty, &format!("(*a{at})"), 0),
        Passed::List(ty) => {
            let one = fold(types, ty, &format!("a{at}[i]"), 0);
            format!("word(d, n{at}); for (size_t i = 0; i < n{at}; i++) {{ {one} }}")
        }
        Passed::Text => format!("bytes(d, a{at}, n{at});"),
        Passed::CStr => format!("bytes(d, a{at}, strlen(a{at}));"),
        Passed::String | Passed::CString => format!("text(d, a{at});"),
        Passed::Owner { object } => format!("object(d, a{at}, {PREFIX}_o{object}_end);"),
        Passed::Lent { object, .. } | Passed::LentArc { object } => {
            lent(library, *object, &format!("a{at}"))
        }
        Passed::LentList { object } => {
            let one = lent(library, *object, &format!("a{at}[i]"));
            format!("word(d, n{at}); for (size_t i = 0; i < n{at}; i++) {{ {one} }}")
        }
        Passed::Optional(inner) => {
            let inner = observe(library, inner, at);
            format!("word(d, a{at} != NULL); if (a{at} != NULL) {{ {inner} }}")
        }
    }
}

/// Reads an object that is lent, and tries to free it if it is a token.
fn lent(library: &Library, object: usize, place: &str) -> String {
    let mut text = format!("word(d, {PREFIX}_o{object}_read({place}));");
    if library.objects[object].is_checked() {
        let _ =
            write!(text, " word(d, {PREFIX}_o{object}_end({place})); {PREFIX}_clear_last_error();");
    }
    text
}

/// Returns the statements that return the result.
fn answer(library: &Library, closure: &Closure, reply: &Reply) -> String {
    let types = &library.types;
    let (declared, made) = match (&closure.answer, reply) {
        (_, Reply::Status(status)) => {
            return format!(" return (int32_t)INT64_C({status});");
        }
        (Answer::Value(ty), Reply::Value(made)) => {
            let ty = value_in_c(ty);
            (declare(types, &ty, "answer"), value(types, &ty, made))
        }
        (Answer::Object { object, .. }, Reply::Object(Some(seed))) => {
            ("void *answer".to_owned(), format!("{PREFIX}_o{object}_make(UINT64_C({seed}))"))
        }
        (Answer::Object { .. }, _) => ("void *answer".to_owned(), "NULL".to_owned()),
        _ if closure.fallible => return " return 0;".to_owned(),
        _ => return String::new(),
    };
    let end = if closure.fallible { "*out = answer; return 0;" } else { "return answer;" };
    format!(" {declared} = {made}; {end}")
}
