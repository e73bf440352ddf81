//! The patch of a dry run, which `git apply` takes as it is.

use crate::tree::{Tree, difference};
use cargo_ffi_guard::cli::Fix;
use std::process::Command;

fn options(tree: &Tree) -> Fix {
    Fix { replace_guards: true, library: Some("sample".to_owned()), ..tree.options() }
}

/// Applies the patch of a dry run, and compares the file with what the command writes itself.
fn applies(name: &str, text: &str) {
    let tree = Tree::library("");
    tree.write(name, text);
    tree.write(
        "src/lib.rs",
        if name == "src/lib.rs" {
            text.to_owned()
        } else {
            format!("#[path = \"{}\"] mod m;\n", &name[4..])
        },
    );
    let outcome = tree.fix_with(Fix { dry_run: true, ..options(&tree) });
    let outcome = outcome.unwrap_or_else(|failure| panic!("{failure}"));
    assert_eq!(tree.read(name), text);
    tree.write("fix.patch", difference(&outcome));
    let git = |arguments: &[&str]| {
        let mut command = Command::new("git");
        let output = command.args(arguments).current_dir(tree.root()).output().expect("git");
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{name} {text:?}: {stderr}\n{}", tree.read("fix.patch"));
    };
    git(&["init", "--quiet"]);
    git(&["apply", "--check", "fix.patch"]);
    git(&["apply", "fix.patch"]);
    let applied = tree.read(name);
    tree.write(name, text);
    tree.fix_with(options(&tree)).unwrap_or_else(|failure| panic!("{failure}"));
    assert_eq!(applied, tree.read(name));
    assert_ne!(applied, text);
}

#[test]
fn a_patch_has_every_byte() {
    const BARE: &str = "#[no_mangle]\nextern \"C\" fn f() {}";
    let crlf = format!("// a\r\n// b\r\n{}\r\n", BARE.replace('\n', "\r\n"));
    for text in [
        crlf.clone(),
        format!("{BARE} // left\rright\n"),
        format!("// left\rright\n{BARE}"),
        BARE.to_owned(),
        format!("{BARE}\n\r"),
        format!("\u{FEFF}{crlf}"),
        format!("{BARE}\n// 1\n// 2\n// 3\n// 4\n// 5\n// 6\n// 7\n{}", BARE.replace("f()", "g()")),
    ] {
        applies("src/lib.rs", &text);
    }
    let guarded = "#[no_mangle]\nextern \"C\" fn f() -> u8 {\n    let _a = 1;\n    std::panic::catch_unwind(|| {\n        // a\n\n        b()\n    })\n    .unwrap_or(0)\n}\n";
    let mixed =
        format!("//! Docs.\n{guarded}{BARE}\n{guarded}\n\n\n\n\n\n\n\n\n{BARE} {BARE} {guarded}");
    for text in [mixed.replace('\n', "\r\n"), mixed.clone(), mixed.trim_end().to_owned()] {
        applies("src/lib.rs", &text);
    }
    applies("src/with space.rs", &format!("{BARE}\n"));
}
