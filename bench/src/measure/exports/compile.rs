//! One compilation of a package with many exports.

use crate::cargo::{Cost, command, timed};
use crate::measure::sources::Form;
use crate::plan::base;

/// The number of exports.
pub(super) const EXPORTS: usize = 1000;

/// Compiles a package once. Writing the source makes cargo compile it again.
pub(super) fn compile_once(
    form: &Form,
    exports: usize,
    arguments: &[&str],
) -> Result<Cost, String> {
    let package = form.package(exports, "3");
    package.write()?;
    let target = base().join("exports-target");
    timed(command(&target).current_dir(package.folder()).args(arguments)).map(|(cost, _)| cost)
}
