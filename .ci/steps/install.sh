# Tools and libraries that a machine need not have: installed where apt-get can, announced where not.

# Has a package of Debian's installed, unless the command that looks for it succeeds.
install() { # what it is, package, command that succeeds where it is there
    local what=$1 package=$2 as_root=()
    shift 2
    if "$@"; then
        return
    fi
    if ! command -v apt-get >/dev/null; then
        skip "$what" "not installed, and there is no apt-get"
        return
    fi
    if [ "$(id -u)" -ne 0 ]; then
        as_root=(sudo -n)
    fi
    if timeout 120 "${as_root[@]}" apt-get -qq update \
        && timeout 300 "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y "$package"; then
        "$@"
    else
        skip "$what" "not installed, and apt-get cannot install it"
    fi
}

# It counts the instructions of the happy path, and looks for leaks.
install_valgrind() {
    install "valgrind" valgrind valgrind --version
}

# It drives callbacks in the tests, which open it at run time.
install_sqlite() {
    install "SQLite" libsqlite3-0 find_library libsqlite3.so.0
}

find_library() {
    PATH=$PATH:/sbin:/usr/sbin ldconfig -p | grep -F "$1"
}

# For the programs of examples/clients, whose tests skip by name what is missing. Comes after a build: only a target
# directory that cargo makes is marked as one, and this puts koffi into it.
install_languages() {
    install "Go" golang-go go version
    install "a Java compiler" default-jdk-headless javac -version
    install "JNA" libjna-java test -r /usr/share/java/jna.jar
    install "the C# compiler" mono-mcs mcs --version
    install "Mono" mono-runtime mono --version
    install "cffi" python3-cffi has_cffi
    install_koffi "${CARGO_TARGET_DIR:-target}/clients/node"
}

# For the Python that stands first, or for Debian's.
has_cffi() {
    python3 -c "import cffi" 2>/dev/null || /usr/bin/python3 -c "import cffi"
}

# Into the target directory, where the test runs the client; koffi's package has a binary, and nothing is built.
install_koffi() { # folder
    if ! command -v npm >/dev/null; then
        skip "koffi" "npm is not installed"
        return
    fi
    mkdir -p "$1"
    cp examples/clients/node/package*.json "$1"
    if ! timeout 120 npm ci --prefix "$1" --ignore-scripts --no-audit --no-fund; then
        skip "koffi" "not installed, and npm cannot install it"
    fi
}
