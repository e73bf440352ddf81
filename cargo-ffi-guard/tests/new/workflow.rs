//! The workflow of a new library: its commands, run as a job runs them.

use crate::support::Folder;
use serde_json::Value;

/// The commands of the workflow, without the installation of the tool, which is the one of this build.
fn commands(workflow: &Value) -> Vec<&str> {
    let steps = workflow["jobs"]["ffi"]["steps"].as_array().expect("steps");
    let commands = steps.iter().filter_map(|step| step["run"].as_str());
    let (install, others): (Vec<_>, Vec<_>) =
        commands.partition(|run| run.contains("cargo install"));
    let version = format!("cargo install --locked cargo-ffi-guard@{}", env!("CARGO_PKG_VERSION"));
    assert_eq!(install, [version]);
    others
}

#[test]
fn each_command_passes_in_a_new_library_and_fails_after_a_change() {
    let folder = Folder::new();
    folder.tool("new workflow_lib --runtime-path $RUNTIME").expect_success();
    let text = folder.text("workflow_lib/.github/workflows/ffi.yml");
    let workflow: Value = serde_saphyr::from_str(&text).expect("YAML");
    assert_eq!(workflow["jobs"]["ffi"]["permissions"]["security-events"], "write");
    let prepare = r#"cp "$LOCK" Cargo.lock; cargo ffi-guard abi --lock abi.lock"#;
    folder.shell("workflow_lib", prepare).expect_success();
    let commands = commands(&workflow);
    assert_eq!(commands.len(), 5);
    for command in &commands {
        folder.shell("workflow_lib", command).expect_success();
    }

    let counter = folder.text("workflow_lib/src/counter.rs");
    let changed =
        counter.replace("pub fn room(&self, number: u32)", "pub fn room(&self, number: u8)");
    assert_ne!(counter, changed);
    let changed = changed.replace("/ number", "/ u32::from(number)");
    folder.write("workflow_lib/src/counter.rs", &changed);
    let passed = |command: &&&str| folder.shell("workflow_lib", command).succeeded();
    let failed: Vec<_> = commands.iter().filter(|command| !passed(command)).collect();
    assert_eq!(failed, [&commands[3], &commands[4]], "the header and the ABI");
}
