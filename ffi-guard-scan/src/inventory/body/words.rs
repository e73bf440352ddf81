//! The keywords that matter to the judge.

pub(super) fn is_item(word: &str) -> bool {
    matches!(
        word,
        "use"
            | "fn"
            | "const"
            | "static"
            | "struct"
            | "enum"
            | "impl"
            | "trait"
            | "type"
            | "extern"
            | "mod"
            | "unsafe"
            | "pub"
            | "async"
    )
}

pub(super) fn is_keyword(word: &str) -> bool {
    matches!(
        word,
        "as" | "break"
            | "const"
            | "continue"
            | "dyn"
            | "else"
            | "if"
            | "in"
            | "let"
            | "loop"
            | "match"
            | "move"
            | "mut"
            | "ref"
            | "return"
            | "unsafe"
            | "where"
            | "while"
            | "async"
            | "fn"
            | "extern"
            | "impl"
    )
}
