#!/usr/bin/env bash
# Takes the pictures of this folder: drives the real program on screens of its own. Use, after installer/run.sh setup:
#   resources/screenshots/make.sh [BUILD_FOLDER]
set -euo pipefail
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
readonly ROOT
readonly TOUR=${1:-$ROOT/build/release}/bin/screen_tests
unset OPENBLAS_CORETYPE OPENBLAS_L2_SIZE

readonly PERSON="Tour: first start*" WORDS="Tour: a video of words*"

# tour NAME SCREEN THEME LANGUAGE CASE PICTURE...
tour() {
    local name=$1 screen=$2 theme=$3 language=$4 case=$5 scratch picture
    shift 5
    scratch=$(mktemp -d)
    IMPRINT_SCREENSHOTS=$scratch IMPRINT_TEST_SCREEN=$screen IMPRINT_TEST_THEME=$theme \
        IMPRINT_TEST_LANGUAGE=$language "$TOUR" "$case" >"$scratch/log" 2>&1 || {
        tail -n 30 "$scratch/log" >&2
        exit 1
    }
    for picture in "$@"; do
        cp "$scratch/$picture.png" "$ROOT/resources/screenshots/$picture-$name.png"
    done
    rm -r "$scratch"
}

tour dark 1280x720 dark en "$PERSON" first-start live memory
tour light 1280x720 light en "$PERSON" live memory
tour deutsch 1280x720 dark de "$PERSON" live memory
tour large 2560x1440 dark en "$PERSON" memory
tour dark 1280x720 dark en "$WORDS" words
tour deutsch 1280x720 light de "$WORDS" words
