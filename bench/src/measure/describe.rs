//! The cost of the descriptions that the feature `describe` leaves in a library.

use std::fmt::Write;

use object::{Object, ObjectSection};

use crate::cargo::{Package, command, guard, timed};
use crate::plan::{Plan, base};
use crate::section::Section;
use crate::stats::Summary;
use crate::table::{Cell, Table};

const EXPORTS: usize = 1000;

/// The commands, by the head of their row.
const STEPS: [(&str, &[&str]); 3] =
    [("`cargo check`", &["check"]), ("debug", &["build"]), ("release", &["build", "--release"])];

/// The highest cost of an export, in milliseconds.
const LIMIT: f64 = 2.5;

const HEAD: &str = "ffi_guard::ffi_library! { prefix = \"cost\", strings = true }\n\
    use ffi_guard::{FfiType, ffi_export};\n\
    #[derive(Clone, Copy, FfiType)] #[repr(C)] pub struct Point { pub x: f64, pub y: f64 }\n\
    #[derive(Clone, Copy, FfiType)] #[repr(i32)] pub enum Mode { Fast = 1, Exact = 2 }\n";

/// Four kinds of exports, which take turns.
const KINDS: [&str; 4] = [
    "#[ffi_export(fallback = -1)] #[unsafe(no_mangle)] \
     pub extern \"C\" fn cost_$i(a: i32, b: *const u8) -> i32 { if b.is_null() { a } else { $i } }\n",
    "#[ffi_export(fallback = 0)] pub fn cost_$i(text: &str, mode: Mode) -> usize { text.len() + mode as usize + $i }\n",
    "#[ffi_export(status)] pub fn cost_$i(points: &[Point], index: usize) -> Result<Point, std::fmt::Error> { \
     points.get(index + $i).copied().ok_or(std::fmt::Error) }\n",
    "#[ffi_export] pub fn cost_$i(point: &Point, visit: extern \"C\" fn(f64)) -> String { \
     visit(point.x); ($i).to_string() }\n",
];

/// The measurements of one library.
#[derive(Debug, Default)]
struct Costs {
    /// Processor seconds, by step.
    seconds: [Vec<f64>; STEPS.len()],
    /// The bytes of the notes in the release library.
    bytes: f64,
}

/// # Errors
///
/// Returns an error if a package cannot be built or its library cannot be read.
pub(crate) fn measure(plan: &Plan) -> Result<Section, String> {
    let rounds = plan.either(5, 1);
    let mut section = Section::new("describe", "The descriptions of the ABI");
    section.say(format!(
        "The processor seconds to compile a library of {EXPORTS} exports of four kinds, after its dependencies, without \
         incremental compilation: medians of {rounds} interleaved rounds, and their range. `cargo ffi-guard abi` builds a \
         library with the feature `describe`; no other build has it."
    ));
    let mut costs: [Costs; 2] = Default::default();
    for round in 0..=rounds {
        eprintln!("  compiling: {EXPORTS} exports, round {round} of {rounds}");
        for (costs, features) in costs.iter_mut().zip([&[][..], &["describe"]]) {
            // The first round builds the dependencies.
            costs.compile(&package(features), round > 0)?;
        }
    }
    let [off, on] = &costs;
    section.tables.push(table(off, on));
    section.say(format!(
        "The notes in the release library have {:.0} bytes for each export with the feature, and {:.0} without it, which are \
         the record for the audit.",
        on.bytes / EXPORTS as f64,
        off.bytes / EXPORTS as f64
    ));
    promise(&mut section, off, on);
    Ok(section)
}

fn package(features: &[&str]) -> Package {
    let mut source = HEAD.to_owned();
    for (i, kind) in KINDS.iter().cycle().take(EXPORTS).enumerate() {
        let _ = write!(source, "{}", kind.replace("$i", &i.to_string()));
    }
    Package {
        name: format!("described_{}", if features.is_empty() { "off" } else { "on" }),
        dependencies: [guard(features)].into(),
        source,
        manifest: String::new(),
    }
}

