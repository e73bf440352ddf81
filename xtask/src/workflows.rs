//! Tests that the workflows call steps that exist.

use std::fs;
use std::path::Path;

use clap::ValueEnum;

use crate::step::Group;
use crate::steps::{self, STEPS};

/// Returns the text of each workflow.
fn workflows() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../.github/workflows");
    let files = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    files.map(|path| fs::read_to_string(path).unwrap()).collect()
}

/// Returns what a line passes to `cargo xtask`, by itself or as the value `step` of a matrix.
fn arguments(line: &str) -> Vec<&str> {
    let line = line.trim();
    if let Some(steps) = line.strip_prefix("step: [") {
        return steps.trim_end_matches(']').split(", ").collect();
    }
    let called = line.strip_prefix("- run: cargo xtask ").filter(|rest| !rest.contains("${{"));
    called.map_or_else(Vec::new, |rest| rest.split(' ').collect())
}

fn exists(argument: &str) -> bool {
    argument == "--group"
        || steps::named(argument).is_some()
        || Group::from_str(argument, false).is_ok()
}

#[test]
fn workflows_call_steps_that_exist() {
    let workflows = workflows();
    let all: Vec<_> = workflows.iter().flat_map(|text| text.lines()).flat_map(arguments).collect();
    assert!(all.len() > 10, "{all:?} cannot be all");
    let unknown: Vec<_> = all.iter().filter(|argument| !exists(argument)).collect();
    assert!(unknown.is_empty(), "{unknown:?}: `cargo xtask --list` lists the steps");
}

#[test]
fn each_group_is_called() {
    let workflows = workflows();
    let all: Vec<_> = workflows.iter().flat_map(|text| text.lines()).flat_map(arguments).collect();
    for group in Group::value_variants() {
        let name = group.to_possible_value().unwrap().get_name().to_owned();
        let mut steps = STEPS.iter().filter(|step| step.group == *group);
        let is_called = all.contains(&name.as_str()) || steps.any(|step| all.contains(&step.name));
        assert!(is_called, "no workflow runs a step of the group {name}");
    }
}
