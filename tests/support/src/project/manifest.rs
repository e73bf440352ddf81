//! The `Cargo.toml` of a project.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::PathBuf;

use crate::paths;

/// The contents of the `Cargo.toml` of a project.
#[derive(Clone, Debug)]
pub(super) struct Manifest {
    pub(super) name: String,
    pub(super) edition: String,
    /// If empty, cargo chooses.
    pub(super) crate_types: Vec<String>,
    pub(super) runtime: Option<Runtime>,
    /// The right-hand side of each dependency, by name.
    pub(super) dependencies: BTreeMap<String, String>,
    /// TOML to be appended.
    pub(super) rest: String,
}

/// The dependency on `ffi-guard-runtime`.
#[derive(Clone, Debug, Default)]
pub(super) struct Runtime {
    /// A name other than its own.
    pub(super) alias: Option<String>,
    pub(super) features: Vec<String>,
    /// A directory other than the one in the workspace.
    pub(super) folder: Option<PathBuf>,
}

impl Manifest {
    pub(super) fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            edition: "2024".to_owned(),
            crate_types: Vec::new(),
            runtime: Some(Runtime::default()),
            dependencies: BTreeMap::new(),
            rest: String::new(),
        }
    }

    pub(super) fn to_toml(&self) -> String {
        let Self { name, edition, rest, .. } = self;
        let mut toml = format!(
            "[package]\nname = {name:?}\nversion = \"0.0.0\"\nedition = {edition:?}\npublish = false\n\n"
        );
        if !self.crate_types.is_empty() {
            let _ = writeln!(toml, "[lib]\ncrate-type = {:?}\n", self.crate_types);
        }
        toml.push_str("[dependencies]\n");
        toml.extend(self.runtime.as_ref().map(Runtime::to_toml));
        for (name, right) in &self.dependencies {
            let _ = writeln!(toml, "{name} = {right}");
        }
        // Without this table, cargo would take a package inside the workspace's directory for a forgotten member.
        let _ = write!(toml, "\n[workspace]\n\n{rest}");
        toml
    }
}

impl Runtime {
    fn to_toml(&self) -> String {
        const PACKAGE: &str = "ffi-guard-runtime";
        let path = self.folder.clone().unwrap_or_else(|| paths::workspace().join(PACKAGE));
        let features = &self.features;
        // With a `package` key, cargo treats the dependency as renamed even if the name is the same.
        let (name, package) = match &self.alias {
            Some(alias) => (alias.as_str(), format!("package = {PACKAGE:?}, ")),
            None => (PACKAGE, String::new()),
        };
        format!("{name} = {{ {package}path = {path:?}, features = {features:?} }}\n")
    }
}
