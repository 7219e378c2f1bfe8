#!/bin/sh
# Runs a program with a session bus, a home and an open key store of its own: with_key_store.sh PROGRAM ARGUMENT...
set -eu
if [ -z "${IMPRINT_OWN_BUS:-}" ]; then
    HOME=$(mktemp -d)
    export HOME IMPRINT_OWN_BUS=1
    unset XDG_CONFIG_HOME XDG_DATA_HOME XDG_CACHE_HOME
    XDG_RUNTIME_DIR=$HOME
    export XDG_RUNTIME_DIR
    trap 'rm -rf "$HOME"' EXIT
    dbus-run-session -- sh "$0" "$@"
    exit
fi
printf 'open' | gnome-keyring-daemon --unlock --components=secrets >/dev/null
exec "$@"
