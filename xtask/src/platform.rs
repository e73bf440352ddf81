//! The targets that the tests run for: how programs are built and started, and what each needs of the machine.

/// A target, and what its step needs.
pub(crate) struct Platform {
    pub(crate) triple: &'static str,
    /// How its programs run, for the table in the book.
    pub(crate) how: &'static str,
    /// The linker, which is also the C compiler. Empty for the host, whose compiler cargo finds.
    pub(crate) compiler: &'static str,
    /// The C++ compiler.
    pub(crate) cpp: &'static str,
    /// Flags for rustc.
    pub(crate) rustflags: &'static str,
    pub(crate) runner: Runner,
    /// The suites that it cannot run, each with the reason.
    pub(crate) lacks: &'static [(&'static str, &'static str)],
    /// The packages of Debian with the compilers and the runner, and a command that each adds.
    pub(crate) packages: &'static [(&'static str, &'static str)],
}

/// The way to start the programs of a target.
pub(crate) enum Runner {
    /// The kernel of the machine.
    Native,
    /// A program and its arguments.
    Program(&'static str),
    /// Wine, with a library that it lacks.
    Wine,
}

impl Platform {
    /// Whether the machine runs its programs without a runner and with its own compiler.
    pub(crate) fn is_host(&self) -> bool {
        self.compiler.is_empty()
    }
}

/// The machine that CI runs on.
pub(crate) const HOST: Platform = Platform {
    triple: "x86_64-unknown-linux-gnu",
    how: "on the machine",
    compiler: "",
    cpp: "",
    rustflags: "",
    runner: Runner::Native,
    lacks: &[],
    packages: &[],
};

pub(crate) const WINDOWS: Platform = Platform {
    triple: "x86_64-pc-windows-gnu",
    how: "Wine 8",
    // The variant whose C++ library has threads.
    compiler: "x86_64-w64-mingw32-gcc-posix",
    cpp: "x86_64-w64-mingw32-g++-posix",
    rustflags: "",
    runner: Runner::Wine,
    lacks: &[("track-frames", "the feature does not compile")],
    packages: &[
        ("gcc-mingw-w64-x86-64", "x86_64-w64-mingw32-gcc-posix --version"),
        ("g++-mingw-w64-x86-64", "x86_64-w64-mingw32-g++-posix --version"),
        ("wine64", "test -x /usr/lib/wine/wine64"),
    ],
};

pub(crate) const AARCH64: Platform = Platform {
    triple: "aarch64-unknown-linux-gnu",
    how: "qemu-user",
    compiler: "aarch64-linux-gnu-gcc",
    cpp: "aarch64-linux-gnu-g++",
    rustflags: "",
    runner: Runner::Program("qemu-aarch64 -L /usr/aarch64-linux-gnu"),
    lacks: &[],
    packages: &[
        ("gcc-aarch64-linux-gnu", "aarch64-linux-gnu-gcc --version"),
        ("g++-aarch64-linux-gnu", "aarch64-linux-gnu-g++ --version"),
        ("qemu-user", "qemu-aarch64 --version"),
    ],
};

pub(crate) const I686: Platform = Platform {
    triple: "i686-unknown-linux-gnu",
    how: "on the machine",
    compiler: "i686-linux-gnu-gcc",
    cpp: "i686-linux-gnu-g++",
    rustflags: "",
    runner: Runner::Native,
    lacks: &[],
    packages: &[
        ("gcc-i686-linux-gnu", "i686-linux-gnu-gcc --version"),
        ("g++-i686-linux-gnu", "i686-linux-gnu-g++ --version"),
        ("libc6:i386", "/lib/ld-linux.so.2 --version"),
        ("libstdc++6:i386", "ls /usr/lib/i386-linux-gnu/libstdc++.so.6"),
    ],
};

pub(crate) const MUSL: Platform = Platform {
    triple: "x86_64-unknown-linux-musl",
    how: "on the machine",
    compiler: "musl-gcc",
    cpp: "",
    rustflags: "-C target-feature=-crt-static",
    runner: Runner::Native,
    lacks: &[],
    packages: &[("musl-tools", "musl-gcc --version")],
};

pub(crate) const S390X: Platform = Platform {
    triple: "s390x-unknown-linux-gnu",
    how: "qemu-user, big endian",
    compiler: "s390x-linux-gnu-gcc",
    cpp: "s390x-linux-gnu-g++",
    rustflags: "",
    runner: Runner::Program("qemu-s390x -L /usr/s390x-linux-gnu"),
    lacks: &[],
    packages: &[
        ("gcc-s390x-linux-gnu", "s390x-linux-gnu-gcc --version"),
        ("g++-s390x-linux-gnu", "s390x-linux-gnu-g++ --version"),
        ("qemu-user", "qemu-s390x --version"),
    ],
};

/// The targets that run, in the order of the table.
pub(crate) const RUN: [&Platform; 6] = [&HOST, &WINDOWS, &AARCH64, &I686, &MUSL, &S390X];

/// A target whose libraries are built and audited, and not run.
pub(crate) struct Audited {
    pub(crate) triple: &'static str,
    pub(crate) how: &'static str,
}

pub(crate) const AUDITED: [Audited; 3] = [
    Audited {
        triple: "x86_64-pc-windows-msvc",
        how: "static libraries built and audited, not run",
    },
    Audited { triple: "aarch64-apple-darwin", how: "static libraries built and audited, not run" },
    Audited { triple: "x86_64-apple-darwin", how: "static libraries built and audited, not run" },
];

/// The test executables that run for a target.
pub(crate) struct Suite {
    pub(crate) name: &'static str,
    pub(crate) package: &'static str,
    /// The arguments that select one executable.
    pub(crate) executable: &'static [&'static str],
}

const fn suite(
    name: &'static str,
    package: &'static str,
    executable: &'static [&'static str],
) -> Suite {
    Suite { name, package, executable }
}

/// The order of the columns of the table.
pub(crate) const SUITES: [Suite; 10] = [
    suite("runtime", "ffi-guard-core", &["--lib"]),
    suite("runtime", "ffi-guard-runtime", &["--test", "failures"]),
    suite("runtime", "ffi-guard-runtime", &["--test", "convert"]),
    suite("runtime", "ffi-guard-runtime", &["--test", "resources"]),
    suite("track-frames", "ffi-guard-core", &["--lib", "--features", "track-frames", "track::"]),
    suite("callbacks", "ffi-guard-runtime", &["--test", "callbacks"]),
    suite("callbacks", "ffi-guard-runtime", &["--test", "driven"]),
    suite("demo", "ffi-guard-demo", &["--test", "demo"]),
    suite("C suite", "ffi-guard-tests", &["--test", "c_suite"]),
    suite("hazards", "ffi-guard-tests", &["--test", "hazards"]),
];
