//! Builds the shared library, and runs the programs in C and C++ that use it.
#![cfg(not(target_env = "msvc"))]

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

const PACKAGE: &str = env!("CARGO_MANIFEST_DIR");
const FLAGS: [&str; 4] = ["-Wall", "-Wextra", "-Werror", "-pedantic"];

#[test]
fn the_program_in_c() {
    build_and_run("main.c", "CC", "cc", "-std=c11");
}

#[test]
fn the_program_in_cpp() {
    build_and_run("main.cpp", "CXX", "c++", "-std=c++17");
}

/// Compiles a program with the compiler that a variable of the environment names, and runs it.
fn build_and_run(file: &str, variable: &str, usual: &str, standard: &str) {
    let library = library();
    let folder = library.parent().expect("a folder of libraries");
    let program = folder.join(format!("{file}-program{}", env::consts::EXE_SUFFIX));
    let compiler = env::var(variable).unwrap_or_else(|_| usual.to_owned());
    let mut command = Command::new(compiler);
    command
        .arg(standard)
        .args(FLAGS)
        .arg(Path::new(PACKAGE).join("tests").join(file));
    command.arg("-I").arg(Path::new(PACKAGE).join("include"));
    run(command.arg("-o").arg(&program).arg(&library));
    let mut command = Command::new(&program);
    // Where Linux, macOS and Windows look for shared libraries.
    for variable in ["LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "PATH"] {
        let others = env::var_os(variable).unwrap_or_default();
        let paths = [folder.to_owned()]
            .into_iter()
            .chain(env::split_paths(&others));
        command.env(
            variable,
            env::join_paths(paths).expect("no separator in a path"),
        );
    }
    run(&mut command);
}

/// Builds the shared library as its users get it, and returns its path.
fn library() -> PathBuf {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join(env!("CARGO_PKG_NAME"));
    let mut cargo = Command::new(env!("CARGO"));
    cargo
        .args(["build", "--quiet", "--lib", "--target-dir"])
        .arg(&target);
    run(cargo
        .arg("--manifest-path")
        .arg(Path::new(PACKAGE).join("Cargo.toml")));
    let (prefix, suffix) = (env::consts::DLL_PREFIX, env::consts::DLL_SUFFIX);
    let file = format!("{prefix}@library@{suffix}");
    target.join("debug").join(file)
}

fn run(command: &mut Command) {
    let status = command
        .status()
        .unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(status.success(), "{command:?}: {status}");
}
