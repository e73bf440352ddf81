#!/usr/bin/env bash
# Runs the check, the audit and the comparison with locks. The inputs are environment variables; `action.yml` describes them.
#
# All requested commands run before the script fails. Its exit status is the highest of `cargo ffi-guard`: 0, 1 or 2.
set -euo pipefail

status=0

# Keeps the highest exit status.
raise() { # status
    if [ "$1" -gt "$status" ]; then
        status=$1
    fi
}

# Succeeds if an input is `true`.
wanted() { # input, its value
    case $2 in
        true) return 0 ;;
        false) return 1 ;;
    esac
    printf '::error title=ffi-guard::the input `%s` is neither true nor false\n' "$1"
    exit 2
}

# Adds an option for each line of an input to `arguments`.
add_each() { # option, or nothing; lines
    local line
    while read -r line; do
        if [ -n "$line" ]; then
            arguments+=(${1:+"$1"} "$line")
        fi
    done <<<"$2"
}

# Runs a command. Findings become annotations, and are also written to a SARIF file on request.
run() { # command, its arguments
    local outcome=0 file=$INPUT_SARIF/$1.sarif
    cargo ffi-guard "$@" --format github || outcome=$?
    if [ "$outcome" -gt 1 ]; then
        printf '::error title=ffi-guard::`cargo ffi-guard %s` could not do its work: its message is in the log\n' "$1"
    elif [ -n "$INPUT_SARIF" ]; then
        mkdir -p -- "$INPUT_SARIF"
        cargo ffi-guard "$@" --format sarif >"$file" || [ $? -eq 1 ]
        printf '%s-sarif=%s\n' "$1" "$file" >>"$GITHUB_OUTPUT"
    fi
    raise "$outcome"
}

# Compares the ABI of a package with its lock, which is beside the manifest. The changes are in the log.
check_abi() { # lock
    local outcome=0
    cargo ffi-guard abi --manifest-path "$(dirname -- "$1")/Cargo.toml" --check "$1" </dev/null || outcome=$?
    if [ "$outcome" -eq 1 ]; then
        printf '::error title=ffi-guard,file=%s::the ABI differs from the lock: the log lists the changes\n' "$1"
    elif [ "$outcome" -gt 1 ]; then
        printf '::error title=ffi-guard,file=%s::the ABI could not be compared: the message is in the log\n' "$1"
    fi
    raise "$outcome"
}

if wanted check "$INPUT_CHECK"; then
    run check --workspace --manifest-path "$INPUT_MANIFEST_PATH"
fi
if wanted audit "$INPUT_AUDIT"; then
    arguments=(audit)
    add_each "" "$INPUT_ARTIFACTS"
    if [ "${#arguments[@]}" -eq 1 ]; then
        arguments+=(--manifest-path "$INPUT_MANIFEST_PATH" --profile "$INPUT_PROFILE")
    fi
    add_each --allow "$INPUT_ALLOW"
    add_each --header "$INPUT_HEADER"
    run "${arguments[@]}"
fi
while read -r lock; do
    if [ -n "$lock" ]; then
        check_abi "$lock"
    fi
done <<<"$INPUT_ABI_LOCK"
exit "$status"
