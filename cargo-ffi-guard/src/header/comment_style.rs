//! CommentStyle of C, in the style that the settings name for documentation.

use super::comments::escaped;
use cbindgen::{Config, DocumentationLength, DocumentationStyle, Language};
use syn::{Attribute, Expr, ExprLit, Lit, Meta};

/// The style of comments.
#[derive(Clone, Copy)]
pub(super) struct CommentStyle {
    /// Whether there are comments at all.
    is_on: bool,
    /// Whether only the first line of documentation is wanted.
    is_short: bool,
    style: DocumentationStyle,
}

impl CommentStyle {
    pub(super) fn of(config: &Config) -> Self {
        let style = match (&config.documentation_style, &config.language) {
            (DocumentationStyle::Auto, Language::Cxx) => DocumentationStyle::Cxx,
            (DocumentationStyle::Auto, _) => DocumentationStyle::Doxy,
            (style, _) => *style,
        };
        let is_short = matches!(config.documentation_length, DocumentationLength::Short);
        Self { is_on: config.documentation, is_short, style }
    }

    /// Returns a comment about the file or a group of declarations. Empty without lines or documentation.
    pub(super) fn of_file(self, lines: &[String]) -> String {
        match self.style {
            DocumentationStyle::C99 | DocumentationStyle::Cxx => self.written(lines, "", "//", ""),
            _ => self.written(lines, "/*\n", " *", " */\n"),
        }
    }

    /// Returns the documentation of the declaration below it.
    pub(super) fn of_item(self, lines: &[String]) -> String {
        let lines = if self.is_short { lines.get(..1).unwrap_or_default() } else { lines };
        match self.style {
            DocumentationStyle::C99 => self.written(lines, "", "//", ""),
            DocumentationStyle::Cxx => self.written(lines, "", "///", ""),
            DocumentationStyle::C => self.written(lines, "/*\n", " *", " */\n"),
            _ => self.written(lines, "/**\n", " *", " */\n"),
        }
    }

    fn written(self, lines: &[String], begin: &str, mark: &str, end: &str) -> String {
        if !self.is_on || lines.is_empty() {
            return String::new();
        }
        let line = |line: &String| format!("{mark} {}", escaped(line)).trim_end().to_owned() + "\n";
        let lines: String = lines.iter().map(line).collect();
        format!("{begin}{lines}{end}")
    }
}

/// Returns the lines of documentation attributes, without the annotations for cbindgen.
pub(super) fn docs<'a>(attrs: impl IntoIterator<Item = &'a Attribute>) -> Vec<String> {
    let texts = attrs.into_iter().filter_map(|attr| match &attr.meta {
        Meta::NameValue(meta) if meta.path.is_ident("doc") => match &meta.value {
            Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text.value()),
            _ => None,
        },
        _ => None,
    });
    let mut lines: Vec<String> = Vec::new();
    for text in texts {
        lines.extend(text.lines().map(|line| line.strip_prefix(' ').unwrap_or(line).to_owned()));
        if text.is_empty() {
            lines.push(String::new());
        }
    }
    lines.retain(|line| !line.trim_start().starts_with("cbindgen:"));
    while lines.last().is_some_and(|last| last.trim().is_empty()) {
        lines.pop();
    }
    lines
}
