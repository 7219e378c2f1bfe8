# shellcheck shell=bash
# Messages, progress with time left, and the times of the steps.

STEP_NAMES=()
STEP_SECONDS=()
STEP_RESULTS=()
STEP_STATUS=0 # exit status of the latest step
LAST_SHOWN=-1 # share in % that was printed last, where there is no terminal
WATCHED=      # process that watchFolder waits for

say() { printf '%s\n' "$*"; }

warn() { printf 'warning: %s\n' "$*" >&2; }

# fail WHAT REMEDY...   ends the running step (or, outside of one, the script)
fail() {
    printf 'installer/run.sh: %s\n' "$1" >&2
    shift
    (($# == 0)) || printf '  %s\n' "$@" >&2
    exit 1
}

duration() {
    if (($1 < 60)); then
        printf '%d s' "$1"
    else
        printf '%d min %02d s' $(($1 / 60)) $(($1 % 60))
    fi
}

# showProgress LABEL DONE TOTAL STARTED   one line that renews itself; where there is no terminal, a line every 10 %
showProgress() {
    local label=$1 finished=$2 total=$3 started=$4 share elapsed left=""
    ((total > 0)) || return 0
    share=$((finished * 100 / total))
    ((share <= 100)) || share=100
    elapsed=$((SECONDS - started))
    if ((share > 2 && elapsed >= 2)); then
        left=", about $(duration $((elapsed * (100 - share) / share))) left"
    fi
    if [[ -t 1 ]]; then
        printf '\r\033[K%s: %d %% after %s%s' "$label" "$share" "$(duration "$elapsed")" "$left"
    elif ((share / 10 != LAST_SHOWN / 10 || LAST_SHOWN < 0)); then
        printf '%s: %d %% after %s%s\n' "$label" "$share" "$(duration "$elapsed")" "$left"
        LAST_SHOWN=$share
    fi
}

endProgress() {
    LAST_SHOWN=-1
    if [[ -t 1 ]]; then printf '\r\033[K'; fi
}

# watchFolder LABEL MEGABYTES FOLDER LOG COMMAND...
# Runs the command and shows how much of the expected megabytes lies in the folder. Returns the command's status.
watchFolder() {
    local label=$1 expected=$2 folder=$3 log=$4 started=$SECONDS present status=0
    shift 4
    "$@" >"$log" 2>&1 &
    WATCHED=$!
    trap 'kill "$WATCHED" 2>/dev/null || true' EXIT
    trap 'exit 130' INT TERM
    while kill -0 "$WATCHED" 2>/dev/null; do
        present=$(du -sm "$folder" 2>/dev/null | cut -f1 || true)
        showProgress "$label" "${present:-0}" "$expected" "$started"
        sleep 0.3
    done
    endProgress
    wait "$WATCHED" || status=$?
    trap - EXIT INT TERM
    return "$status"
}

# tryStep NAME COMMAND...   runs the command by itself, notes its time and result, and goes on
tryStep() {
    local name=$1 started=$SECONDS
    shift
    set +e # only so can the command run with `set -e`: bash ignores it inside `if` and `||`
    (
        set -e
        "$@"
    )
    STEP_STATUS=$?
    set -e
    STEP_NAMES+=("$name")
    STEP_SECONDS+=($((SECONDS - started)))
    if ((STEP_STATUS == 0)); then STEP_RESULTS+=("done"); else STEP_RESULTS+=("FAILED"); fi
}

# mustStep NAME COMMAND...   the same, and ends the script if it failed
mustStep() {
    tryStep "$@"
    ((STEP_STATUS == 0)) || exit "$STEP_STATUS"
}

# skipStep NAME   notes a step that could not run
skipStep() {
    STEP_NAMES+=("$1")
    STEP_SECONDS+=(0)
    STEP_RESULTS+=("not run")
}

printSteps() {
    local i total=0
    say ""
    for i in "${!STEP_NAMES[@]}"; do
        printf '  %-24s %13s   %s\n' "${STEP_NAMES[i]}" "$(duration "${STEP_SECONDS[i]}")" "${STEP_RESULTS[i]}"
        total=$((total + STEP_SECONDS[i]))
    done
    printf '  %-24s %13s\n\n' "total" "$(duration "$total")"
}
