# shellcheck shell=bash
# Configures and builds a preset: one progress line, everything else in the preset's build.log.

readonly NINJA_MARK="@imprint"

# Jobs that fit the memory: a file that includes ATen takes up to 1.5 GB.
buildJobs() {
    local cores megabytes byMemory
    cores=$(nproc)
    megabytes=$(awk '/^MemAvailable:/ { print int($2 / 1024) }' /proc/meminfo)
    byMemory=$((megabytes / 1500))
    ((byMemory > 0)) || byMemory=1
    printf '%d' $((cores < byMemory ? cores : byMemory))
}

# What a configured build depends on and ninja does not watch itself.
configureStamp() {
    say "$ROOT" "$(torchFolder)"
    sha256sum CMakePresets.json installer/packages-debian.txt installer/torch-wheels.txt
}

configureFailed() {
    tail -n 30 "$1" >&2
    fail "the build could not be configured; the whole log is in $1" \
        "If a package is named above, check installer/packages-debian.txt; otherwise delete the folder and run again."
}

# configurePreset PRESET   does nothing if that was done and is still right
configurePreset() {
    local preset=$1 folder=build/$1 log=build/$1/configure.log options=()
    if [[ -f $folder/build.ninja && -f $folder/imprint-stamp &&
        $(<"$folder/imprint-stamp") == "$(configureStamp)" ]]; then
        return
    fi
    mkdir -p "$folder"
    rm -f "$folder/imprint-stamp"
    if [[ -f $folder/CMakeCache.txt ]] && ! grep -qFx "CMAKE_HOME_DIRECTORY:INTERNAL=$ROOT" "$folder/CMakeCache.txt"; then
        options+=(--fresh) # the checkout was moved
    fi
    if [[ $preset == release ]]; then
        options+=("-DIMPRINT_TORCH_ROOT=$(torchFolder)/torch")
    fi
    say "Configuring the preset $preset (some seconds)"
    cmake --preset "$preset" "${options[@]}" >"$log" 2>&1 || configureFailed "$log"
    configureStamp >"$folder/imprint-stamp"
}

# Reads ninja's output, whose status is "@imprint DONE TOTAL "; messages of the compiler go to the log alone.
showNinjaProgress() {
    local label=$1 mark finished total rest started=$SECONDS
    while read -r mark finished total rest; do
        if [[ $mark == "$NINJA_MARK" ]]; then
            showProgress "$label, step $finished of $total" "$finished" "$total" "$started"
        fi
    done
    endProgress
}

buildFailed() {
    local log=$1
    grep -A 25 -m 1 '^FAILED: ' "$log" >&2 || tail -n 30 "$log" >&2
    fail "the build failed (see above); the whole log is in $log"
}

# buildPreset PRESET [TARGET...]
buildPreset() {
    local preset=$1 log=build/$1/build.log jobs started=$SECONDS
    shift
    configurePreset "$preset"
    jobs=$(buildJobs)
    NINJA_STATUS="$NINJA_MARK %f %t " cmake --build --preset "$preset" --parallel "$jobs" ${1:+--target "$@"} 2>&1 |
        tee "$log" | showNinjaProgress "Building $preset" || buildFailed "$log"
    if grep -q "^$NINJA_MARK" "$log"; then
        say "Built $preset in $(duration $((SECONDS - started)))"
    else
        say "Build of $preset: up to date"
    fi
}
