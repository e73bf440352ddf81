//! The scan over whole crates, written to a temporary directory. Every case is a row: the files,
//! and what must come out, one line for each export.

mod arguments;
mod attribute_forms;
mod conditions;
mod guards;
mod hostile;
mod macros;
mod modules;
mod prelude;
mod rustc;
mod text;
mod tree;

use super::{Context, Export, Guard, Options, Report, Unseen, scan_crate};
pub(super) use tree::Tree;

/// One crate, and what the scan must say of it.
struct Case {
    about: &'static str,
    /// Names and texts; the first file is the root.
    files: &'static [(&'static str, &'static str)],
    exports: &'static [&'static str],
    unseen: &'static [&'static str],
}

/// A crate that the scan can follow completely.
const fn case(
    about: &'static str,
    files: &'static [(&'static str, &'static str)],
    exports: &'static [&'static str],
) -> Case {
    Case { about, files, exports, unseen: &[] }
}

impl Case {
    const fn unseen(self, unseen: &'static [&'static str]) -> Self {
        Self { unseen, ..self }
    }
}

/// Runs every case and reports all that fail.
fn check(cases: &[Case]) {
    let mut failures = String::new();
    for case in cases {
        let tree = Tree::new(case.files);
        let report = scan(&tree, case.files[0].0);
        let exports: Vec<_> = report.exports.iter().map(|export| line(&tree, export)).collect();
        let unseen: Vec<_> =
            report.unseen.iter().map(|unseen| unseen_line(&tree, unseen)).collect();
        if exports != case.exports || unseen != case.unseen {
            let about = case.about;
            failures += &format!("\n{about}\n  exports: {exports:#?}\n  unseen: {unseen:#?}\n");
        }
    }
    assert!(failures.is_empty(), "{failures}");
}

fn scan(tree: &Tree, root: &str) -> Report {
    let options = Options { out_dir: Some(tree.path("out")), manifest_dir: Some(tree.path("")) };
    scan_crate(&tree.path(root), &options)
}

/// The scan of one file.
fn scan_text(text: &str) -> Report {
    let tree = Tree::new(&[("lib.rs", text)]);
    scan(&tree, "lib.rs")
}

/// `file:line:column How Item name = symbol, guard, if predicates, no prelude, in context`; what
/// is as usual is left out.
fn line(tree: &Tree, export: &Export) -> String {
    let Export { attribute, item, name, symbol, .. } = export;
    let symbol = symbol.as_deref().unwrap_or("?");
    let mut line =
        format!("{} {attribute:?} {item:?} {name} = {symbol}", place(tree, &export.place));
    if export.guard != Guard::None {
        line += &format!(", {:?}", export.guard);
    }
    line += &conditions(&export.cfg);
    if !export.implicit_prelude {
        line += ", no prelude";
    }
    if export.altered {
        line += ", altered";
    }
    line + &context(&export.context)
}

fn unseen_line(tree: &Tree, unseen: &Unseen) -> String {
    let Unseen { place: at, what, cfg, context: within } = unseen;
    let what = what.replace(&*tree.path("").to_string_lossy(), "");
    format!("{} {what}{}{}", place(tree, at), conditions(cfg), context(within))
}

fn place(tree: &Tree, place: &super::Place) -> String {
    let file = place.file.strip_prefix(tree.path("")).unwrap_or(&place.file);
    let file = file.to_string_lossy().replace('\\', "/");
    format!("{file}:{}:{}", place.line, place.column)
}

fn conditions(cfg: &[String]) -> String {
    if cfg.is_empty() { String::new() } else { format!(", if {}", cfg.join(" & ")) }
}

fn context(context: &Context) -> String {
    match context {
        Context::Code => String::new(),
        Context::MacroDefinition(name) => format!(", in definition of {name}"),
        Context::MacroCall(name) => format!(", in call of {name}"),
        Context::MacroArgument { name, own: true } => format!(", argument of {name}"),
        Context::MacroArgument { name, own: false } => format!(", argument of foreign {name}"),
    }
}
