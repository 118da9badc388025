#!/usr/bin/env bash
# Clears one site out of real browsers, and lets the browsers themselves say what is left.
#
#     tests/real_browsers.sh [PROGRAM] [BROWSER…]      default: target/release/okpay-wizard, chromium firefox-esr
#
# Each browser runs without a window, with a scratch home. Every host name leads to a server on this machine; nothing
# leaves it. Needs chromium and firefox-esr as Debian builds them, openssl and python3. Takes under three minutes.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
program=${1:-$root/target/release/okpay-wizard}
if [[ $# -eq 0 && ! -x $program ]]; then
    (cd "$root" && cargo build --release --locked)
fi
[[ $# -gt 0 ]] && shift
browsers=("$@")
[[ ${#browsers[@]} -gt 0 ]] || browsers=(chromium firefox-esr)

for needed in python3 openssl "${browsers[@]}"; do
    command -v "$needed" > /dev/null || { echo "real_browsers.sh: $needed is not installed" >&2; exit 2; }
done
[[ -x $program ]] || { echo "real_browsers.sh: $program is no program" >&2; exit 2; }
program=$(realpath "$program")

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
for browser in "${browsers[@]}"; do
    mkdir -m 700 "$scratch/$browser"
    timeout 120 python3 "$root/tests/desktop/real_browser.py" "$browser" "$program" "$scratch/$browser"
done
