//! What a declaration's documentation says besides the author's: what is returned after a failure, and what the
//! caller must see to because it cannot be checked. Only what applies to the function at hand.

use super::Surroundings;
use super::names::Names;
use super::signature;
use super::types::type_names;
use crate::arguments::OnPanic;
use crate::convert::{Conversion, Returned, out_owner};
use crate::export::{Export, Parameter};
use quote::ToTokens;
use syn::spanned::Spanned;
use syn::{Attribute, Type};

/// How long a line may be.
const WIDTH: usize = 96;

pub(super) fn lines(export: &Export, names: &Names, surroundings: &Surroundings) -> Vec<String> {
    let documented =
        export.function.attrs.iter().any(|attr: &Attribute| attr.path().is_ident("doc"));
    let mut lines = Vec::new();
    if documented {
        lines.push(String::new());
    }
    let duties = Duties { export, names, surroundings };
    wrap(&on_failure(&duties), "", &mut lines);
    let duties = duties.all();
    if !duties.is_empty() {
        lines.push(String::new());
        lines.push("Safety: what cannot be checked is for the caller to see to.".to_owned());
        for duty in &duties {
            wrap(duty, "- ", &mut lines);
        }
    }
    lines
}

/// The line that the attribute decides.
fn on_failure(duties: &Duties<'_>) -> String {
    let Duties { export, names, .. } = duties;
    let value = match &export.on_panic {
        OnPanic::Abort(_) => return "Ends the process on failure.".to_owned(),
        OnPanic::Status { ty: None, .. } => {
            let poisoned = if duties.may_be_poisoned() { ", -4 for what is poisoned" } else { "" };
            format!(
                "a positive code of the function's own, -1 after a panic, -2 for an argument that was \
                 refused, -3 for an error without a code{poisoned}; 0 is success"
            )
        }
        OnPanic::Status { ty: Some(ty), .. } => {
            let name = ty.segments.last().map(|last| last.ident.to_string()).unwrap_or_default();
            format!("the `{name}` that tells what failed")
        }
        OnPanic::Closure(_) => "a value that depends on the error".to_owned(),
        OnPanic::Plain(value) | OnPanic::Constant(value) | OnPanic::Expression(value) => {
            constant(value)
        }
        OnPanic::Default => default(export),
    };
    let out = match &names.out {
        Some(out) => match &export.answer.returned {
            Returned::List { .. } => format!(". The `ptr` of `*{out}` is then NULL."),
            returned if returned.is_owner() => format!(". `*{out}` is then NULL."),
            _ => format!(". `*{out}` is then left as it was."),
        },
        None => ".".to_owned(),
    };
    format!("Returns on failure: {value}{out}")
}

/// What the return type's `Fallback` says.
fn default(export: &Export) -> String {
    match &export.answer.returned {
        _ if export.answer.is_empty() => {
            "nothing; the last error tells that there was one".to_owned()
        }
        Returned::List { .. } => "a list whose `ptr` is NULL".to_owned(),
        returned if returned.is_owner() => "NULL".to_owned(),
        _ => match &export.answer.ty {
            Type::Ptr(_) => "NULL".to_owned(),
            Type::Path(path)
                if path.path.segments.last().is_some_and(|last| last.ident == "Option") =>
            {
                "NULL".to_owned()
            }
            ty => format!("the fallback of `{}`", source(ty)),
        },
    }
}

/// A value as the author wrote it; null and the ends of the numbers in the words of C.
fn constant(value: &(impl ToTokens + Spanned)) -> String {
    let text = source(value);
    let mut parts = text.split(['(', ':', '<']).filter(|part| !part.is_empty());
    if text.ends_with("()") && parts.any(|part| part == "null" || part == "null_mut") {
        return "NULL".to_owned();
    }
    let path: Vec<&str> = text.split("::").collect();
    let in_c = match path.as_slice() {
        [.., number, name] => of_number(number, name),
        _ => None,
    };
    format!("`{}`", in_c.unwrap_or(text))
}

