#!/usr/bin/env bash
# Runs the check, the audit, and the comparison with headers and locks. The inputs are environment variables; `action.yml` describes them.
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

# Reports that a file is not what the command writes. The difference is in the log.
compared() { # exit status, file, what
    if [ "$1" -eq 1 ]; then
        printf '::error title=ffi-guard,file=%s::the %s differs: the log shows the difference\n' "$2" "$3"
    elif [ "$1" -gt 1 ]; then
        printf '::error title=ffi-guard,file=%s::the %s could not be compared: the message is in the log\n' "$2" "$3"
    fi
    raise "$1"
}

# Prints the manifest of the package that contains a file.
manifest_of() { # file
    local folder
    folder=$(dirname -- "$1")
    while [ ! -e "$folder/Cargo.toml" ] && [ "$folder" != . ] && [ "$folder" != / ]; do
        folder=$(dirname -- "$folder")
    done
    printf '%s/Cargo.toml' "$folder"
}

check_header() { # file
    local outcome=0
    cargo ffi-guard header --manifest-path "$(manifest_of "$1")" --check -o "$1" </dev/null || outcome=$?
    compared "$outcome" "$1" header
}

check_abi() { # lock
    local outcome=0
    cargo ffi-guard abi --manifest-path "$(manifest_of "$1")" --check "$1" </dev/null || outcome=$?
    compared "$outcome" "$1" "ABI in the lock"
}

# Calls a function for each line of an input.
each() { # function, lines
    local line
    while read -r line; do
        if [ -n "$line" ]; then
            "$1" "$line"
        fi
    done <<<"$2"
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
each check_header "$INPUT_GENERATED_HEADER"
each check_abi "$INPUT_ABI_LOCK"
exit "$status"
