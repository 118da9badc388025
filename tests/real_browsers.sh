#!/usr/bin/env bash
# Clears one site in real browsers; the browsers themselves then show what is left.
#
#     tests/real_browsers.sh [PROGRAM [BROWSER…]]      default: target/release/okpay-wizard, chromium firefox-esr
#
# Each browser runs without a window, with a scratch home. Every host name leads to a server on this machine; nothing
# leaves it. Needs chromium and firefox-esr as Debian builds them, openssl and python3. Takes less than three minutes.
set -euo pipefail

# shellcheck source=desktop/stage.sh
source "$(dirname "${BASH_SOURCE[0]}")/desktop/stage.sh"
browsers=("${@:2}")
[[ ${#browsers[@]} -gt 0 ]] || browsers=(chromium firefox-esr)

for needed in python3 openssl "${browsers[@]}"; do
    command -v "$needed" >/dev/null || { echo "real_browsers.sh: $needed is not installed" >&2 && exit 2; }
done

for browser in "${browsers[@]}"; do
    mkdir -m 700 "$scratch/$browser"
    timeout 120 python3 "$root/tests/desktop/real_browser.py" "$browser" "$program" "$scratch/$browser"
done
