//! The parameters and the results of a pass over the crate.

use super::candidates::Argument;
use super::file_queue::FileQueue;
use super::names::GuardNames;
use super::report::{Guard, Options, Report};

/// The results of a pass.
#[derive(Default)]
pub(super) struct Found {
    pub(super) report: Report,
    /// New names that guards were imported under.
    pub(super) aliases: Vec<(String, Guard)>,
    /// Exports of the report that are still to be judged, in its order.
    pub(super) arguments: Vec<Argument>,
    pub(super) queue: FileQueue,
}

/// The parameters of a pass.
#[derive(Clone, Copy)]
pub(super) struct Pass<'p> {
    pub(super) options: &'p Options,
    pub(super) names: &'p GuardNames,
}
