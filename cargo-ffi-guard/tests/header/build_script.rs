//! A build script generates the header with the library only, without the dependencies of the program.

use ffi_guard_test_support::paths;
use ffi_guard_test_support::project::Project;
use std::fs;

const SCRIPT: &str = r#"
use cargo_ffi_guard::header::{self, Options};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let header = header::generate(&Options::new(std::env::var("CARGO_MANIFEST_DIR")?))?;
    for file in header.files() {
        println!("cargo::rerun-if-changed={}", file.display());
    }
    header.write("include/scripted.h")?;
    Ok(())
}
"#;

#[test]
fn the_header_follows_the_sources() {
    let source = |function: &str| {
        format!(
            "ffi_guard::ffi_library! {{ prefix = \"s\" }}\n#[ffi_guard::ffi_export]\npub fn {function}() {{}}\n"
        )
    };
    let library = paths::workspace().join("cargo-ffi-guard");
    let dependency = format!(
        "[build-dependencies]\ncargo-ffi-guard = {{ path = {:?}, default-features = false }}",
        library.display().to_string()
    );
    let project =
        Project::new("header_in_build_script").manifest(&dependency).file("build.rs", SCRIPT);
    for function in ["s_one", "s_two"] {
        let project = project.clone().file("src/lib.rs", &source(function));
        let output = project.build().expect_success();
        assert!(output.warnings().is_empty(), "{output}");
        let header =
            fs::read_to_string(project.dir().join("include/scripted.h")).expect("the header");
        assert!(header.contains(&format!("void {function}(void);")), "{header}");
    }
}
