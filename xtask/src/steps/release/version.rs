//! The version of the packages: its tag, its changelog, and its compatibility.

use anyhow::{Result, ensure};
use xshell::cmd;

use super::dependencies::CargoTool;
use super::unpacked::published;
use crate::ci::Ci;

const SEMVER_CHECKS: CargoTool = CargoTool { name: "cargo-semver-checks", version: "0.51.0" };

/// The packages whose interface is kept; the others are parts of them.
const STABLE: [&str; 3] = ["ffi-guard-core", "ffi-guard-runtime", "cargo-ffi-guard"];

pub(crate) fn semver(ci: &Ci) -> Result<()> {
    let tags =
        cmd!(ci.sh, "git tag --list v* --sort=-version:refname --no-contains HEAD").read()?;
    let Some(last) = tags.lines().next() else {
        return ci.skip("the comparison with the last release", "there is no tag v*");
    };
    let Some(tool) = SEMVER_CHECKS.install(ci)? else { return Ok(()) };
    let packages = STABLE.iter().flat_map(|name| ["-p", name]);
    let check = cmd!(ci.sh, "{tool} semver-checks --baseline-rev {last}").args(packages);
    Ok(check.run()?)
}

pub(crate) fn publish(ci: &Ci) -> Result<()> {
    let packages = published(ci)?;
    let version = packages[0].version.to_string();
    for package in &packages {
        ensure!(package.version == packages[0].version, "{} has another version", package.name);
    }
    let tag = cmd!(ci.sh, "git tag --list v* --points-at HEAD").read()?;
    check_release(&tag, &version, &ci.sh.read_file("CHANGELOG.md")?)?;
    Ok(cmd!(ci.sh, "cargo publish --workspace --dry-run --locked").run()?)
}

/// Checks that a tagged commit has the version of its tag, and a section in the changelog.
fn check_release(tag: &str, version: &str, changelog: &str) -> Result<()> {
    let has = |heading: &str| changelog.lines().any(|line| line.starts_with(heading));
    ensure!(has("## [Unreleased]"), "CHANGELOG.md has no line `## [Unreleased]`");
    if tag.is_empty() {
        println!("no tag: the section of version {version} in CHANGELOG.md is not looked for");
        return Ok(());
    }
    ensure!(tag == format!("v{version}"), "the tag is {tag}, the version {version}");
    ensure!(
        has(&format!("## [{version}] - 20")),
        "CHANGELOG.md has no line `## [{version}] - YYYY-MM-DD`"
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::check_release;

    #[test]
    fn a_tagged_commit_has_its_section() {
        let released = "## [Unreleased]\n\n## [0.2.0] - 2030-01-31\n";
        assert!(check_release("v0.2.0", "0.2.0", released).is_ok());
        assert!(check_release("", "0.3.0", released).is_ok());
        for (tag, version) in
            [("v0.2.0", "0.3.0"), ("v0.3.0", "0.3.0"), ("v0.2.0\nv0.2.1", "0.2.0")]
        {
            assert!(check_release(tag, version, released).is_err(), "{tag} {version}");
        }
        assert!(check_release("", "0.2.0", "## [0.2.0] - 2030-01-31\n").is_err());
    }
}
