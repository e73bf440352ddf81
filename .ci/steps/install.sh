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
