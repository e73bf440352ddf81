//! The program: arguments, command, report, exit status.
#![forbid(unsafe_code)]

use cargo_ffi_guard::cli::{self, Command};
use cargo_ffi_guard::failure::Failure;
use cargo_ffi_guard::report::{self, Format, Report};
use cargo_ffi_guard::{abi, audit, check, exports, fix, header, new};
use std::process::ExitCode;

fn main() -> ExitCode {
    let command = match cli::parse(std::env::args_os()) {
        Ok(command) => command,
        Err(usage) => usage.exit(),
    };
    run(&command).unwrap_or_else(|failure| {
        failure.print();
        ExitCode::from(2)
    })
}

fn run(command: &Command) -> Result<ExitCode, Failure> {
    match command {
        Command::New(options) => new::create(options),
        Command::Init(options) => new::init(options),
        Command::Check(options) => finish(&check::run(options)?, options.format),
        Command::Audit(options) => finish(&audit::run(options)?, options.format),
        Command::Fix(options) => fix::run(options)?.finish(),
        Command::Header(options) => header::run(options),
        Command::Abi(options) => abi::run(options),
        Command::Exports(options) => exports::run(options),
        Command::Completions { shell } => {
            Failure::unless_written(cli::completions(*shell, &mut report::stdout()))?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Man => {
            Failure::unless_written(cli::manual(&mut report::stdout()))?;
            Ok(ExitCode::SUCCESS)
        }
    }
}

fn finish(report: &Report, format: Format) -> Result<ExitCode, Failure> {
    Failure::unless_written(report::write(report, format, &mut report::stdout()))?;
    if let Some(failure) = &report.failure {
        return Err(failure.clone());
    }
    Ok(ExitCode::from(u8::from(!report.is_clean())))
}
