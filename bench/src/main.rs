//! Measures ffi-guard beside its peers, and writes `docs/benchmarks.md`.
//!
//! `cargo run --release -p ffi-guard-bench` measures everything, which takes about twenty minutes; with `--quick`
//! less of it is measured, in a minute or two, and the report is written below the target directory instead. The results
//! of each section are kept there too: `--only bytes,calls` measures these sections anew and writes the report of all.
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

/// Measures ffi-guard beside its peers, and writes the report.
#[derive(Debug, Parser)]
#[command(name = "ffi-guard-bench")]
struct Options {
    /// Measure less, in a minute or two, and leave the report of the book alone
    #[arg(long)]
    quick: bool,
    /// Measure these sections only; the report shows the others as they were measured last
    #[arg(long, value_delimiter = ',', value_name = "SECTION")]
    only: Vec<String>,
    /// Measure nothing, and write the report of what was measured last
    #[arg(long, conflicts_with = "only")]
    report: bool,
    /// The folder of the report, if not that of the book
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

/// How many processes may want to run beside this one: more of them make the times of calls unsteady.
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
