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

# Of what ctest says, the failures alone are told again.
failed=$(
    # shellcheck source=/dev/null
    source "$ROOT/installer/lib/tests.sh"
    failedTests /dev/stdin <<'LOG'
    Start 1: lips
    Start 2: voice
1/4 Test #1: lips .....................***Failed    0.01 sec
lips.cpp:3: 2 == 3
    Start 3: camera
2/4 Test #2: voice ....................   Passed    0.01 sec
3/4 Test #3: camera ...................***Timeout   1.00 sec
4/4 Test #4: screen ...................***Skipped   0.01 sec
[skipped] no screen

50% tests passed, 2 tests failed out of 4
LOG
)
if [[ $(grep -c . <<<"$failed") != 3 || $failed != *"2 == 3"* || $failed != *"camera"* ]]; then
    printf 'of two failed tests this was told:\n%s\n' "$failed"
    failures=$((failures + 1))
fi

if command -v shellcheck >/dev/null; then
    shellcheck --external-sources "$ROOT"/installer/run.sh "$ROOT"/installer/lib/*.sh "$ROOT"/.ci/run \
        "$ROOT"/tests/installer/*.sh || failures=$((failures + 1))
else
    echo "[skipped] shellcheck is not installed"
fi
exit $((failures > 0))
