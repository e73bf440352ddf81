//! Compares ffi-guard with other libraries, and writes `docs/benchmarks.md`.
//!
//! `cargo run --release -p ffi-guard-bench` measures everything in about twenty minutes. With `--quick` it measures less, in
//! a minute or two, and writes the report below the target directory. The results of each section are kept there too:
//! `--only bytes,calls` measures these sections again and writes the report of all sections.
#![forbid(unsafe_code)]

mod cargo;
mod chart;
mod compare;
mod machine;
mod measure;
mod page;
mod plan;
mod programs;
mod reasons;
mod samples;
mod section;
mod stats;
mod store;
mod subject;
mod table;
mod theme;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;

use crate::plan::{Plan, SECTIONS};

/// Compares ffi-guard with other libraries, and writes the report.
#[derive(Debug, Parser)]
#[command(name = "ffi-guard-bench")]
struct Options {
    /// Measure less, in a minute or two, and do not write the report of the book
    #[arg(long)]
    quick: bool,
    /// Measure these sections only; the report has the latest results of the others
    #[arg(long, value_delimiter = ',', value_name = "SECTION")]
    only: Vec<String>,
    /// Measure nothing, and write the report from the latest results
    #[arg(long, conflicts_with = "only")]
    report: bool,
    /// Write the report into this folder instead of the book
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
    /// List the sections
    #[arg(long)]
    list: bool,
}

fn main() -> ExitCode {
    let options = Options::parse();
    if options.list {
        SECTIONS.iter().for_each(|section| println!("{:<13} {}", section.name, section.what));
        return ExitCode::SUCCESS;
    }
    match run(&options) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

/// The highest load average at which the times of calls are steady.
const QUIET: f64 = 0.5;

fn run(options: &Options) -> Result<(), String> {
    let plan = Plan::new(options.quick);
    let chosen = plan::choose(&options.only)?;
    let sections = if options.report { &[][..] } else { &chosen };
    if !sections.is_empty() && machine::load() > QUIET {
        eprintln!("the machine is busy (load {:.1}): times will be unsteady", machine::load());
    }
    for (number, section) in sections.iter().enumerate() {
        eprintln!("[{}/{}] {}: {}", number + 1, sections.len(), section.name, section.what);
        store::save(&plan, &section.run(&plan)?)?;
    }
    let measured = store::load_all(&plan)?;
    for section in &measured {
        println!("{}", page::tables(section));
    }
    let folder = options.out.clone().unwrap_or_else(|| plan.folder());
    let written = page::write(&folder, &measured, &plan)?;
    eprintln!("written: {}", written.display());
    Ok(())
}
