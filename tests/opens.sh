#!/usr/bin/env bash
# The window opens, or something else helps: each way of drawing is made to fail, as a panic, an error, a hang and a
# killed process, and the real program has to come out of it by itself.
#
#     tests/opens.sh [PROGRAM]        default: target/release/okpay-wizard, built when missing
set -euo pipefail

# shellcheck source=desktop/stage.sh
source "$(dirname "${BASH_SOURCE[0]}")/desktop/stage.sh"
options=(--env LIBGL_ALWAYS_SOFTWARE=0)

log_has() { grep -qE "$1" "$home"/okpay/logs/*.log || fail "the log has no '$1'"; }
log_lacks() { ! grep -qE "$1" "$home"/okpay/logs/*.log || fail "the log has '$1'"; }
record_has() { grep -q "$1" "$home/okpay/start.ron" || fail "the record of starts lacks '$1': $(<"$home/okpay/start.ron")"; }
record_lacks() { ! grep -q "$1" "$home/okpay/start.ron" || fail "the record of starts has '$1': $(<"$home/okpay/start.ron")"; }

# One line of the log for each way that was tried, in order.
tried() { sed -nE 's/.* opening the window renderer="([a-z]+)".*/\1/p' "$home"/okpay/logs/*.log | paste -sd' '; }

# The last resort: a box with what happened, and the same steps in the browser.
helped_without_window() {
    [[ -f $home/told ]] || fail "nothing was told in a box"
    grep -q "window cannot open on this computer" "$home/told" || fail "the box says: $(<"$home/told")"
    grep -q "$home/okpay/logs" "$home/told" || fail "the box does not name the log"
    local page=$home/okpay/documents/okpay-wizard-guide.html
    grep -q "I can.*t log in" "$page" || fail "the guide is not in $page"
    [[ $(<"$home/opened") == "$page" ]] || fail "opened was: $(<"$home/opened")"
}

home_page="button:I can't log in"

for how in error panic; do
    prepare "the first way fails with $how, and the second one opens"
    play en --rehearse "opengl=$how" <<SCRIPT
wait $home_page 60
alive
quit
SCRIPT
    [[ $(tried) == "opengl software" ]] || fail "tried: $(tried)"
    # What only said no is asked again the next time, and is no crash to be told of.
    record_lacks 'trying:Some'
    play en <<SCRIPT
wait $home_page 60
absent Add the log to the report
quit
SCRIPT
    [[ $(tried) == "opengl software opengl" ]] || fail "tried: $(tried)"
done

# A way of drawing needs a variable that a browser must not inherit; whatever the customer has set stays.
for given in LIBGL_ALWAYS_SOFTWARE LIBGL_ALWAYS_SOFTWARE=0 LIBGL_ALWAYS_SOFTWARE=1; do
    prepare "a browser that is opened after the second way has the customer's environment: $given"
    options=(--env "$given")
    play en --rehearse opengl=error <<SCRIPT
wait $home_page 60
click button:None of these
wait button:Open the support page
click button:Open the support page
file $home/opened 30
quit
SCRIPT
    [[ $(tried) == "opengl software" ]] || fail "tried: $(tried)"
    expected=$given
    [[ $given == *=* ]] || expected=
    [[ $(grep LIBGL "$home/environment") == "$expected" ]] || fail "the browser has $(grep LIBGL "$home/environment")"
done
options=(--env LIBGL_ALWAYS_SOFTWARE=0)

# What stands by beside a first start must take its end for no failure.
for attempt in {1..5}; do
    prepare "the window of a first start is closed at once and stays closed, $attempt of 5"
    play en <<SCRIPT
slam
SCRIPT
    [[ $(tried) == opengl ]] || fail "tried: $(tried)"
    record_has 'works:Some(opengl)'
done

prepare "the first way hangs, and the second one opens after a while"
play en --rehearse opengl=hang --patience 3 <<SCRIPT
wait $home_page 60
alive
quit
SCRIPT
[[ $(tried) == "opengl software" ]] || fail "tried: $(tried)"
record_has opengl
play en <<SCRIPT
wait $home_page 60
quit
SCRIPT
[[ $(tried) == "opengl software software" ]] || fail "what hung was not skipped: $(tried)"
play en --renderer opengl <<SCRIPT
wait $home_page 60
quit
SCRIPT
[[ $(tried) == "opengl software software opengl" ]] || fail "a wish was not heard: $(tried)"

prepare "the first way takes the process with it, and what stood by goes on with the second"
play en --rehearse opengl=kill <<SCRIPT
heir
wait $home_page 60
click $home_page
wait heading:Where do you get stuck
key alt+F4
gone $home_page 20
SCRIPT
[[ $(tried) == "opengl software" ]] || fail "tried: $(tried)"
play en <<SCRIPT
wait $home_page 60
quit
SCRIPT
[[ $(tried) == "opengl software software" ]] || fail "what died was not skipped: $(tried)"

prepare "a start is killed from outside before its window comes; the next one begins one lower"
mkdir -p "$home/okpay"
version=$("$program" --version | cut -d' ' -f2)
printf '(version:1,program:"%s",trying:Some(opengl),died:{},works:Some(opengl))' "$version" >"$home/okpay/start.ron"
play en <<SCRIPT
wait $home_page 60
quit
SCRIPT
[[ $(tried) == "software" ]] || fail "tried: $(tried)"

for how in error panic hang kill; do
    prepare "every way fails with $how: a box, and the steps in the browser"
    status=0
    # Where the process is killed, the one that stood by does the rest, and the first one's end is a signal.
    play en --rehearse "opengl=$how" --rehearse "software=$how" --patience 3 >"$home/said" <<SCRIPT || status=$?
heir
file $home/opened 40
file $home/told
SCRIPT
    [[ $status -eq 0 ]] || fail "nothing helped: $(<"$home/said")"
    helped_without_window
done

prepare "no driver at all, for real: a box, and the steps in the browser"
play en <<SCRIPT >/dev/null || fail "nothing helped"
run LIBGL_DRIVERS_PATH=/nonexistent GBM_BACKENDS_PATH=/nonexistent PATH=$home/bin:$PATH OKPAY_WIZARD_HOME=$home/okpay2 "$program" --lang en; [ \$? -eq 2 ]
quit
SCRIPT
grep -q "window cannot open on this computer" "$home/told" || fail "nothing was told"
[[ $(<"$home/opened") == "$home/okpay2/documents/okpay-wizard-guide.html" ]] || fail "opened was: $(<"$home/opened")"

prepare "--renderer none goes to the last resort at once"
play en --renderer none <<SCRIPT >/dev/null || fail "nothing helped"
heir
file $home/opened 20
file $home/told
SCRIPT
helped_without_window

prepare "the program fails while its window is open: nothing is lost, and the next start offers the log"
play en <<SCRIPT
wait $home_page 60
click $home_page
wait heading:Where do you get stuck
click radio button:It says the account is locked
checked radio button:It says the account is locked
quit
SCRIPT
before=$(sha256sum "$home"/okpay/sessions/*)
play en --rehearse window=panic <<SCRIPT || fail "nothing was told"
heir
file $home/told 20
SCRIPT
grep -q "stopped working and closed" "$home/told" || fail "the box says: $(<"$home/told")"
log_has 'the program has failed crash="a rehearsed panic|a rehearsed panic'
[[ $(sha256sum "$home"/okpay/sessions/*) == "$before" ]] || fail "the session is not as it was"
play en <<SCRIPT
wait button:Add the log to the report 60
click button:Add the log to the report
wait reports include the program's log
click button:Continue
wait radio button:It says the account is locked
checked radio button:It says the account is locked
quit
SCRIPT
play en <<SCRIPT
wait button:Continue 60
absent Add the log to the report
quit
SCRIPT

prepare "a thread fails while the window is open: the customer is told in the window"
play en --rehearse thread=panic <<SCRIPT
wait Part of the program has failed 60
alive
quit
SCRIPT

prepare "the first copy hangs: the second double-click says so in a box"
play en --rehearse opengl=hang --patience 20 <<SCRIPT >/dev/null || fail "nothing was told"
file $home/okpay/start.ron
run PATH=$home/bin:$PATH "$program" --lang en; [ \$? -eq 2 ]
file $home/told 20
kill
SCRIPT
grep -q "The program is already open" "$home/told" || fail "the box says: $(<"$home/told")"

prepare "the window hangs after it has opened: the second double-click says so in a box"
play zh-CN --rehearse window=hang <<SCRIPT >/dev/null || fail "nothing was told"
file $home/okpay/instance.token 60
run for _ in \$(seq 300); do grep -q "works:Some" "$home/okpay/start.ron" && exit 0; sleep 0.2; done; exit 1
run PATH=$home/bin:$PATH "$program" --lang zh-CN; [ \$? -eq 2 ]
file $home/told 20
kill
SCRIPT
grep -q "如果它没有反应" "$home/told" || fail "the box says: $(<"$home/told")"

prepare "the window is minimised: the second double-click brings it back, and says nothing in a box"
play en <<SCRIPT || fail "the window did not come back"
wait $home_page 60
run xdotool search --onlyvisible --class okpay-wizard windowminimize
run for _ in \$(seq 100); do xdotool search --onlyvisible --class okpay-wizard || exit 0; sleep 0.2; done; exit 1
run PATH=$home/bin:$PATH "$program" --lang en
run for _ in \$(seq 100); do xdotool search --onlyvisible --class okpay-wizard && exit 0; sleep 0.2; done; exit 1
alive
click $home_page
wait heading:Where do you get stuck
quit
SCRIPT
[[ ! -e $home/told ]] || fail "a box says: $(<"$home/told")"

echo "it opens, or something else helps"
