# The fixed set of generated signatures (`tests/signatures`), with what `cargo test` does not have: AddressSanitizer, and
# Miri with a caller in Rust.

# The command itself announces it where a checker is missing.
signatures_under_address() {
    logged cargo run --quiet -p ffi-guard-signatures -- --checker address
}

signatures_under_miri() {
    if ! RUSTUP_AUTO_INSTALL=0 rustup run nightly cargo miri --version 2>/dev/null; then
        skip "the signatures under Miri" "the nightly toolchain has no component miri"
        return
    fi
    # The run itself is offline; this may download what the standard library depends on.
    rustup run nightly cargo miri setup
    logged cargo run --quiet -p ffi-guard-signatures -- --checker miri
}
