# The runtime under Miri, which sees undefined behaviour that no processor shows. It runs no C: the tests of callbacks
# have the same in Rust for it.

# Tests of what is leaked on purpose, rather than dropped where it is still in use or can only panic again.
readonly LEAKING=(
    leaks_an_endless_bomb
    a_closure_that_drops_its_own_callback
    a_scope_closed_on_another_thread_is_passed_over
)

miri() {
    local name kept=()
    if ! RUSTUP_AUTO_INSTALL=0 rustup run nightly cargo miri --version 2>/dev/null; then
        skip "the runtime under Miri" "the nightly toolchain has no component miri"
        return
    fi
    for name in "${LEAKING[@]}"; do
        kept+=(--skip "$name")
    done
    miri_test "" "${kept[@]}"
    miri_test -Zmiri-ignore-leaks "${LEAKING[@]}"
    miri_handles
}

# The registry of handles: its tokens are numbers and its values pointers, its threads meet in another order with each
# seed, and its words are of half the size on 32-bit targets.
miri_handles() {
    miri_lib "-Zmiri-strict-provenance -Zmiri-many-seeds=0..16" handle::table::tests::threads
    miri_lib -Zmiri-strict-provenance --target i686-unknown-linux-gnu handle::
}

miri_lib() { # flags, arguments for cargo and the filter of the tests
    local flags=$1
    shift
    logged env MIRIFLAGS="$flags" rustup run nightly cargo miri test -p ffi-guard-core --lib "$@"
}

miri_test() { # flags, arguments for the tests
    local flags=$1
    shift
    logged env MIRIFLAGS="$flags" rustup run nightly cargo miri test -p ffi-guard-core -p ffi-guard-runtime --lib --test callbacks --test failures -- "$@"
}
