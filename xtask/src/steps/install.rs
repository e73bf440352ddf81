//! Tools and libraries that a machine need not have. They are installed where `apt-get` can.

use anyhow::Result;
use xshell::{Cmd, cmd};

use crate::ci::{Ci, succeeds};

/// Something that a package of Debian has.
pub(super) struct Tool {
    pub(super) what: &'static str,
    pub(super) package: &'static str,
    /// A command that succeeds if it is installed.
    pub(super) probe: &'static str,
}

const fn tool(what: &'static str, package: &'static str, probe: &'static str) -> Tool {
    Tool { what, package, probe }
}

/// For the instruction counts and for memcheck.
const VALGRIND: Tool = tool("valgrind", "valgrind", "valgrind --version");

/// Drives callbacks in the tests, which open it at run time.
const SQLITE: Tool = tool(
    "SQLite",
    "libsqlite3-0",
    "PATH=$PATH:/sbin:/usr/sbin ldconfig -p | grep -F libsqlite3.so.0",
);

/// For the chapter of the book on packages for CMake.
const CMAKE: Tool = tool("CMake", "cmake", "cmake --version");

/// For the programs of `examples/clients`, whose tests skip by name what is missing.
const LANGUAGES: [Tool; 6] = [
    tool("Go", "golang-go", "go version"),
    tool("a Java compiler", "default-jdk-headless", "javac -version"),
    tool("JNA", "libjna-java", "test -r /usr/share/java/jna.jar"),
    tool("the C# compiler", "mono-mcs", "mcs --version"),
    tool("Mono", "mono-runtime", "mono --version"),
    // For the Python that is found first, or for Debian's.
    tool("cffi", "python3-cffi", "python3 -c 'import cffi' || /usr/bin/python3 -c 'import cffi'"),
];

pub(crate) fn valgrind(ci: &Ci) -> Result<()> {
    install(ci, &VALGRIND)
}

/// libabigail's program, which compares two libraries by their debug information.
pub(super) fn abidiff(ci: &Ci) -> Result<()> {
    install(ci, &tool("abidiff", "abigail-tools", "abidiff --version"))
}

pub(crate) fn sqlite(ci: &Ci) -> Result<()> {
    install(ci, &SQLITE)
}

pub(crate) fn cmake(ci: &Ci) -> Result<()> {
    install(ci, &CMAKE)
}

pub(crate) fn languages(ci: &Ci) -> Result<()> {
    for tool in &LANGUAGES {
        install(ci, tool)?;
    }
    install_koffi(ci)
}

/// Installs the packages that are missing and returns whether all are there.
pub(super) fn install_each(ci: &Ci, tools: &[Tool]) -> Result<bool> {
    tools.iter().try_for_each(|tool| install(ci, tool))?;
    Ok(tools.iter().all(|tool| is_there(ci, tool)))
}

/// Whether valgrind can be run.
pub(crate) fn has_valgrind(ci: &Ci) -> bool {
    is_there(ci, &VALGRIND)
}

fn is_there(ci: &Ci, tool: &Tool) -> bool {
    let probe = tool.probe;
    succeeds(cmd!(ci.sh, "bash -c {probe}"))
}

/// Installs the package unless it is there.
fn install(ci: &Ci, tool: &Tool) -> Result<()> {
    if is_there(ci, tool) {
        println!("{}: installed", tool.what);
        return Ok(());
    }
    if !succeeds(cmd!(ci.sh, "apt-get --version")) {
        return ci.skip(tool.what, "not installed, and there is no apt-get");
    }
    if !apt_get(ci, tool.package)? || !is_there(ci, tool) {
        ci.skip(tool.what, "not installed, and apt-get cannot install it")?;
    }
    Ok(())
}

/// Installs a package and returns whether that succeeded.
fn apt_get(ci: &Ci, package: &str) -> Result<bool> {
    let is_root = cmd!(ci.sh, "id -u").quiet().read()? == "0";
    let as_root = |limit: &'static str, program: &'static str| -> Cmd<'_> {
        let sudo = if is_root { &[][..] } else { &["sudo", "-n"] };
        cmd!(ci.sh, "timeout {limit} {sudo...} env DEBIAN_FRONTEND=noninteractive {program}")
    };
    if package.ends_with(":i386") {
        as_root("60", "dpkg").args(["--add-architecture", "i386"]).run()?;
    }
    // An index that cannot be updated may still have the package.
    let _ = as_root("120", "apt-get").args(["-qq", "update"]).run();
    Ok(as_root("300", "apt-get").args(["-qq", "install", "-y", package]).run().is_ok())
}

/// Installs koffi for the client in Node.js, into the target directory, where the test runs the client. The package has
/// a binary, so nothing is built.
fn install_koffi(ci: &Ci) -> Result<()> {
    if !succeeds(cmd!(ci.sh, "npm --version")) {
        return ci.skip("koffi", "npm is not installed");
    }
    let directory = ci.sh.create_dir(ci.target().join("clients/node"))?;
    for file in ["package.json", "package-lock.json"] {
        ci.sh.copy_file(format!("examples/clients/node/{file}"), directory.join(file))?;
    }
    let npm = cmd!(
        ci.sh,
        "timeout 120 npm ci --ignore-scripts --no-audit --no-fund --prefix {directory}"
    );
    if npm.run().is_err() {
        ci.skip("koffi", "not installed, and npm cannot install it")?;
    }
    Ok(())
}
