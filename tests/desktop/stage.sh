# shellcheck shell=bash
# What all scripts that play a story in the real window begin with. Sourced, with the arguments of the script:
#
#     the first one is the program; default: target/release/okpay-wizard, built when missing
#
# Each story runs on a display of its own with a scratch home. Stand-ins for the browser and for the desktop's message box
# come first on PATH and only take notes, so nothing leaves the machine. A script may set
#
#     driver      what plays, of tests/desktop            options     more of its arguments

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
program=${1:-$root/target/release/okpay-wizard}
if [[ $# -eq 0 && ! -x $program ]]; then
    (cd "$root" && cargo build --release --locked)
fi
program=$(realpath "$program")
driver=drive.py
options=()

scratch=$(mktemp -d)
browser=
# What stood by a start that a story kills may still be going on, and writing, for a moment.
tidy() {
    local _
    close_chromium
    for _ in {1..50}; do
        rm -rf "$scratch" 2>/dev/null && return
        sleep 0.2
    done
    echo "something still writes in $scratch" >&2
}
trap tidy EXIT

# Begins a story: a heading, a scratch home, and the stand-ins, which note what was to be opened, in which environment,
# and what was to be told.
prepare() {
    story=$1
    echo "== $story"
    home=$(mktemp -d "$scratch/home.XXXX")
    mkdir "$home/bin"
    cat >"$home/bin/xdg-open" <<STANDIN
#!/bin/sh
env >"$home/environment"
printf '%s\n' "\$1" >>"$home/opened"
STANDIN
    cat >"$home/bin/zenity" <<STANDIN
#!/bin/sh
printf '%s\n' "\$@" >>"$home/told"
STANDIN
    chmod +x "$home/bin/"*
}

# Plays the script on standard input against the program in this language, in the home prepared last; more words are
# the program's own.
play() {
    "$root/tests/desktop/$driver" "${options[@]}" --home "$home" --env "PATH=$home/bin:$PATH" \
        --env "OKPAY_WIZARD_HOME=$home/okpay" -- "$program" --lang "$@"
}

# Opens a real Chromium without a window and without the network, with the profile that lies in the home; its number is
# in `browser`.
open_chromium() {
    command -v chromium >/dev/null || { echo "$0: chromium is not installed" >&2 && exit 2; }
    (
        cd "$home" || exit
        HOME=$home exec chromium --headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage --no-first-run \
            --disable-background-networking "--user-data-dir=$home/.config/chromium" about:blank >"$home/chromium.log" 2>&1
    ) &
    browser=$!
    local _
    for _ in {1..600}; do
        [[ -L $home/.config/chromium/SingletonLock ]] && return
        sleep 0.1
    done
    fail "chromium did not start"
}

# Only the browser that this script started, by its number.
close_chromium() {
    [[ -n $browser ]] || return 0
    kill "$browser" 2>/dev/null || true
    wait "$browser" || true
    browser=
}

# Ends the script with what went wrong and with what the program wrote down.
fail() {
    echo "FAILED $story: $*" >&2
    cat "$home"/okpay/logs/*.log >&2 2>/dev/null || true
    exit 1
}
