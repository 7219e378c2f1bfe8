# shellcheck shell=bash
# test: every test that needs no GPU and no display, plain and under the sanitizers.

# Tests that run against the clock have the machine to themselves, and a second try: something else may have taken it.
# Whatever fails twice, or is not such a test and fails once, fails.
testPreset() {
    local preset=$1 log=build/$1/tests.log status=0
    say "Running the tests of $preset"
    ctest --preset "$preset" --label-exclude '^(gpu|realtime)$' | tee "$log" || status=1
    ctest --preset "$preset" --label-regex '^realtime$' --repeat until-pass:2 | tee -a "$log" || status=1
    return "$status"
}

# failedTests LOG   what ctest's log says of the tests that failed, at most 60 lines of each
failedTests() {
    awk '/^ *Start +[0-9]+: / { failing = 0 }
        / Test +#[0-9]+: / { failing = /\*\*\*/ && !/\*\*\*(Skipped|Not Run)/ ? 60 : 0 }
        /^[0-9]+% tests passed/ { failing = 0 }
        failing > 0 { print; --failing }' "$1"
}

# Builds and tests one preset; a failure does not keep the next preset from running.
buildAndTest() {
    local preset=$1
    rm -f "build/$preset/tests.log"
    tryStep "build $preset" buildPreset "$preset"
    if ((STEP_STATUS == 0)); then
        tryStep "tests $preset" testPreset "$preset"
    else
        skipStep "tests $preset"
    fi
}

runTests() {
    local mode=$1 presets=(release asan tsan) preset failed=()
    [[ $mode != --quick ]] || presets=(release)
    installWhatIsMissing
    for preset in "${presets[@]}"; do
        buildAndTest "$preset"
    done
    for preset in "${presets[@]}"; do
        [[ ! -f build/$preset/tests.log ]] || tellFailedTests "$preset"
    done
    printSteps
    mapfile -t failed < <(failedSteps)
    ((${#failed[@]} == 0)) || fail "not everything passed:" "${failed[@]}" "Above is what each of them said, and whole in build/PRESET/tests.log."
    say "All tests passed (${presets[*]})."
}

# At the end, where it is found.
tellFailedTests() {
    local told
    told=$(failedTests "build/$1/tests.log")
    [[ -z $told ]] || printf '\nNot right at the first try in %s:\n%s\n' "$1" "$told"
}

failedSteps() {
    local i
    for i in "${!STEP_NAMES[@]}"; do
        [[ ${STEP_RESULTS[i]} == "done" ]] || say "${STEP_NAMES[i]}: ${STEP_RESULTS[i]}"
    done
}
