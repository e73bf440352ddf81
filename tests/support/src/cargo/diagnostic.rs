//! A message of the compiler.

use std::fmt;

use serde_json::Value;

/// A message of the compiler about the package being built.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// `error`, `warning`, ….
    pub level: String,
    /// The code (`E0659`) or the lint (`unused_variables`).
    pub code: Option<String>,
    /// The message without the source lines.
    pub message: String,
    /// The file of the primary span as named by rustc (`src/lib.rs`); empty if there is none.
    pub file: String,
    /// The line of the primary span, 1-based; 0 if there is none.
    pub line: u32,
    /// The column of the primary span, 1-based; 0 if there is none.
    pub column: u32,
    /// The complete message as printed on a terminal, without colors.
    pub rendered: String,
}

impl Diagnostic {
    /// Parses rustc's JSON. Returns `None` for the final hint about `rustc --explain`.
    pub(super) fn from_json(message: &Value) -> Option<Self> {
        if message["level"] == "failure-note" {
            return None;
        }
        let text = |key: &str| message[key].as_str().unwrap_or_default().to_owned();
        let primary = message["spans"].as_array()?.iter().find(|span| span["is_primary"] == true);
        let number = |key: &str| primary.and_then(|span| span[key].as_u64()).unwrap_or(0);
        Some(Self {
            level: text("level"),
            code: message["code"]["code"].as_str().map(str::to_owned),
            message: text("message"),
            file: primary
                .and_then(|span| span["file_name"].as_str())
                .unwrap_or_default()
                .to_owned(),
            line: u32::try_from(number("line_start")).unwrap_or(u32::MAX),
            column: u32::try_from(number("column_start")).unwrap_or(u32::MAX),
            rendered: text("rendered"),
        })
    }

    /// Returns whether this is an error, rather than a warning or a note.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.level.starts_with("error")
    }

    /// Returns whether the primary span starts at this position.
    #[must_use]
    pub fn is_at(&self, file: &str, line: u32) -> bool {
        self.file == file && self.line == line
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.rendered)
    }
}
