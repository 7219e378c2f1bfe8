#!/usr/bin/env bash
# Takes the pictures of this folder: drives the real program on screens of its own. Use, after installer/run.sh setup:
#   resources/screenshots/make.sh [BUILD_FOLDER]
set -euo pipefail
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
readonly ROOT
readonly TOUR=${1:-$ROOT/build/release}/bin/screen_tests
unset OPENBLAS_CORETYPE OPENBLAS_L2_SIZE

# tour NAME SCREEN THEME LANGUAGE PICTURE...
tour() {
    local name=$1 screen=$2 theme=$3 language=$4 scratch picture
    shift 4
    scratch=$(mktemp -d)
    IMPRINT_SCREENSHOTS=$scratch IMPRINT_TEST_SCREEN=$screen IMPRINT_TEST_THEME=$theme \
        IMPRINT_TEST_LANGUAGE=$language "$TOUR" "[.tour]" >"$scratch/log" 2>&1 || {
        tail -n 30 "$scratch/log" >&2
        exit 1
    }
    for picture in "$@"; do
        cp "$scratch/$picture.png" "$ROOT/resources/screenshots/$picture-$name.png"
    done
    rm -r "$scratch"
}

tour dark 1280x720 dark en first-start live memory
tour light 1280x720 light en live memory
tour deutsch 1280x720 dark de live memory
tour large 2560x1440 dark en memory
