//! One message of the compiler.

use std::fmt;

use serde_json::Value;

/// One message of the compiler about the package that was built.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// `error`, `warning`, …
    pub level: String,
    /// The code (`E0659`) or the lint (`unused_variables`).
    pub code: Option<String>,
    /// The message without the source lines.
    pub message: String,
    /// The file of the primary span as rustc names it (`src/lib.rs`); empty where there is none.
    pub file: String,
    /// The line of the primary span, from 1; 0 where there is none.
    pub line: u32,
    /// The column of the primary span, from 1; 0 where there is none.
    pub column: u32,
    /// The whole message as a terminal would show it, without colours.
    pub rendered: String,
}

impl Diagnostic {
    /// Reads rustc's JSON; `None` for the closing remark on `rustc --explain`.
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

    /// Whether this is an error (and not a warning or a note).
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.level.starts_with("error")
    }

    /// Whether the primary span starts at this place.
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
