# The readers of other people's files under libFuzzer, guided by coverage, for a bounded time each. Coverage is a flag
# of the stable compiler; the library of the fuzzer is C++.

readonly FUZZ=target/fuzz
readonly FUZZ_SECONDS=${FUZZ_SECONDS:-60}

readonly COVERAGE=(
    -Cpasses=sancov-module
    -Cllvm-args=-sanitizer-coverage-level=4
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters
    -Cllvm-args=-sanitizer-coverage-pc-table
    -Cllvm-args=-sanitizer-coverage-trace-compares
    --cfg=fuzzing
)

# Builds the targets. Naming the platform keeps the flags from build scripts and macros.
build_fuzz_targets() { # platform
    RUSTFLAGS="${COVERAGE[*]}" cargo build --quiet --release --manifest-path fuzz/Cargo.toml \
        --target "$1" --target-dir "$FUZZ"
}

# What the fuzzer starts from: the samples of the tests, and what the C compiler makes.
seed_artifacts() { # folder
    FFI_GUARD_SAMPLES="$PWD/$1" cargo test --quiet -p cargo-ffi-guard --test audit the_samples_are_read
    cc -g -O1 -c csrc/c/frame.c -o "$1/object"
    cc -g -O1 -fPIC -shared csrc/c/frame.c -o "$1/library"
}

seed_sources() { # folder
    local file
    for file in cargo-ffi-guard/tests/check/cases/*.rs tests/ui/*/*.rs; do
        cp "$file" "$1/${file//\//-}"
    done
}

# Stops at the first input that panics, or takes thirty seconds or 2 GiB; the input is kept in target/fuzz. libFuzzer reports
# a slow input from a signal handler, which can wait for a lock of its own process for ever: hence the limit from outside.
run_fuzz_target() { # name, platform
    local status=0 messages=$FUZZ/$1.log
    mkdir -p "$FUZZ/found/$1" "$FUZZ/seeds/$1" "$FUZZ/work"
    "seed_$1" "$FUZZ/seeds/$1"
    TMPDIR=$FUZZ/work timeout --kill-after=5 "$((FUZZ_SECONDS + 60))" "$FUZZ/$2/release/$1" \
        "$FUZZ/found/$1" "$FUZZ/seeds/$1" -max_total_time="$FUZZ_SECONDS" -timeout=30 -rss_limit_mb=2048 \
        -max_len=65536 -artifact_prefix="$FUZZ/" -print_final_stats=1 >"$messages" 2>&1 || status=$?
    if [ "$status" -ne 0 ]; then
        tail -n 60 "$messages"
        printf '%s: status %s; the last source file is in %s\n' "$1" "$status" "$FUZZ/work"
        return "$status"
    fi
    rm -r "$FUZZ/work"
    printf '%s: %s\n' "$1" "$(grep '^Done ' "$messages")"
}

fuzz() {
    local platform target
    platform=$(rustc -vV | sed -n 's/^host: //p')
    if ! command -v "${CXX:-c++}" >/dev/null; then
        skip "fuzzing" "no C++ compiler is installed"
    elif ! cargo fetch --quiet --manifest-path fuzz/Cargo.toml; then
        skip "fuzzing" "libFuzzer's crate cannot be downloaded"
    else
        build_fuzz_targets "$platform"
        for target in artifacts sources; do
            run_fuzz_target "$target" "$platform"
        done
    fi
}
