//! Cold builds of the dependency.

use std::fs;

use crate::cargo::{Cost, Package, command, fetch, guard, timed};
use crate::chart::{Bar, Chart};
use crate::plan::{Plan, base};
use crate::section::Section;
use crate::stats::Summary;
use crate::subject::Kind;
use crate::table::{Cell, Table};

/// The highest ratio to the floor.
const LIMIT: f64 = 1.3;

/// A dependency, as a user declares it.
#[derive(Debug)]
struct Dependency {
    id: &'static str,
    label: &'static str,
    kind: Kind,
    crates: &'static [(&'static str, &'static str)],
}

const FLOOR: &str = "floor";
const OURS: &str = "guard";

const fn peer(
    id: &'static str,
    label: &'static str,
    crates: &'static [(&'static str, &'static str)],
) -> Dependency {
    Dependency { id, label, kind: Kind::Peer, crates }
}

const DEPENDENCIES: [Dependency; 10] = [
    Dependency {
        id: FLOOR,
        label: "syn, quote and proc-macro2 alone",
        kind: Kind::Bare,
        crates: &[
            ("proc-macro2", "\"1\""),
            ("quote", "\"1\""),
            (
                "syn",
                "{ version = \"3\", default-features = false, features = [\"full\", \"derive\", \"parsing\", \
                 \"printing\", \"clone-impls\", \"proc-macro\"] }",
            ),
        ],
    },
    Dependency { id: OURS, label: "ffi-guard-runtime", kind: Kind::Ours, crates: &[] },
    peer("cold_ffi_support", "ffi-support 0.4.4", &[("ffi-support", "\"=0.4.4\"")]),
    peer("cold_ffi_helpers", "ffi_helpers 0.3.0", &[("ffi_helpers", "\"=0.3.0\"")]),
    peer(
        "cold_alass",
        "alass-ffi-macros 0.3.0",
        &[("alass-ffi-macros", "\"=0.3.0\""), ("log", "\"0.4\"")],
    ),
    peer("cold_safer_ffi", "safer-ffi 0.1.13", &[("safer-ffi", "\"=0.1.13\"")]),
    peer("cold_cxx", "cxx 1.0.205", &[("cxx", "\"=1.0.205\"")]),
    peer(
        "cold_pyo3",
        "pyo3 0.29.0",
        &[("pyo3", "{ version = \"=0.29.0\", features = [\"abi3-py38\", \"extension-module\"] }")],
    ),
    peer("cold_uniffi", "uniffi 0.32.0", &[("uniffi", "\"=0.32.0\"")]),
    peer("cold_abi_stable", "abi_stable 0.11.3", &[("abi_stable", "\"=0.11.3\"")]),
];

/// The times of the builds of one dependency.
#[derive(Debug, Default)]
struct Builds {
    crates: usize,
    wall: Vec<f64>,
    cpu: Vec<f64>,
}

/// # Errors
///
/// Returns an error if a package cannot be built.
pub(crate) fn measure(plan: &Plan) -> Result<Section, String> {
    let (rounds, peers) = plan.either((5, 3), (1, 1));
    let mut section = Section::new("cold", "A cold build of the dependency");
    section.say(format!(
        "A debug `cargo build` of an empty library with this dependency, with all crates downloaded and none built: the \
         number of crates, the elapsed time, and the time of all processors. Medians of {rounds} interleaved rounds, \
         {peers} for other libraries, ± half the distance between the quartiles."
    ));
    section.say(
        "Beyond the floor, ffi-guard compiles its own crates, which wait for each other in part.",
    );
    fetch()?;
    let chosen: Vec<&Dependency> =
        DEPENDENCIES.iter().filter(|d| !plan.is_quick() || d.kind != Kind::Peer).collect();
    let mut builds: Vec<Builds> = chosen.iter().map(|_| Builds::default()).collect();
    for round in 0..rounds {
        for (dependency, builds) in chosen.iter().zip(&mut builds) {
            if round < peers || dependency.kind != Kind::Peer {
                eprintln!("  building: {}, round {}", dependency.label, round + 1);
                build(dependency, builds)?;
            }
        }
    }
    let measured: Vec<_> = chosen.into_iter().zip(builds).collect();
    section.tables.push(table(&measured));
    section.charts.push(chart(&measured));
    promise(&mut section, &measured);
    Ok(section)
}

