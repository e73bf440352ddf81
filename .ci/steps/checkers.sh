# The C programs and the callbacks under valgrind's memcheck and under Rust's sanitizers. `checked` proves first that
# each of them sees a defect in C and one in Rust.

readonly CHECKED=(--test checked --test c_suite)

# A library that is closed takes with it where its copy of the standard library keeps the panic hook, so the hook is
# lost: these tests close libraries, and are not run where leaks are looked for.
readonly CLOSES_LIBRARIES=(--skip two_libraries::both_close --skip two_libraries::one_is_reloaded)

checker() { # memcheck, address or thread, arguments for the tests
    local name=$1 why
    shift
    cargo build --quiet -p ffi-guard-tests --bin checker
    if why=$(cargo run --quiet -p ffi-guard-tests --bin checker -- "$name"); then
        logged env FFI_GUARD_CHECKER="$name" cargo test -p ffi-guard-tests "${CHECKED[@]}" -- "$@"
    else
        skip "C programs and callbacks under $name" "$why"
    fi
}

# The race detector needs a standard library of its own, whose dependencies may have to be downloaded.
thread_checker() {
    local library
    library=$(rustup run nightly rustc --print sysroot 2>/dev/null)/lib/rustlib/src/rust/library
    if [ -d "$library" ] && ! rustup run nightly cargo fetch --quiet --locked --manifest-path "$library/Cargo.toml"; then
        skip "C programs and callbacks under thread" "the dependencies of the standard library cannot be downloaded"
        return
    fi
    checker thread
}
