//! Predicates of `cfg`: whether they hold, and whether two of them exclude each other.

mod exclusive;
mod selection;

pub(crate) use exclusive::exclude_each_other;
pub(crate) use selection::{BuildSelection, features_of};

use cargo_platform::{Cfg, CfgExpr};

/// Whether a predicate holds in builds of tests alone, as `all(unix, test)`, or in none, as `any()`.
pub(crate) fn never_holds(predicate: &str) -> bool {
    evaluate(predicate, &|_| None) == Some(false)
}

/// The value of a predicate where `test` is not set. `None` where `known` does not tell.
fn evaluate(predicate: &str, known: &dyn Fn(&Cfg) -> Option<bool>) -> Option<bool> {
    value(&parse(predicate)?, known)
}

/// `None` for what cargo does not know, such as `version("1.90")`.
fn parse(predicate: &str) -> Option<CfgExpr> {
    predicate.parse().ok()
}

fn value(expression: &CfgExpr, known: &dyn Fn(&Cfg) -> Option<bool>) -> Option<bool> {
    match expression {
        CfgExpr::Not(inner) => value(inner, known).map(|value| !value),
        CfgExpr::All(parts) => unless(parts, false, known),
        CfgExpr::Any(parts) => unless(parts, true, known),
        CfgExpr::Value(cfg) if is_test(cfg) => Some(false),
        CfgExpr::Value(cfg) => known(cfg),
        CfgExpr::True => Some(true),
        CfgExpr::False => Some(false),
    }
}

/// `deciding` if one part has this value, its opposite if all have that.
fn unless(parts: &[CfgExpr], deciding: bool, known: &dyn Fn(&Cfg) -> Option<bool>) -> Option<bool> {
    let mut all = Some(!deciding);
    for part in parts {
        match value(part, known) {
            Some(value) if value == deciding => return Some(deciding),
            Some(_) => {}
            None => all = None,
        }
    }
    all
}

fn is_test(cfg: &Cfg) -> bool {
    matches!(cfg, Cfg::Name(name) if name.as_str() == "test")
}

#[cfg(test)]
mod tests {
    use super::never_holds;

    #[test]
    fn only_what_needs_test_is_left_out() {
        for predicate in [
            "test",
            "all(test, unix)",
            "all(unix, all(a, test),)",
            "any()",
            "any(test)",
            "not(all())",
            "false",
            "not(true)",
            "not(not(test))",
            "not(any(true, unix))",
            "all(any(test), unix)",
        ] {
            assert!(never_holds(predicate), "{predicate}");
        }
        for predicate in [
            "",
            "unix",
            "any(test, unix)",
            "not(test)",
            "not(all(test, unix))",
            "all()",
            "true",
            "feature = \"test\"",
            "version(\"1.90\")",
            "not(unix)",
            "all(",
            "test)",
            "any(test, feature = \"a,b)\")",
        ] {
            assert!(!never_holds(predicate), "{predicate}");
        }
    }
}
