//! The licences, duplicates and advisories of the dependencies, by cargo-deny; `deny.toml` has the rules.

use anyhow::Result;
use xshell::cmd;

use crate::ci::{Ci, succeeds};

/// A program from the registry.
pub(super) struct CargoTool {
    pub(super) name: &'static str,
    /// Fixed, so that a new version fails no merge.
    pub(super) version: &'static str,
}

const DENY: CargoTool = CargoTool { name: "cargo-deny", version: "0.20.2" };

impl CargoTool {
    /// Installs the program in the target directory and returns its path. Announces it if that fails.
    pub(super) fn install(&self, ci: &Ci) -> Result<Option<String>> {
        let Self { name, version } = self;
        let root = ci.target().join("tools");
        // The profile `dev`, because building takes longer than running.
        let install =
            cmd!(ci.sh, "cargo install --quiet --locked --debug {name} --version {version}");
        if install.arg("--root").arg(&root).run().is_err() {
            ci.skip(name, "not installed, and cargo cannot install it")?;
            return Ok(None);
        }
        Ok(Some(root.join("bin").join(name).display().to_string()))
    }
}

pub(crate) fn deny(ci: &Ci) -> Result<()> {
    let Some(deny) = DENY.install(ci)? else { return Ok(()) };
    // Of what a user builds.
    let published = ["--exclude-unpublished", "--exclude-dev", "--all-features"];
    cmd!(ci.sh, "{deny} {published...} check licenses bans sources").run()?;
    // Of everything, because the tests run it.
    if !succeeds(cmd!(ci.sh, "timeout 300 {deny} fetch db")) {
        return ci.skip("the advisories of dependencies", "their database cannot be fetched");
    }
    Ok(cmd!(ci.sh, "{deny} --all-features check --disable-fetch advisories").run()?)
}
