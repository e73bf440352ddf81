//! The report as SARIF 2.1.0: only the few objects that a code-scanning service reads.
//!
//! They are written by hand: the crate that has them all generates them in a build script from the schema and brings
//! some seventy packages. A test holds the output against the official schema instead.

use super::model::{Report, ReportedPlace};
use super::text::Rule;
use serde_json::{Value, json};
use std::io::{self, Write};
use std::path::Path;

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// Writes one run.
pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": driver() },
            "columnKind": "unicodeCodePoints",
            "invocations": [{
                "executionSuccessful": report.failure.is_none(),
                "toolExecutionNotifications": notifications(report),
            }],
            "results": results(report),
        }],
    });
    serde_json::to_writer_pretty(&mut *out, &log)?;
    writeln!(out)
}

fn driver() -> Value {
    let rules: Vec<Value> = Rule::ALL
        .iter()
        .map(|rule| {
            json!({
                "id": rule.id(),
                "shortDescription": { "text": rule.description() },
                "defaultConfiguration": { "level": "error" },
            })
        })
        .collect();
    json!({ "name": "ffi-guard", "version": env!("CARGO_PKG_VERSION"), "rules": rules })
}

fn results(report: &Report) -> Vec<Value> {
    let exports = report.problems().map(|export| {
        let location = location(export.place.as_ref(), export.artifact.as_deref(), &export.symbol);
        result(export.rule(), &export.problem(), &export.symbol, location)
    });
    let mismatches = report.mismatches.iter().map(|mismatch| {
        let artifact = Some(mismatch.artifact.as_path());
        let location = location(mismatch.place.as_ref(), artifact, &mismatch.symbol);
        result(mismatch.rule(), &mismatch.problem(), &mismatch.symbol, location)
    });
    let notes = report.notes.iter().filter(|note| note.is_error).map(|note| {
        let is_placed = note.place.is_some() || note.artifact.is_some();
        let location = match is_placed {
            true => json!({ "physicalLocation": physical(note.place.as_ref(), note.artifact.as_deref()) }),
            false => json!({}),
        };
        result(note.rule(), &note.what, &note.what, location)
    });
    let clashes = report.clashes.iter().filter(|clash| clash.is_certain).map(|clash| {
        let symbols = clash.symbols.join(", ");
        let location = location(None, Some(&clash.artifact), &symbols);
        result(clash.rule(), &clash.problem(), &symbols, location)
    });
    exports.chain(mismatches).chain(clashes).chain(notes).collect()
}

fn result(rule: Rule, message: &str, symbol: &str, location: Value) -> Value {
    json!({
        "ruleId": rule.id(),
        "ruleIndex": Rule::ALL.iter().position(|other| *other == rule),
        "level": "error",
        "message": { "text": message },
        "locations": [location],
        // The symbol stays when lines move, so a service recognises the finding in the next run.
        "partialFingerprints": { "symbol/v1": format!("{}:{symbol}", rule.id()) },
    })
}

fn notifications(report: &Report) -> Vec<Value> {
    let notification = |note: &super::Note| {
        let mut value = json!({
            "level": "note",
            "descriptor": { "id": note.kind.id() },
            "message": { "text": note.what },
        });
        if note.place.is_some() || note.artifact.is_some() {
            let physical = physical(note.place.as_ref(), note.artifact.as_deref());
            value["locations"] = json!([{ "physicalLocation": physical }]);
        }
        value
    };
    let possible = report.clashes.iter().filter(|clash| !clash.is_certain).map(|clash| {
        let physical = physical(None, Some(&clash.artifact));
        json!({
            "level": "note",
            "descriptor": { "id": clash.rule().id() },
            "message": { "text": clash.problem() },
            "locations": [{ "physicalLocation": physical }],
        })
    });
    let notes = report.notes.iter().filter(|note| !note.is_error).map(notification);
    notes.chain(possible).collect()
}

fn location(place: Option<&ReportedPlace>, artifact: Option<&Path>, symbol: &str) -> Value {
    let mut location = json!({ "logicalLocations": [{ "name": symbol, "kind": "function" }] });
    if place.is_some() || artifact.is_some() {
        location["physicalLocation"] = physical(place, artifact);
    }
    location
}

fn physical(place: Option<&ReportedPlace>, artifact: Option<&Path>) -> Value {
    match (place, artifact) {
        (Some(ReportedPlace { file, line, column, .. }), _) => json!({
            "artifactLocation": { "uri": uri(file) },
            "region": { "startLine": line, "startColumn": column },
        }),
        (None, artifact) => {
            json!({ "artifactLocation": { "uri": uri(artifact.unwrap_or(Path::new(""))) } })
        }
    }
}

/// A path as a URI reference: relative ones stay relative, so that the service finds them in the repository.
fn uri(path: &Path) -> String {
    let text = path.display().to_string();
    let text = if cfg!(windows) { text.replace('\\', "/") } else { text };
    let mut uri = String::new();
    if path.is_absolute() {
        uri.push_str(if text.starts_with('/') { "file://" } else { "file:///" });
    }
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' => {
                uri.push(char::from(byte));
            }
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn encodes_paths() {
        assert_eq!(uri(Path::new("src/a b.rs")), "src/a%20b.rs");
        assert_eq!(uri(Path::new("/x/a:b#c%é.rs")), "file:///x/a%3Ab%23c%25%C3%A9.rs");
    }
}