impl Costs {
    /// Compiles the package with each command. Writing the source makes cargo compile it again.
    fn compile(&mut self, package: &Package, counts: bool) -> Result<(), String> {
        let target = base().join("describe-target");
        for (seconds, (_, arguments)) in self.seconds.iter_mut().zip(STEPS) {
            package.write()?;
            let mut command = command(&target);
            let (cost, _) = timed(command.current_dir(package.folder()).args(arguments))?;
            if counts {
                seconds.push(cost.cpu);
            }
        }
        let library = target.join(format!("release/lib{}.so", package.name));
        let data = std::fs::read(&library);
        let data = data.map_err(|error| format!("{}: {error}", library.display()))?;
        let file = object::File::parse(&*data);
        let file = file.map_err(|error| format!("{}: {error}", library.display()))?;
        let notes = file.section_by_name(".note.ffi_guard");
        self.bytes = notes.map_or(0.0, |section| section.size() as f64);
        Ok(())
    }
}

fn table(off: &Costs, on: &Costs) -> Table {
    let heads = ["", "off", "on", "ms an export"];
    let mut table = Table::new(format!("Processor seconds for {EXPORTS} exports"), &heads);
    for (step, (head, _)) in STEPS.iter().enumerate() {
        let [off, on] = [off, on].map(|costs| &costs.seconds[step]);
        let each = each(off, on).map_or_else(String::new, |each| format!("{each:.2}"));
        table.row(*head, [show(off), show(on), each].map(Cell::new).to_vec());
    }
    table
}

/// Formats the median and the range.
fn show(seconds: &[f64]) -> String {
    let Some(summary) = Summary::of(seconds) else { return String::new() };
    let least = seconds.iter().copied().fold(f64::INFINITY, f64::min);
    let most = seconds.iter().copied().fold(0.0, f64::max);
    format!("{:.2} ({least:.2} to {most:.2})", summary.median)
}

/// Returns the milliseconds that an export takes more with descriptions: the median of the differences in one round.
fn each(off: &[f64], on: &[f64]) -> Option<f64> {
    let differences: Vec<f64> = on.iter().zip(off).map(|(on, off)| on - off).collect();
    Summary::of(&differences).map(|summary| summary.median * 1e3 / EXPORTS as f64)
}

fn promise(section: &mut Section, off: &Costs, on: &Costs) {
    let steps = off.seconds.iter().zip(&on.seconds);
    let worst = steps.filter_map(|(off, on)| each(off, on)).fold(f64::NEG_INFINITY, f64::max);
    section.promise(
        "a description takes at most 2.5 ms to compile",
        format!("at most {worst:.2} ms"),
        worst <= LIMIT,
    );
}

#[cfg(test)]
mod tests {
    use super::{Costs, EXPORTS, each, package, promise, table};
    use crate::section::Section;

    fn costs(seconds: [f64; 3]) -> Costs {
        Costs { seconds: [(); 3].map(|()| seconds.to_vec()), bytes: 0.0 }
    }

    #[test]
    fn a_slow_description_breaks_the_promise() {
        let off = costs([1.0, 1.2, 1.1]);
        for (on, text, held) in [
            ([3.0, 3.2, 3.1], "3.10 (3.00 to 3.20)", true),
            ([3.7; 3], "3.70 (3.70 to 3.70)", false),
        ] {
            let on = costs(on);
            let mut section = Section::new("describe", "");
            promise(&mut section, &off, &on);
            assert_eq!(section.promises[0].held, held);
            assert_eq!(table(&off, &on).rows[0].cells[1].text, text);
        }
        assert_eq!(each(&[1.0], &[3.0]), Some(2.0));
    }

    #[test]
    fn the_packages_differ_in_the_feature_only() {
        let (off, on) = (package(&[]), package(&["describe"]));
        assert_eq!(off.source, on.source);
        assert_eq!(off.source.matches("#[ffi_export").count(), EXPORTS);
        assert!(!off.source.contains('$') && off.dependencies != on.dependencies);
    }
}
