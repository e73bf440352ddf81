# The example packaged as C libraries are: by cargo-c, and used through pkg-config.

readonly PACKAGED=target/packaged

package() {
    local missing tool
    for tool in cargo-cinstall pkg-config cc; do
        command -v "$tool" >/dev/null || missing=$tool
    done
    if [ -n "${missing-}" ]; then
        skip "the example as a package" "$missing is not installed"
        return
    fi
    rm -rf "$PACKAGED"
    cargo cinstall --locked --release --manifest-path examples/semver-capi/Cargo.toml \
        --prefix "$PWD/$PACKAGED" --libdir lib
    PKG_CONFIG_PATH=$PACKAGED/lib/pkgconfig packaged_program
}

# The program of the example's README, linked by what pkg-config says: to the dynamic library, and to the static one.
packaged_program() {
    local source=$PACKAGED/main.c program=$PACKAGED/main
    awk '/^```c / { inside = 1; next } /^```/ { inside = 0 } inside' examples/semver-capi/README.md >"$source"
    cc "$source" -o "$program" "${WARNINGS[@]}" $(pkg-config --cflags --libs semver)
    readelf -d "$program" | grep -F 'libsemver.so.0.1'
    LD_LIBRARY_PATH=$PACKAGED/lib "$program" | grep -Fx 'best: 1.10.0'
    cc "$source" -o "$program-static" "${WARNINGS[@]}" $(pkg-config --cflags semver) "$PACKAGED/lib/libsemver.a" \
        $(pkg-config --libs-only-l --static semver | sed 's/-lsemver//')
    "$program-static" | grep -Fx 'best: 1.10.0'
}
