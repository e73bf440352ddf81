//! A change of an ABI, its class, and the version that may have it.

use cargo_metadata::semver::Version;
use serde::Serialize;
use std::fmt::{self, Display, Formatter};

/// The effect of a change on C programs. A worse one is greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::abi) enum Class {
    /// Programs compile and run as before.
    Compatible,
    /// The library offers more; programs compile and run as before.
    Additive,
    /// Compiled programs run as before; a program may no longer compile.
    SourceBreaking,
    /// A compiled program may misbehave.
    Breaking,
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(in crate::abi) struct Change {
    pub(in crate::abi) class: Class,
    /// The function, static or type, and its part: `fn shape_open, parameter path`.
    pub(in crate::abi) what: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::abi) old: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::abi) new: Option<String>,
    /// The kind of the change and its effect.
    pub(in crate::abi) why: String,
    /// The functions and statics that use the type.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(in crate::abi) used_by: Vec<String>,
}

impl Change {
    /// Returns a change of something that is in both versions.
    pub(in crate::abi) fn between(
        class: Class,
        what: impl Into<String>,
        old: impl ToString,
        new: impl ToString,
        why: impl Into<String>,
    ) -> Self {
        let (old, new) = (Some(old.to_string()), Some(new.to_string()));
        Self { old, new, ..Self::new(class, what, why) }
    }

    /// Returns a change without an old and a new text.
    pub(in crate::abi) fn new(
        class: Class,
        what: impl Into<String>,
        why: impl Into<String>,
    ) -> Self {
        let (what, why) = (what.into(), why.into());
        Self { class, what, old: None, new: None, why, used_by: Vec::new() }
    }
}

impl Display for Class {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Compatible => "compatible",
            Self::Additive => "additive",
            Self::SourceBreaking => "source-breaking",
            Self::Breaking => "breaking",
        })
    }
}

impl Display for Change {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{:<15}  {}: ", self.class, self.what)?;
        match (&self.old, &self.new) {
            (Some(old), Some(new)) => write!(f, "was `{old}`, is `{new}`: ")?,
            (Some(it), None) | (None, Some(it)) => write!(f, "`{it}`: ")?,
            (None, None) => {}
        }
        f.write_str(&self.why)?;
        match self.used_by.as_slice() {
            [] => Ok(()),
            [one] => write!(f, "; used by {one}"),
            [one, other] => write!(f, "; used by {one} and {other}"),
            [one, others @ ..] => write!(f, "; used by {one} and {} others", others.len()),
        }
    }
}

/// The step that a release takes for its changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(in crate::abi) struct Step {
    pub(in crate::abi) class: Class,
    /// The lowest version that may follow the one of the lock.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::abi) version: Option<String>,
    pub(in crate::abi) soname: &'static str,
}

impl Step {
    /// Returns the step that a release after `version` takes.
    pub(in crate::abi) fn of(class: Class, version: Option<&Version>) -> Self {
        let soname = match class {
            Class::Breaking => "with a new soname",
            _ => "with the same soname",
        };
        let version = version.and_then(|version| Some(next(class, version)?.to_string()));
        Self { class, version, soname }
    }
}

impl Display for Step {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match &self.version {
            Some(version) => write!(f, "next version: {version} or later, {}", self.soname),
            None => write!(f, "next version: {}, {}", part(self.class), self.soname),
        }
    }
}

/// Returns the part of a version to raise, from 1.0 on.
const fn part(class: Class) -> &'static str {
    match class {
        Class::Breaking | Class::SourceBreaking => "the next major one",
        Class::Additive => "the next minor one",
        Class::Compatible => "the next patch version",
    }
}

/// Returns the lowest version that takes a change after `old`, by Cargo's rules for `0.x`. `None` if there is none: a number
/// is the greatest one.
fn next(class: Class, old: &Version) -> Option<Version> {
    let (major, minor, patch) = (old.major, old.minor, old.patch);
    // A pre-release precedes its own version, which takes the change if it has the part to raise.
    let is_pre = !old.pre.is_empty();
    let raised = |it: u64, is_its_own: bool| match is_pre && is_its_own {
        true => Some(it),
        false => it.checked_add(1),
    };
    Some(match (class, major, minor) {
        (Class::Compatible, ..) => Version::new(major, minor, raised(patch, true)?),
        (Class::Additive, 0, _) => Version::new(0, minor, raised(patch, true)?),
        (Class::Additive, ..) => Version::new(major, raised(minor, patch == 0)?, 0),
        (_, 0, 0) => Version::new(0, 0, raised(patch, true)?),
        (_, 0, _) => Version::new(0, raised(minor, patch == 0)?, 0),
        _ => Version::new(raised(major, minor == 0 && patch == 0)?, 0, 0),
    })
}

/// Returns whether the release `new` may have changes of this class, or none, since `old`.
pub(in crate::abi) fn takes(class: Option<Class>, old: &Version, new: &Version) -> bool {
    let released = |it: &Version| Version::new(it.major, it.minor, it.patch);
    match class {
        None => new >= old,
        Some(class) => new > old && next(class, old).is_some_and(|next| released(new) >= next),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_takes_what_its_step_announces() {
        use Class::{Additive, Breaking, Compatible, SourceBreaking};
        for (class, old, new, expected) in [
            (Breaking, "1.2.3", "2.0.0", true),
            (Breaking, "1.2.3", "2.0.0-rc.1", true),
            (Breaking, "1.2.3", "1.3.0", false),
            (SourceBreaking, "1.2.3", "1.3.0", false),
            (SourceBreaking, "0.2.3", "0.3.0", true),
            (Breaking, "0.2.3", "0.2.4", false),
            (Breaking, "0.0.3", "0.0.4", true),
            (Additive, "1.2.3", "1.3.0", true),
            (Additive, "1.2.3", "1.2.4", false),
            (Additive, "0.2.3", "0.2.4", true),
            (Additive, "0.2.3", "0.2.3", false),
            (Compatible, "1.2.3", "1.2.4", true),
            (Compatible, "1.2.3", "1.2.3", false),
            (Compatible, "1.2.3-rc.1", "1.2.3-rc.1", false),
            (Compatible, "1.2.3-rc.1", "1.2.3-rc.2", true),
            (Breaking, "1.0.0-rc.1", "1.0.0", true),
            (Breaking, "1.0.0-rc.1", "1.0.0-rc.2", true),
            (SourceBreaking, "0.3.0-rc.1", "0.3.0", true),
            (Breaking, "0.0.3-rc.1", "0.0.3", true),
            (Breaking, "1.3.0-rc.1", "1.3.0", false),
            (Breaking, "0.3.1-rc.1", "0.3.1", false),
            (Additive, "1.3.0-rc.1", "1.3.0", true),
            (Additive, "1.2.3-rc.1", "1.2.3", false),
            (Breaking, "18446744073709551615.0.0", "18446744073709551615.1.0", false),
            (Additive, "1.18446744073709551615.0", "2.0.0", false),
            (Compatible, "1.2.18446744073709551615", "1.3.0", false),
        ] {
            let version = |text: &str| Version::parse(text).expect("a version");
            let takes = takes(Some(class), &version(old), &version(new));
            assert_eq!(takes, expected, "{class} {old} {new}");
        }
    }
}
