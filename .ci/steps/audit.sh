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

# The C libraries as they ship, and the executables that C calls back.
audit_itself() {
    cargo ffi-guard audit --profile release --allow tests/ffi-allow-by-hand.txt
    cargo build --quiet --release -p ffi-guard-demo -p ffi-guard-fixture-nested --bins
    cargo ffi-guard audit --allow tests/ffi-allow.txt "$BUILT/ffi-guard-demo" "$BUILT/nested"
}
