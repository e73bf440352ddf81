//! The command line.

mod abi;
mod audit;
mod build_flags;
mod check;
mod described;
mod exports;
mod fix;
mod header;
mod new;
mod selection;

pub use abi::{Abi, AbiCommand, AbiDiff, AbiFormat};
pub use audit::Audit;
pub use build_flags::BuildFlags;
pub use check::Check;
pub use described::Described;
pub use exports::{Exports, ExportsFormat};
pub use fix::Fix;
pub use header::Header;
pub use new::{Contents, Init, New};
pub use selection::Selection;

use clap::{CommandFactory, Parser, Subcommand};
use clap_complete::Shell;
use std::ffi::OsString;
use std::io::{self, Write};

const EXIT_STATUS: &str = "\
Exit status of check and audit:
  0  every exported function is guarded, or allowed with a reason
  1  an exported function is neither, or no guard works in a profile; with `--strict` also: an export may be missing;
     with `--static`, a symbol is certain to clash
  2  the command could not do its work, `check` could not read a file, or a C library shows no export; the message says
     what to do";

/// Shows which exported C functions of a Rust library are guarded against panics.
#[derive(Debug, Parser)]
#[command(name = "cargo-ffi-guard", bin_name = "cargo ffi-guard", version, after_help = EXIT_STATUS)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

/// A subcommand.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Creates a library: handle, error codes, header, programs in C and C++, tests, workflow.
    New(New),
    /// Adds to a package what it lacks as a library for C.
    Init(Init),
    /// Reads the sources of a workspace and lists every exported function.
    Check(Check),
    /// Compares what a built library exports with the records that the guards left in it.
    Audit(Audit),
    /// Puts `#[ffi_export]` on every exported function that is not guarded.
    Fix(Fix),
    /// Writes the C header of a library, or checks that it is up to date.
    Header(Header),
    /// Prints the ABI of a library, as the compiler resolved it, or compares it with a lock.
    Abi(Abi),
    /// Writes the list of exported symbols of a library, for the linker.
    Exports(Exports),
    /// Prints a completion script for a shell.
    #[command(after_help = "\
Example:
  cargo ffi-guard completions bash > ~/.local/share/bash-completion/completions/cargo-ffi-guard")]
    Completions {
        /// The shell.
        shell: Shell,
    },
    /// Prints the manual page, in roff.
    #[command(after_help = "\
Example:
  cargo ffi-guard man > ~/.local/share/man/man1/cargo-ffi-guard.1")]
    Man,
}

/// The command that these arguments ask for, the program's own name first.
///
/// Cargo calls `cargo-ffi-guard ffi-guard check`, a person may call `cargo-ffi-guard check`: both are understood.
///
/// # Errors
///
/// A wrong call, or one for `--help` or `--version`; [`clap::Error::exit`] shows it and ends the process.
///
/// ```
/// use cargo_ffi_guard::cli::{self, Command};
///
/// let by_cargo = cli::parse(["cargo-ffi-guard", "ffi-guard", "audit", "libshape.so"].map(Into::into))?;
/// assert!(matches!(by_cargo, Command::Audit(_)));
/// let by_hand = cli::parse(["cargo-ffi-guard", "audit", "libshape.so"].map(Into::into))?;
/// assert!(matches!(by_hand, Command::Audit(_)));
/// # Ok::<(), clap::Error>(())
/// ```
pub fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Command, clap::Error> {
    let arguments = arguments.into_iter().enumerate();
    let own = arguments.filter(|(at, argument)| !(*at == 1 && argument == "ffi-guard"));
    Arguments::try_parse_from(own.map(|(_, argument)| argument)).map(|arguments| arguments.command)
}

/// Writes the completion script of a shell.
///
/// # Errors
///
/// What `out` reports.
pub fn completions(shell: Shell, out: &mut dyn Write) -> io::Result<()> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "cargo-ffi-guard", &mut script);
    out.write_all(&script)
}

/// Writes the manual page, all subcommands one after the other.
///
/// # Errors
///
/// What `out` reports.
pub fn manual(out: &mut dyn Write) -> io::Result<()> {
    let mut command = Arguments::command();
    command.build();
    clap_mangen::Man::new(command.clone()).render(out)?;
    subcommands(&command, "", out)
}

/// Writes the sections of the subcommands of a command, and of theirs.
fn subcommands(command: &clap::Command, parent: &str, out: &mut dyn Write) -> io::Result<()> {
    for subcommand in command.get_subcommands().filter(|command| command.get_name() != "help") {
        let page = clap_mangen::Man::new(subcommand.clone());
        let title = format!("{parent}{}", subcommand.get_name().to_uppercase());
        writeln!(out, ".SH {title}")?;
        page.render_synopsis_section(out)?;
        page.render_description_section(out)?;
        page.render_options_section(out)?;
        subcommands(subcommand, &format!("{title} "), out)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn definitions_are_consistent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn the_manual_has_nested_subcommands() {
        let mut page = Vec::new();
        manual(&mut page).expect("the manual");
        let page = String::from_utf8(page).expect("text");
        assert!(page.contains("\n.SH ABI DIFF\n"), "{page}");
        assert!(!page.contains("HELP\n"), "{page}");
    }
}
