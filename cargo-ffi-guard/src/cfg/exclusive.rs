//! Whether two builds are needed for two items.

use super::{is_test, parse, value};
use cargo_platform::{Cfg, CfgExpr};

/// How many different values predicates may ask for. Each one doubles the work.
const MAX_ATOMS: usize = 12;
/// The keys that have one value in each build.
const SINGLE: [&str; 6] = [
    "target_arch",
    "target_os",
    "target_env",
    "target_vendor",
    "target_endian",
    "target_pointer_width",
];

/// Whether no build has all of `first` and all of `second`.
pub(crate) fn exclude_each_other(first: &[String], second: &[String]) -> bool {
    let parsed: Option<Vec<CfgExpr>> = first.iter().chain(second).map(|it| parse(it)).collect();
    let Some(parsed) = parsed else { return false };
    let mut atoms = Vec::new();
    parsed.iter().for_each(|expression| collect(expression, &mut atoms));
    if atoms.len() > MAX_ATOMS {
        return false;
    }
    let can_hold = (0..1_u32 << atoms.len()).any(|chosen| {
        let is_chosen = |at: usize| chosen >> at & 1 == 1;
        is_possible(&atoms, &is_chosen)
            && parsed.iter().all(|expression| {
                let known = |cfg: &Cfg| atoms.iter().position(|atom| *atom == cfg).map(is_chosen);
                value(expression, &known) == Some(true)
            })
    });
    !can_hold
}

fn collect<'e>(expression: &'e CfgExpr, atoms: &mut Vec<&'e Cfg>) {
    match expression {
        CfgExpr::Not(inner) => collect(inner, atoms),
        CfgExpr::All(parts) | CfgExpr::Any(parts) => {
            parts.iter().for_each(|part| collect(part, atoms));
        }
        CfgExpr::Value(cfg) if !is_test(cfg) && !atoms.contains(&cfg) => atoms.push(cfg),
        _ => {}
    }
}

/// Whether a build can have all of the chosen values.
fn is_possible(atoms: &[&Cfg], is_chosen: &dyn Fn(usize) -> bool) -> bool {
    let chosen: Vec<&Cfg> =
        atoms.iter().enumerate().filter(|(at, _)| is_chosen(*at)).map(|(_, atom)| *atom).collect();
    chosen
        .iter()
        .enumerate()
        .all(|(at, one)| chosen[at + 1..].iter().all(|it| go_together(one, it)))
}

fn go_together(one: &Cfg, other: &Cfg) -> bool {
    match (one, other) {
        (Cfg::KeyPair(key, a), Cfg::KeyPair(other, b)) => {
            key != other || a == b || !SINGLE.contains(&key.as_str())
        }
        (Cfg::Name(name), Cfg::Name(other)) => {
            !matches!((name.as_str(), other.as_str()), ("unix", "windows") | ("windows", "unix"))
        }
        (Cfg::Name(name), Cfg::KeyPair(key, os)) | (Cfg::KeyPair(key, os), Cfg::Name(name)) => {
            let is_windows = key.as_str() == "target_os" && os == "windows";
            let is_unix = key.as_str() == "target_os" && matches!(&**os, "linux" | "macos");
            match name.as_str() {
                "unix" => !is_windows,
                "windows" => !is_unix,
                _ => true,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exclusive(first: &str, second: &str) -> bool {
        exclude_each_other(&[first.to_owned()], &[second.to_owned()])
    }

    #[test]
    fn what_no_build_has_together() {
        for (first, second) in [
            ("unix", "not(unix)"),
            ("unix", "windows"),
            ("target_os = \"linux\"", "target_os = \"macos\""),
            ("target_os = \"linux\"", "windows"),
            ("feature = \"a\"", "all(not(feature = \"a\"), unix)"),
            ("any(a, b)", "all(not(a), not(b))"),
        ] {
            assert!(exclusive(first, second) && exclusive(second, first), "{first} {second}");
        }
        for (first, second) in [
            ("unix", "unix"),
            ("unix", "feature = \"a\""),
            ("feature = \"a\"", "feature = \"b\""),
            ("any(unix, windows)", "windows"),
            ("version(\"1.90\")", "not(version(\"1.90\"))"),
        ] {
            assert!(!exclusive(first, second), "{first} {second}");
        }
        assert!(!exclude_each_other(&[], &[]));
    }
}
