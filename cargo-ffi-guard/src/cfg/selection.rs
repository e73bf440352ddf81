//! The target and the features that a command is restricted to.

#[cfg(any(feature = "cli", test))]
use super::evaluate;
use crate::failure::Failure;
use crate::workspace::{CargoError, not_started};
use cargo_platform::Cfg;
use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

/// The predicates whose value a profile or a tool decides, though `rustc --print cfg` prints some of them.
const NOT_OF_TARGETS: [&str; 6] =
    ["debug_assertions", "overflow_checks", "miri", "doc", "doctest", "proc_macro"];

/// The known part of a build. A predicate outside of it may hold or not.
#[derive(Clone, Debug, Default)]
pub(crate) struct BuildSelection {
    /// The output of `rustc --print cfg` for the target.
    target: Option<Vec<Cfg>>,
    /// The features that are on.
    features: Option<BTreeSet<String>>,
}

impl BuildSelection {
    /// Asks rustc about the target, if there is one.
    pub(crate) fn new(
        target: Option<&str>,
        features: Option<BTreeSet<String>>,
    ) -> Result<Self, Failure> {
        Ok(Self { target: target.map(|target| cfg_of_target(Some(target))).transpose()?, features })
    }

    /// Whether every build is meant.
    pub(crate) fn is_everything(&self) -> bool {
        self.target.is_none() && self.features.is_none()
    }

    /// The value of a predicate in the selected build, if it is known.
    #[cfg(any(feature = "cli", test))]
    pub(crate) fn value(&self, predicate: &str) -> Option<bool> {
        evaluate(predicate, &|cfg| self.known(cfg))
    }

    /// Whether an item under these predicates is not part of the selected build.
    #[cfg(feature = "cli")]
    pub(crate) fn leaves_out(&self, predicates: &[String]) -> bool {
        predicates.iter().any(|predicate| self.value(predicate) == Some(false))
    }

    /// The build of the host with these features. In a build script, the build of its package.
    pub(crate) fn of_host(features: BTreeSet<String>) -> Self {
        let target = std::env::var("TARGET").ok().filter(|_| std::env::var_os("OUT_DIR").is_some());
        Self { target: cfg_of_target(target.as_deref()).ok(), features: Some(features) }
    }

    /// The value of one name or key, if it is known.
    pub(crate) fn known(&self, cfg: &Cfg) -> Option<bool> {
        match cfg {
            Cfg::KeyPair(key, value) if key.as_str() == "feature" => {
                Some(self.features.as_ref()?.contains(value))
            }
            Cfg::KeyPair(key, _) if key.as_str().starts_with("target_") => {
                Some(self.target.as_ref()?.contains(cfg))
            }
            Cfg::Name(name) if matches!(name.as_str(), "unix" | "windows") => {
                Some(self.target.as_ref()?.contains(cfg))
            }
            Cfg::Name(name) if NOT_OF_TARGETS.contains(&name.as_str()) => None,
            // A build script can set any other name.
            other => self.target.as_ref()?.contains(other).then_some(true),
        }
    }
}

/// Runs `rustc --print cfg`, by default for the host.
fn cfg_of_target(target: Option<&str>) -> Result<Vec<Cfg>, Failure> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let target_arguments = target.into_iter().flat_map(|target| ["--target", target]);
    let output = Command::new(rustc).args(["--print", "cfg"]).args(target_arguments).output();
    let output = output.map_err(|error| not_started("rustc", &error))?;
    if !output.status.success() {
        let failure = CargoError::read(&String::from_utf8_lossy(&output.stderr)).failure();
        let first = failure.what().lines().next().unwrap_or_default();
        // A missing toolchain says nothing about the target.
        if first.contains("toolchain") && first.contains("is not installed") {
            return Err(failure);
        }
        let target = target.unwrap_or("host");
        let what = format!("rustc does not know the target `{target}`: {first}");
        return Err(Failure::new(what, "name a target from `rustc --print target-list`"));
    }
    let text = String::from_utf8_lossy(&output.stdout);
    Ok(text.lines().filter_map(|line| line.parse().ok()).collect())
}

/// The features that are on if these are chosen, by the `[features]` table of the manifest.
pub(crate) fn features_of(
    table: &BTreeMap<String, Vec<String>>,
    chosen: impl IntoIterator<Item = String>,
) -> BTreeSet<String> {
    let mut on = BTreeSet::new();
    let mut waiting: Vec<String> = chosen.into_iter().collect();
    while let Some(feature) = waiting.pop() {
        // `dep:x` and `x?/y` switch nothing on in this package; `x/y` switches the dependency on.
        let name = match feature.split_once('/') {
            Some((dependency, _)) if !dependency.ends_with('?') => dependency,
            Some(_) => continue,
            None => &feature,
        };
        if name.starts_with("dep:") || !table.contains_key(name) && feature.contains('/') {
            continue;
        }
        if on.insert(name.to_owned()) {
            waiting.extend(table.get(name).into_iter().flatten().cloned());
        }
    }
    on
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn features_switch_others_on() {
        let list = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let table = BTreeMap::from([
            ("default".to_owned(), list(&["a"])),
            ("a".to_owned(), list(&["b", "dep:x", "y?/z", "other/feature"])),
            ("b".to_owned(), list(&["a"])),
            ("c".to_owned(), list(&[])),
        ]);
        let on = features_of(&table, list(&["default"]));
        assert_eq!(on.into_iter().collect::<Vec<_>>(), ["a", "b", "default"]);
    }

    #[test]
    fn what_is_not_selected_is_not_known() {
        let features = BTreeSet::from(["a".to_owned()]);
        let selection = BuildSelection { target: None, features: Some(features) };
        assert_eq!(selection.value("feature = \"a\""), Some(true));
        assert_eq!(selection.value("feature = \"b\""), Some(false));
        assert_eq!(selection.value("unix"), None);
        assert_eq!(selection.value("all(unix, feature = \"b\")"), Some(false));
        let selection =
            BuildSelection::new(Some("x86_64-unknown-linux-gnu"), None).expect("a known target");
        assert_eq!(selection.value("unix"), Some(true));
        assert_eq!(selection.value("target_os = \"windows\""), Some(false));
        assert_eq!(selection.value("debug_assertions"), None);
        assert_eq!(selection.value("set_by_a_build_script"), None);
        assert_eq!(selection.value("feature = \"b\""), None);
        assert!(BuildSelection::new(Some("no-such-target"), None).is_err());
    }
}
