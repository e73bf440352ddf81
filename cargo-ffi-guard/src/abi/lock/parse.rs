//! Parses a lock. Each error names a line.

use super::{FORMAT, Lock};
use crate::unreadable::Unreadable;
use serde::Deserialize;
use toml::Spanned;

/// The oldest version of the format.
const OLDEST: u32 = 1;

/// The part that each version of the format has.
#[derive(Deserialize)]
struct Header {
    format: Spanned<u32>,
}

impl Lock {
    /// Parses a lock.
    ///
    /// # Errors
    ///
    /// If the text is not a lock, has a merge conflict, or has the format of a newer version.
    pub(in crate::abi) fn parse(text: &str) -> Result<Self, Unreadable> {
        if let Some(line) = text.lines().position(|line| line.starts_with("<<<<<<< ")) {
            return Err(Unreadable::new(
                format!("the lock has a merge conflict in line {}", line + 1),
                "keep the lines of one side, then write the file anew with `cargo ffi-guard abi --lock FILE`",
            ));
        }
        let Header { format } = toml::from_str(text).map_err(malformed)?;
        if !(OLDEST..=FORMAT).contains(format.get_ref()) {
            let line = text.get(..format.span().start).unwrap_or_default().lines().count();
            return Err(Unreadable::new(
                format!(
                    "line {line}: the lock has format {}, and this version reads formats {OLDEST} to {FORMAT}",
                    format.get_ref()
                ),
                "install the release of cargo-ffi-guard that wrote the file",
            ));
        }
        let lock: Self = toml::from_str(text).map_err(malformed)?;
        match lock.defined_twice() {
            Some(name) => Err(unreadable(&format!("`{name}` has two definitions"))),
            None => Ok(lock),
        }
    }

    /// Returns a name in two of the tables of types.
    fn defined_twice(&self) -> Option<&String> {
        let is_handle = |it: &&String| self.handles.contains_key(*it);
        let mut structs = self.structs.keys();
        let twice = structs.find(|it| self.enums.contains_key(*it) || is_handle(it));
        twice.or_else(|| self.enums.keys().find(is_handle))
    }
}

fn malformed(error: toml::de::Error) -> Unreadable {
    unreadable(error.to_string().trim_end())
}

fn unreadable(why: &str) -> Unreadable {
    Unreadable::new(
        format!("the file is not a lock: {why}"),
        "restore the file from version control, and write it with `cargo ffi-guard abi --lock FILE` only",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: &str = "format = 1\nepoch = 1\nrevision = 0\n";

    #[test]
    fn errors_name_the_line() {
        for (text, expected) in [
            ("# A comment.\nformat = 3\nnew = 1\n", "line 2: the lock has format 3"),
            ("format = 1\nrevision = 0\n", "missing field `epoch`"),
            ("format = 1\n<<<<<<< HEAD\nepoch = 1\n", "a merge conflict in line 2"),
            ("epoch = 1\n", "missing field `format`"),
            ("format = ", "line 1, column"),
        ] {
            let error = Lock::parse(text).expect_err(text).to_string();
            assert!(error.contains(expected), "{text}: {error}");
        }
        for (rest, expected) in [
            ("other = 1", "line 4, column"),
            ("[functions.f]\nreturns = \"[u8]\"", "`[u8]` is not a type of an ABI"),
            ("[functions.f]\nreturns = \"&u8 (lent)\"", "line 5, column"),
            ("[functions.f]\nreturns = \"fn(u8, ...)\"", "`fn(u8, ...)` takes any number"),
            (
                "[enums.E]\nrepr = \"u8\"\nvalues = []\n[handles.E]\nowner = \"box\"\nfree = \"f\"",
                "`E` has two definitions",
            ),
            (
                "[functions.f]\nparameters = [\"u8\"]\nreturns = \"()\"",
                "`u8` is not written as `name: type`",
            ),
            (
                "[enums.E]\nrepr = \"u8\"\nvalues = [\"A = B\"]",
                "`A = B` is not written as `NAME = NUMBER`",
            ),
        ] {
            let error = Lock::parse(&format!("{START}{rest}\n")).expect_err(rest).to_string();
            assert!(error.contains(expected), "{rest}: {error}");
        }
        assert!(Lock::parse(START).is_ok());
    }
}
