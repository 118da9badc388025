# shellcheck shell=bash
# The shared beginning of the scripts that play stories with the real program. They source it, with their own arguments:
# the first one is the program. Without arguments it is target/release/okpay-wizard, which is built if it is missing.
#
# Each story has its own display and a scratch home. Stubs of the browser and of the desktop's message box are first on
# PATH; they only take notes, so nothing leaves the machine. A script may set
#
#     driver      the program in tests/desktop that plays the stories     options     more arguments for it

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
program=${1:-$root/target/release/okpay-wizard}
if [[ $# -eq 0 && ! -x $program ]]; then
    (cd "$root" && cargo build --release --locked)
fi
[[ -x $program ]] || { echo "$0: there is no program $program" >&2 && exit 2; }
program=$(realpath "$program")
driver=drive.py
options=()

scratch=$(mktemp -d)
chromium_pid=
# Removes the scratch folder. When a story kills the program, its second process may still write files for a moment.
clean_up() {
    local _
    close_chromium
    for _ in {1..50}; do
        rm -rf "$scratch" 2>/dev/null && return
        sleep 0.2
    done
    echo "$scratch cannot be removed" >&2
}
trap clean_up EXIT

# Begins a story: prints its name and makes a scratch home with the stubs. They note the address that the program opens,
# the environment of the browser, and the text of the message box.
prepare() {
    story=$1
    echo "== $story"
    home=$(mktemp -d "$scratch/home.XXXX")
    mkdir "$home/bin"
    cat >"$home/bin/xdg-open" <<STUB
#!/bin/sh
env >"$home/environment"
printf '%s\n' "\$1" >>"$home/opened"
STUB
    cat >"$home/bin/zenity" <<STUB
#!/bin/sh
printf '%s\n' "\$@" >>"$home/message"
STUB
    chmod +x "$home/bin/"*
}

# Plays the script on standard input with the program in language $1, in the home of this story. More arguments go to
# the program.
play() {
    "$root/tests/desktop/$driver" "${options[@]}" --home "$home" --env "PATH=$home/bin:$PATH" \
        --env "OKPAY_WIZARD_HOME=$home/okpay" -- "$program" --lang "$@"
}

# Starts a real Chromium without a window and without the network, with the profile in the home. Its process id is in
# `chromium_pid`.
open_chromium() {
    command -v chromium >/dev/null || { echo "$0: chromium is not installed" >&2 && exit 2; }
    (
        cd "$home" || exit
        HOME=$home exec chromium --headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage --no-first-run \
            --disable-background-networking "--user-data-dir=$home/.config/chromium" about:blank >"$home/chromium.log" 2>&1
    ) &
    chromium_pid=$!
    local _
    for _ in {1..600}; do
        [[ -L $home/.config/chromium/SingletonLock ]] && return
        sleep 0.1
    done
    fail "chromium did not start"
}

# Ends the browser that this script started, and no other one.
close_chromium() {
    [[ -n $chromium_pid ]] || return 0
    kill "$chromium_pid" 2>/dev/null || true
    wait "$chromium_pid" || true
    chromium_pid=
}

# Ends the script with this message and with the program's log.
fail() {
    echo "FAILED $story: $*" >&2
    cat "$home"/okpay/logs/*.log >&2 2>/dev/null || true
    exit 1
}
