#!/usr/bin/env bash
# Installs `cargo ffi-guard` from the checkout that the action is part of, for the steps of the job that follow.
set -euo pipefail

root=$RUNNER_TEMP/ffi-guard
# In the checkout its own rust-toolchain.toml counts: the audited project may be built by an older Rust.
cd "$(dirname "${BASH_SOURCE[0]}")/.."
cargo install --locked --path cargo-ffi-guard --root "$root" --target-dir "$root/target"
printf '%s\n' "$root/bin" >>"$GITHUB_PATH"
