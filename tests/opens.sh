#!/usr/bin/env bash
# The window opens, or the program helps in another way. Each way of drawing is made to fail, with a panic, an error, a
# hang and a killed process, and the program has to recover by itself.
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

# The text of the message box.
box_says() {
    [[ -f $home/message ]] || fail "there was no message box"
    grep -q "$1" "$home/message" || fail "the message box does not say '$1': $(<"$home/message")"
}

# The ways of drawing that were tried, in order, from the log.
tried() { sed -nE 's/.* opening the window renderer="([a-z]+)".*/\1/p' "$home"/okpay/logs/*.log | paste -sd' '; }

# The last resort: a message box that says what happened, and the guides in the browser.
helped_without_window() {
    box_says "window cannot open on this computer"
    box_says "$home/okpay/logs"
    local page=$home/okpay/documents/okpay-wizard-guide.html
    grep -q "I can.*t log in" "$page" || fail "the guide is not in $page"
    [[ $(<"$home/opened") == "$page" ]] || fail "this was opened: $(<"$home/opened")"
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
    # A way that failed without a crash is tried again at the next start, which does not report a crash.
    record_lacks 'trying:Some'
    play en <<SCRIPT
wait $home_page 60
absent Add the log to the report
quit
SCRIPT
    [[ $(tried) == "opengl software opengl" ]] || fail "tried: $(tried)"
done

# The second way of drawing sets a variable that a browser must not inherit. The browser gets the customer's own value.
for given in LIBGL_ALWAYS_SOFTWARE LIBGL_ALWAYS_SOFTWARE=0 LIBGL_ALWAYS_SOFTWARE=1; do
    prepare "after the second way, a browser still has the customer's environment: $given"
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

# The process that watches a first start must not take the end of the program for a failure.
for attempt in {1..5}; do
    prepare "the window of a first start is closed at once and stays closed, $attempt of 5"
    play en <<SCRIPT
close_at_once
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
[[ $(tried) == "opengl software software" ]] || fail "the way that hung was not skipped: $(tried)"
play en --renderer opengl <<SCRIPT
wait $home_page 60
quit
SCRIPT
[[ $(tried) == "opengl software software opengl" ]] || fail "--renderer opengl was ignored: $(tried)"

prepare "the first way kills the process, and a second process opens the window in the second way"
play en --rehearse opengl=kill <<SCRIPT
may_end
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
[[ $(tried) == "opengl software software" ]] || fail "the way that killed the process was not skipped: $(tried)"

prepare "a start is killed from outside before its window opens: the next start begins with the second way"
mkdir -p "$home/okpay"
version=$("$program" --version | cut -d' ' -f2)
printf '(version:1,program:"%s",trying:Some(opengl),died:{},works:Some(opengl))' "$version" >"$home/okpay/start.ron"
play en <<SCRIPT
wait $home_page 60
quit
SCRIPT
[[ $(tried) == "software" ]] || fail "tried: $(tried)"

for how in error panic hang kill; do
    prepare "every way fails with $how: a message box, and the guides in the browser"
    status=0
    # If the process is killed, its end is a signal, and a second process does the rest.
    play en --rehearse "opengl=$how" --rehearse "software=$how" --patience 3 >"$home/output" <<SCRIPT || status=$?
may_end
file $home/opened 40
file $home/message
SCRIPT
    [[ $status -eq 0 ]] || fail "there was no help: $(<"$home/output")"
    helped_without_window
done

prepare "there is really no driver: a message box, and the guides in the browser"
play en <<SCRIPT >/dev/null || fail "there was no help"
run LIBGL_DRIVERS_PATH=/nonexistent GBM_BACKENDS_PATH=/nonexistent PATH=$home/bin:$PATH OKPAY_WIZARD_HOME=$home/okpay2 "$program" --lang en; [ \$? -eq 2 ]
quit
SCRIPT
box_says "window cannot open on this computer"
[[ $(<"$home/opened") == "$home/okpay2/documents/okpay-wizard-guide.html" ]] ||
    fail "this was opened: $(<"$home/opened")"

prepare "--renderer none goes to the last resort at once"
play en --renderer none <<SCRIPT >/dev/null || fail "there was no help"
may_end
file $home/opened 20
file $home/message
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
play en --rehearse window=panic <<SCRIPT || fail "there was no message box"
may_end
file $home/message 20
SCRIPT
box_says "stopped working and closed"
log_has 'the program has failed crash="a rehearsed panic|a rehearsed panic'
[[ $(sha256sum "$home"/okpay/sessions/*) == "$before" ]] || fail "the session has changed"
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

prepare "a thread fails while the window is open: the window says so"
play en --rehearse thread=panic <<SCRIPT
wait Part of the program has failed 60
alive
quit
SCRIPT

prepare "the program hangs before its window opens: a second start says so in a message box"
play en --rehearse opengl=hang --patience 20 <<SCRIPT >/dev/null || fail "there was no message box"
file $home/okpay/start.ron
run PATH=$home/bin:$PATH "$program" --lang en; [ \$? -eq 2 ]
file $home/message 20
kill
SCRIPT
box_says "The program is already open"

prepare "the window hangs after it has opened: a second start says so in a message box"
play zh-CN --rehearse window=hang <<SCRIPT >/dev/null || fail "there was no message box"
file $home/okpay/instance.token 60
run for _ in \$(seq 300); do grep -q "works:Some" "$home/okpay/start.ron" && exit 0; sleep 0.2; done; exit 1
run PATH=$home/bin:$PATH "$program" --lang zh-CN; [ \$? -eq 2 ]
file $home/message 20
kill
SCRIPT
box_says "如果它没有反应"

prepare "the window is minimised: a second start brings it back, without a message box"
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
[[ ! -e $home/message ]] || fail "a message box says: $(<"$home/message")"

echo "the window opens, or the program helps in another way"
