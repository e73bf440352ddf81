//! Version scripts for the linkers of ELF.

use super::list::ExportList;
use super::name::quoted;
use crate::failure::Failure;
use std::collections::BTreeMap;
use std::fmt::Write;

/// The numbers of a release, for comparison.
type Numbers = Vec<u32>;

/// Returns the script: one node without a name if no symbol has a release; else a node for each release, which inherits from
/// the one before, and `prefix` as the first, for the symbols without one.
pub(super) fn text(list: &ExportList, prefix: &str) -> Result<String, Failure> {
    let mut nodes: BTreeMap<Numbers, (String, Vec<&str>)> = BTreeMap::new();
    for (symbol, listed) in &list.symbols {
        let (numbers, name) = match &listed.since {
            Some(since) => (numbers(since), format!("{prefix}_{since}")),
            None => (Numbers::new(), prefix.to_owned()),
        };
        let (known, symbols) = nodes.entry(numbers).or_insert_with(|| (name.clone(), Vec::new()));
        if *known != name {
            return Err(two_spellings(known, &name));
        }
        symbols.push(symbol);
    }
    if nodes.keys().all(Vec::is_empty) {
        // Linkers accept a node without a name only if it is the only one.
        nodes.values_mut().for_each(|(name, _)| name.clear());
        nodes.entry(Numbers::new()).or_default();
    } else {
        check_prefix(prefix)?;
    }
    let (mut text, mut before) = (String::new(), String::new());
    for (name, symbols) in nodes.values() {
        node(&mut text, name, symbols, &before);
        before = format!(" {name}");
    }
    Ok(text)
}

fn node(text: &mut String, name: &str, symbols: &[&str], before: &str) {
    let space = if name.is_empty() { "" } else { " " };
    let _ = writeln!(text, "{name}{space}{{");
    if !symbols.is_empty() {
        text.push_str("    global:\n");
    }
    for symbol in symbols {
        let _ = writeln!(text, "        {};", quoted(symbol));
    }
    // One node hides all others.
    if before.is_empty() {
        text.push_str("    local:\n        *;\n");
    }
    let _ = writeln!(text, "}}{before};");
}

/// `1.2` and `1.2.0` are one release.
fn numbers(since: &str) -> Numbers {
    let mut numbers: Numbers = since.split('.').filter_map(|number| number.parse().ok()).collect();
    numbers.resize(3, 0);
    numbers
}

fn two_spellings(one: &str, other: &str) -> Failure {
    let what = format!("`{one}` and `{other}` are versions of the same release");
    Failure::new(what, "write the release in the same way in each `since`")
}

/// Rejects a prefix that cannot begin the name of a version.
fn check_prefix(prefix: &str) -> Result<(), Failure> {
    let is_start = |c: char| c == '_' || c.is_ascii_alphabetic();
    let is_part = |c: char| is_start(c) || c == '.' || c.is_ascii_digit();
    if prefix.starts_with(is_start) && prefix.chars().all(is_part) {
        return Ok(());
    }
    let what = format!("`{prefix}` cannot begin the name of a symbol version");
    Err(Failure::new(
        what,
        "pass --version-prefix with letters, digits, `_` and `.`, a letter first",
    ))
}
