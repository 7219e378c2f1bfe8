#!/usr/bin/env bash
# Breaks the installation of LibTorch at every point, with two tiny wheels in the place of the real ones, and looks
# whether the next call mends it. Use: torch_sh_test.sh SOURCE_TREE
set -euo pipefail
SOURCE=$1
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT
export XDG_CACHE_HOME=$WORK/cache
export ROOT=$WORK
# shellcheck source=/dev/null
source "$SOURCE/installer/lib/report.sh"
# shellcheck source=/dev/null
source "$SOURCE/installer/lib/torch.sh"
FOLDER=$(torchFolder)
WHEELS=$(cacheFolder)/wheels

# makeWheel NAME FILE...   a wheel with these files in $WORK/pypi, and its line in torch-wheels.txt
makeWheel() {
    local name=$1 wheel=$WORK/pypi/$1-1.0-py3-none-any.whl file
    shift
    for file in "$@"; do
        mkdir -p "$WORK/content/$(dirname "$file")"
        echo "$name" >"$WORK/content/$file"
    done
    (cd "$WORK/content" && /usr/bin/python3 -m zipfile -c "$wheel" ./*)
    rm -r "$WORK/content"
    echo "$name==1.0 --hash=sha256:$(sha256sum <"$wheel" | cut -d' ' -f1) # 1 MB" >>"$WORK/installer/torch-wheels.txt"
}

# Stands for pip: finds the wheel by the name in the requirement, and counts.
fetchWheel() {
    local name
    name=$(sed 's/==.*//' "$1/requirement.txt")
    echo "$name" >>"$WORK/fetched"
    cp "$WORK/pypi/$name"-*.whl "$1"
}

# expect WHAT FETCHED   installs; LibTorch must be whole after it, with just these wheels fetched
expect() {
    : >"$WORK/fetched"
    tryStep "$1" installTorch >"$WORK/said" 2>&1
    if ((STEP_STATUS != 0)) || ! torchIsComplete || [[ -e $WHEELS || -e $FOLDER.unpacking ]] ||
        [[ ! -f $FOLDER/nvidia/libcudart.so || $(paste -sd ' ' "$WORK/fetched") != "$2" ]]; then
        cat "$WORK/said"
        echo "FAILED: $1: status $STEP_STATUS, fetched '$(paste -sd ' ' "$WORK/fetched")', wanted '$2'"
        exit 1
    fi
}

mkdir -p "$WORK/installer" "$WORK/pypi"
makeWheel torch torch/lib/libtorch_cpu.so torch/include/ATen/ATen.h
makeWheel runtime nvidia/libcudart.so

expect "a first installation fetches everything" "torch runtime"
expect "a second one fetches nothing" ""

rm "$FOLDER/imprint-stamp"
expect "a folder without a stamp is made anew" "torch runtime"

rm "$FOLDER/torch/lib/libtorch_cpu.so"
expect "a folder without the library is made anew" "torch runtime"

rm -r "$FOLDER"
mkdir -p "$WHEELS/torch/partial" "$WHEELS/runtime"
head -c 100 "$WORK"/pypi/torch-*.whl >"$WHEELS/torch/torch-1.0-py3-none-any.whl"
cp "$WORK"/pypi/runtime-*.whl "$WHEELS/runtime"
expect "half a wheel is fetched again, a whole one is not" "torch"

rm -r "$FOLDER"
mkdir -p "$WHEELS/torch" "$WHEELS/runtime" "$FOLDER.unpacking/torch/lib"
cp "$WORK"/pypi/torch-*.whl "$WHEELS/torch"
cp "$WORK"/pypi/runtime-*.whl "$WHEELS/runtime"
expect "a broken unpacking is done again from the wheels" ""

mkdir -p "$WHEELS/torch"
expect "wheels left behind by a kill after unpacking are deleted" ""

sed -i 's/1.0 --hash/2.0 --hash/; $s/sha256:./sha256:g/' "$WORK/installer/torch-wheels.txt"
tryStep "wrong hash" installTorch >"$WORK/said" 2>&1
if ((STEP_STATUS == 0)) || ! grep -q "hash is not the pinned one" "$WORK/said" || [[ -e $FOLDER.unpacking ]]; then
    cat "$WORK/said"
    echo "FAILED: a wheel with another hash was accepted"
    exit 1
fi
