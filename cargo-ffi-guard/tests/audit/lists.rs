//! `--allow` and `--header`.

use crate::support::{audit, elf, file, report, verdicts};
use serde_json::Value;
use std::fs;

#[test]
fn names_lines_that_allow_nothing() {
    let (_folder, library) = file("libshape.o", &elf());
    let (_other, allow) =
        file("allow.txt", b"# all\nshape_n*  they return constants\nshape_gone\n");
    let allow = allow.display().to_string();
    let report = report(&library, &["--allow", &allow]);
    assert_eq!(verdicts(&report)["shape_name"], "allowed");
    let notes = report["notes"].to_string();
    assert!(notes.contains(":3: `shape_gone` allows nothing"), "{notes}");
}

#[test]
fn says_which_list_is_wrong() {
    let (_folder, library) = file("libshape.o", &elf());
    let (_other, list) = file("list", b"shape_name\n* everything\n");
    let (_third, binary) = file("binary", b"\xff\xfe\x00");
    for (option, path, what) in [
        ("--allow", &list, "line 2: `*` is no symbol"),
        ("--allow", &binary, "cannot be read"),
        ("--header", &binary, "not UTF-8"),
    ] {
        let outcome = audit([library.as_os_str(), option.as_ref(), path.as_os_str()]);
        assert_eq!(outcome.code, Some(2), "{outcome}");
        assert!(outcome.stderr.contains(what), "{outcome}");
    }
}

#[test]
fn a_reason_may_name_a_number() {
    let (_folder, library) = file("libshape.o", &elf());
    let (_other, allow) = file("allow.txt", b"#head\nshape_name  issue #12 # since 1.0\n");
    let allow = allow.display().to_string();
    let report = report(&library, &["--allow", &allow]);
    let exports = report["exports"].as_array().unwrap();
    let name = exports.iter().find(|export| export["symbol"] == "shape_name").unwrap();
    assert_eq!(name["guard"]["reason"], "issue #12", "{report}");
}

#[test]
fn patterns_that_are_no_symbols_are_refused() {
    let (_folder, library) = file("libshape.o", &elf());
    for pattern in ["shape_[1-9]", "shape_nam?", "shape_{a,b}", "^shape", "a|b", "shape_name#why"] {
        let (_other, list) = file("list", pattern.as_bytes());
        let outcome = audit([library.as_os_str(), "--allow".as_ref(), list.as_os_str()]);
        assert_eq!(outcome.code, Some(2), "{outcome}");
        assert!(outcome.stderr.contains(&format!("line 1: `{pattern}` is no symbol")), "{outcome}");
    }
}

