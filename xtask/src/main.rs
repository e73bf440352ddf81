//! Runs the steps of CI.
//!
//! `cargo xtask STEP` runs one of them, `cargo xtask --group host` all that are required before a merge, and
//! `cargo xtask --list` lists them.
#![forbid(unsafe_code)]

mod ci;
mod parallel;
mod platform;
mod report;
mod step;
mod steps;
mod summary;
#[cfg(test)]
mod workflows;

use std::process::ExitCode;

use anyhow::Result;
use clap::Parser;
use clap::builder::PossibleValuesParser;

use crate::ci::Ci;
use crate::step::{Group, Step};
use crate::steps::STEPS;
use crate::summary::Summary;

/// Runs the steps of CI.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Options {
    /// The steps to run, in this order; `--list` shows them
    #[arg(
        value_name = "STEP",
        value_parser = PossibleValuesParser::new(STEPS.iter().map(|step| step.name)),
        hide_possible_values = true,
        required_unless_present_any = ["group", "list"]
    )]
    steps: Vec<String>,
    /// Run all steps of a group, in the order of the list
    #[arg(long, conflicts_with = "steps")]
    group: Option<Group>,
    /// List the steps
    #[arg(long)]
    list: bool,
}

impl Options {
    fn steps(&self) -> Vec<&'static Step> {
        match self.group {
            Some(group) => STEPS.iter().filter(|step| step.group == group).collect(),
            None => self.steps.iter().flat_map(|name| steps::named(name)).collect(),
        }
    }
}

fn main() -> ExitCode {
    let options = Options::parse();
    if options.list {
        steps::list();
        return ExitCode::SUCCESS;
    }
    match run(&options.steps()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Runs the steps until one fails, and prints the summary.
fn run(steps: &[&Step]) -> Result<()> {
    let ci = Ci::new()?;
    let mut summary = Summary::default();
    let result = steps.iter().try_for_each(|step| summary.run(&ci, step));
    summary.print(&ci.skipped()?);
    result
}
