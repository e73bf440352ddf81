//! The runtime, the macros and the demo on the machine that runs the step, whatever its system is.

use anyhow::Result;
use xshell::cmd;

use crate::ci::Ci;

/// The packages whose tests call nothing that only Unix has, besides cargo and a C compiler.
const PACKAGES: [&str; 6] = [
    "ffi-guard-core",
    "ffi-guard-demo",
    "ffi-guard-macros",
    "ffi-guard-runtime",
    "ffi-guard-scan",
    "ffi-guard-syntax",
];

pub(crate) fn native(ci: &Ci) -> Result<()> {
    let packages = PACKAGES.iter().flat_map(|name| ["-p", name]);
    cmd!(ci.sh, "cargo test --locked").args(packages).run()?;
    Ok(cmd!(ci.sh, "cargo run --locked --quiet -p ffi-guard-demo").run()?)
}
