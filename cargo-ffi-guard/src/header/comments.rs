//! The attributes that cbindgen turns into C, with documentation that stays inside of its comment.

use syn::{Attribute, Expr, ExprLit, Lit, LitStr, Meta, MetaNameValue};

/// Returns the documentation, `must_use` and `deprecated`.
pub(super) fn kept(attrs: &[Attribute]) -> Vec<Attribute> {
    let is_kept = |attr: &&Attribute| {
        ["doc", "must_use", "deprecated"].iter().any(|name| attr.path().is_ident(name))
    };
    attrs.iter().filter(is_kept).map(in_comment).collect()
}

/// Returns whether the documentation tells cbindgen to leave the item out.
pub(super) fn is_ignored(attrs: &[Attribute]) -> bool {
    has_annotation(attrs, "ignore")
}

/// Returns whether the documentation has the line `cbindgen:NAME`.
pub(super) fn has_annotation(attrs: &[Attribute], name: &str) -> bool {
    let annotation = format!("cbindgen:{name}");
    attrs.iter().any(|attr| {
        let Meta::NameValue(MetaNameValue {
            value: Expr::Lit(ExprLit { lit: Lit::Str(text), .. }),
            path,
            ..
        }) = &attr.meta
        else {
            return false;
        };
        path.is_ident("doc") && text.value().lines().any(|line| line.trim() == annotation)
    })
}

fn in_comment(attr: &Attribute) -> Attribute {
    let mut attr = attr.clone();
    if let Meta::NameValue(MetaNameValue {
        value: Expr::Lit(ExprLit { lit: Lit::Str(text), .. }),
        ..
    }) = &mut attr.meta
    {
        let safe = escaped(&text.value());
        if safe != text.value() {
            *text = LitStr::new(&safe, text.span());
        }
    }
    attr
}

/// Returns a text that neither ends a comment of C nor continues one on the next line.
pub(super) fn escaped(text: &str) -> String {
    let mut text = text.to_owned();
    while text.contains("*/") || text.contains("/*") {
        text = text.replace("*/", "* /").replace("/*", "/ *");
    }
    let text = text.replace("??/", "? ?/");
    let lines: Vec<String> = text
        .split('\n')
        .map(|line| match line.trim_end().strip_suffix('\\') {
            Some(before) => format!("{before}&#92;"),
            None => line.to_owned(),
        })
        .collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn a_comment_ends_where_it_ends() {
        for (text, expected) in [
            ("src/*/lib.rs and a*/b", "src/ * /lib.rs and a* /b"),
            ("/*/", "/ * /"),
            ("a path C:\\ ", "a path C:&#92;"),
            ("one\\\ntwo", "one&#92;\ntwo"),
            ("what??/", "what? ?/"),
            ("a \\ b", "a \\ b"),
        ] {
            assert_eq!(escaped(text), expected);
        }
    }
}
