//! Where a guard's attribute would have to be written, and the head that it would see; of a guarded function in the C
//! form, its parameters.

use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use super::super::attributes::Attributes;
use super::super::report::Guard;
use super::super::walk::Walker;
use super::body::read_path;
use super::collect::Subject;
use super::expand::Point;
use super::model::{EntryKind, Site};
use super::signature::{self, Function};

/// How many bytes of a head are kept: each attribute on an item has an entry with its head.
const MAX_HEAD: usize = 4096;

/// Parts of an entry that come from the source text of a function.
#[derive(Default)]
pub(super) struct Open {
    pub(super) site: Option<Site>,
    pub(super) head: Arc<str>,
    pub(super) returns_at: Option<(PathBuf, usize)>,
    pub(super) c_parameters: Option<Arc<str>>,
}

impl Walker<'_, '_> {
    /// Of the function whose `fn` stands at `keyword`.
    pub(super) fn open(
        &self,
        subject: &Subject<'_>,
        keyword: usize,
        behind_name: usize,
        function: &Function,
    ) -> Open {
        let start = signature::start(self.tokens, keyword);
        let site = match (subject.bracket, subject.kind) {
            (Some((bracket, name)), _) => self.site(bracket, name, start),
            (None, EntryKind::Callback) => self.site_of_callback(start),
            (None, _) => None,
        };
        let returns_at = function.returns.and_then(|at| {
            let (file, byte, _) = self.written(at)?;
            Some((file, byte))
        });
        let head = self.head((start, keyword), (behind_name, function.body), subject.attributes);
        Open { site, head, returns_at, c_parameters: None }
    }

    /// Of a guarded function: the parameters, if C passes them as they are written and callers may expect a check.
    pub(super) fn c_form(&self, function: &Function) -> Open {
        let safe = function.signature.abi.is_some() && !function.signature.is_unsafe;
        let open = function.parameters.filter(|_| safe);
        let text = open.map(|open| self.tokens.text_of(open + 1, self.tokens.partner(open)));
        let c_parameters = text.filter(|text| text.len() <= MAX_HEAD).map(|text| {
            // The attributes of one item come one after the other.
            let last = self.found.collected.entries.last();
            let same = last.and_then(|last| last.c_parameters.as_ref());
            same.filter(|same| &***same == text).map_or_else(|| text.into(), Arc::clone)
        });
        Open { c_parameters, ..Open::default() }
    }

    /// The attribute in which `name` exports, if one file has all of it.
    fn site(&self, bracket: usize, name: usize, start_of_function: usize) -> Option<Site> {
        let close = self.tokens.partner(bracket);
        let hash = bracket.checked_sub(1).filter(|at| self.tokens.is(*at, b'#'))?;
        let in_unsafe = self.tokens.opens(name.wrapping_sub(1), b'(')
            && self.tokens.word(name.wrapping_sub(2)) == Some("unsafe");
        let meta = if in_unsafe { name - 2 } else { name };
        let (file, start, in_definition) = self.written(hash)?;
        let same = |at| self.written(at).filter(|(other, ..)| *other == file);
        let (end, meta) = (same(close)?.1 + 1, same(meta)?.1);
        let attribute = Range { start, end };
        let function = same(start_of_function).map(|(_, byte, _)| byte);
        let exports = self.tokens.text_of(name, self.end_of_part(name)).to_owned();
        let ordered = start < meta && meta < end;
        ordered.then_some(Site { file, attribute, meta, exports, function, in_definition })
    }

    fn site_of_callback(&self, start: usize) -> Option<Site> {
        let (file, at, in_definition) = self.written(start)?;
        let exports = String::new();
        Some(Site { file, attribute: at..at, meta: at, exports, function: Some(at), in_definition })
    }

    /// The file and the byte where a token is written, and whether that is a macro's definition.
    fn written(&self, at: usize) -> Option<(PathBuf, usize, bool)> {
        match self.origin.point(self.tokens.start(at))? {
            Point::Here(byte) => Some((self.visit.file.clone(), byte, false)),
            Point::Definition(file, byte) => Some((file.to_path_buf(), byte, true)),
        }
    }

    /// Where the part of an attribute ends that begins at `from`.
    fn end_of_part(&self, from: usize) -> usize {
        let mut at = from;
        while at < self.tokens.len() && !self.tokens.closes(at) && !self.tokens.is(at, b',') {
            at = self.tokens.next(at);
        }
        at
    }

    fn head(
        &self,
        (start, keyword): (usize, usize),
        (behind_name, body): (usize, Option<usize>),
        attributes: &Attributes,
    ) -> Arc<str> {
        let before = self.tokens.text_of(start, keyword + 1);
        let behind = self.tokens.text_of(behind_name, body.unwrap_or(behind_name));
        if before.len() + behind.len() > MAX_HEAD {
            return Arc::default();
        }
        let contradictions = self.contradictions(attributes);
        let head = format!("{contradictions}{before} f{behind}");
        // The attributes of one item come one after the other.
        match self.found.collected.entries.last() {
            Some(last) if *last.head == *head => Arc::clone(&last.head),
            _ => head.into(),
        }
    }

    /// The attributes that no guard stands together with, each once.
    fn contradictions(&self, attributes: &Attributes) -> String {
        let has = |wanted: &str| {
            attributes.others.iter().any(|other| {
                let (path, _) = read_path(self.tokens, other.at);
                path.last() == Some(&wanted)
            })
        };
        let guarded =
            attributes.guards().any(|mark| self.names.guard(self.word_at(mark.at)) != Guard::None);
        let mut text = String::new();
        for name in ["naked", "track_caller", "ffi_callback"] {
            if has(name) {
                text += &format!("#[{name}] ");
            }
        }
        if guarded {
            text += "#[ffi_export] ";
        }
        text
    }

    fn word_at(&self, at: usize) -> &str {
        self.tokens.word(at).unwrap_or_default()
    }
}
