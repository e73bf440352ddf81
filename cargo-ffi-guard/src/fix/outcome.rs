//! The outcome of a run: the changes, and the work that is left to the author.

use super::plan::{Plan, Wanted};
use crate::failure::Failure;
use crate::report::printable;
use std::io::{self, Write};
use std::process::ExitCode;

/// The end of a run.
pub struct Outcome {
    plan: Plan,
    dry_run: bool,
}

impl Outcome {
    pub(super) fn new(plan: Plan, dry_run: bool) -> Self {
        Self { plan, dry_run }
    }

    /// Whether nothing is left to do: exit status 0.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        let written = !self.dry_run || !self.plan.changes_anything();
        written && self.plan.wanted().is_empty() && self.plan.left.is_empty()
    }

    /// Shows it; gives the exit status.
    ///
    /// The difference of a dry run goes to the standard output alone, so that it is a patch.
    ///
    /// # Errors
    ///
    /// If it cannot be shown.
    pub fn finish(&self) -> Result<ExitCode, Failure> {
        let shown = if self.dry_run {
            let patch = self.difference(&mut io::stdout().lock());
            patch.and_then(|()| self.summary(&mut anstream::stderr()))
        } else {
            self.summary(&mut anstream::stdout())
        };
        Failure::unless_written(shown)?;
        Ok(ExitCode::from(u8::from(!self.is_complete())))
    }

    /// Writes the change as a unified diff.
    ///
    /// # Errors
    ///
    /// What `out` reports.
    pub fn difference(&self, out: &mut dyn Write) -> io::Result<()> {
        for file in self.plan.changed() {
            // A patch has the separator of Unix everywhere.
            let name = file.source.shown.display().to_string().replace('\\', "/");
            let diff = similar::TextDiff::from_lines(file.source.whole.as_str(), &file.text);
            let (old, new) = (format!("a/{name}"), format!("b/{name}"));
            write!(out, "{}", diff.unified_diff().header(&old, &new))?;
        }
        out.flush()
    }

    /// Writes what was done and what is left.
    ///
    /// # Errors
    ///
    /// What `out` reports.
    pub fn summary(&self, out: &mut dyn Write) -> io::Result<()> {
        let plan = &self.plan;
        let wanted = plan.wanted();
        section(
            out,
            "want a value, for which the compiler asks there",
            &wanted,
            |(place, wanted)| (place.clone(), value(wanted)),
        )?;
        section(out, "left as they are", &plan.left, |left| {
            (left.place.clone(), format!("`{}`: {}", left.function, left.why))
        })?;
        section(out, "not seen", &plan.notes, Clone::clone)?;
        if !plan.next.is_empty() {
            writeln!(out, "next:")?;
            for step in &plan.next {
                writeln!(out, "  {}", printable(step))?;
            }
            writeln!(out)?;
        }
        let verb = if self.dry_run { "would be guarded" } else { "guarded" };
        let (functions, files) = (plan.functions, plan.changed().len());
        writeln!(
            out,
            "{verb}: {} in {}; {} to name; {} left",
            counted(functions, "function"),
            counted(files, "file"),
            counted(wanted.len(), "value"),
            plan.left.len(),
        )?;
        out.flush()
    }
}

/// Writes a heading and its lines, if there are any.
fn section<T>(
    out: &mut dyn Write,
    heading: &str,
    items: &[T],
    line: impl Fn(&T) -> (String, String),
) -> io::Result<()> {
    if items.is_empty() {
        return Ok(());
    }
    writeln!(out, "{heading}:")?;
    for item in items {
        let (place, text) = line(item);
        writeln!(out, "  {}: {}", printable(&place), printable(&text))?;
    }
    writeln!(out)
}

/// The request to the author.
fn value(wanted: &Wanted) -> String {
    const NUMBERS: [&str; 15] = [
        "bool", "char", "f32", "f64", "i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16",
        "u32", "u64", "usize",
    ];
    let Wanted { functions, returns, attribute } = wanted;
    let functions: Vec<_> = functions.iter().map(|name| format!("`{name}`")).collect();
    let verb = if functions.len() == 1 { "returns" } else { "return" };
    let filled = match attribute.strip_suffix(')') {
        Some(arguments) => arguments.replacen('(', "(fallback = .., ", 1) + ")",
        None => format!("{attribute}(fallback = ..)"),
    };
    let own = if NUMBERS.contains(&returns.as_str()) {
        String::new()
    } else {
        format!(", or `impl ffi_guard::Fallback for {returns}` once")
    };
    format!(
        "{} {verb} `{returns}`: write `#[{filled}]` with the `{returns}` that tells C of a failure{own}",
        functions.join(", ")
    )
}

fn counted(number: usize, what: &str) -> String {
    if number == 1 { format!("1 {what}") } else { format!("{number} {what}s") }
}
