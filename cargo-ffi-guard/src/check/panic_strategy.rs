//! Profiles and flags with `panic = "abort"`: no guard catches a panic in a build with one.

use crate::report::{Note, NoteKind, ReportedPlace};
use crate::sources::relative;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use toml::{Spanned, Value};

/// The profiles of most builds. The profiles for tests and benchmarks always unwind.
const COMMON: [&str; 2] = ["dev", "release"];
const UNWINDS: [&str; 2] = ["test", "bench"];

/// The parts of a manifest or of cargo's configuration that choose the strategy.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Settings {
    profile: BTreeMap<String, Profile>,
    build: Flags,
    target: BTreeMap<String, Value>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Profile {
    panic: Option<Spanned<Value>>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Flags {
    rustflags: Option<Value>,
}

/// The environment of the builds.
pub(super) struct Environment {
    /// The directories whose `.cargo/config.toml` applies, the nearest first.
    pub(super) directories: Vec<PathBuf>,
    /// The files of cargo's home directory.
    pub(super) home: Option<PathBuf>,
    pub(super) variables: Vec<(String, String)>,
}

impl Environment {
    /// The environment of a build in this workspace.
    pub(super) fn of_process(root: &Path) -> Self {
        let current = env::current_dir().unwrap_or_else(|_| root.to_owned());
        let start = if current.starts_with(root) { current } else { root.to_owned() };
        let text = |(name, value): (OsString, OsString)| {
            Some((name.into_string().ok()?, value.into_string().ok()?))
        };
        Self {
            directories: start.ancestors().map(|directory| directory.join(".cargo")).collect(),
            home: env::home_dir().map(|home| home.join(".cargo")),
            variables: env::vars_os().filter_map(text).collect(),
        }
    }

    fn variable(&self, name: &str) -> Option<&str> {
        self.variables.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The configuration files, the one with precedence first.
    fn files(&self) -> Vec<PathBuf> {
        let home = self.variable("CARGO_HOME").map(PathBuf::from).or_else(|| self.home.clone());
        let mut files = Vec::new();
        for directory in self.directories.iter().chain(&home) {
            let names = ["config", "config.toml"].map(|name| directory.join(name));
            let file = names.into_iter().find(|file| file.is_file());
            files.extend(file.filter(|file| !files.contains(file)));
        }
        files
    }
}

/// Where a strategy is set.
struct Setting {
    aborts: bool,
    place: Option<ReportedPlace>,
    by: String,
}

/// Returns the notes about a workspace. A note is an error if no guard works in a build that most users make, and there
/// are guards.
pub(super) fn notes(root: &Path, environment: &Environment, has_guards: bool) -> Vec<Note> {
    let mut profiles: BTreeMap<String, Setting> = BTreeMap::new();
    let mut notes = Vec::new();
    // The last one wins.
    let files = environment.files().into_iter().rev();
    for file in [root.join("Cargo.toml")].into_iter().chain(files) {
        let Ok(text) = fs::read_to_string(&file) else { continue };
        let Ok(settings) = toml::from_str::<Settings>(&text) else { continue };
        for (name, profile) in settings.profile {
            let Some(panic) = profile.panic else { continue };
            let place = Some(place(&file, &text, panic.span().start, root));
            let aborts = aborts(panic.get_ref().as_str());
            profiles.insert(name, Setting { aborts, place, by: "it has".to_owned() });
        }
        let targets = settings.target.values().filter_map(|target| target.get("rustflags"));
        for flags in settings.build.rustflags.iter().chain(targets).filter(|it| flags_abort(it)) {
            let at = text.find("panic").filter(|_| !flags.is_table()).unwrap_or_default();
            let what = "no guard catches a panic: `rustflags` has `-C panic=abort`; remove it";
            let place = Some(place(&file, &text, at, root));
            notes.push(Note { place, ..note(what.to_owned(), has_guards) });
        }
    }
    profiles.extend(environment.variables.iter().filter_map(profile_variable));
    notes.extend(environment.variables.iter().filter_map(|variable| flags(variable, has_guards)));
    for (name, Setting { place, by, .. }) in profiles.into_iter().filter(|(_, it)| it.aborts) {
        if UNWINDS.contains(&name.as_str()) {
            continue;
        }
        let what = format!(
            "no guard catches a panic in the profile `{name}`: {by} `panic = \"abort\"`; remove it, or set it to \
             \"unwind\""
        );
        let is_error = has_guards && COMMON.contains(&name.as_str());
        notes.push(Note { place, ..note(what, is_error) });
    }
    notes
}

fn note(what: String, is_error: bool) -> Note {
    Note { kind: NoteKind::PanicAbort, is_error, ..Note::new(what) }
}

/// Whether a value of `panic` keeps guards from catching: `abort`, or `immediate-abort` of nightly compilers.
fn aborts(strategy: Option<&str>) -> bool {
    strategy.is_some_and(|strategy| strategy != "unwind")
}

/// `CARGO_PROFILE_RELEASE_PANIC`.
fn profile_variable((name, value): &(String, String)) -> Option<(String, Setting)> {
    let profile = name.strip_prefix("CARGO_PROFILE_")?.strip_suffix("_PANIC")?;
    let profile = profile.to_lowercase().replace('_', "-");
    let by = format!("the variable {name} sets");
    Some((profile, Setting { aborts: aborts(Some(value)), place: None, by }))
}

/// Reads `RUSTFLAGS` and the variables that replace it.
fn flags((name, value): &(String, String), has_guards: bool) -> Option<Note> {
    let is_target = name.starts_with("CARGO_TARGET_") && name.ends_with("_RUSTFLAGS");
    let is_flags =
        matches!(name.as_str(), "RUSTFLAGS" | "CARGO_ENCODED_RUSTFLAGS" | "CARGO_BUILD_RUSTFLAGS");
    let words = value.split(|c: char| c.is_whitespace() || c == '\u{1f}');
    ((is_flags || is_target) && words_abort(words)).then(|| {
        let what = format!("no guard catches a panic: the variable {name} has `-C panic=abort`");
        note(what, has_guards)
    })
}

fn flags_abort(flags: &Value) -> bool {
    match flags {
        Value::String(text) => words_abort(text.split_whitespace()),
        Value::Array(words) => words_abort(words.iter().filter_map(Value::as_str)),
        _ => false,
    }
}

/// Whether the last of the flags about panics is not `panic=unwind`.
fn words_abort<'w>(words: impl Iterator<Item = &'w str>) -> bool {
    let strip = |word: &'w str| {
        let word = word.strip_prefix("--codegen=").or_else(|| word.strip_prefix("-C"));
        word.unwrap_or_default()
    };
    let mut last = None;
    let mut is_option = false;
    for word in words {
        let option = if is_option { word } else { strip(word) };
        is_option = matches!(word, "-C" | "--codegen");
        last = option.strip_prefix("panic=").or(last);
    }
    aborts(last)
}

