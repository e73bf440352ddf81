#!/usr/bin/env bash
# Packs a built `cargo ffi-guard` as the archive that install.sh and cargo-binstall read, with its checksum beside it.
set -euo pipefail

if [ $# -ne 3 ]; then
    echo "usage: pack.sh TARGET PROGRAM FOLDER" >&2
    exit 2
fi
target=$1 program=$2 out=$3
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
version=$("$program" --version | cut -d ' ' -f 2)
name=cargo-ffi-guard-$version-$target

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/$name/completions" "$out"
cp "$program" "$root"/LICENSE-* "$root/cargo-ffi-guard/README.md" "$root/CHANGELOG.md" "$work/$name"
"$program" man >"$work/$name/cargo-ffi-guard.1"
for shell in bash zsh fish powershell; do
    "$program" completions "$shell" >"$work/$name/completions/cargo-ffi-guard.$shell"
done
tar -czf "$out/$name.tar.gz" -C "$work" "$name"
cd "$out"
if command -v sha256sum >/dev/null; then sha256sum "$name.tar.gz"; else shasum -a 256 "$name.tar.gz"; fi >"$name.tar.gz.sha256"
