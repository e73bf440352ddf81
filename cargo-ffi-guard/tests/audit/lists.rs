//! `--allow` and `--header`.

use crate::support::{audit, elf, file, report, verdicts};

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
