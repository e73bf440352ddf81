#!/usr/bin/env bash
# Installs `cargo ffi-guard` from the checkout of the action, for the later steps of the job.
set -euo pipefail

root=$RUNNER_TEMP/ffi-guard
# Runs in the checkout, so that its rust-toolchain.toml applies: the audited project may use an older Rust.
cd "$(dirname "${BASH_SOURCE[0]}")/.."
cargo install --locked --path cargo-ffi-guard --root "$root" --target-dir "$root/target"
printf '%s\n' "$root/bin" >>"$GITHUB_PATH"
