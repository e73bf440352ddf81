//! Generates closure types, and the calls of closures.

use super::signature::{maybe, object_name, owned, reference};
use crate::closure::{Answer, Closure, Holder, Passed};
use crate::model::Library;
use std::fmt::Write;

/// Returns the type of the parameter.
pub(super) fn written(library: &Library, closure: &Closure) -> String {
    let takes: Vec<_> = closure.takes.iter().map(|passed| taken(library, passed)).collect();
    let answer = match (closure.fallible, answer(library, &closure.answer)) {
        (true, answer) => format!(" -> Result<{answer}, ffi_guard::CallbackError>"),
        (false, answer) if answer == "()" => String::new(),
        (false, answer) => format!(" -> {answer}"),
    };
    let function = match closure.holder {
        Holder::Mut | Holder::BoxFnMut => "FnMut",
        Holder::Ref | Holder::BoxFn | Holder::Arc => "Fn",
        Holder::BoxFnOnce => "FnOnce",
    };
    let bounds = closure.bounds.rust();
    let object = format!("dyn {function}({}){answer}{bounds}", takes.join(", "));
    let ty = match closure.holder {
        Holder::Mut => format!("&mut ({object})"),
        Holder::Ref => format!("&({object})"),
        Holder::BoxFn | Holder::BoxFnMut | Holder::BoxFnOnce => format!("Box<{object}>"),
        Holder::Arc => format!("Arc<{object}>"),
    };
    maybe(closure.optional, ty)
}

fn name(library: &Library, object: usize) -> String {
    object_name(&library.types, object, &library.objects[object])
}

fn owner(library: &Library, object: usize) -> String {
    owned(library, object, &name(library, object))
}

fn taken(library: &Library, passed: &Passed) -> String {
    match passed {
        Passed::Value(ty) => library.types.rust(ty),
        Passed::Reference(ty) => reference(false, &library.types.rust(ty)),
        Passed::Text => "&str".to_owned(),
        Passed::CStr => "&CStr".to_owned(),
        Passed::List(ty) => format!("&[{}]", library.types.rust(ty)),
        Passed::Lent { object, exclusive } => reference(*exclusive, &name(library, *object)),
        Passed::LentArc { object } => format!("&{}", owner(library, *object)),
        Passed::Owner { object } => owner(library, *object),
        Passed::String => "String".to_owned(),
        Passed::CString => "CString".to_owned(),
        Passed::LentList { object } => format!("&[&{}]", name(library, *object)),
        Passed::Optional(inner) => maybe(true, taken(library, inner)),
    }
}

fn answer(library: &Library, answer: &Answer) -> String {
    match answer {
        Answer::Nothing => "()".to_owned(),
        Answer::Value(ty) => library.types.rust(ty),
        Answer::Object { object, optional } => maybe(*optional, owner(library, *object)),
    }
}

/// Returns the calls of the closure, whose arguments are derived from the seed.
pub(super) fn calls(library: &Library, param: &str, seed: u64, closure: &Closure) -> String {
    let mut text = format!("let mut given = Source::new({seed});");
    for call in 0..closure.holder.times() {
        let arguments = closure.takes.iter().map(|passed| argument(library, passed, call));
        let arguments: Vec<_> = arguments.collect();
        let _ = write!(text, " digest.fold(&{param}({}));", arguments.join(", "));
    }
    let binding = if closure.holder == Holder::BoxFnMut { "mut " } else { "" };
    if closure.optional {
        format!(
            "    match {param} {{ None => digest.word(0), Some({binding}{param}) => {{ digest.word(1); {text} }} }}\n"
        )
    } else if closure.holder == Holder::BoxFnMut {
        format!("    let mut {param} = {param};\n    {{ {text} }}\n")
    } else {
        format!("    {{ {text} }}\n")
    }
}

fn argument(library: &Library, passed: &Passed, call: usize) -> String {
    match passed {
        Passed::Value(_) => "given.make()".to_owned(),
        Passed::Reference(_) => "&given.make()".to_owned(),
        Passed::Text => "&odd_text(&mut given)".to_owned(),
        Passed::CStr => "&c_string(&mut given)".to_owned(),
        Passed::String => "odd_text(&mut given)".to_owned(),
        Passed::CString => "c_string(&mut given)".to_owned(),
        Passed::LentList { object } => {
            let one = format!("&given.make::<{}>()", name(library, *object));
            format!("&[{one}, {one}]")
        }
        Passed::Optional(inner) if call == 0 => format!("Some({})", argument(library, inner, call)),
        Passed::Optional(_) => "None".to_owned(),
        Passed::List(ty) => format!("&list::<{}>(&mut given)", library.types.rust(ty)),
        Passed::Lent { object, exclusive } => {
            reference(*exclusive, &format!("given.make::<{}>()", name(library, *object)))
        }
        Passed::LentArc { .. } => "&Arc::new(given.make())".to_owned(),
        Passed::Owner { object } => {
            let owner = if library.objects[*object].is_shared() { "Arc" } else { "Box" };
            format!("{owner}::new(given.make())")
        }
    }
}
