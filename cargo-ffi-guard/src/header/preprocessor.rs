//! Predicates of `cfg` as conditions of the preprocessor, by the `[defines]` of the settings.

use cargo_platform::{Cfg, CfgExpr};
use cbindgen::Config;

/// Returns the condition under which all predicates hold. `None` if one has no name in C.
pub(super) fn condition(predicates: &[String], config: &Config) -> Option<String> {
    let all: Option<Vec<_>> = predicates
        .iter()
        .map(|predicate| of_expression(&predicate.parse().ok()?, config))
        .collect();
    Some(all?.join(" && "))
}

fn of_expression(expression: &CfgExpr, config: &Config) -> Option<String> {
    let all = |parts: &[CfgExpr], operator: &str, none: &str| {
        let parts: Option<Vec<_>> = parts.iter().map(|part| of_expression(part, config)).collect();
        let parts = parts?;
        let text = if parts.is_empty() { none.to_owned() } else { parts.join(operator) };
        Some(format!("({text})"))
    };
    match expression {
        CfgExpr::Not(inner) => Some(format!("!{}", of_expression(inner, config)?)),
        CfgExpr::All(parts) => all(parts, " && ", "1"),
        CfgExpr::Any(parts) => all(parts, " || ", "0"),
        CfgExpr::True => Some("1".to_owned()),
        CfgExpr::False => Some("0".to_owned()),
        CfgExpr::Value(cfg) => defined(cfg, config).map(|name| format!("defined({name})")),
    }
}

fn defined<'c>(cfg: &Cfg, config: &'c Config) -> Option<&'c str> {
    let is_it = |key: &str| match (cfg, key.split_once('=')) {
        (Cfg::Name(name), None) => name.as_str() == key.trim(),
        (Cfg::KeyPair(name, value), Some((key, text))) => {
            name.as_str() == key.trim() && value == text.trim().trim_matches('"')
        }
        _ => false,
    };
    let found = config.defines.iter().find(|(key, _)| is_it(key));
    found.map(|(_, name)| name.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_predicate_has_a_name_or_there_is_no_condition() {
        let names =
            [("unix", "UNIX"), ("feature = more", "MORE"), ("target_os = \"none\"", "BARE")];
        let defines = names.map(|(key, name)| (key.to_owned(), name.to_owned()));
        let config = Config { defines: defines.into(), ..Config::default() };
        let condition = |predicates: &[&str]| {
            let predicates: Vec<_> = predicates.iter().map(|it| (*it).to_owned()).collect();
            condition(&predicates, &config)
        };
        for (predicate, expected) in [
            ("unix", "defined(UNIX)"),
            ("not(feature = \"more\")", "!defined(MORE)"),
            (
                "any(unix, all(target_os = \"none\", true))",
                "(defined(UNIX) || (defined(BARE) && 1))",
            ),
            ("all()", "(1)"),
            ("any()", "(0)"),
        ] {
            assert_eq!(condition(&[predicate]).as_deref(), Some(expected), "{predicate}");
        }
        assert_eq!(condition(&["unix", "all()"]).as_deref(), Some("defined(UNIX) && (1)"));
        for predicate in ["windows", "any(unix, windows)", "feature = \"less\"", "all("] {
            assert_eq!(condition(&[predicate]), None, "{predicate}");
        }
    }
}
