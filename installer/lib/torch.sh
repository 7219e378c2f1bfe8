# shellcheck shell=bash
# LibTorch: the wheels of torch-wheels.txt, checked by hash, unpacked beside each other. No Python at run time.
#
# Safe against a break at any point: wheels are kept until all are unpacked, unpacking goes to a folder of another
# name, which gets its stamp last and its final name in one step.

readonly UNPACKED_MB=1170

cacheFolder() { printf '%s' "${XDG_CACHE_HOME:-${HOME:?}/.cache}/imprint"; }

torchFolder() { printf '%s' "$(cacheFolder)/torch-2.11.0"; }

wheelLines() { grep -v '^#' "$ROOT/installer/torch-wheels.txt"; }

wantedStamp() { wheelLines | grep -o 'sha256:[0-9a-f]*'; }

torchIsComplete() {
    local folder
    folder=$(torchFolder)
    [[ -f $folder/imprint-stamp && -f $folder/torch/lib/libtorch_cpu.so && -f $folder/torch/include/ATen/ATen.h ]] &&
        [[ $(<"$folder/imprint-stamp") == "$(wantedStamp)" ]]
}

needDiskSpace() {
    local free
    free=$(df --output=avail -m "$1" | tail -n 1)
    ((free > 2500)) ||
        fail "'$1' has $((free)) MB free; LibTorch needs 2500 MB while it is installed and 1200 MB after" \
            "Make room, or set XDG_CACHE_HOME to a folder with more."
}

wheelIn() { find "$1" -maxdepth 1 -name '*.whl' 2>/dev/null | head -n 1; }

# hasWheel FOLDER HASH   true if the folder holds the wheel, whole
hasWheel() {
    local wheel
    wheel=$(wheelIn "$1")
    [[ -n $wheel && $(sha256sum <"$wheel") == "$2 "* ]]
}

# Debian's own pip, not one of PATH. The platform is named so that any Python 3 will do.
# Settings of pip that would refuse or change a plain download are left out; index, proxy and certificates stay.
fetchWheel() {
    local folder=$1 links=()
    [[ -d ${PIP_FIND_LINKS:-/nowhere} ]] || links=(-u PIP_FIND_LINKS)
    env -u PIP_REQUIRE_VIRTUALENV -u PIP_TARGET -u PIP_NO_BINARY -u PIP_CONSTRAINT "${links[@]}" \
        TMPDIR="$folder/partial" /usr/bin/python3 -m pip download --no-deps --require-hashes --no-cache-dir \
        --only-binary=:all: --python-version 3.11 --implementation cp --abi cp311 --abi none \
        --platform manylinux_2_28_x86_64 --platform manylinux_2_25_x86_64 --platform manylinux2014_x86_64 \
        --dest "$folder" --requirement "$folder/requirement.txt"
}

# downloadWheel LINE FOLDER   a line of torch-wheels.txt
downloadWheel() {
    local line=$1 folder=$2 requirement=${1%% \#*} megabytes=${1##*\# }
    local hash=${requirement##*sha256:} name=${1%% *}
    if hasWheel "$folder" "$hash"; then
        return
    fi
    rm -rf "$folder"
    mkdir -p "$folder/partial"
    say "$requirement" >"$folder/requirement.txt"
    if ! watchFolder "Downloading ${name/==/ } ($megabytes)" "${megabytes% MB}" "$folder" "$folder/pip.log" \
        fetchWheel "$folder"; then
        tail -n 5 "$folder/pip.log" >&2
        fail "'$name' could not be downloaded (see above)" "Check the network and pip's settings, and run this again."
    fi
    hasWheel "$folder" "$hash" || fail "'$name' was downloaded, but its hash is not the pinned one"
    rm -rf "$folder/partial"
}

# unpackWheels DOWNLOADS TARGET
unpackWheels() {
    local name
    for name in $(wheelLines | sed 's/==.*//'); do
        /usr/bin/python3 -m zipfile -e "$(wheelIn "$1/$name")" "$2" || return
    done
}

# Unpacks to a folder of its own and puts it in place in one step.
placeTorch() {
    local downloads=$1 target fresh
    target=$(torchFolder)
    fresh=$target.unpacking
    rm -rf "$fresh"
    mkdir "$fresh"
    watchFolder "Unpacking LibTorch" "$UNPACKED_MB" "$fresh" "$downloads.log" unpackWheels "$downloads" "$fresh" || {
        tail -n 5 "$downloads.log" >&2
        fail "LibTorch could not be unpacked in '$fresh' (see above)" "Check the disk's free space and run this again."
    }
    wantedStamp >"$fresh/imprint-stamp"
    rm -rf "$target"
    mv "$fresh" "$target"
}

# Only one at a time: a second call waits for the first, and for what a killed one left running.
lockTorch() {
    mkdir -p "$(cacheFolder)"
    exec {TORCH_LOCK}>"$(cacheFolder)/lock"
    flock --nonblock "$TORCH_LOCK" && return
    say "Waiting for another set-up of LibTorch to end"
    flock "$TORCH_LOCK"
}

installTorch() {
    local downloads line lines
    downloads=$(cacheFolder)/wheels
    if torchIsComplete && [[ ! -e $downloads ]]; then
        say "LibTorch: there, in $(torchFolder)"
        return
    fi
    lockTorch
    if ! torchIsComplete; then
        needDiskSpace "$(cacheFolder)"
        say "LibTorch 2.11.0: fetching 520 MB and unpacking them (30 s to some minutes, by network) to"
        say "  $(torchFolder)"
        mapfile -t lines < <(wheelLines)
        for line in "${lines[@]}"; do
            downloadWheel "$line" "$downloads/${line%%==*}"
        done
        placeTorch "$downloads"
    fi
    rm -rf "$downloads" "$downloads.log"
}
