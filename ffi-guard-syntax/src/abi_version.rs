//! The version of a library's ABI: two numbers at the top of its lock file.

use crate::decimal::decimal;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use syn::{Error, LitStr, Result};

/// The version of a library's ABI.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AbiVersion {
    /// The number that a break raises.
    pub epoch: u32,
    /// The number that an addition raises.
    pub revision: u32,
}

impl AbiVersion {
    /// Reads the file that `abi = "FILE"` names, relative to the `directory` of the manifest.
    ///
    /// # Errors
    ///
    /// If the file cannot be read or does not contain both numbers. The error is at the span of the string.
    pub fn read(file: &LitStr, directory: &Path) -> Result<Self> {
        let name = file.value();
        let text = fs::read_to_string(directory.join(&name)).map_err(|error| match error.kind() {
            ErrorKind::NotFound => format!(
                "the directory of `Cargo.toml` has no file `{name}`; run `cargo ffi-guard abi --lock {name}` there"
            ),
            _ => format!("`{name}` cannot be read: {error}; name the lock file: `abi = \"abi.lock\"`"),
        });
        let version = text.and_then(|text| {
            Self::parse(&text).map_err(|problem| format!("`{name}` has {problem}"))
        });
        version.map_err(|message| Error::new(file.span(), message))
    }

    /// Reads the numbers of a lock file.
    fn parse(text: &str) -> std::result::Result<Self, String> {
        Ok(Self { epoch: number(text, "epoch")?, revision: number(text, "revision")? })
    }

    /// Returns the number that `PREFIX_abi` returns.
    #[must_use]
    pub fn number(self) -> u64 {
        u64::from(self.epoch) << 32 | u64::from(self.revision)
    }
}

/// Reads the number of a key above the first table. The lock file is TOML, but its writer gives these keys a line each, so
/// that the macro needs no parser for the rest.
fn number(text: &str, key: &str) -> std::result::Result<u32, String> {
    let above = text.lines().take_while(|line| !line.trim_start().starts_with('['));
    let pairs = above.filter_map(|line| line.split_once('='));
    let mut values = pairs.filter(|(name, _)| name.trim() == key).map(|(_, value)| value);
    let first = u32::from(key == "epoch");
    let value = values
        .next()
        .ok_or_else(|| format!("no `{key}` above its tables; write `{key} = {first}` there"))?;
    if values.next().is_some() {
        return Err(format!("two lines `{key} = ..`; keep one"));
    }
    let value = value.split('#').next().unwrap_or_default().trim();
    decimal(value)
        .ok_or_else(|| format!("`{key} = {value}`; write a decimal number from 0 to {}", u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proc_macro2::Span;

    #[test]
    fn the_numbers_are_above_the_tables() {
        let text =
            "# The ABI.\r\nformat = 1\nrevision = 7 # added\n  epoch=4294967295\n[x]\nepoch = 2\n";
        let version = AbiVersion::parse(text).unwrap();
        assert_eq!(version, AbiVersion { epoch: u32::MAX, revision: 7 });
        assert_eq!(version.number(), 0xFFFF_FFFF_0000_0007);
    }

    #[test]
    fn a_number_that_is_missing_or_wrong() {
        for (text, problem) in [
            ("", "no `epoch` above its tables; write `epoch = 1` there"),
            ("epoch = 1", "no `revision` above"),
            ("# epoch = 1\n[functions]\nepoch = 1\nrevision = 1", "no `epoch` above"),
            ("epoch = 1\nrevision = 0\nepoch = 1", "two lines `epoch = ..`; keep one"),
            ("epoch = 4294967296\nrevision = 0", "`epoch = 4294967296`; write a decimal number"),
            ("epoch = 1\nrevision = -1", "`revision = -1`; write"),
            ("epoch = \"1\"\nrevision = 0", "`epoch = \"1\"`; write"),
            ("epoch = +1\nrevision = 0", "`epoch = +1`; write"),
            ("epoch = 01\nrevision = 0", "`epoch = 01`; write"),
            ("epoch =\nrevision = 0", "`epoch = `; write"),
        ] {
            let found = AbiVersion::parse(text).unwrap_err();
            assert!(found.starts_with(problem), "{text}: {found}");
        }
    }

    #[test]
    fn a_file_that_cannot_be_read() {
        let read = |name: &str| {
            let name = LitStr::new(name, Span::call_site());
            AbiVersion::read(&name, Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap_err().to_string()
        };
        let missing = read("none.lock");
        assert!(
            missing.contains("`Cargo.toml` has no file `none.lock`; run `cargo ffi-guard abi"),
            "{missing}"
        );
        let directory = read("src");
        assert!(directory.contains("`src` cannot be read: "), "{directory}");
    }
}
