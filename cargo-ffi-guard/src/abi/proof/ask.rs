//! Asks the compiler: which conditions hold, and what the header has where one does not.

use super::checks::{Check, Said};
use super::classes::Difference;
use super::compiler::{CHECKS, Compiler};
use super::{Finding, Proof};
use crate::failure::Failure;
use std::collections::{BTreeMap, BTreeSet};

/// Decides whether conditions hold. Each is compiled twice, as it is and negated: it holds only if the compiler accepts the
/// first and finds the second to be false. So a condition that the compiler skips does not count.
pub(super) fn holds(
    source: &str,
    conditions: &[String],
    compiler: &Compiler,
) -> Result<Vec<bool>, Failure> {
    let lines: String = conditions
        .iter()
        .map(|it| format!("_Static_assert({it}, \"\");\n_Static_assert(!({it}), \"\");\n"))
        .collect();
    let messages = compiler.compile(&with_checks(source, &lines))?;
    let errors = messages.iter().filter(|message| message.is_error);
    let rejected: BTreeSet<usize> = errors.clone().map(|message| message.line).collect();
    let is_false = errors.filter(|it| it.text.contains("assert") && it.text.contains("failed"));
    let is_false: BTreeSet<usize> = is_false.map(|message| message.line).collect();
    let holds = |at: usize| !rejected.contains(&(2 * at + 1)) && is_false.contains(&(2 * at + 2));
    Ok((0..conditions.len()).map(holds).collect())
}

/// Reports the checks that do not hold, with what the header has.
pub(super) fn report(
    source: &str,
    checks: &[Check],
    compiler: &Compiler,
    proof: &mut Proof,
) -> Result<(), Failure> {
    let conditions: Vec<_> = checks.iter().map(|check| check.condition.clone()).collect();
    let holds_ = holds(source, &conditions, compiler)?;
    let failed: Vec<&Check> =
        checks.iter().zip(holds_).filter(|(_, holds)| !holds).map(|(check, _)| check).collect();
    if failed.is_empty() {
        return Ok(());
    }
    let understood = failed.iter().map(|check| match &check.header {
        Said::Number(_) => "1".to_owned(),
        Said::Type { understood, .. } => understood.clone(),
    });
    let understood = holds(source, &understood.collect::<Vec<_>>(), compiler)?;
    let numbers = numbers(source, &failed, compiler)?;
    for (index, (check, understood)) in failed.iter().zip(understood).enumerate() {
        let (header, difference) = match &check.header {
            Said::Number(_) => (numbers.get(&index).cloned(), Difference::Class),
            Said::Type { text, difference, .. } if understood => (Some(text.clone()), *difference),
            Said::Type { text, .. } => (Some(text.clone()), Difference::Class),
        };
        let header = header.unwrap_or_else(|| "another value".to_owned());
        let Check { place, subject, library, .. } = check;
        let what = format!("{subject}: the header has {header}, the library {library}");
        let findings = match difference {
            Difference::Class => &mut proof.errors,
            Difference::Spelling => &mut proof.spellings,
        };
        findings.push(Finding { place: place.clone(), what });
    }
    Ok(())
}

/// Lets the compiler compute numbers: it names the type that no choice fits, and the length of an array in it.
fn numbers(
    source: &str,
    failed: &[&Check],
    compiler: &Compiler,
) -> Result<BTreeMap<usize, String>, Failure> {
    let line = |check: &&Check| match &check.header {
        Said::Number(number) => {
            let length = format!("({number}) < 0 ? 2 * -({number}) : 2 * ({number}) + 1");
            format!("_Static_assert(_Generic((char (*)[{length}])0, int: 1), \"\");\n")
        }
        Said::Type { .. } => "\n".to_owned(),
    };
    let lines: String = failed.iter().map(line).collect();
    let messages = compiler.compile(&with_checks(source, &lines))?;
    let numbers = messages.iter().filter_map(|message| {
        let (_, rest) = message.text.split_once("char (*)[")?;
        let length: i128 = rest.split_once(']')?.0.parse().ok()?;
        let number = if length % 2 == 0 { -(length / 2) } else { length / 2 };
        Some((message.line.checked_sub(1)?, number.to_string()))
    });
    Ok(numbers.collect())
}

fn with_checks(source: &str, lines: &str) -> String {
    format!("{source}#line 1 \"{CHECKS}\"\n{lines}")
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_condition_holds_only_if_the_compiler_has_evaluated_it() {
        let compiler = Compiler::find(None).expect("a C compiler");
        let conditions = ["1 == 1", "1 == 2", "absent == 1", "absent == 1"].map(str::to_owned);
        let found = holds("", &conditions, &compiler).expect("an answer");
        assert_eq!(found, [true, false, false, false]);
        let header = "#define _Static_assert(condition, text) struct nothing\n";
        let found = holds(header, &conditions, &compiler).expect("an answer");
        assert_eq!(found, [false; 4]);
    }
}
