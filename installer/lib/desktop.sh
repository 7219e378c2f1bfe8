# shellcheck shell=bash
# app: the desktop program.

readonly DESKTOP=build/release/bin/imprint

requireDisplay() {
    [[ -n ${DISPLAY:-}${WAYLAND_DISPLAY:-} ]] ||
        fail "there is no display to show a window on" \
            "Run this in a desktop session, or over \`ssh -X\`." \
            "Without a display: build/release/bin/imprint-cli live --help"
}

runDesktop() {
    requireDisplay
    installWhatIsMissing
    mustStep "build" buildPreset release imprint imprint-engine imprint-cli
    printSteps
    exec "$DESKTOP"
}
