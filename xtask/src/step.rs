//! A step of CI.

use anyhow::Result;
use clap::ValueEnum;

use crate::ci::Ci;

/// One step of CI.
pub(crate) struct Step {
    /// The name on the command line.
    pub(crate) name: &'static str,
    /// The purpose of the step, for the list.
    pub(crate) what: &'static str,
    pub(crate) group: Group,
    /// Whether the step fails under `FFI_GUARD_CI=strict` if a part of it is skipped.
    pub(crate) required: bool,
    pub(crate) run: fn(&Ci) -> Result<()>,
}

/// When a step runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Group {
    /// Before each merge: `.ci/run`
    Host,
    /// Each night and before a release: takes longer, or needs more of the machine
    Long,
    /// For other targets: each installs compilers and emulators
    Platforms,
    /// Before a release, and each night because advisories appear at any time
    Release,
}

impl Step {
    pub(crate) const fn host(
        name: &'static str,
        what: &'static str,
        run: fn(&Ci) -> Result<()>,
    ) -> Self {
        Self { name, what, group: Group::Host, required: true, run }
    }

    pub(crate) const fn long(
        name: &'static str,
        what: &'static str,
        run: fn(&Ci) -> Result<()>,
    ) -> Self {
        Self { name, what, group: Group::Long, required: true, run }
    }

    pub(crate) const fn platform(
        name: &'static str,
        what: &'static str,
        run: fn(&Ci) -> Result<()>,
    ) -> Self {
        Self { name, what, group: Group::Platforms, required: true, run }
    }

    pub(crate) const fn release(
        name: &'static str,
        what: &'static str,
        run: fn(&Ci) -> Result<()>,
    ) -> Self {
        Self { name, what, group: Group::Release, required: true, run }
    }

    /// Returns the step as one that a strict run may skip.
    pub(crate) const fn optional(self) -> Self {
        Self { required: false, ..self }
    }
}
