//! Text in a C comment.

use syn::{Attribute, Expr, ExprLit, Lit, LitStr, Meta, MetaNameValue};

/// Returns documentation that neither ends the C comment around it nor begins another.
pub(super) fn in_comment(attr: &Attribute) -> Attribute {
    let mut attr = attr.clone();
    if let Meta::NameValue(MetaNameValue {
        value: Expr::Lit(ExprLit { lit: Lit::Str(text), .. }),
        ..
    }) = &mut attr.meta
    {
        let escaped = escaped(&text.value());
        if escaped != text.value() {
            *text = LitStr::new(&escaped, text.span());
        }
    }
    attr
}

/// Returns text that neither ends the C comment around it nor begins another.
pub(super) fn escaped(text: &str) -> String {
    text.replace("*/", "* /").replace("/*", "/ *")
}
