//! `semver_version_req`.

use crate::failure::Error;
use crate::version::Version;
use ffi_guard::{FfiHandle, ffi_export};

/// A requirement for versions, opaque to C.
#[derive(Debug, FfiHandle)]
pub struct VersionReq(pub(crate) semver::VersionReq);

#[ffi_export(status)]
impl VersionReq {
    /// Parses a requirement.
    ///
    /// # Errors
    ///
    /// `SEMVER_SYNTAX` if the text is not a requirement.
    pub fn parse(text: &str) -> Result<Self, Error> {
        Ok(Self(text.parse()?))
    }

    /// Returns true if a version meets the requirement.
    #[ffi_export(fallback = false)]
    pub fn matches(&self, version: &Version) -> bool {
        self.0.matches(&version.0)
    }

    /// Returns the requirement as text.
    pub fn text(&self) -> String {
        self.0.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_caret_keeps_the_first_number() {
        let req = VersionReq::parse("^1.2").unwrap();
        assert!(req.matches(&Version::new(1, 10, 0)));
        assert!(!req.matches(&Version::new(2, 0, 0)));
        assert_eq!(req.text(), "^1.2");
    }
}
