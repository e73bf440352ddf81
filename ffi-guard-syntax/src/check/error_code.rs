//! The rules for `#[derive(ErrorCode)]`.

use crate::errors::Errors;
use crate::lower::code_number;
use crate::model::{SourceCode, SourceErrorCode, SourceErrorShape, is_status_name};
use crate::names::constant_case;
use syn::Meta;

/// Checks a type.
pub(crate) fn check(ty: &SourceErrorCode, errors: &mut Errors) {
    for attr in &ty.useless {
        let message = "this attribute has no effect here: each variant of an enum has its own code; remove it";
        errors.on(attr, message);
    }
    match &ty.shape {
        SourceErrorShape::Enum(codes) => of_enum(ty, codes, errors),
        SourceErrorShape::Struct(marked) => {
            match marked.as_slice() {
                [] => {
                    let message = "the code of a struct is the code of one of its fields, whose type derives `ErrorCode`: \
                                   write `#[code]` at that field";
                    errors.on(&ty.ident, message);
                }
                [_] => {}
                [_, others @ ..] => {
                    for (.., attr) in others {
                        errors.on(attr, "another field has the code; keep one `#[code]`");
                    }
                }
            }
            for (.., attr) in marked.iter().filter(|(.., attr)| !matches!(attr.meta, Meta::Path(_)))
            {
                errors.on(attr, "`#[code]` takes no value; write the word alone");
            }
        }
        SourceErrorShape::Union(token) => {
            let message =
                "which field of a union holds a value cannot be told from its bytes; write an enum";
            errors.on(token, message);
        }
    }
}

fn of_enum(ty: &SourceErrorCode, codes: &[SourceCode], errors: &mut Errors) {
    if ty.repr.number.as_ref().is_none_or(|number| number != "i32") {
        let message = "a code is an `int32_t` in C; add `#[repr(i32)]`";
        errors.on(&ty.ident, message);
    }
    if codes.is_empty() {
        errors.on(&ty.ident, "an error without variants has no code; add one: `Failed = 1`");
    }
    for (index, code) in codes.iter().enumerate() {
        number(code, errors);
        name(code, &codes[..index], errors);
    }
}

fn number(code: &SourceCode, errors: &mut Errors) {
    let ident = &code.ident;
    let Some(number) = &code.number else {
        let message = format!(
            "write the code of each variant: `{ident} = 1`, or another number; else a variant that is inserted later \
             changes codes that C has compiled"
        );
        return errors.on(ident, &message);
    };
    if code_number(number).is_none() {
        let message = "a code is a number from 1 to 2147483647, as 0 is success and negative numbers are failures of the \
                       guard; write the number itself, which the header contains";
        errors.on(number, message);
    }
}

/// Checks the name in C.
fn name(code: &SourceCode, before: &[SourceCode], errors: &mut Errors) {
    let in_c = |code: &SourceCode| constant_case(&code.ident.to_string());
    let name = in_c(code);
    if is_status_name(&name) {
        let message = format!(
            "`PREFIX_{name}` is a status of each library, and cannot be a code; give the variant another name"
        );
        errors.on(&code.ident, &message);
    }
    if let Some(other) = before.iter().find(|other| in_c(other) == name) {
        let message = format!(
            "`{}` has the same name in C, `{name}`; give one of the variants another name",
            other.ident
        );
        errors.on(&code.ident, &message);
    }
}
