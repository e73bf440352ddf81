//! One library with everything that its sources alone do not tell, on each target that is installed.
//!
//! `UPDATE_EXPECT=1` writes `gallery/abi.txt`.

use crate::support::abi;
use ffi_guard_test_support::project::Project;
use std::fs;
use std::path::{Path, PathBuf};

fn gallery(name: &str, target: Option<&str>) -> PathBuf {
    let project = Project::new(name)
        .lib(&["staticlib"])
        .runtime_features(&["describe"])
        .file("src/lib.rs", include_str!("gallery/lib.rs"));
    let target: Vec<&str> =
        target.map(|target| ["--target", target]).into_iter().flatten().collect();
    let output = project.cargo_args(&target).build().expect_success();
    output.artifacts.staticlib().to_owned()
}

fn text(artifact: &Path) -> String {
    let outcome = abi([artifact]);
    assert_eq!(outcome.code, Some(0), "{outcome}");
    outcome.stdout
}

#[test]
fn the_text_is_what_the_compiler_resolved() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/abi/gallery/abi.txt");
    let artifact = gallery("abi_gallery", None);
    let text = text(&artifact);
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(&file, &text).expect("the file is written");
    }
    let expected = fs::read_to_string(&file).expect("abi.txt").replace("\r\n", "\n");
    assert_eq!(text, expected);
    every_type_has_a_form_in_a_lock(&artifact);
}

fn every_type_has_a_form_in_a_lock(artifact: &Path) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("abi.lock");
    let lock = || {
        let outcome = abi([artifact.as_os_str(), "--lock".as_ref(), file.as_os_str()]);
        assert_eq!(outcome.code, Some(0), "{outcome}");
        fs::read_to_string(&file).expect("the lock")
    };
    let first = lock();
    assert!(first.contains("\"left: *mut Unknown<Timeval>\""), "{first}");
    assert!(first.contains("[layouts.LP64.\"Unknown<Timeval>\"]\nsize = 16\n"), "{first}");
    for lines in [
        "[functions.gallery_jobs.callbacks.done]\narguments = [\n    \"owned\",\n    \"\",\n    \"unchecked\",\n]\n\
         result = \"\"\ncalls = \"once\"\nthreads = \"any\"\nkept = true\n",
        "borrows = [\n    \"one\",\n    \"counter\",\n]\n",
        "borrows = [\"counter\"]\noptional = true\n",
    ] {
        assert!(first.contains(lines), "{lines}\n{first}");
    }
    assert_eq!(lock(), first, "a lock that was read is written differently");
}
