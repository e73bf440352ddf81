//! A step of CI and the list of all.

use anyhow::Result;
use clap::ValueEnum;

use crate::ci::Ci;
use crate::steps::STEPS;

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

/// Returns the step of this name.
pub(crate) fn named(name: &str) -> Option<&'static Step> {
    STEPS.iter().find(|step| step.name == name)
}

/// Prints the name and purpose of each step, by group.
pub(crate) fn list() {
    let headings = [
        (Group::Host, "Before each merge, all by `bash .ci/run` (`cargo xtask --group host`):"),
        (Group::Long, "\nEach night and before a release, all by `cargo xtask --group long`:"),
        (Group::Platforms, "\nFor other targets, all by `cargo xtask --group platforms`:"),
        (Group::Release, "\nThe same for what is published, all by `cargo xtask --group release`:"),
    ];
    for (group, heading) in headings {
        println!("{heading}");
        for step in STEPS.iter().filter(|step| step.group == group) {
            let optional = if step.required { "" } else { " (optional)" };
            println!("  {:<20} {}{optional}", step.name, step.what);
        }
    }
}