#[test]
fn reads_what_a_header_declares_for_c() {
    let (_folder, library) = file("libshape.o", &elf());
    let mismatches = |header: &str| {
        let (_other, header) = file("shape.h", header.as_bytes());
        let report = report(&library, &["--header", &header.display().to_string()]);
        let all = report["mismatches"].as_array().unwrap().clone();
        all.iter().map(|m| m["symbol"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    for header in [
        "typeof(int) shape_area(void); __typeof__(int) shape_name(void);",
        "int shape_area PARAMS((void)); char *shape_name PARAMS((int a));",
        "#if 0\nint gone(void);\n#endif\nint shape_area(void), shape_name(void);",
        "namespace n { int mangled(void); }\nextern \"C\" { int shape_area(void), shape_name(void); }",
    ] {
        assert_eq!(mismatches(header), Vec::<String>::new(), "{header}");
    }
    assert_eq!(
        mismatches("int shape_area(void), shape_name(void);\nFFI_GUARD_DECLARE_STRINGS(shape);"),
        ["shape_string_free"]
    );
}

#[test]
fn compares_with_headers() {
    let (_folder, library) = file("libshape.o", &elf());
    let (_other, one) =
        file("one.h", b"#pragma once\nextern double shape_area(const struct shape *s);\n");
    let (_third, two) = file(
        "two.h",
        b"extern \"C\" {\nAPI const char *shape_name(void), *shape_color(void);\n}\n",
    );
    let [one, two] = [one, two].map(|path| path.display().to_string());
    let mismatches = |headers: &[&str]| {
        let report = report(&library, headers);
        let all = report["mismatches"].as_array().unwrap().clone();
        let words = all.iter().map(|m| {
            format!("{} {}", m["symbol"].as_str().unwrap(), m["disagreement"].as_str().unwrap())
        });
        words.collect::<Vec<_>>()
    };
    assert_eq!(mismatches(&["--header", &one]), ["shape_name exported-not-declared"]);
    assert_eq!(
        mismatches(&["--header", &one, "--header", &two]),
        ["shape_color declared-not-exported"]
    );
}

#[test]
fn a_header_that_disagrees_is_a_problem_of_its_own() {
    let (_folder, library) = file("libshape.o", &elf());
    let (_other, allow) = file("allow.txt", b"shape_name\n");
    let (_third, header) = file("shape.h", b"void shape_area(void);\n");
    let [allow, header] = [allow, header].map(|path| path.display().to_string());
    assert_eq!(report(&library, &["--allow", &allow])["clean"], true);
    assert_eq!(report(&library, &["--allow", &allow, "--header", &header])["clean"], false);
}

/// Runs the audit with the first of these files as the header.
fn with_headers(files: &[(&str, &str)], more: &[&str]) -> Value {
    let (folder, library) = file("libshape.o", &elf());
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let header = folder.path().join(files[0].0).display().to_string();
    report(&library, &[&["--header", &header], more].concat())
}

fn mismatches(report: &Value) -> Vec<&str> {
    let all = report["mismatches"].as_array().unwrap();
    all.iter().map(|mismatch| mismatch["symbol"].as_str().unwrap()).collect()
}

#[test]
fn reads_the_headers_that_a_header_includes() {
    let files = [
        (
            "shape.h",
            "#include <stdint.h>\n#include \"parts/area.h\"\n#include \"ffi_guard.h\"\n#if 0\n#include \"old.h\"\n#endif\n",
        ),
        ("parts/area.h", "#include \"../shape.h\"\n#include \"name.h\"\nint shape_area(void);\n"),
        (
            "parts/name.h",
            "#pragma once\n#  include \"area.h\"\nint shape_name(void);\nint shape_gone(void);\n",
        ),
        ("old.h", "int shape_old(void);\n"),
    ];
    let report = with_headers(&files, &[]);
    assert_eq!(mismatches(&report), ["shape_gone"]);
    let place = &report["mismatches"][0]["place"];
    assert!(place["file"].as_str().unwrap().ends_with("name.h") && place["line"] == 4, "{place}");
    let notes = report["notes"].to_string();
    assert!(!notes.contains("beside"), "every file is there: {notes}");
}

#[test]
fn names_the_headers_that_it_does_not_find() {
    let text = "int shape_area(void), shape_name(void);\n#include \"config.h\"\n";
    let report = with_headers(&[("shape.h", text)], &[]);
    assert_eq!(mismatches(&report), Vec::<&str>::new());
    let notes = report["notes"].as_array().unwrap();
    let note = notes.iter().find(|note| note["what"].as_str().unwrap().contains("`config.h`"));
    let note = note.unwrap_or_else(|| panic!("{report}"));
    assert_eq!(note["place"]["line"], 2, "{note}");
}

/// A system header may be beside the header of a library, so what is in angle brackets is not read.
#[test]
fn names_the_headers_in_angle_brackets_that_are_beside_it() {
    let text =
        "#include <stdint.h>\n#include <shape/name.h>\nint shape_area(void), shape_name(void);\n";
    let files = [("shape/shape.h", text), ("shape/name.h", "int shape_gone(void);\n")];
    let report = with_headers(&files, &[]);
    assert_eq!(mismatches(&report), Vec::<&str>::new());
    let notes = report["notes"].to_string();
    assert!(notes.contains("`shape/name.h` is in angle brackets"), "{notes}");
    assert!(!notes.contains("stdint"), "{notes}");
}

#[test]
fn reads_what_the_preprocessor_wrote() {
    let gcc = "# 0 \"shape.h\"\n# 0 \"<built-in>\"\n# 1 \"/usr/include/stdio.h\" 1 3 4\n\
               extern int puts (const char *s);\n# 3 \"inner.h\" 1\nint shape_area(void);\n\
               # 2 \"shape.h\" 2\n# 2 \"/usr/include/stdlib.h\" 1 3 4\nvoid abort (void);\n\
               # 3 \"shape.h\" 2\nint shape_name(void);\n#include \"absent.h\"\n";
    let msvc = "#line 1 \"c:\\\\work\\\\shape.h\"\n#line 1 \"c:\\\\kits\\\\stdio.h\"\nint puts(const char *s);\n\
                #line 2 \"c:\\\\work\\\\parts\\\\area.h\"\nint shape_area(void);\n\
                #line 3 \"c:\\\\work\\\\shape.h\"\nint shape_name(void);\n";
    for text in [gcc, msvc] {
        let report = with_headers(&[("shape.i", text)], &[]);
        assert_eq!(mismatches(&report), Vec::<&str>::new(), "{text}");
        assert!(!report["notes"].to_string().contains("beside"), "{report}");
    }
}

#[test]
fn allows_what_is_declared_and_not_exported() {
    let (_folder, allow) = file("allow.txt", b"shape_handle  only on Windows\nshape_unused\n");
    let files = [(
        "shape.h",
        "int shape_area(void), shape_name(void), shape_handle(void), shape_gone(void);\n",
    )];
    let report = with_headers(&files, &["--allow", &allow.display().to_string()]);
    assert_eq!(mismatches(&report), ["shape_gone"]);
    let notes = report["notes"].to_string();
    let what = "`shape_handle` is declared and not exported, which is allowed: only on Windows";
    assert!(notes.contains(what), "{notes}");
    assert!(!notes.contains("`shape_handle` allows nothing"), "{notes}");
    assert!(notes.contains("`shape_unused` allows nothing"), "{notes}");
}
