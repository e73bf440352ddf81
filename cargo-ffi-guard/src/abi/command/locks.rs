//! `abi --lock`, `abi --check` and `abi diff`.

use super::report::Report;
use crate::abi::compare::{
    Change, Class, Compared, Step, Uses, compare, lowered, not_raised, takes,
};
use crate::abi::lock::Lock;
use crate::abi::model::DataModel;
use crate::checked_file::print;
use crate::cli::{self, AbiFormat};
use crate::failure::Failure;
use cargo_metadata::semver::Version;
use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::Path;
use std::process::ExitCode;

const RENEW: &str = "cargo ffi-guard abi --lock FILE";

/// Reads a lock.
pub(super) fn read(path: &Path) -> Result<Lock, Failure> {
    let text = fs::read_to_string(path).map_err(|error| match error.kind() {
        ErrorKind::NotFound => Failure::at(
            path,
            "the file does not exist",
            "write it with `cargo ffi-guard abi --lock FILE`",
        ),
        _ => unopened(path, &error),
    })?;
    Lock::parse(&text).map_err(|unreadable| unreadable.at(path))
}

/// Reads a lock. `None` if the file does not exist.
pub(super) fn read_if_exists(path: &Path) -> Result<Option<Lock>, Failure> {
    if path.exists() { read(path).map(Some) } else { Ok(None) }
}

/// Writes a lock in the place of an old one.
pub(super) fn write(path: &Path, old: Option<&Lock>, mut new: Lock) -> Result<ExitCode, Failure> {
    if let Some(old) = old {
        if let Some(what) = compare(old, &new).unrecorded {
            let raise = "if it changed for C, raise `epoch` by hand";
            let mut stderr = anstream::stderr();
            let _ = writeln!(stderr, "note: {} did not record {what}: {raise}", path.display());
        }
        let next = "a lock with the greatest epoch or revision cannot be renewed";
        new.replace(old).map_err(|what| Failure::at(path, what, next))?;
    }
    let text = new.text().map_err(|what| Failure::at(path, what, "report it with the lock"))?;
    fs::write(path, text).map_err(|error| unopened(path, &error))?;
    Ok(ExitCode::SUCCESS)
}

fn unopened(path: &Path, error: &io::Error) -> Failure {
    Failure::at(path, error.to_string(), "check the path and its permissions")
}

/// Compares the ABI of a library with a lock.
pub(super) fn check(
    options: &cli::Abi,
    path: &Path,
    lock: &Lock,
    new: &Lock,
) -> Result<ExitCode, Failure> {
    let model = *new.layouts.keys().next().unwrap_or(&DataModel::LP64);
    let renew = format!("cargo ffi-guard abi --lock {}", path.display());
    if !lock.layouts.contains_key(&model) {
        return Err(incomplete(path, &format!("layouts for {model:?}"), &renew));
    }
    let mut compared = compare(lock, new);
    refuse_missing(path, &compared, &renew)?;
    let versions = (version(path, lock)?, version(path, new)?);
    let (is_fine, outcome) = if options.require_version {
        required(path, &versions, compared.class())?
    } else {
        if lock.version != new.version && new.version.is_some() {
            compared.changes.push(new_version(lock, new));
        }
        match compared.class() {
            None => {
                let records = as_recorded(&compared);
                (true, format!("{} is up to date for {model:?}{records}", path.display()))
            }
            Some(_) => (false, format!("{} is stale: renew it with `{renew}`", path.display())),
        }
    };
    let not_compared = not_compared(new, &compared, &renew);
    let report = Report::new(compared, versions.0.as_ref(), not_compared, outcome);
    finish(&report, options.format, is_fine)
}

/// Compares two locks.
pub(super) fn diff(options: &cli::AbiDiff) -> Result<ExitCode, Failure> {
    let (old, new) = (read(&options.old)?, read(&options.new)?);
    if !old.layouts.keys().any(|model| new.layouts.contains_key(model)) {
        let what = format!("it has no data model in common with {}", options.old.display());
        return Err(Failure::at(
            &options.new,
            what,
            "write both locks for one data model: `--target` chooses it",
        ));
    }
    let mut compared = compare(&old, &new);
    refuse_missing(&options.new, &compared, RENEW)?;
    let not_raised = not_raised(&old, &new, &compared);
    add_models(&old, &new, &mut compared);
    if old.version != new.version {
        compared.changes.push(new_version(&old, &new));
    }
    compared.changes.extend(lowered(&old, &new));
    let class = compared.class();
    let outcome = match (class, not_raised) {
        (None, _) => format!("the ABI is the same{}", as_recorded(&compared)),
        (Some(class), None) => format!("the worst change is {class}"),
        (Some(class), Some(what)) => format!("the worst change is {class}; {what}"),
    };
    let version = version(&options.old, &old)?;
    let not_compared = not_compared(&new, &compared, RENEW);
    let report = Report::new(compared, version.as_ref(), not_compared, outcome);
    finish(&report, options.format, class < Some(Class::SourceBreaking))
}

