//! Decides predicates of `cfg` for the build that the header describes.

use crate::cfg::BuildSelection;
use cargo_platform::{Cfg, CfgExpr};
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use std::cell::OnceCell;
use std::collections::BTreeSet;
use syn::punctuated::Punctuated;
use syn::{Attribute, Meta, Token};

/// Names that only other programs than `cargo build` set.
const NEVER_SET: [&str; 12] = [
    "miri",
    "doc",
    "doctest",
    "docsrs",
    "loom",
    "fuzzing",
    "kani",
    "clippy",
    "rust_analyzer",
    "coverage",
    "coverage_nightly",
    "proc_macro",
];

/// Decides predicates: by the chosen target and features, else `[defines]` keeps them as `#if`, else by the build that
/// `cargo build` makes.
pub(super) struct HeaderConditions {
    chosen: BuildSelection,
    /// The keys of `[defines]`, without spaces and quotes.
    defines: BTreeSet<String>,
    default_features: BTreeSet<String>,
    default_build: OnceCell<BuildSelection>,
}

/// The conditions of an item that is part of the header.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Gate {
    /// The predicates that become `#if`.
    pub(super) open: Vec<String>,
    /// The first predicate that nothing decides.
    pub(super) unknown: Option<String>,
}

impl Gate {
    /// Puts the conditions that the header keeps in front of an item.
    pub(super) fn guard(&self, item: &TokenStream) -> TokenStream {
        let predicates = self.open.iter().filter_map(|it| it.parse::<TokenStream>().ok());
        quote!(#(#[cfg(#predicates)])* #item)
    }

    /// Returns the conditions of an item that both apply to.
    pub(super) fn and(mut self, other: &Self) -> Self {
        for predicate in &other.open {
            if !self.open.contains(predicate) {
                self.open.push(predicate.clone());
            }
        }
        self.unknown = self.unknown.or_else(|| other.unknown.clone());
        self
    }
}

/// A predicate without its decided parts.
enum Simplified {
    Known(bool),
    Open(CfgExpr),
}

impl HeaderConditions {
    pub(super) fn new<'k>(
        chosen: BuildSelection,
        defines: impl Iterator<Item = &'k String>,
        default_features: BTreeSet<String>,
    ) -> Self {
        let defines = defines.map(|key| key.replace([' ', '"'], "")).collect();
        Self { chosen, defines, default_features, default_build: OnceCell::new() }
    }

    /// Returns whether neither a target nor features are chosen.
    pub(super) fn is_default(&self) -> bool {
        self.chosen.is_everything()
    }

    /// Returns the conditions of an item under these predicates, inside of `around`. `None` if the build has no such
    /// item.
    pub(super) fn gate<S: AsRef<str>>(&self, predicates: &[S], around: &Gate) -> Option<Gate> {
        let mut gate = around.clone();
        for predicate in predicates.iter().map(AsRef::as_ref) {
            let simplified = predicate
                .parse::<CfgExpr>()
                .map_err(|_| predicate.to_owned())
                .and_then(|expression| self.simplify(&expression));
            match simplified {
                Ok(Simplified::Known(true)) => {}
                Ok(Simplified::Known(false)) => return None,
                Ok(Simplified::Open(expression)) => {
                    let text = expression.to_string();
                    if !gate.open.contains(&text) {
                        gate.open.push(text);
                    }
                }
                Err(unknown) => gate.unknown = gate.unknown.or(Some(unknown)),
            }
        }
        Some(gate)
    }

    /// Returns the conditions that the `cfg` attributes of an item add.
    pub(super) fn gate_of(&self, attrs: &[Attribute], around: &Gate) -> Option<Gate> {
        self.gate(&predicates(attrs), around)
    }

    fn simplify(&self, expression: &CfgExpr) -> Result<Simplified, String> {
        Ok(match expression {
            CfgExpr::Not(inner) => match self.simplify(inner)? {
                Simplified::Known(value) => Simplified::Known(!value),
                Simplified::Open(inner) => Simplified::Open(CfgExpr::Not(Box::new(inner))),
            },
            CfgExpr::All(parts) => self.combine(parts, false, CfgExpr::All)?,
            CfgExpr::Any(parts) => self.combine(parts, true, CfgExpr::Any)?,
            CfgExpr::Value(cfg) => self.atom(cfg)?,
            CfgExpr::True => Simplified::Known(true),
            CfgExpr::False => Simplified::Known(false),
        })
    }

