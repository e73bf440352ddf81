//! Every form of an export and every kind of guard, with the expected verdict in the source.
//!
//! A file in `cases/` contains cases; each case is a crate:
//!
//! - `//@ case: NAME` starts a case, `//@ file: PATH` an additional file of it.
//! - `//@ guards: NAME, ..` sets the guards of the settings. `//@ callbacks` enables callbacks, `//@ pedantic` enables
//!   the checks of C-form arguments. `//@ depends: NAME` or `NAME = ..` is a dependency that replaces the one on the
//!   runtime.
//! - `//@ note: TEXT` is an expected note, which may start with `FILE:LINE:COLUMN: `. No other notes may appear.
//! - `//~ symbol: verdict` at the end of a line is an expected entry whose name is on that line. The verdict is
//!   `guarded`, `by NAME`, `allowed REASON` or `NO`, optionally followed by ` | ` and the finding. An entry that is not
//!   an exported function starts with `static` or `callback`. No other entries may appear.

use crate::tree::{Tree, manifest};
use cargo_ffi_guard::cli::Check;
use cargo_ffi_guard::report::{Guard, Note, Report, ReportedExport, ReportedKind};

const FILES: &[(&str, &str)] = &[
    ("attributes", include_str!("cases/attributes.rs")),
    ("bodies", include_str!("cases/bodies.rs")),
    ("c_form", include_str!("cases/c_form.rs")),
    ("callbacks", include_str!("cases/callbacks.rs")),
    ("conditions", include_str!("cases/conditions.rs")),
    ("drops", include_str!("cases/drops.rs")),
    ("known", include_str!("cases/known.rs")),
    ("macros", include_str!("cases/macros.rs")),
    ("modules", include_str!("cases/modules.rs")),
];

/// The minimum number of verdicts in the cases.
const AT_LEAST: usize = 120;

#[derive(Default)]
struct Case {
    name: String,
    files: Vec<(String, String)>,
    guards: Vec<String>,
    depends: Vec<String>,
    callbacks: bool,
    pedantic: bool,
    notes: Vec<String>,
    /// The file, line and text of each verdict.
    expected: Vec<String>,
}

#[test]
fn every_form_has_its_verdict() {
    let mut failures = String::new();
    let (mut verdicts, mut cases) = (0, 0);
    for (file, text) in FILES {
        for case in read(text) {
            verdicts += case.expected.len();
            cases += 1;
            if let Err(difference) = run(&case) {
                failures += &format!("\n{file}: {}\n{difference}", case.name);
            }
        }
    }
    assert!(failures.is_empty(), "{failures}");
    println!("{verdicts} verdicts in {cases} cases");
    assert!(verdicts >= AT_LEAST, "only {verdicts} verdicts were read from the cases");
}

fn read(text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("//@ case: ") {
            let files = vec![("src/lib.rs".to_owned(), String::new())];
            cases.push(Case { name: name.to_owned(), files, ..Case::default() });
            continue;
        }
        let Some(case) = cases.last_mut() else { continue };
        match line.strip_prefix("//@ ").map(|text| text.split_once(": ").unwrap_or((text, ""))) {
            Some(("file", path)) => case.files.push((path.to_owned(), String::new())),
            Some(("guards", names)) => case.guards = names.split(", ").map(str::to_owned).collect(),
            Some(("depends", name)) => case.depends.push(name.to_owned()),
            Some(("callbacks", _)) => case.callbacks = true,
            Some(("pedantic", _)) => case.pedantic = true,
            Some(("note", text)) => case.notes.push(text.to_owned()),
            Some((other, _)) => panic!("`{other}` is not a directive of a case"),
            None => case.line(line),
        }
    }
    cases
}

impl Case {
    fn line(&mut self, line: &str) {
        let (path, source) = self.files.last_mut().expect("the root file");
        *source += line;
        source.push('\n');
        let number = source.lines().count();
        let verdicts = line.split("//~ ").skip(1);
        self.expected.extend(verdicts.map(|text| format!("{path}:{number} {}", text.trim())));
    }

    fn manifest(&self) -> String {
        let mut more = String::new();
        if !self.guards.is_empty() {
            more += &format!("[package.metadata.ffi-guard]\nguards = {:?}\n", self.guards);
        }
        more += "[dependencies]\n";
        let runtime = ["ffi-guard-runtime".to_owned()];
        let depends = if self.depends.is_empty() { &runtime } else { self.depends.as_slice() };
        for name in depends {
            more +=
                &if name.contains('=') { format!("{name}\n") } else { format!("{name} = \"1\"\n") };
        }
        manifest("sample", &more)
    }
}

fn run(case: &Case) -> Result<(), String> {
    let tree = Tree::empty();
    tree.write("Cargo.toml", case.manifest().as_bytes());
    for (path, text) in &case.files {
        tree.write(path, text.as_bytes());
    }
    let options = Check { callbacks: case.callbacks, pedantic: case.pedantic, ..Check::default() };
    let report = tree.check(options).map_err(|failure| failure.to_string())?;
    in_place(&tree, &report)?;
    let mut found: Vec<String> = report.exports.iter().map(verdict).collect();
    let mut expected = case.expected.clone();
    found.sort();
    expected.sort();
    let notes: Vec<String> = report.notes.iter().map(note).collect();
    let noted = notes.len() == case.notes.len()
        && case.notes.iter().all(|text| notes.iter().any(|note| note.contains(text.as_str())));
    if found == expected && noted {
        return Ok(());
    }
    Err(format!("  found {found:#?}\n  expected {expected:#?}\n  notes {notes:#?}\n"))
}

/// Checks that the span of each entry covers its name.
fn in_place(tree: &Tree, report: &Report) -> Result<(), String> {
    for export in &report.exports {
        let place = export.place.as_ref().expect("a place");
        let bytes = place.bytes.clone().expect("bytes");
        let text = std::fs::read_to_string(tree.path(&place.file.to_string_lossy()));
        let text = text.map_err(|error| error.to_string())?;
        let before = text.get(..bytes.start).ok_or("the span is outside the file")?;
        let before = before.trim_start_matches('\u{FEFF}');
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        if (line, column) != (place.line, place.column) {
            return Err(format!("  {}: {line}:{column} is not {place:?}\n", export.symbol));
        }
    }
    Ok(())
}

/// Returns a note with its position.
fn note(note: &Note) -> String {
    let Some(place) = &note.place else { return note.what.clone() };
    let file = place.file.display().to_string().replace('\\', "/");
    format!("{file}:{}:{}: {}", place.line, place.column, note.what)
}

fn verdict(export: &ReportedExport) -> String {
    let place = export.place.as_ref().expect("a place");
    let kind = match export.kind {
        ReportedKind::Function => "",
        ReportedKind::Static => "static ",
        ReportedKind::Callback => "callback ",
    };
    let guard = match &export.guard {
        Guard::Attribute => "guarded".to_owned(),
        Guard::Idiom { name } => format!("by {name}"),
        Guard::Allowed { reason } => format!("allowed {}", reason.as_deref().unwrap_or_default()),
        Guard::PanicAbort => "abort".to_owned(),
        Guard::Unguarded => "NO".to_owned(),
    };
    let finding = export.finding.as_ref().map(|text| format!(" | {text}")).unwrap_or_default();
    let file = place.file.display().to_string().replace('\\', "/");
    format!("{file}:{} {kind}{}: {}{finding}", place.line, export.symbol, guard.trim())
}
