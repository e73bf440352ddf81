//! The lines that are added to the documentation of a declaration: one for each parameter that needs it, and one for the
//! result. The terms in them are explained once for the whole header, by `conventions`.

use super::callbacks;
use super::context::LibraryContext;
use super::documented::{Documented, UNCHANGED};
use super::names::Names;
use super::result_docs;
use super::signature;
use super::text::wrap;
use super::types::{last_name, type_names};
use crate::lower::OutContent;
use crate::model::{Conversion, Export, Parameter};
use proc_macro2::Ident;
use syn::Type;

pub(super) fn lines(export: &Export, names: &Names, context: &LibraryContext) -> Vec<String> {
    let documented = Documented { export, names, context };
    let parameters = documented.parameters();
    let width = parameters.iter().map(|(name, _)| name.len()).max().unwrap_or_default();
    let mut lines = Vec::new();
    for (name, text) in &parameters {
        wrap(text, &format!("@param {name:width$}  "), &mut lines);
    }
    for (mark, text) in result_docs::lines(&documented) {
        wrap(&text, mark, &mut lines);
    }
    let has_own = export.function.attrs.iter().any(|attr| attr.path().is_ident("doc"));
    if has_own && !lines.is_empty() {
        lines.insert(0, String::new());
    }
    lines
}

impl Documented<'_> {
    /// Returns the parameters that need a line, each with its text.
    fn parameters(&self) -> Vec<(String, String)> {
        let own = self.export.parameters.iter().enumerate().flat_map(|(at, parameter)| {
            let own = self.of_parameter(at, parameter).map(|text| {
                let text = match &parameter.conversion {
                    Conversion::Out { optional: true, .. }
                    | Conversion::SharedReference { optional: true, .. } => {
                        format!("may be NULL; {text}")
                    }
                    conversion if conversion.is_optional() => format!("{text}, may be NULL"),
                    _ => text,
                };
                (self.names.parameters[at].to_string(), text)
            });
            own.into_iter().chain(self.of_destroy(at))
        });
        let out = self.names.out.iter().map(|out| (out.to_string(), result_docs::of_out(self)));
        let present = self.names.present.iter().map(|present| {
            let text = "receives whether there is a value; unchanged on failure".to_owned();
            (present.to_string(), text)
        });
        let all = own.chain(out).chain(present);
        all.map(|(name, text)| (name.trim_start_matches("r#").to_owned(), text)).collect()
    }

    fn of_parameter(&self, at: usize, parameter: &Parameter) -> Option<String> {
        if let Some(length) = &self.names.lengths[at] {
            return of_array(&parameter.conversion, length);
        }
        Some(match &parameter.conversion {
            Conversion::Unconverted if matches!(parameter.ty, Type::Ptr(_)) => {
                "unchecked pointer".to_owned()
            }
            Conversion::Function { optional: true, .. } => "callback".to_owned(),
            Conversion::Value
            | Conversion::Character
            | Conversion::Unconverted
            | Conversion::Function { .. }
            | Conversion::Slice { .. }
            | Conversion::Texts
            | Conversion::References { .. }
            | Conversion::BoxedList { .. } => return None,
            Conversion::CStr { .. } => "borrowed string".to_owned(),
            Conversion::Text { .. } => "borrowed UTF-8 string".to_owned(),
            Conversion::Reference { .. } => "borrowed".to_owned(),
            Conversion::SharedReference { .. } => {
                "borrowed: a reference that this library returned; it may keep one of its own"
                    .to_owned()
            }
            Conversion::Boxed { .. } | Conversion::Taken { .. } => {
                "owned: passes to the library".to_owned()
            }
            Conversion::Shared { .. } => "owned reference: passes to the library".to_owned(),
            Conversion::Callback(callback) => callbacks::text(callback),
            Conversion::Out { target, .. } => self.of_out_argument(target),
        })
    }

    fn of_out_argument(&self, target: &Type) -> String {
        let owned = match OutContent::of(target) {
            OutContent::Value => return "receives a value; unchanged on failure".to_owned(),
            OutContent::Boxed(owned) => format!("pointer{}", self.freed(owned)),
            OutContent::Shared(owned) => format!("reference{}", self.freed(owned)),
            OutContent::Text => {
                let is_c_string = type_names(target).contains(&"CString".to_owned());
                let string = if is_c_string { "string" } else { "UTF-8 string" };
                format!("{string}{}", self.context.freed_text())
            }
            OutContent::List(element) => {
                let list = type_names(&signature::list(element, self.context)).concat();
                return format!(
                    "receives an owned list: free with {list}_free; a NULL ptr on failure{UNCHANGED}"
                );
            }
        };
        format!("receives an owned {owned}; NULL on failure{UNCHANGED}")
    }

    /// Returns the line of the function that destroys the data of a callback.
    fn of_destroy(&self, at: usize) -> Option<(String, String)> {
        let names = self.names.callbacks[at].as_ref()?;
        Some((names.destroy.as_ref()?.to_string(), callbacks::destroy_text(&names.data)))
    }
}

/// Returns the text for a pointer with a length.
fn of_array(conversion: &Conversion, length: &Ident) -> Option<String> {
    Some(match conversion {
        Conversion::Text { .. } => format!("borrowed array of {length} bytes of UTF-8"),
        Conversion::Slice { element, .. } => {
            format!("borrowed array of {length} {}", unit(element))
        }
        Conversion::Texts => format!("borrowed array of {length} UTF-8 strings"),
        Conversion::References { .. } => format!("array of {length} borrowed pointers"),
        Conversion::BoxedList { .. } => {
            format!("array of {length} owned pointers, each different: they pass to the library")
        }
        _ => return None,
    })
}

/// Returns the unit of a length.
fn unit(element: &Type) -> &'static str {
    match last_name(element).as_deref() {
        Some("u8" | "i8" | "c_char" | "c_uchar" | "c_schar") => "bytes",
        _ => "elements",
    }
}