    /// `deciding` is the value of a part that decides the whole.
    fn combine(
        &self,
        parts: &[CfgExpr],
        deciding: bool,
        whole: fn(Vec<CfgExpr>) -> CfgExpr,
    ) -> Result<Simplified, String> {
        let (mut open, mut unknown) = (Vec::new(), None);
        for part in parts {
            match self.simplify(part) {
                Ok(Simplified::Known(value)) if value == deciding => {
                    return Ok(Simplified::Known(deciding));
                }
                Ok(Simplified::Known(_)) => {}
                Ok(Simplified::Open(part)) => open.push(part),
                Err(part) => unknown = unknown.or(Some(part)),
            }
        }
        match (unknown, open.len()) {
            (Some(unknown), _) => Err(unknown),
            (None, 0) => Ok(Simplified::Known(!deciding)),
            (None, 1) => Ok(Simplified::Open(open.remove(0))),
            (None, _) => Ok(Simplified::Open(whole(open))),
        }
    }

    fn atom(&self, cfg: &Cfg) -> Result<Simplified, String> {
        if matches!(cfg, Cfg::Name(name) if name.as_str() == "test") {
            return Ok(Simplified::Known(false));
        }
        if let Some(value) = self.chosen.known(cfg) {
            return Ok(Simplified::Known(value));
        }
        if self.defines.contains(&cfg.to_string().replace([' ', '"'], "")) {
            return Ok(Simplified::Open(CfgExpr::Value(cfg.clone())));
        }
        if matches!(cfg, Cfg::Name(name) if NEVER_SET.contains(&name.as_str())) {
            return Ok(Simplified::Known(false));
        }
        self.default_build().known(cfg).map(Simplified::Known).ok_or_else(|| cfg.to_string())
    }

    /// Returns the build that `cargo build` makes: for the host, or inside a build script for the target of its package.
    fn default_build(&self) -> &BuildSelection {
        self.default_build.get_or_init(|| BuildSelection::of_host(self.default_features.clone()))
    }

    /// Returns the width of a pointer in bytes.
    pub(super) fn pointer_width(&self) -> Option<u64> {
        let is = |bits: u64| {
            let predicate = format!("target_pointer_width = \"{bits}\"");
            let known = predicate.parse::<CfgExpr>().ok();
            known.is_some_and(|known| matches!(self.simplify(&known), Ok(Simplified::Known(true))))
        };
        [64, 32, 16].into_iter().find(|bits| is(*bits)).map(|bits| bits / 8)
    }
}

/// Returns the predicates of the `cfg` attributes, including `cfg` inside `cfg_attr`.
pub(super) fn predicates(attrs: &[Attribute]) -> Vec<String> {
    let mut found = Vec::new();
    attrs.iter().for_each(|attr| collect(&attr.meta, &[], &mut found));
    found
}

/// Collects the predicates of an attribute that `cfg_attr` adds if the predicates in `around` hold.
fn collect(meta: &Meta, around: &[String], found: &mut Vec<String>) {
    let Meta::List(list) = meta else { return };
    if list.path.is_ident("cfg") {
        let negated = around.iter().map(|predicate| format!("not({predicate})"));
        let parts: Vec<String> = negated.chain([list.tokens.to_string()]).collect();
        found.push(match parts.as_slice() {
            [only] => only.clone(),
            all => format!("any({})", all.join(", ")),
        });
    } else if list.path.is_ident("cfg_attr") {
        let parser = Punctuated::<Meta, Token![,]>::parse_terminated;
        let Ok(parts) = list.parse_args_with(parser) else { return };
        let Some(predicate) = parts.first() else { return };
        let mut around = around.to_vec();
        around.push(predicate.to_token_stream().to_string());
        parts.iter().skip(1).for_each(|part| collect(part, &around, found));
    }
}
