//! The parts of the benchmark that do not depend on the machine's load: it builds its peers and runs. No time decides.

use anyhow::{Result, ensure};
use xshell::cmd;

use super::install::has_valgrind;
use crate::ci::Ci;

const SUBJECTS: &str = "bench/subjects/Cargo.toml";

pub(crate) fn benchmark(ci: &Ci) -> Result<()> {
    cmd!(ci.sh, "cargo fmt --manifest-path {SUBJECTS} --all --check").run()?;
    let fetch = cmd!(ci.sh, "cargo fetch --quiet --locked --manifest-path {SUBJECTS}");
    let output = fetch.ignore_status().output()?;
    if !output.status.success() {
        let message = String::from_utf8_lossy(&output.stderr);
        ensure!(!message.contains("lock file"), "{message}");
        return ci.skip("the benchmark", "the crates of the peers cannot be downloaded");
    }
    if !has_valgrind(ci) {
        return ci.skip("the benchmark", "valgrind is not installed");
    }
    let target = ci.target().join("bench/subjects");
    cmd!(ci.sh, "cargo test --quiet --release --locked --manifest-path {SUBJECTS}")
        .args(["-p", "bench-bodies", "--target-dir"])
        .arg(target)
        .run()?;
    let sections = ["--quick", "--only", "instructions,bombs"];
    Ok(ci.program("ffi-guard-bench")?.args(sections).run()?)
}
