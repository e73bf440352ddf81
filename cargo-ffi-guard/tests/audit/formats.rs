//! Checks each output format of the report against its schema or syntax.

use crate::support::{audit, elf, file, report};
use serde_json::Value;

const SCHEMA: &str = include_str!("../sarif-schema-2.1.0.json");

fn sarif(arguments: &[&std::ffi::OsStr]) -> Value {
    let outcome = audit(arguments.iter().copied().chain(["--format".as_ref(), "sarif".as_ref()]));
    serde_json::from_str(&outcome.stdout).expect("SARIF is JSON")
}

#[test]
fn sarif_is_valid() {
    // The pattern for language tags in the schema closes a bracket that it does not open.
    let text = SCHEMA.replace("[a-zA-Z]{2}]?$", "[a-zA-Z]{2}$");
    let schema: Value = serde_json::from_str(&text).unwrap();
    let schema = jsonschema::options().build(&schema).expect("the schema");
    let (_folder, library) = file("libshape.o", &elf());
    let (_other, header) = file("shape header.h", b"void shape_area(void);\nvoid gone(void);\n");
    let log = sarif(&[library.as_os_str(), "--header".as_ref(), header.as_os_str()]);
    let errors: Vec<String> =
        schema.iter_errors(&log).map(|e| format!("{}: {e}", e.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:#?}\n{log:#}");
    let results = log["runs"][0]["results"].as_array().unwrap();
    let rules: Vec<&str> =
        results.iter().map(|result| result["ruleId"].as_str().unwrap()).collect();
    assert_eq!(rules, ["unguarded-export", "declared-not-exported", "exported-not-declared"]);
    let region = &results[1]["locations"][0]["physicalLocation"];
    assert_eq!(region["region"]["startLine"], 2, "{region}");
    assert!(
        region["artifactLocation"]["uri"].as_str().unwrap().ends_with("shape%20header.h"),
        "{region}"
    );
    let mut wrong = log.clone();
    wrong["runs"][0]["results"][0]["level"] = "fatal".into();
    assert!(!schema.is_valid(&wrong), "the schema must reject invalid reports");
}

#[test]
fn json_has_what_the_book_says() {
    let (_folder, library) = file("libshape.o", &elf());
    let report = report(&library, &[]);
    assert_eq!((&report["schema"], &report["source"]), (&1.into(), &"artifacts".into()));
    let summary = serde_json::json!({
        "exports": 2, "guarded": 1, "allowed": 0, "panic_abort": 0, "unguarded": 1, "mismatches": 0, "clashes": 0,
    });
    assert_eq!(report["summary"], summary);
    let export = &report["exports"][1];
    assert_eq!(export["symbol"], "shape_name");
    assert_eq!(export["kind"], "function");
    assert_eq!(export["artifact"], library.display().to_string());
}

#[test]
fn github_has_a_line_for_each_problem() {
    let (_folder, library) = file("libshape.o", &elf());
    let outcome = audit([library.as_os_str(), "--format".as_ref(), "github".as_ref()]);
    let errors = outcome.stdout.lines().filter(|line| line.starts_with("::error "));
    assert_eq!(errors.count(), 1, "{outcome}");
    assert!(outcome.stdout.lines().all(|line| line.starts_with("::")), "{outcome}");
}
