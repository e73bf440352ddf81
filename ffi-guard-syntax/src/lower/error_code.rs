//! Lowers a type under `#[derive(ErrorCode)]`.

use crate::model::{Code, ErrorCode, ErrorShape, SourceErrorCode, SourceErrorShape};
use crate::names::constant_case;
use syn::{Expr, ExprLit, Lit};

/// Returns `None` for a struct without a code or a union, which `check` rejects.
pub(crate) fn error_code(source: SourceErrorCode) -> Option<ErrorCode> {
    let shape = match source.shape {
        SourceErrorShape::Enum(codes) => {
            let codes = codes.into_iter().filter_map(|code| {
                let number = code_number(code.number.as_ref()?)?;
                let name = constant_case(&code.ident.to_string());
                Some(Code { ident: code.ident, name, number, attrs: code.attrs })
            });
            ErrorShape::Enum(codes.collect())
        }
        SourceErrorShape::Struct(marked) => {
            let (member, ty, _) = marked.into_iter().next()?;
            ErrorShape::Struct(member, Box::new(ty))
        }
        SourceErrorShape::Union(_) => return None,
    };
    let SourceErrorCode { ident, generics, krate, .. } = source;
    Some(ErrorCode { ident, generics, shape, krate })
}

/// Returns the number of a literal that can be a code.
pub(crate) fn code_number(number: &Expr) -> Option<i32> {
    match number {
        Expr::Lit(ExprLit { lit: Lit::Int(literal), .. }) => {
            literal.base10_parse::<i32>().ok().filter(|number| *number > 0)
        }
        Expr::Paren(paren) => code_number(&paren.expr),
        Expr::Group(group) => code_number(&group.expr),
        _ => None,
    }
}
