//! From spans of tokens to places in files.

use super::context::Written;
use super::model::{InventoryNote, SourceSpan};
use super::walk::Walk;
use proc_macro2::Span;
use std::ops::Range;
use std::path::PathBuf;

/// A byte of a file, and whether it is part of a macro's definition.
pub(super) struct WrittenAt {
    pub(super) file: PathBuf,
    pub(super) bytes: Range<usize>,
    pub(super) in_definition: bool,
}

impl Walk<'_, '_> {
    /// The place of a token; for a token that is not written in this file, the place of the macro call around it.
    pub(super) fn span(&self, span: Span) -> SourceSpan {
        if self.context.written(span) == Written::Here {
            return self.here(span);
        }
        match self.scope.call {
            Some(call) => SourceSpan {
                bytes: self.bytes(call).start..self.bytes(call).start,
                ..self.here(call)
            },
            None => self.start_of_file(),
        }
    }

    fn here(&self, span: Span) -> SourceSpan {
        let start = span.start();
        let file = self.visit.file.clone();
        SourceSpan { file, line: start.line, column: start.column + 1, bytes: self.bytes(span) }
    }

    pub(super) fn start_of_file(&self) -> SourceSpan {
        SourceSpan { file: self.visit.file.clone(), line: 1, column: 1, bytes: 0..0 }
    }

    /// The bytes of the file, its byte order mark included.
    fn bytes(&self, span: Span) -> Range<usize> {
        let bytes = span.byte_range();
        bytes.start + self.mark..bytes.end + self.mark
    }

    /// Where a token is written, if a file has it.
    pub(super) fn written(&self, span: Span) -> Option<WrittenAt> {
        let bytes = span.byte_range();
        match self.context.written(span) {
            Written::Here => {
                Some(WrittenAt { file: self.visit.file.clone(), bytes, in_definition: false })
            }
            Written::Definition(file, at) => {
                let bytes = at + bytes.start..at + bytes.end;
                Some(WrittenAt { file, bytes, in_definition: true })
            }
            Written::Nowhere => None,
        }
    }

    /// Whether the token is in the file itself, outside of what macros make.
    pub(super) fn is_here(&self, span: Span) -> bool {
        self.context.written(span) == Written::Here
    }

    pub(super) fn note(&mut self, span: Span, what: impl Into<String>) {
        let note = InventoryNote { span: self.span(span), what: what.into(), hides_exports: false };
        self.found.notes.push(note);
    }
}