fn finish(report: &Report, format: AbiFormat, is_fine: bool) -> Result<ExitCode, Failure> {
    print(&match format {
        AbiFormat::Text => report.text(),
        AbiFormat::Json => report.json(),
    })?;
    Ok(if is_fine { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Returns the restriction of an outcome without a change.
fn as_recorded(compared: &Compared) -> &'static str {
    if compared.unrecorded.is_some() { ", as far as it is recorded" } else { "" }
}

/// Returns whether the version of the package takes the step, and the outcome in words.
fn required(
    path: &Path,
    versions: &(Option<Version>, Option<Version>),
    class: Option<Class>,
) -> Result<(bool, String), Failure> {
    let (Some(old), Some(new)) = versions else {
        let next =
            "write the lock of a package, not of an artifact: `cargo ffi-guard abi --lock FILE`";
        return Err(Failure::at(path, "the lock has no version", next));
    };
    let takes = takes(class, old, new);
    let message = match class {
        None if takes => format!("nothing changed since version {old}"),
        None => format!("version {new} is lower than {old}, the version of the lock"),
        Some(class) if takes => format!("version {new} may have {class} changes since {old}"),
        Some(class) => {
            let raise = match Step::of(class, Some(old)).version {
                Some(lowest) => format!("raise it to {lowest} or later"),
                None => "no version is high enough".to_owned(),
            };
            format!("version {new} may not have {class} changes since {old}: {raise}")
        }
    };
    Ok((takes, message))
}

fn version(path: &Path, lock: &Lock) -> Result<Option<Version>, Failure> {
    let Some(text) = &lock.version else { return Ok(None) };
    Version::parse(text).map(Some).map_err(|error| {
        let what = format!("`{text}` is not a version: {error}");
        Failure::at(path, what, "write it as in Cargo.toml: `version = \"1.2.3\"`")
    })
}

fn new_version(old: &Lock, new: &Lock) -> Change {
    let text = |it: &Lock| it.version.clone().unwrap_or_else(|| "none".to_owned());
    let why = "the version of the package changed";
    Change::between(Class::Compatible, "version", text(old), text(new), why)
}

/// Adds the data models that only one lock has.
fn add_models(old: &Lock, new: &Lock, compared: &mut Compared) {
    let change = |class, model, why| Change::new(class, format!("data model {model:?}"), why);
    for model in old.layouts.keys().filter(|it| !new.layouts.contains_key(it)) {
        compared
            .changes
            .insert(0, change(Class::Breaking, model, "removed: its layouts are unknown"));
    }
    for model in new.layouts.keys().filter(|it| !old.layouts.contains_key(it)) {
        compared.changes.push(change(Class::Additive, model, "added"));
    }
}

fn refuse_missing(path: &Path, compared: &Compared, renew: &str) -> Result<(), Failure> {
    match compared.missing.as_slice() {
        [] => Ok(()),
        [first, ..] => {
            let what = format!("layout of `{}` for {:?}", first.name, first.model);
            Err(incomplete(path, &what, renew))
        }
    }
}

fn incomplete(path: &Path, what: &str, renew: &str) -> Failure {
    let next = format!("add it with `{renew} --target TRIPLE`, for a target of this data model");
    Failure::at(path, format!("the lock has no {what}, so they cannot be compared"), next)
}

/// Returns a sentence for each type without a description, and one if a lock is older than the contracts.
fn not_compared(lock: &Lock, compared: &Compared, renew: &str) -> Vec<String> {
    let uses = Uses::of(lock);
    let kinds = lock.kinds();
    let unknown = uses.names().filter(|it| !kinds.contains_key(*it));
    let unknown = unknown.map(|name| match lock.has_layout(name) {
        true => {
            format!("only the size and alignment of `{name}` are compared: it has no description")
        }
        false => format!("`{name}` is compared by its name only: it has no description"),
    });
    let unrecorded = compared.unrecorded.iter().map(|what| {
        format!(
            "the lock does not record {what}, so that is not compared; write it anew with `{renew}`"
        )
    });
    unknown.chain(unrecorded).collect()
}
