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
