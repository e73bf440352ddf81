//! The build that a command is restricted to.

use clap::Args;

/// The target and the features, named as cargo names them.
#[derive(Args, Clone, Debug, Default)]
pub struct BuildFlags {
    /// Reads only what a build for this target has; by default every branch of a `cfg` is read.
    #[arg(long, value_name = "TRIPLE")]
    pub target: Option<String>,
    /// Reads only what a build with these features has, the default ones included.
    #[arg(long, short = 'F', value_name = "FEATURES", value_delimiter = ',')]
    pub features: Vec<String>,
    /// Reads only what a build with all features has.
    #[arg(long, conflicts_with_all = ["features", "no_default_features"])]
    pub all_features: bool,
    /// Reads only what a build without the default features has.
    #[arg(long)]
    pub no_default_features: bool,
}

impl BuildFlags {
    /// The chosen features of a package that has these. `None` if the flags choose none.
    pub(crate) fn features<'p>(
        &self,
        all: impl Iterator<Item = &'p String>,
    ) -> Option<Vec<String>> {
        if self.all_features {
            return Some(all.cloned().collect());
        }
        if self.features.is_empty() && !self.no_default_features {
            return None;
        }
        let named = self.features.iter().flat_map(|names| names.split_whitespace());
        let default = (!self.no_default_features).then_some("default");
        Some(named.chain(default).map(str::to_owned).collect())
    }
}
