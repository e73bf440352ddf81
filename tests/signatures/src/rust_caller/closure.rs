//! The functions of closures in Rust.

use super::types::{raw, value};
use crate::closure::{Answer, Closure, Passed, Reply};
use crate::model::{Library, PREFIX};
use crate::oracle::value_in_c;
use crate::types::Ty;
use std::fmt::Write;

/// Returns the type of the function pointer.
pub(super) fn pointer(library: &Library, closure: &Closure) -> String {
    let (params, returned) = signature(library, closure);
    format!("Option<unsafe extern \"C\" fn({}) -> {returned}>", params.join(", "))
}

/// Returns a type of the same layout that can hold invalid values.
fn result(library: &Library, ty: &Ty) -> String {
    format!("MaybeUninit<{}>", library.types.rust(&value_in_c(ty)))
}

fn signature(library: &Library, closure: &Closure) -> (Vec<String>, String) {
    let mut params = Vec::new();
    for (at, passed) in closure.takes.iter().enumerate() {
        params.push(match passed.inner() {
            Passed::Value(Ty::Char) => format!("a{at}: core::primitive::u32"),
            Passed::Value(ty) => format!("a{at}: {}", library.types.rust(ty)),
            Passed::Reference(ty) | Passed::List(ty) => {
                format!("a{at}: *const {}", library.types.rust(ty))
            }
            Passed::LentList { .. } => format!("a{at}: *const *mut c_void"),
            _ => format!("a{at}: *mut c_void"),
        });
        if passed.has_length() {
            params.push(format!("n{at}: usize"));
        }
    }
    let answer = match &closure.answer {
        Answer::Nothing => "()".to_owned(),
        Answer::Value(ty) => result(library, ty),
        Answer::Object { .. } => "*mut c_void".to_owned(),
    };
    if closure.fallible && !matches!(closure.answer, Answer::Nothing) {
        params.push(format!("out: *mut {answer}"));
    }
    params.push("data: *mut c_void".to_owned());
    (params, if closure.fallible { "i32".to_owned() } else { answer })
}

/// Returns the function, which adds its arguments to the digest of the caller's memory.
pub(super) fn function(library: &Library, closure: &Closure, reply: &Reply, name: &str) -> String {
    let (params, returned) = signature(library, closure);
    let mut folds = String::new();
    for (at, passed) in closure.takes.iter().enumerate() {
        let _ = write!(folds, " {}", observe(library, passed, at));
    }
    let out = match &closure.answer {
        Answer::Value(ty) if closure.fallible => {
            format!("g.fold(&*out.cast::<{}>());", raw(&library.types, &value_in_c(ty)))
        }
        Answer::Object { .. } if closure.fallible => "g.word((*out).is_null().into());".to_owned(),
        _ => String::new(),
    };
    format!(
        "    unsafe extern \"C\" fn {name}({}) -> {returned} {{ unsafe {{ let mut g = Digest::new(0);{folds} \
         g.word(*data.cast::<u64>()); {out} hear(&g); {} }} }}\n",
        params.join(", "),
        answer(library, closure, reply)
    )
}

/// Returns a statement that adds an argument to the digest `g`.
fn observe(library: &Library, passed: &Passed, at: usize) -> String {
    match passed {
        Passed::Value(_) => format!("g.fold(&a{at});"),
        Passed::Reference(_) => format!("g.fold(&*a{at});"),
        Passed::List(_) => format!("g.fold(std::slice::from_raw_parts(a{at}, n{at}));"),
        Passed::Text => format!(
            "g.fold(std::str::from_utf8(std::slice::from_raw_parts(a{at}.cast(), n{at})).unwrap());"
        ),
        Passed::CStr => format!("g.fold(CStr::from_ptr(a{at}.cast()));"),
        Passed::String | Passed::CString => format!("text(&mut g, a{at});"),
        Passed::Owner { object } => format!("object(&mut g, a{at}, {PREFIX}_o{object}_end);"),
        Passed::Lent { object, .. } | Passed::LentArc { object } => {
            lent(library, *object, &format!("a{at}"))
        }
        Passed::LentList { object } => {
            let one = lent(library, *object, &format!("*a{at}.add(i)"));
            format!("g.word(n{at} as u64); for i in 0..n{at} {{ {one} }}")
        }
        Passed::Optional(inner) => {
            let inner = observe(library, inner, at);
            format!("g.word((!a{at}.is_null()).into()); if !a{at}.is_null() {{ {inner} }}")
        }
    }
}

/// Reads an object that is lent, and tries to free it if it is a token.
fn lent(library: &Library, object: usize, place: &str) -> String {
    let mut text = format!("g.word({PREFIX}_o{object}_read({place}));");
    if library.objects[object].is_checked() {
        let _ = write!(
            text,
            " g.word({PREFIX}_o{object}_end({place})); ffi_guard::clear_last_error();"
        );
    }
    text
}

/// Returns the result, which may be written to `out` first.
fn answer(library: &Library, closure: &Closure, reply: &Reply) -> String {
    let types = &library.types;
    let made = match (&closure.answer, reply) {
        (_, Reply::Status(status)) => return status.to_string(),
        (Answer::Value(ty), Reply::Value(made)) => {
            let c = value_in_c(ty);
            let (raw, value) = (raw(types, &c), value(types, &c, made));
            format!("transmute::<{raw}, {}>({value})", result(library, ty))
        }
        (Answer::Object { object, .. }, Reply::Object(Some(seed))) => {
            format!("{PREFIX}_o{object}_make({seed})")
        }
        (Answer::Object { .. }, _) => "null_mut()".to_owned(),
        _ if closure.fallible => return "0".to_owned(),
        _ => return String::new(),
    };
    if closure.fallible { format!("*out = {made}; 0") } else { made }
}
