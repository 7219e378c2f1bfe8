#!/usr/bin/env bash
# What installer/run.sh says and returns where it does not set anything up. Use: run_sh_test.sh SOURCE_TREE
set -euo pipefail
readonly ROOT=$1
failures=0

# expect STATUS TEXT ARGUMENT...   TEXT must be in what the call prints, on either stream
expect() {
    local wanted=$1 text=$2 status=0 output
    shift 2
    output=$("$ROOT/installer/run.sh" "$@" 2>&1) || status=$?
    if [[ $status != "$wanted" || $output != *"$text"* ]]; then
        printf 'run.sh %s: exit %s (wanted %s), said:\n%s\n(wanted "%s")\n' "$*" "$status" "$wanted" "$output" "$text"
        failures=$((failures + 1))
    fi
}

expect 0 "usage:" --help
expect 0 "usage:"
expect 2 "there is no command 'dance'" dance
DISPLAY='' WAYLAND_DISPLAY='' expect 1 "there is no display" app
expect 2 "'package' does not exist yet" package
expect 2 "'demo' does not take 'now'" demo now
expect 2 "'test' does not take '--slow'" test --slow
expect 2 "'test' does not take 'twice'" test --quick twice

if command -v shellcheck >/dev/null; then
    shellcheck --external-sources "$ROOT"/installer/run.sh "$ROOT"/installer/lib/*.sh "$ROOT"/.ci/run \
        "$ROOT"/tests/installer/*.sh || failures=$((failures + 1))
else
    echo "[skipped] shellcheck is not installed"
fi
exit $((failures > 0))
