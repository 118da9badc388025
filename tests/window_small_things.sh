#!/usr/bin/env bash
# What people expect of any window, in a real one: its size is remembered and fits the screen that it comes up on, and
# the keys that every program has.
#
#     tests/window_small_things.sh [PROGRAM]       default: target/release/okpay-wizard
set -euo pipefail

# shellcheck source=desktop/stage.sh
source "$(dirname "${BASH_SOURCE[0]}")/desktop/stage.sh"

prepare "small things"
mkdir "$home/okpay"
settings=$home/okpay/settings.ron

# NAMES: what a screen reader says. Change them here when the interface changes.
search="entry:Search"
help="heading:Help"
support="button:None of these"
open="button:Open the support page"

# Plays the script on standard input on a screen of this size.
on_a_screen() {
    options=(--size "$1")
    play en
}

# Ends with status 0 once the window's inside has this size and all of it is on a screen of that size.
cat >"$scratch/is" <<'IS'
#!/usr/bin/env bash
# is WIDTHxHEIGHT [SCREEN]: an empty size is any.
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
IS
chmod +x "$scratch/is"

story="the size is remembered"
echo "== $story"
on_a_screen 1280x900 <<SCRIPT
wait $search 60
run $scratch/is 1024x700
resize 900x620
run $scratch/is 900x620
quit
SCRIPT
grep -q 'width: 900' "$settings" || fail "the size is not in the settings"
on_a_screen 1280x900 <<SCRIPT
wait $search 60
run $scratch/is 900x620
quit
SCRIPT

story="a smaller screen shows all of it, and the larger size waits for the larger screen"
echo "== $story"
sed -i 's/width: 900.*/width: 1250.0,/' "$settings"
on_a_screen 800x600 <<SCRIPT
wait $search 60
run $scratch/is "" 800x600
quit
SCRIPT
grep -q 'width: 1250' "$settings" || fail "the larger size was forgotten"

story="numbers that make no sense"
echo "== $story"
printf '(version: 1, lang: "en", window: (width: -4, height: 1e300, maximised: true))' >"$settings"
on_a_screen 1280x900 <<SCRIPT
wait $search 60
run $scratch/is 1024x700 1280x900
quit
SCRIPT

story="keys, and where a link leads"
echo "== $story"
on_a_screen 1280x900 <<SCRIPT
wait $search 60
key F1
wait $help
key Escape
wait $search
key ctrl+minus
wait Text size 90 %
click $support
wait $open
tab $open
wait label:https://support.okpay.com/
key ctrl+f
focused $search
quit
SCRIPT
grep -q 'text_size_percent: 90' "$settings" || fail "the text size is not in the settings"

echo "small things: 4 stories told"
