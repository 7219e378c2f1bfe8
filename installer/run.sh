#!/usr/bin/env bash
# Sets Imprint up and runs it; every command may be repeated at any time, also after a break.
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
readonly ROOT
for part in report system packages torch build demo desktop tests; do
    # shellcheck source=/dev/null
    source "$ROOT/installer/lib/$part.sh"
done

printUsage() {
    cat <<'USAGE'
usage: installer/run.sh COMMAND

  app           set up, then start the desktop program
  demo          set up, then make a talking-head video: out/demo.mp4
  test          set up, then run every test that needs no GPU and no display, also under the sanitizers
  test --quick  the same without the sanitizers
  bench         set up, then measure speed and memory: out/bench.json
  setup         only set up: Debian packages, LibTorch, build

"Set up" does what is missing and nothing else. Tested on Debian 12 (x86-64).
LibTorch goes to ${XDG_CACHE_HOME:-~/.cache}/imprint, everything else stays in build/ and out/.
USAGE
}

wrongUse() {
    printf 'installer/run.sh: %s\n\n' "$1" >&2
    printUsage >&2
    exit 2
}

# What every command needs before it builds.
installWhatIsMissing() {
    mustStep "packages" installPackages
    mustStep "LibTorch" installTorch
}

runSetup() {
    installWhatIsMissing
    mustStep "build" buildPreset release
    printSteps
    say "Imprint is built: build/release/bin/imprint-cli --help"
}

main() {
    local command=${1:---help}
    [[ $# -lt 2 || "$command $2" == "test --quick" ]] || wrongUse "'$command' does not take '$2'"
    [[ $# -lt 3 ]] || wrongUse "'$command' does not take '$3'"
    case $command in
    app | demo | test | bench | setup) ;;
    -h | --help | help) printUsage && return ;;
    package) wrongUse "'$command' does not exist yet; these commands do:" ;;
    *) wrongUse "there is no command '$command'" ;;
    esac

    cd "$ROOT"
    unset OPENBLAS_CORETYPE OPENBLAS_L2_SIZE # they slow LibTorch down
    checkSystem
    case $command in
    app) runDesktop ;;
    demo) runDemo ;;
    test) runTests "${2:-}" ;;
    bench) runBench ;;
    setup) runSetup ;;
    esac
}

main "$@"
