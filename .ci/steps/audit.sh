# This project held to what it asks of others, by the program as a user installs it.

readonly BUILT=${CARGO_TARGET_DIR:-target}/release
readonly INSTALLED=target/installed

install_audit() {
    cargo install --quiet --locked --path cargo-ffi-guard --root "$INSTALLED"
    PATH=$PWD/$INSTALLED/bin:$PATH
}

# Every exported function of the sources, fixtures included. What these leave unguarded on purpose says why.
check_itself() {
    cargo ffi-guard check --workspace
}

# The C libraries as they ship, and the executables that C calls back. What is allowed in the library that is written by
# hand is not in the example, whose functions have the same names.
audit_itself() {
    cargo ffi-guard audit --profile release --allow tests/ffi-allow-by-hand.txt
    cargo ffi-guard audit --header "$EXAMPLE_HEADERS/semver.h" "$BUILT"/libsemver_capi.{so,a}
    cargo build --quiet --release -p ffi-guard-demo -p ffi-guard-fixture-nested --bins
    cargo ffi-guard audit --allow tests/ffi-allow.txt "$BUILT/ffi-guard-demo" "$BUILT/nested"
}
