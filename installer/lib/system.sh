# shellcheck shell=bash
# Which system this is, what it lacks, and how to become root.

# Version of the distribution as "debian 12"; "unknown" where nothing says so.
systemName() {
    (
        ID=unknown VERSION_ID=""
        # shellcheck source=/dev/null
        [[ ! -r /etc/os-release ]] || source /etc/os-release
        printf '%s' "$ID${VERSION_ID:+ $VERSION_ID}"
    )
}

checkProcessor() {
    [[ $(uname -sm) == "Linux x86_64" ]] ||
        fail "this machine is $(uname -sm); Imprint runs on 64-bit Linux on Intel or AMD processors only"
    grep -qw avx2 /proc/cpuinfo ||
        fail "this processor has no AVX2, which the build asks for" \
            "To build without: cmake --preset release -DIMPRINT_ARCH=x86-64-v2 && cmake --build --preset release"
}

checkSystem() {
    local system
    checkProcessor
    system=$(systemName)
    if ! command -v apt-get >/dev/null; then
        fail "this system ($system) has no apt-get, so nothing can be installed here" \
            "It would have to provide what these Debian packages hold:" \
            "$(wantedPackages | paste -sd ' ' | fold -sw 100 | sed '2,$s/^/  /')" \
            "and LibTorch 2.11.0 (installer/torch-wheels.txt). Then: cmake --preset release -DIMPRINT_TORCH_ROOT=..."
    fi
    if [[ $system != "debian 12" ]]; then
        warn "Imprint is tested on Debian 12; this is $system. Packages may be missing or have other versions" \
            "(wanted: GCC 12, CMake 3.25, FFmpeg 5.1, Catch2 2.13), and then the build stops with an error."
    fi
}

# asRoot COMMAND...   directly as root, else with sudo; else names the command
asRoot() {
    if ((EUID == 0)); then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        fail "this needs root, and there is no sudo. Run as root, then repeat:" "$*"
    fi
}
