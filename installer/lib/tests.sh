# shellcheck shell=bash
# test: every test that needs no GPU and no display, plain and under the sanitizers.

testPreset() {
    say "Running the tests of $1"
    ctest --preset "$1" --label-exclude '^gpu$'
}

# Builds and tests one preset; a failure does not keep the next preset from running.
buildAndTest() {
    local preset=$1
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
    printSteps
    mapfile -t failed < <(failedSteps)
    ((${#failed[@]} == 0)) || fail "not everything passed:" "${failed[@]}" "Above is what each of them said."
    say "All tests passed (${presets[*]})."
}

failedSteps() {
    local i
    for i in "${!STEP_NAMES[@]}"; do
        [[ ${STEP_RESULTS[i]} == "done" ]] || say "${STEP_NAMES[i]}: ${STEP_RESULTS[i]}"
    done
}
