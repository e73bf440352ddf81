//! The outcome of a run: the changes, and the work that is left to the author.

use super::patch;
use super::plan::{Alternative, Place, Plan, Wanted};
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
        let written = !self.dry_run || self.plan.changed().is_empty();
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
        self.plan.changed().iter().try_for_each(|file| patch::write(file, out))?;
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
        values(out, &wanted)?;
        section(out, "left as they are", &plan.left, |left| {
            (plan.place_of(left), format!("`{}`: {}", left.name, left.why))
        })?;
        section(out, "not used any more", &plan.unused(), Clone::clone)?;
        section(out, "remarks", &plan.remarks, Clone::clone)?;
        section(out, "not seen", &plan.notes, Clone::clone)?;
        if !plan.next.is_empty() {
            writeln!(out, "next:")?;
            for step in &plan.next {
                writeln!(out, "  {}", printable(step))?;
            }
            writeln!(out)?;
        }
        writeln!(
            out,
            "{} in {}; {} to name; {} left",
            self.done(),
            counted(plan.changed().len(), "file"),
            counted(wanted.len(), "value"),
            plan.left.len(),
        )?;
        out.flush()
    }

    /// The numbers of items that got an attribute.
    fn done(&self) -> String {
        let Plan { functions, replaced, statics, .. } = &self.plan;
        let verb = if self.dry_run { "would be guarded" } else { "guarded" };
        let mut done = format!("{verb}: {}", counted(*functions, "function"));
        if *replaced > 0 {
            done += &format!(" ({} by hand replaced)", counted(*replaced, "guard"));
        }
        if *statics > 0 {
            done += &format!(" and {}", counted(*statics, "static"));
        }
        done
    }
}

/// Writes the requests to the author, each with the lines of its attributes.
fn values(out: &mut dyn Write, wanted: &[Place<'_>]) -> io::Result<()> {
    if wanted.is_empty() {
        return Ok(());
    }
    writeln!(out, "want a value, for which the compiler asks there:")?;
    for place in wanted {
        writeln!(out, "  {}: {}", printable(&place.asked), printable(&value(place)))?;
        for attribute in &place.attributes {
            writeln!(out, "    the attribute: {}", printable(attribute))?;
        }
    }
    writeln!(out)
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
fn value(place: &Place<'_>) -> String {
    let Wanted { functions, returns, attribute, alternative, .. } = place.wanted;
    let functions: Vec<_> = functions.iter().map(|name| format!("`{name}`")).collect();
    let verb = if functions.len() == 1 { "returns" } else { "return" };
    let filled = match attribute.strip_suffix(')') {
        Some(arguments) => arguments.replacen('(', "(fallback = .., ", 1) + ")",
        None => format!("{attribute}(fallback = ..)"),
    };
    let alternative = match alternative {
        Alternative::None => String::new(),
        Alternative::Implement => format!(", or `impl ffi_guard::Fallback for {returns}` once"),
        Alternative::Return(ty) => {
            format!(
                ", or return `{ty}`: C then gets NULL or 0 after a failure, and the ABI stays the same"
            )
        }
    };
    format!(
        "{} {verb} `{returns}`: write `#[{filled}]` with the `{returns}` that tells C of a failure{alternative}",
        functions.join(", ")
    )
}

fn counted(number: usize, what: &str) -> String {
    if number == 1 { format!("1 {what}") } else { format!("{number} {what}s") }
}
