//! A new library, or the files that an existing one lacks.
//!
//! `names` decides the names, `template` has the texts, `manifest` adds to Cargo.toml, `state` looks at what is there, and
//! `plan` lists and writes what is missing. No file that exists is replaced.

mod manifest;
mod names;
mod plan;
mod state;
mod template;

use crate::cli;
use crate::failure::Failure;
use crate::workspace::{CargoError, not_started};
use manifest::Manifest;
use plan::Plan;
use state::{Library, State, is_root};
use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode};
use template::Names;
use toml_edit::{InlineTable, Value};

/// Creates a package with `cargo new`, and makes it a library for C.
///
/// # Errors
///
/// If the directory exists; if the names are refused; if cargo refuses the package; if a file cannot be written.
pub fn create(options: &cli::New) -> Result<ExitCode, Failure> {
    let path = &options.path;
    let of_path = || path.file_name().and_then(|name| name.to_str()).map(str::to_owned);
    let package = options.name.clone().or_else(of_path).ok_or_else(|| {
        Failure::at(path, "the path has no name for the package", "name it with --name NAME")
    })?;
    let prefix = prefix(&options.contents, &package)?;
    if path.exists() {
        let next = format!("add what is missing with `cargo ffi-guard init {}`", path.display());
        return Err(Failure::at(path, "it exists already", next));
    }
    let runtime = runtime(&options.contents)?;
    cargo_new(path, &package)?;
    let is_root = is_root(path)?;
    let root = path.join("src/lib.rs");
    fs::remove_file(&root).map_err(|error| {
        Failure::at(&root, format!("the sample of cargo cannot be removed: {error}"), "remove it")
    })?;
    let names = Names { package, library: prefix.clone(), prefix };
    let library = Library { names, state: State::Missing, is_root };
    let plan = Plan::new(path, library, &options.contents, runtime)?;
    plan.write()?;
    plan.print_next(path)?;
    Ok(ExitCode::SUCCESS)
}

/// Adds what the package lacks, and lists it.
///
/// # Errors
///
/// If the directory has no package; if its names are refused; if its sources cannot be read; if a file cannot be written.
pub fn init(options: &cli::Init) -> Result<ExitCode, Failure> {
    let path = &options.path;
    let manifest = Manifest::read(path)?;
    let (package, library) = (manifest.package().to_owned(), manifest.library());
    let state = State::of(path, &manifest)?;
    let prefix = match &state {
        State::Ready { prefix } => own_prefix(&options.contents, prefix)?,
        _ => prefix(&options.contents, &library)?,
    };
    let names = Names { package, library, prefix };
    let library = Library { names, state, is_root: is_root(path)? };
    let plan = Plan::new(path, library, &options.contents, runtime(&options.contents)?)?;
    plan.print()?;
    if options.dry_run {
        return Ok(ExitCode::SUCCESS);
    }
    plan.write()?;
    plan.print_next(Path::new("."))?;
    Ok(ExitCode::SUCCESS)
}

fn prefix(contents: &cli::Contents, package: &str) -> Result<String, Failure> {
    match &contents.prefix {
        Some(prefix) => names::check(prefix).map(|()| prefix.clone()),
        None => names::prefix_of(package),
    }
}

/// Returns the prefix that the sources name, unless the options ask for another one.
fn own_prefix(contents: &cli::Contents, own: &str) -> Result<String, Failure> {
    match &contents.prefix {
        Some(other) if other != own => {
            let what = format!("`ffi_library!` names the prefix `{own}`, and --prefix `{other}`");
            Err(Failure::new(what, "leave out --prefix, or change it in the sources first"))
        }
        _ => Ok(own.to_owned()),
    }
}

/// Returns the right-hand side of the dependency on the runtime.
fn runtime(contents: &cli::Contents) -> Result<Value, Failure> {
    let Some(path) = &contents.runtime_path else { return Ok(env!("CARGO_PKG_VERSION").into()) };
    let found = path.canonicalize().ok().filter(|path| path.join("Cargo.toml").is_file());
    let found = found.ok_or_else(|| {
        Failure::at(path, "there is no package", "name the directory of ffi-guard-runtime")
    })?;
    let found = found.to_str().ok_or_else(|| {
        Failure::at(path, "the path is not UTF-8, as a manifest must be", "move the directory")
    })?;
    let path = found.strip_prefix(r"\\?\").unwrap_or(found);
    Ok(Value::InlineTable(InlineTable::from_iter([("path", path)])))
}

fn cargo_new(path: &Path, package: &str) -> Result<(), Failure> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    let mut command = Command::new(&cargo);
    command.args(["new", "--quiet", "--lib", "--edition", "2024", "--name", package]).arg(path);
    let output = command.output().map_err(|error| not_started("cargo", &error))?;
    if output.status.success() {
        return Ok(());
    }
    let error = CargoError::read(&String::from_utf8_lossy(&output.stderr)).failure();
    Err(Failure::new(error.what(), "choose another name: --name NAME"))
}
