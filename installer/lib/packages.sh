# shellcheck shell=bash
# Debian packages: installs those of packages-debian.txt that are missing.

wantedPackages() {
    sed -e 's/#.*//' -e 's/[[:space:]]//g' -e '/^$/d' "$ROOT/installer/packages-debian.txt"
}

missingPackages() {
    local wanted
    mapfile -t wanted < <(wantedPackages)
    # dpkg-query fails when it does not know one of them; those are missing then.
    comm -23 <(printf '%s\n' "${wanted[@]}" | sort -u) <(
        dpkg-query -W -f '${db:Status-Status} ${Package}\n' "${wanted[@]}" 2>/dev/null |
            sed -n 's/^installed //p' | sort -u
    )
}

# Reads apt-get's output; every package is fetched, unpacked and set up.
showAptProgress() {
    local line total=0 finished=0 started=$SECONDS
    while IFS= read -r line; do
        case $line in
        *" newly installed, "*)
            [[ $line =~ ^([0-9]+)\ upgraded,\ ([0-9]+)\ newly ]] || continue
            total=$((3 * (BASH_REMATCH[1] + BASH_REMATCH[2])))
            ;;
        "Get:"* | "Unpacking "* | "Setting up "*) finished=$((finished + 1)) ;;
        *) continue ;;
        esac
        showProgress "Installing packages" "$finished" "$total" "$started"
    done
    endProgress
}

# runApt LOG ARGUMENT...   quiet but for the progress; the log keeps everything
runApt() {
    local log=$1
    shift
    asRoot env DEBIAN_FRONTEND=noninteractive LC_ALL=C \
        apt-get -o DPkg::Lock::Timeout=300 "$@" </dev/null 2>&1 | tee -a "$log" | showAptProgress
}

aptFailed() {
    tail -n 15 "$1" >&2
    fail "apt-get failed; the whole log is in ${1#"$ROOT/"}" \
        "Mend what it names (network, /etc/apt/sources.list, disk space) and run this again." "By hand, as root: $2"
}

installPackages() {
    local log=$ROOT/build/apt.log missing command
    mapfile -t missing < <(missingPackages)
    if ((${#missing[@]} == 0)); then
        say "Debian packages: all there"
        return
    fi
    command="apt-get update && apt-get install --yes --no-install-recommends ${missing[*]}"
    if ((EUID != 0)) && ! command -v sudo >/dev/null; then
        fail "Debian packages are missing (${#missing[@]}), and there is no sudo. Run as root, then repeat:" "$command"
    fi
    say "Installing Debian packages: ${#missing[@]} missing, plus what they need (15 s to a few minutes, by network)"
    say "${missing[*]}" | fold -sw 100 | sed 's/^/  /'
    mkdir -p "$ROOT/build"
    : >"$log"
    if [[ -n $(dpkg --audit) ]]; then
        say "An earlier installation was broken off; finishing it first (dpkg --configure -a)"
        asRoot env DEBIAN_FRONTEND=noninteractive dpkg --configure -a </dev/null >>"$log" 2>&1 ||
            aptFailed "$log" "dpkg --configure -a"
    fi
    runApt "$log" update || aptFailed "$log" "$command"
    runApt "$log" install --yes --no-install-recommends "${missing[@]}" || aptFailed "$log" "$command"
    mapfile -t missing < <(missingPackages)
    ((${#missing[@]} == 0)) || fail "these packages are still missing after their installation: ${missing[*]}"
}
