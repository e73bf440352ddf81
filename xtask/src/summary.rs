//! The time of each step, printed when the run ends.

use std::collections::BTreeSet;
use std::time::Instant;

use anyhow::{Context, Result, ensure};

use crate::ci::Ci;
use crate::step::Step;

/// The outcome of the steps that ran.
#[derive(Debug, Default)]
pub(crate) struct Summary {
    passed: Vec<Passed>,
    failed: Option<&'static str>,
}

#[derive(Debug)]
struct Passed {
    name: &'static str,
    /// Seconds on the clock.
    elapsed: u64,
    /// Seconds of the processors, in all child processes.
    cpu: i64,
}

impl Summary {
    /// Runs a step and records its outcome.
    pub(crate) fn run(&mut self, ci: &Ci, step: &Step) -> Result<()> {
        println!("\n==== {} ====", step.name);
        let (begin, cpu, skipped) = (Instant::now(), children_cpu(), ci.skipped()?.len());
        self.failed = Some(step.name);
        (step.run)(ci).with_context(|| format!("the step `{}` failed", step.name))?;
        let skipped = ci.skipped()?.len() - skipped;
        ensure!(
            skipped == 0 || !step.required || !ci.strict,
            "the step `{}` is required and {skipped} part(s) of it were skipped",
            step.name
        );
        self.failed = None;
        let elapsed = begin.elapsed().as_secs();
        self.passed.push(Passed { name: step.name, elapsed, cpu: children_cpu() - cpu });
        Ok(())
    }

    pub(crate) fn print(&self, skipped: &[String]) {
        println!("\n==== summary ====");
        for Passed { name, elapsed, cpu } in &self.passed {
            println!("passed:  {name:<20} {elapsed:>5} s {cpu:>6} CPU s");
        }
        let (elapsed, cpu) =
            self.passed.iter().fold((0, 0), |sum, step| (sum.0 + step.elapsed, sum.1 + step.cpu));
        println!("total:   {:<20} {elapsed:>5} s {cpu:>6} CPU s", "");
        let skipped: BTreeSet<_> = skipped.iter().collect();
        skipped.iter().for_each(|line| println!("{line}"));
        if let Some(name) = self.failed {
            println!("FAILED:  {name} (the steps after it did not run)");
        }
    }
}

/// Returns the CPU seconds of all child processes that have ended.
#[cfg(unix)]
fn children_cpu() -> i64 {
    use nix::sys::resource::{UsageWho, getrusage};
    getrusage(UsageWho::RUSAGE_CHILDREN)
        .map_or(0, |usage| usage.user_time().tv_sec() + usage.system_time().tv_sec())
}

/// Windows does not count them.
#[cfg(not(unix))]
fn children_cpu() -> i64 {
    0
}

#[cfg(test)]
mod tests {
    use super::Summary;
    use crate::ci::Ci;
    use crate::step::Step;

    const SKIPPING: Step =
        Step::host("skipping", "", |ci| ci.skip("a part", "its tool is missing"));

    #[test]
    fn a_strict_run_fails_if_a_required_step_skips_a_part() {
        let mut ci = Ci::new().unwrap();
        ci.strict = true;
        let mut summary = Summary::default();
        assert!(summary.run(&ci, &SKIPPING.optional()).is_ok());
        let error = summary.run(&ci, &SKIPPING).expect_err("the same part was skipped before");
        assert!(error.to_string().contains("1 part(s) of it were skipped"), "{error}");
        ci.strict = false;
        assert!(summary.run(&ci, &SKIPPING).is_ok());
    }
}
