#!/usr/bin/env bash
# Checks in a real window what people expect of any window: it remembers its size, fits the screen on which it opens,
# and has the usual keys.
#
#     tests/window_small_things.sh [PROGRAM]       default: target/release/okpay-wizard
set -euo pipefail

# shellcheck source=desktop/stage.sh
source "$(dirname "${BASH_SOURCE[0]}")/desktop/stage.sh"

prepare "small things"
mkdir "$home/okpay"
settings=$home/okpay/settings.ron

# NAMES: as in tests/window.sh, in English only.
search="entry:Search"
help="heading:Help"
support="button:None of these"
open="button:Open the support page"

# Plays the script on standard input on a screen of this size.
on_a_screen() {
    options=(--size "$1")
    play en
}

# Begins a story in the same home, so that it finds the settings of the story before.
continue_with() {
    story=$1
    echo "== $story"
}

# Waits until the inside of the window has this size and is completely on a screen of that size.
cat >"$scratch/has_size" <<'HAS_SIZE'
#!/usr/bin/env bash
# has_size WIDTHxHEIGHT [SCREEN]      an empty size stands for any size
set -euo pipefail
for _ in {1..100}; do
    eval "$(xdotool search --onlyvisible --class okpay-wizard getwindowgeometry --shell)"
    if [[ -z $1 || $1 == "${WIDTH}x$HEIGHT" ]]; then
        if [[ -z ${2:-} ]] || ((X >= 0 && Y >= 0 && X + WIDTH <= ${2%x*} && Y + HEIGHT <= ${2#*x})); then
            exit 0
        fi
    fi
    sleep 0.2
done
echo "the window is ${WIDTH}x$HEIGHT at $X,$Y" >&2
exit 1
HAS_SIZE
chmod +x "$scratch/has_size"

continue_with "the size is remembered"
on_a_screen 1280x900 <<SCRIPT
wait $search 60
run $scratch/has_size 1024x700
resize 900x620
run $scratch/has_size 900x620
quit
SCRIPT
grep -q 'width: 900' "$settings" || fail "the size is not in the settings"
on_a_screen 1280x900 <<SCRIPT
wait $search 60
run $scratch/has_size 900x620
quit
SCRIPT

continue_with "on a smaller screen all of the window is visible, and the larger size stays in the settings"
sed -i 's/width: 900.*/width: 1250.0,/' "$settings"
on_a_screen 800x600 <<SCRIPT
wait $search 60
run $scratch/has_size "" 800x600
quit
SCRIPT
grep -q 'width: 1250' "$settings" || fail "the larger size was forgotten"

continue_with "a size in the settings that makes no sense"
printf '(version: 1, lang: "en", window: (width: -4, height: 1e300, maximised: true))' >"$settings"
on_a_screen 1280x900 <<SCRIPT
wait $search 60
run $scratch/has_size 1024x700 1280x900
quit
SCRIPT

continue_with "the usual keys, and the address of a link"
on_a_screen 1280x900 <<SCRIPT
wait $search 60
key F1
wait $help
key Escape
wait $search
key ctrl+minus
wait Text size 90%
click $support
wait $open
tab $open
wait label:https://support.okpay.com/
key ctrl+f
focused $search
quit
SCRIPT
grep -q 'text_size_percent: 90' "$settings" || fail "the text size is not in the settings"

echo "small things in the window: 4 stories passed"