fn place(file: &Path, text: &str, at: usize, root: &Path) -> ReportedPlace {
    let before = text.get(..at).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    ReportedPlace { file: relative(file, root), line, column, bytes: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The notes on a workspace with these files and variables, each with `!` if it is an error.
    fn found(files: &[(&str, &str)], variables: &[(&str, &str)]) -> Vec<String> {
        let root = tempfile::tempdir().expect("a temporary directory");
        for (name, text) in files {
            let file = root.path().join(name);
            fs::create_dir_all(file.parent().expect("a directory")).expect("writable");
            fs::write(file, text).expect("writable");
        }
        let variables = variables.iter().map(|(name, value)| (name.to_string(), value.to_string()));
        let environment = Environment {
            directories: vec![root.path().join(".cargo")],
            home: Some(root.path().join("home")),
            variables: variables.collect(),
        };
        let shown = |note: &Note| {
            let place =
                note.place.as_ref().map(|it| format!("{}:{}: ", it.file.display(), it.line));
            let error = if note.is_error { "!" } else { "" };
            format!("{error}{}{}", place.unwrap_or_default(), note.what)
        };
        notes(root.path(), &environment, true).iter().map(shown).collect()
    }

    const RELEASE: (&str, &str) =
        ("Cargo.toml", "[profile.release]\nlto = true\npanic = \"abort\"\n");

    /// The files, the variables, and the beginning of the note.
    type Case = (
        &'static [(&'static str, &'static str)],
        &'static [(&'static str, &'static str)],
        &'static str,
    );

    const ABORTING: &[Case] = &[
        (&[RELEASE], &[], "!Cargo.toml:3: no guard catches a panic in the profile `release`"),
        (&[("Cargo.toml", "profile.dev.panic = 'abort'")], &[], "!Cargo.toml:1: no guard"),
        (
            &[(".cargo/config.toml", "[profile.release]\npanic = \"abort\"")],
            &[],
            "!.cargo/config.toml:2: no guard",
        ),
        (&[("home/config.toml", "[profile.dev]\npanic = \"abort\"")], &[], "!home/config.toml:2"),
        (
            &[("Cargo.toml", "[profile.small]\ninherits = \"dev\"\npanic = \"abort\"")],
            &[],
            "Cargo.toml:3: no guard catches a panic in the profile `small`",
        ),
        (
            &[],
            &[("CARGO_PROFILE_RELEASE_PANIC", "abort")],
            "!no guard catches a panic in the profile `release`: the variable",
        ),
        (
            &[],
            &[("RUSTFLAGS", "-O -Cpanic=abort")],
            "!no guard catches a panic: the variable RUSTFLAGS",
        ),
        (&[], &[("CARGO_ENCODED_RUSTFLAGS", "-C\u{1f}panic=abort")], "!no guard catches"),
        (
            &[(".cargo/config.toml", "[build]\nrustflags = [\"-C\", \"panic=abort\"]")],
            &[],
            "!.cargo/config.toml:2: no guard catches a panic: `rustflags`",
        ),
        (
            &[(".cargo/config", "[target.'cfg(unix)']\nrustflags = \"--codegen panic=abort\"")],
            &[],
            "!.cargo/config:2: no guard catches a panic: `rustflags`",
        ),
    ];

    #[test]
    fn a_profile_that_aborts_is_found_where_it_is_set() {
        for (files, variables, expected) in ABORTING {
            let notes = found(files, variables);
            assert!(notes.len() == 1 && notes[0].starts_with(expected), "{expected}: {notes:?}");
        }
    }

    #[test]
    fn a_setting_with_precedence_decides() {
        let unwind = (".cargo/config.toml", "[profile.release]\npanic = \"unwind\"");
        assert!(found(&[RELEASE, unwind], &[]).is_empty());
        assert!(found(&[RELEASE], &[("CARGO_PROFILE_RELEASE_PANIC", "unwind")]).is_empty());
        assert!(found(&[("Cargo.toml", "[profile.test]\npanic = \"abort\"")], &[]).is_empty());
        assert!(found(&[], &[("RUSTFLAGS", "-Cpanic=abort -C panic=unwind")]).is_empty());
        assert!(
            found(
                &[("Cargo.toml", "[profile.release]\nlto = true"), ("home/config.toml", "=")],
                &[]
            )
            .is_empty()
        );
    }
}
