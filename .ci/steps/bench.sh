# The benchmark still builds its peers and runs: what does not depend on the machine's load. A timing decides nothing.

readonly SUBJECTS=bench/subjects/Cargo.toml

benchmark() {
    cargo fmt --manifest-path "$SUBJECTS" --all --check
    if ! cargo fetch --quiet --locked --manifest-path "$SUBJECTS"; then
        skip "the benchmark" "the crates of the peers cannot be downloaded"
    elif ! command -v valgrind >/dev/null; then
        skip "the benchmark" "valgrind is not installed"
    else
        cargo test --quiet --release --locked --manifest-path "$SUBJECTS" -p bench-bodies \
            --target-dir "${CARGO_TARGET_DIR:-target}/bench/subjects"
        logged cargo run --quiet -p ffi-guard-bench -- --quick --only instructions,bombs
    fi
}