/// The constant of C for `i32::MAX` and the like.
fn of_number(number: &str, name: &str) -> Option<String> {
    let macro_of = match number {
        "f32" | "f64" => return matches!(name, "NAN" | "INFINITY").then(|| name.to_owned()),
        "usize" => "SIZE".to_owned(),
        "i8" | "i16" | "i32" | "i64" => format!("INT{}", &number[1..]),
        "u8" | "u16" | "u32" | "u64" => format!("UINT{}", &number[1..]),
        _ => return None,
    };
    match name {
        "MAX" => Some(format!("{macro_of}_MAX")),
        "MIN" if macro_of.starts_with('I') => Some(format!("{macro_of}_MIN")),
        "MIN" => Some("0".to_owned()),
        _ => None,
    }
}

/// The text as it stands in the file, on one line; where that is not known, the tokens.
fn source(tokens: &(impl ToTokens + Spanned)) -> String {
    let text = tokens.span().source_text().filter(|text| !text.is_empty());
    let text = text.unwrap_or_else(|| tokens.to_token_stream().to_string());
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

struct Duties<'e> {
    export: &'e Export,
    names: &'e Names,
    surroundings: &'e Surroundings,
}

impl Duties<'_> {
    fn all(&self) -> Vec<String> {
        let mut duties: Vec<String> =
            self.parameters().filter_map(|(at, it)| self.of(at, it)).collect();
        if let Some(out) = &self.names.out {
            duties.push(format!("`{out}` points to memory for the value."));
        }
        duties.extend(self.during_the_call());
        duties.extend(self.of_answer());
        duties
    }

    fn parameters(&self) -> impl Iterator<Item = (usize, &Parameter)> {
        self.export.parameters.iter().enumerate()
    }

    /// What a parameter must be.
    fn of(&self, at: usize, parameter: &Parameter) -> Option<String> {
        let name = &self.names.parameters[at];
        let or_null = if parameter.conversion.is_optional() { ", or is NULL" } else { "" };
        Some(match &parameter.conversion {
            Conversion::Value | Conversion::Character => return None,
            Conversion::AsIs => match &parameter.ty {
                Type::Ptr(_) => {
                    format!("`{name}` is passed on as it is, and is what the function expects.")
                }
                _ => return None,
            },
            Conversion::Function { .. } => {
                let or_null = if or_null.is_empty() { "" } else { " It may be NULL." };
                format!("`{name}` returns: no longjmp and no C++ exception leaves it.{or_null}")
            }
            Conversion::CStr { .. } | Conversion::Text { .. } => {
                format!("`{name}` points to a text that ends in NUL{or_null}.")
            }
            Conversion::Slice { .. } => match &self.names.lengths[at] {
                Some(length) => format!("`{name}` points to `{length}` values."),
                None => return None,
            },
            Conversion::Reference { target, .. } => match self.handle(target) {
                Some(free) => {
                    format!(
                        "`{name}` is a handle of this library that is neither freed (`{free}`) nor given back{or_null}."
                    )
                }
                None => format!("`{name}` points to memory of its type{or_null}."),
            },
            Conversion::Boxed { .. } | Conversion::Shared { .. } | Conversion::Taken { .. } => {
                format!(
                    "`{name}` is a pointer that this library gave out and that has not been given back{or_null}. \
                     A call that does not refuse its arguments takes it over, and it is not used afterwards."
                )
            }
            Conversion::Out { target } if out_owner(target).is_some() => {
                format!("`{name}` points to memory for a pointer.")
            }
            Conversion::Out { .. } => format!("`{name}` points to memory for a value of its type."),
        })
    }

    /// The function that frees a handle.
    fn handle(&self, target: &Type) -> Option<&str> {
        self.surroundings.handles.get(&last_name(target)?).map(String::as_str)
    }

    /// The struct in which a list is returned.
    fn list(&self) -> String {
        let ty = signature::value(self.export, self.surroundings);
        type_names(&ty).concat()
    }

    fn may_be_poisoned(&self) -> bool {
        let handle = |parameter: &Parameter| match &parameter.conversion {
            Conversion::Reference { target, .. }
            | Conversion::Boxed { target, .. }
            | Conversion::Taken { target } => {
                last_name(target).is_some_and(|name| self.surroundings.poisonable.contains(&name))
            }
            _ => false,
        };
        self.export.poison.is_some() || self.export.parameters.iter().any(handle)
    }

    /// Who may use the memory, or the objects behind handles, meanwhile.
    fn during_the_call(&self) -> Vec<String> {
        let memory = |written| self.followed(written, false);
        let handles = |written| self.followed(written, true);
        let mut written = memory(true);
        written.extend(self.names.out.iter().map(|out| format!("`{out}`")));
        let duty = |names: &[String], duty: &dyn Fn(&str) -> String| {
            (!names.is_empty()).then(|| duty(&listed(names)))
        };
        let point = |names: &[String]| if names.len() == 1 { "points" } else { "point" };
        let read = memory(false);
        let duties = [
            duty(&read, &|them| {
                format!("Nothing writes to what {them} {} to during the call.", point(&read))
            }),
            duty(&written, &|them| {
                format!("Nothing else uses what {them} {} to during the call.", point(&written))
            }),
            duty(&handles(false), &|them| {
                format!("No call that may change or free {them} runs meanwhile.")
            }),
            duty(&handles(true), &|them| format!("No other call with {them} runs meanwhile.")),
        ];
        duties.into_iter().flatten().collect()
    }

    /// The parameters that are pointers into memory, or handles, for the time of the call.
    fn followed(&self, written: bool, handles: bool) -> Vec<String> {
        let followed = self.parameters().filter(|(_, parameter)| {
            let conversion = &parameter.conversion;
            let is_handle = match conversion {
                Conversion::Reference { target, .. } => self.handle(target).is_some(),
                _ => false,
            };
            conversion.follows_a_pointer()
                && !is_taken_over(conversion)
                && conversion.may_be_written() == written
                && is_handle == handles
        });
        followed.map(|(at, _)| format!("`{}`", self.names.parameters[at])).collect()
    }

    /// What becomes of the answer.
    fn of_answer(&self) -> Option<String> {
        let it = self
            .names
            .out
            .as_ref()
            .map_or("What is returned".to_owned(), |out| format!("`*{out}`"));
        let prefix = self.surroundings.prefix.as_deref();
        match &self.export.answer.returned {
            Returned::Text => Some(match prefix {
                Some(prefix) => {
                    format!("{it} is the caller's, who frees it once, by `{prefix}_string_free`.")
                }
                None => format!("{it} is the caller's, who frees it once."),
            }),
            Returned::List { .. } => {
                let list = self.list();
                Some(format!("{it} is the caller's, who frees it once, by `{list}_free`."))
            }
            Returned::Boxed { target, .. } | Returned::Handle { target, .. } => {
                Some(match self.handle(target) {
                    Some(free) => format!("{it} is the caller's, who frees it once, by `{free}`."),
                    None => format!(
                        "{it} is the caller's, who gives it back once, to a function that takes it over."
                    ),
                })
            }
            Returned::Shared { target } => Some(match self.handle(target) {
                Some(free) => {
                    format!("{it} is a share of the caller's, who frees it once, by `{free}`.")
                }
                None => format!(
                    "{it} is a share of the caller's, who gives it back once, to a function that takes it over."
                ),
            }),
            _ => None,
        }
    }
}

/// Whether a call takes over what C owns.
fn is_taken_over(conversion: &Conversion) -> bool {
    matches!(
        conversion,
        Conversion::Boxed { .. } | Conversion::Shared { .. } | Conversion::Taken { .. }
    )
}

/// `a`, or `a, b and c`.
fn listed(names: &[String]) -> String {
    match names {
        [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        _ => names.concat(),
    }
}

/// Breaks a sentence into lines; `mark` stands before the first, and as much space before the others.
fn wrap(text: &str, mark: &str, lines: &mut Vec<String>) {
    let mut line = mark.to_owned();
    let mut empty = true;
    for word in text.split_whitespace() {
        if !empty && line.len() + 1 + word.len() > WIDTH {
            lines.push(std::mem::replace(&mut line, " ".repeat(mark.len())));
            empty = true;
        }
        if !empty {
            line.push(' ');
        }
        line.push_str(word);
        empty = false;
    }
    lines.push(line);
}

/// The name of a type, without the modules before it.
fn last_name(ty: &Type) -> Option<String> {
    let Type::Path(path) = ty else { return None };
    Some(path.path.segments.last()?.ident.to_string())
}
