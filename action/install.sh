#!/usr/bin/env bash
# Installs `cargo ffi-guard` for the later steps of the job: from the archive of the release that the action was called with,
# or else from its sources.
#
# An archive that differs from its checksum, or without the signature of the release workflow where `gh` can verify it, fails
# the step.
set -euo pipefail

root=$RUNNER_TEMP/ffi-guard
checkout=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# Prints the URL of the release's files; fails if the action was not called by the tag of a release.
release() {
    case ${GITHUB_ACTION_REF:-} in
        v[0-9]*) printf '%s' "${RELEASES:-$GITHUB_SERVER_URL/$GITHUB_ACTION_REPOSITORY/releases/download}/$GITHUB_ACTION_REF" ;;
        *) return 1 ;;
    esac
}

# Prints the target of the archive for this machine. For Linux it is linked with musl, because glibc may be old.
target() {
    case ${RUNNER_OS:-}-${RUNNER_ARCH:-} in
        Linux-X64) printf x86_64-unknown-linux-musl ;;
        Linux-ARM64) printf aarch64-unknown-linux-musl ;;
        macOS-X64) printf x86_64-apple-darwin ;;
        macOS-ARM64) printf aarch64-apple-darwin ;;
        Windows-X64) printf x86_64-pc-windows-msvc ;;
        Windows-ARM64) printf aarch64-pc-windows-msvc ;;
        *) return 1 ;;
    esac
}

sum() {
    if command -v sha256sum >/dev/null; then sha256sum "$1"; else shasum -a 256 "$1"; fi | cut -d ' ' -f 1
}

fail() {
    printf '::error title=ffi-guard::%s\n' "$1"
    exit 2
}

# Fails the step if the archive was changed after the release workflow had made it.
verify() { # archive
    [ "$(sum "$1")" = "$(cut -d ' ' -f 1 "$1.sha256")" ] || fail "$(basename "$1") differs from its checksum"
    if [ -n "${GH_TOKEN:-}" ] && command -v gh >/dev/null; then
        gh attestation verify "$1" --repo "$GITHUB_ACTION_REPOSITORY" >/dev/null || fail "$(basename "$1") has no valid attestation"
    fi
}

# Downloads and unpacks the archive; returns 1 if there is none for this call or machine.
from_archive() {
    local url name file folder
    url=$(release) && name=cargo-ffi-guard-${GITHUB_ACTION_REF#v}-$(target) || return 1
    folder=$root/archive file=$root/archive/$name.tar.gz
    mkdir -p "$folder" "$root/bin" || fail "$root cannot be written"
    curl --fail --silent --show-error --location --retry 3 --output "$file" "$url/$name.tar.gz" || return 1
    curl --fail --silent --show-error --location --retry 3 --output "$file.sha256" "$url/$name.tar.gz.sha256" ||
        fail "$name.tar.gz has no checksum"
    verify "$file"
    { tar -xzf "$file" -C "$folder" && cp "$folder/$name"/cargo-ffi-guard* "$root/bin"; } || fail "$name.tar.gz cannot be unpacked"
}

if ! from_archive; then
    echo "no archive of a release for this call and machine: the tool is built from its sources"
    # Runs in the checkout, so that its rust-toolchain.toml applies: the audited project may use an older Rust.
    cd "$checkout"
    cargo install --locked --path cargo-ffi-guard --root "$root" --target-dir "$root/target"
fi
printf '%s\n' "$root/bin" >>"$GITHUB_PATH"
