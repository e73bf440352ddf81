//! The symbols that may be unguarded, from a file.

use super::image::Function;
use crate::failure::Failure;
use std::fs;
use std::path::{Path, PathBuf};

/// One line of such a file.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Line {
    pattern: String,
    reason: Option<String>,
    file: PathBuf,
    number: usize,
    used: bool,
}

/// The lines of all files, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Allowed {
    lines: Vec<Line>,
}

impl Allowed {
    /// Reads the files.
    ///
    /// # Errors
    ///
    /// If one cannot be read, or a line has a `*` elsewhere than at the end of a symbol, or another character of a
    /// pattern in it.
    pub fn read(files: &[PathBuf]) -> Result<Self, Failure> {
        let mut allowed = Self::default();
        for file in files {
            let text = fs::read_to_string(file).map_err(|e| {
                Failure::at(
                    file,
                    format!("the file cannot be read: {e}"),
                    "check the path after --allow",
                )
            })?;
            allowed.add(file, &text)?;
        }
        Ok(allowed)
    }

    /// Adds the lines of a file's text: a symbol, and after it the reason. `#` starts a comment at the start of
    /// a line and between spaces: the reason "issue #12" is whole.
    ///
    /// # Errors
    ///
    /// As [`Allowed::read`].
    ///
    /// ```
    /// use cargo_ffi_guard::audit::Allowed;
    ///
    /// let mut allowed = Allowed::default();
    /// allowed.add("allow.txt".as_ref(), "shape_version  a constant  # since 1.0\nzlib_*\n")?;
    /// assert_eq!(allowed.reason("shape_version"), Some(Some("a constant".to_owned())));
    /// assert_eq!(allowed.reason("zlib_inflate"), Some(None));
    /// assert_eq!(allowed.reason("shape_area"), None);
    /// # Ok::<(), cargo_ffi_guard::failure::Failure>(())
    /// ```
    pub fn add(&mut self, file: &Path, text: &str) -> Result<(), Failure> {
        for (at, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
            let line = without_comment(line).trim();
            if line.is_empty() {
                continue;
            }
            let (pattern, reason) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
            let number = at + 1;
            if !is_symbol(pattern.strip_suffix('*').unwrap_or(pattern)) {
                return Err(Failure::at(
                    file,
                    format!("line {number}: `{pattern}` is no symbol"),
                    "write a whole symbol, or the start of one and `*`",
                ));
            }
            let reason = Some(reason.trim().to_owned()).filter(|reason| !reason.is_empty());
            let pattern = pattern.to_owned();
            self.lines.push(Line { pattern, reason, file: file.to_owned(), number, used: false });
        }
        Ok(())
    }

    /// Whether a symbol is allowed, and why if a reason stands there. The first line that fits counts.
    pub fn reason(&mut self, symbol: &str) -> Option<Option<String>> {
        let fits = |pattern: &str| match pattern.strip_suffix('*') {
            Some(start) => symbol.starts_with(start),
            None => symbol == pattern,
        };
        let line = self.lines.iter_mut().find(|line| fits(&line.pattern))?;
        line.used = true;
        Some(line.reason.clone())
    }

    /// As [`Allowed::reason`], for a function that a line may name with or without its version.
    pub(super) fn reason_of(
        &mut self,
        symbol: &str,
        function: &Function,
    ) -> Option<Option<String>> {
        let plain = function.plain_name.as_deref().filter(|_| !function.superseded);
        self.reason(symbol).or_else(|| self.reason(plain?))
    }

    /// The lines that allowed nothing: file, line and symbol of each.
    pub fn unused(&self) -> impl Iterator<Item = (&Path, usize, &str)> {
        let unused = self.lines.iter().filter(|line| !line.used);
        unused.map(|line| (line.file.as_path(), line.number, line.pattern.as_str()))
    }
}

fn without_comment(line: &str) -> &str {
    let ends = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let starts_comment = |at: &usize| {
        let before = line[..*at].trim_start();
        before.is_empty() || ends(before.chars().next_back()) && ends(line[at + 1..].chars().next())
    };
    let comment = line.match_indices('#').map(|(at, _)| at).find(starts_comment);
    comment.map_or(line, |at| &line[..at])
}

/// Whether a name can be a symbol, as opposed to a pattern of a shell or a regular expression. C++ names of MSVC start with
/// `?`.
fn is_symbol(name: &str) -> bool {
    let is_pattern = |c| "*[]{}()|^+\\#".contains(c) || c == '?' && !name.starts_with('?');
    !name.is_empty() && !name.contains(is_pattern)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_to_allow_everything() {
        for line in ["*", "a*b", "*b", "**", "f[1-9]", "f?", "f{a,b}", "(a|b)", "^f", "f#x"] {
            let error = Allowed::default().add("f".as_ref(), line).unwrap_err();
            assert!(error.to_string().contains("line 1"), "{error}");
        }
    }

    #[test]
    fn a_comment_stands_between_spaces() {
        let mut allowed = Allowed::default();
        let text = "  #note\na issue #12\nb #12 # why\nc\t#\n?d@@YAXXZ C++\n_e$1.f@V_* #\n";
        allowed.add("f".as_ref(), text).unwrap();
        let mut reason = |symbol: &str| allowed.reason(symbol).unwrap();
        assert_eq!(reason("a").as_deref(), Some("issue #12"));
        assert_eq!(reason("b").as_deref(), Some("#12"));
        assert_eq!((reason("c"), reason("_e$1.f@V_2")), (None, None));
        assert_eq!(reason("?d@@YAXXZ").as_deref(), Some("C++"));
    }

    #[test]
    fn names_lines_that_allow_nothing() {
        let mut allowed = Allowed::default();
        allowed.add("f".as_ref(), "# head\none\n\ntwo why\n").unwrap();
        assert_eq!(allowed.reason("two"), Some(Some("why".to_owned())));
        assert_eq!(Vec::from_iter(allowed.unused()), [("f".as_ref(), 2, "one")]);
    }
}
