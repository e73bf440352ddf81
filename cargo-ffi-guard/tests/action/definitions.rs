//! Checks that `action.yml` and `.pre-commit-hooks.yaml` match the programs that they call.

use ffi_guard_test_support::child::Process;
use ffi_guard_test_support::paths;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;

fn text(path: &str) -> String {
    fs::read_to_string(paths::workspace().join(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
}

fn yaml(path: &str) -> Value {
    serde_saphyr::from_str(&text(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
}

fn steps(action: &Value) -> &Vec<Value> {
    action["runs"]["steps"].as_array().expect("steps")
}

fn keys(value: &Value) -> BTreeSet<&str> {
    value.as_object().expect("a mapping").keys().map(String::as_str).collect()
}

/// Returns the names in `text` that follow `start`.
fn names<'t>(text: &'t str, start: &str) -> BTreeSet<&'t str> {
    let ends = |c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '-');
    text.split(start).skip(1).map(|rest| rest.split(ends).next().unwrap_or(rest)).collect()
}

#[test]
fn every_input_reaches_the_script() {
    let action = yaml("action.yml");
    let inputs = keys(&action["inputs"]);
    let script = text("action/run.sh");
    let run = steps(&action).iter().find(|step| step["id"] == "run").expect("the step `run`");
    assert_eq!(keys(&run["env"]).len(), inputs.len());
    for input in &inputs {
        let variable = format!("INPUT_{}", input.to_uppercase().replace('-', "_"));
        assert_eq!(run["env"][&variable], format!("${{{{ inputs.{input} }}}}"), "{input}");
        assert!(action["inputs"][input]["default"].is_string(), "{input} has no default");
    }
    let used: BTreeSet<String> =
        names(&script, "$INPUT_").iter().map(|name| format!("INPUT_{name}")).collect();
    assert_eq!(used, keys(&run["env"]).into_iter().map(str::to_owned).collect());
}

#[test]
fn no_input_is_written_into_a_script() {
    for step in steps(&yaml("action.yml")) {
        assert_eq!(step["shell"], "bash", "{step}");
        let script = step["run"].as_str().expect("a script");
        assert!(!script.contains("${{"), "its text could be run: {script}");
    }
}

#[test]
fn every_output_is_one_of_the_script() {
    let action = yaml("action.yml");
    // The values that the script writes to these outputs are tested in `script`.
    assert_eq!(keys(&action["outputs"]), BTreeSet::from(["audit-sarif", "check-sarif"]));
    for (output, definition) in action["outputs"].as_object().expect("a mapping") {
        assert_eq!(definition["value"], format!("${{{{ steps.run.outputs.{output} }}}}"));
    }
}

#[test]
fn every_file_exists() {
    let action = yaml("action.yml");
    let scripts: Vec<&str> =
        steps(&action).iter().filter_map(|step| step["run"].as_str()).collect();
    let mut found = 0;
    for script in scripts {
        for file in names(script, "$GITHUB_ACTION_PATH/action/") {
            assert!(paths::workspace().join(format!("action/{file}.sh")).is_file(), "{file}");
            found += 1;
        }
    }
    assert_eq!(found, 2);
    let package =
        names(&text("action/install.sh"), "--path ").into_iter().next().unwrap().to_owned();
    assert!(paths::workspace().join(package).join("Cargo.toml").is_file());
}

#[test]
fn the_hook_calls_what_there_is() {
    let hooks = yaml(".pre-commit-hooks.yaml");
    let [hook] = hooks.as_array().expect("a list").as_slice() else { panic!("{hooks}") };
    assert_eq!((&hook["id"], &hook["language"]), (&"ffi-guard-check".into(), &"system".into()));
    assert_eq!(hook["pass_filenames"], false, "`check` takes no files");
    let words: Vec<&str> = hook["entry"].as_str().expect("a command").split(' ').collect();
    assert_eq!(words[..2], ["cargo", "ffi-guard"]);
    Process::new(env!("CARGO_BIN_EXE_cargo-ffi-guard"))
        .args(&words[1..])
        .args(["--manifest-path".as_ref(), paths::workspace().join("Cargo.toml").as_os_str()])
        .run()
        .expect_success();
}
