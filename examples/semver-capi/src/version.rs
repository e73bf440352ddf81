//! `semver_version`.

use crate::failure::Error;
use ffi_guard::{FfiHandle, FfiType, ffi_export};
use semver::{BuildMetadata, Prerelease};
use std::cmp::Ordering;
use std::convert::Infallible;

/// A version, opaque to C.
#[derive(Clone, Debug, PartialEq, FfiHandle)]
pub struct Version(pub(crate) semver::Version);

/// The numbers of a version, and whether it is a prerelease.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FfiType)]
#[repr(C)]
pub struct Parts {
    /// Increases with incompatible changes.
    pub major: u64,
    /// Increases with new functions.
    pub minor: u64,
    /// Increases with corrections.
    pub patch: u64,
    /// True if the version has a part after a hyphen.
    pub prerelease: bool,
}

/// One of the numbers of a version.
#[derive(Clone, Copy, Debug, FfiType)]
#[repr(i32)]
pub enum Field {
    /// The first number.
    Major = 0,
    /// The second number.
    Minor = 1,
    /// The third number.
    Patch = 2,
}

/// The order of two versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FfiType)]
#[repr(i32)]
pub enum Order {
    /// The version comes before the other one.
    Less = -1,
    /// Neither comes before the other.
    Equal = 0,
    /// The version comes after the other one.
    Greater = 1,
    /// The call failed.
    Unknown = 2,
}

impl From<&Version> for Parts {
    fn from(Version(version): &Version) -> Self {
        let semver::Version { major, minor, patch, ref pre, .. } = *version;
        Self { major, minor, patch, prerelease: !pre.is_empty() }
    }
}

fn successor(number: u64) -> Result<u64, Error> {
    number.checked_add(1).ok_or(Error::Overflow(number))
}

#[ffi_export(status)]
impl Version {
    /// Creates a version from its numbers.
    pub fn new(major: u64, minor: u64, patch: u64) -> Self {
        Self(semver::Version::new(major, minor, patch))
    }

    /// Parses a version.
    ///
    /// # Errors
    ///
    /// `SEMVER_SYNTAX` if the text is not a version.
    pub fn parse(text: &str) -> Result<Self, Error> {
        Ok(Self(text.parse()?))
    }

    /// Creates a version from one, two or three numbers. Missing numbers are 0.
    ///
    /// # Errors
    ///
    /// `SEMVER_COUNT` if there are fewer or more numbers.
    pub fn from_numbers(numbers: &[u64]) -> Result<Self, Error> {
        match *numbers {
            [major] => Ok(Self::new(major, 0, 0)),
            [major, minor] => Ok(Self::new(major, minor, 0)),
            [major, minor, patch] => Ok(Self::new(major, minor, patch)),
            _ => Err(Error::Count(numbers.len())),
        }
    }

    /// Returns a copy of the version.
    pub fn copy(&self) -> Self {
        self.clone()
    }

    /// Returns the numbers of the version, and whether it is a prerelease.
    pub fn parts(&self) -> Result<Parts, Infallible> {
        Ok(self.into())
    }

    /// Returns the version as text.
    pub fn text(&self) -> String {
        self.0.to_string()
    }

    /// Returns the part after the hyphen; NULL if there is none.
    pub fn prerelease(&self) -> Option<String> {
        (!self.0.pre.is_empty()).then(|| self.0.pre.to_string())
    }

    /// Increases one number, sets the numbers after it to 0, and removes the prerelease and the build.
    ///
    /// # Errors
    ///
    /// `SEMVER_OVERFLOW` if the number cannot be increased. The version is then unchanged.
    pub fn bump(&mut self, field: Field) -> Result<(), Error> {
        let Self(version) = self;
        (version.major, version.minor, version.patch) = match field {
            Field::Major => (successor(version.major)?, 0, 0),
            Field::Minor => (version.major, successor(version.minor)?, 0),
            Field::Patch => (version.major, version.minor, successor(version.patch)?),
        };
        version.pre = Prerelease::EMPTY;
        version.build = BuildMetadata::EMPTY;
        Ok(())
    }

    /// Compares two versions by their precedence. Builds are ignored.
    #[ffi_export(fallback = Order::Unknown)]
    pub fn compare(&self, other: &Version) -> Order {
        match self.0.cmp_precedence(&other.0) {
            Ordering::Less => Order::Less,
            Ordering::Equal => Order::Equal,
            Ordering::Greater => Order::Greater,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(text: &str) -> Version {
        Version::parse(text).expect("a version")
    }

    #[test]
    fn one_to_three_numbers() {
        assert_eq!(Version::from_numbers(&[1, 2]).unwrap(), version("1.2.0"));
        assert!(matches!(Version::from_numbers(&[]), Err(Error::Count(0))));
        assert!(matches!(Version::from_numbers(&[1; 4]), Err(Error::Count(4))));
    }

    #[test]
    fn a_bump_clears_the_lower_parts() {
        let mut next = version("1.2.3-rc.1+b");
        next.bump(Field::Minor).unwrap();
        assert_eq!(next.text(), "1.3.0");
        assert_eq!(next.prerelease(), None);
    }

    #[test]
    fn a_bump_that_fails_changes_nothing() {
        let mut last = Version::new(u64::MAX, 2, 3);
        assert!(matches!(last.bump(Field::Major), Err(Error::Overflow(u64::MAX))));
        assert_eq!(last, Version::new(u64::MAX, 2, 3));
    }

    #[test]
    fn builds_do_not_count() {
        assert_eq!(version("1.2.3+a").compare(&version("1.2.3+b")), Order::Equal);
        assert_eq!(version("1.2.3-rc").compare(&version("1.2.3")), Order::Less);
    }
}