fn build(dependency: &Dependency, builds: &mut Builds) -> Result<(), String> {
    let crates = dependency.crates.iter().map(|&(name, right)| (name.to_owned(), right.to_owned()));
    let ours = (dependency.id == OURS).then(|| guard(&[]));
    let package = Package {
        name: format!("cold_{}", dependency.id),
        dependencies: crates.chain(ours).collect(),
        source: String::new(),
        manifest: String::new(),
    };
    package.write()?;
    let target = base().join("cold-target");
    let _ = fs::remove_dir_all(&target);
    let mut command = command(&target);
    // Without this, pyo3 looks for an interpreter.
    command.current_dir(package.folder()).arg("build").env("PYO3_NO_PYTHON", "1");
    let (Cost { wall, cpu }, messages) = timed(&mut command)?;
    builds.crates = compiled(&messages);
    builds.wall.push(wall);
    builds.cpu.push(cpu);
    let _ = fs::remove_dir_all(&target);
    Ok(())
}

/// Returns the number of crates that cargo reports as compiled, without the package itself.
fn compiled(messages: &str) -> usize {
    let lines = messages.lines().filter(|line| line.trim_start().starts_with("Compiling "));
    lines.count().saturating_sub(1)
}

type Measured<'a> = [(&'a Dependency, Builds)];

fn summaries(measured: &Measured<'_>, id: &str) -> Option<(Summary, Summary)> {
    let (_, builds) = measured.iter().find(|(dependency, _)| dependency.id == id)?;
    Some((Summary::of(&builds.wall)?, Summary::of(&builds.cpu)?))
}

fn table(measured: &Measured<'_>) -> Table {
    let heads = ["", "crates", "seconds", "processor seconds", "by the floor"];
    let mut table = Table::new("Cold builds", &heads);
    let (ours, floor) = (summaries(measured, OURS), summaries(measured, FLOOR));
    for (dependency, builds) in measured {
        let (Some(wall), Some(cpu)) = (Summary::of(&builds.wall), Summary::of(&builds.cpu)) else {
            continue;
        };
        let ahead = |value: f64, ours: Option<f64>| {
            dependency.kind == Kind::Peer && ours.is_some_and(|ours| value < ours)
        };
        let ratio = floor.map_or(f64::NAN, |(floor, _)| wall.median / floor.median);
        table.row(
            dependency.label,
            vec![
                Cell::new(builds.crates.to_string()),
                Cell { text: show(&wall), ahead: ahead(wall.high, ours.map(|(wall, _)| wall.low)) },
                Cell { text: show(&cpu), ahead: ahead(cpu.high, ours.map(|(_, cpu)| cpu.low)) },
                Cell::new(format!("{ratio:.2}")),
            ],
        );
    }
    table
}

fn show(summary: &Summary) -> String {
    if summary.high > summary.low {
        format!("{:.1} ± {:.1}", summary.median, summary.spread())
    } else {
        format!("{:.1}", summary.median)
    }
}

fn chart(measured: &Measured<'_>) -> Chart {
    let bars = measured.iter().map(|(dependency, builds)| Bar {
        label: dependency.label.to_owned(),
        ours: dependency.kind == Kind::Ours,
        parts: vec![Summary::of(&builds.wall).map_or(0.0, |wall| wall.median)],
    });
    Chart::bars("cold", "Seconds of a cold build of the dependency", bars.collect())
}

fn promise(section: &mut Section, measured: &Measured<'_>) {
    let (Some((wall, _)), Some((floor, _))) =
        (summaries(measured, OURS), summaries(measured, FLOOR))
    else {
        return;
    };
    let ratio = wall.median / floor.median;
    section.promise(
        "a cold build takes at most 1.3 × of syn, quote and proc-macro2 alone",
        format!("{ratio:.2} ×"),
        ratio <= LIMIT,
    );
}

#[cfg(test)]
mod tests {
    use super::{DEPENDENCIES, compiled};

    #[test]
    fn the_package_itself_is_not_counted() {
        let messages =
            "   Compiling quote v1.0.0\n   Compiling one v0.0.0 (/x)\n    Finished `dev`\n";
        assert_eq!((compiled(messages), compiled("")), (1, 0));
    }

    #[test]
    fn ids_name_packages_that_are_no_crates_names() {
        for dependency in &DEPENDENCIES {
            assert!(
                dependency
                    .crates
                    .iter()
                    .all(|(name, _)| *name != format!("cold_{}", dependency.id))
            );
        }
    }
}
