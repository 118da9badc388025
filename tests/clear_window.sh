#!/usr/bin/env bash
# Clears browser data in a real window, as customers do: choose, agree, wait for an open browser, read the result, undo.
#
#     tests/clear_window.sh [PROGRAM]       default: target/release/okpay-wizard, built when missing
#
# Each home has a profile of Firefox and one of Chromium with real cookie stores. The open browser is Debian's chromium,
# without a window and without the network.
set -euo pipefail

# shellcheck source=desktop/stage.sh
source "$(dirname "${BASH_SOURCE[0]}")/desktop/stage.sh"

# NAMES: as in tests/window.sh.
# shellcheck disable=SC2034 # read through a reference
declare -A zh=(
    [wizard]="button:无法登录账户"
    [problem]="radio button:页面打不开、一直转圈"
    [works]="radio button:换个浏览器就能登录"
    [next]="button:下一步"
    [tool]="button:清理浏览器数据…"
    [firefox]="check box:Firefox、work"
    [chromium]="check box:Chromium、Wang"
    [go]="button:清理选中的 2 项"
    [close]="label:请关闭 Chromium"
    [removed]="删除了 okpay.com 的 2 条 Cookie，其他网站的 2 条没有动"
    [stop]="button:停止"
    [undo]="button:恢复 Cookie"
    [undone]="已恢复原样"
    [to_page]="button:回到页面"
    [again]="button:再看一遍…"
    [chip]="label:已恢复原样"
    [done]="已清理"
)
# shellcheck disable=SC2034 # as above
declare -A en=(
    [wizard]="button:I can't log in"
    [problem]="radio button:The page won't open"
    [works]="radio button:Another browser works"
    [next]="button:Next"
    [tool]="button:Clear browser data…"
    [firefox]="check box:Firefox, work"
    [chromium]="check box:Chromium, Wang"
    [go]="button:Clear the 2 selected"
    [close]="label:Please close Chromium"
    [removed]="2 cookies of okpay.com removed, 2 of other sites untouched"
    [stop]="button:Stop"
    [undo]="button:Put the cookies back"
    [undone]="put back as it was"
    [to_page]="button:Back to the page"
    [again]="button:Look again…"
    [chip]="label:Put back as it was"
    [done]="Done"
)

# Makes two browsers in the home, each with two cookies of the site and two of other sites.
with_browsers() {
    python3 "$root/tests/desktop/make_browsers.py" "$home" story
}

# Prints the hosts of a cookie store in one line.
hosts() {
    python3 - "$home/$1" <<'PY'
import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
table, host = ("moz_cookies", "host") if sys.argv[1].endswith(".sqlite") else ("cookies", "host_key")
print(*sorted(row[0] for row in db.execute(f"SELECT {host} FROM {table}")))
assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
PY
}

expect_hosts() {
    local found
    found=$(hosts "$1")
    [[ $found == "$2" ]] || fail "$1 has $found and not $2"
}

firefox=.mozilla/firefox/ab12.work/cookies.sqlite
chromium=.config/chromium/Default/Cookies
all=".www.okpay.com notokpay.com okpay.com okpay.com.evil.example"
others="notokpay.com okpay.com.evil.example"

# The customer clears, reads the result, and restores the cookies.
cleared_and_put_back() {
    local -n name=$1
    play "$2" <<SCRIPT
wait ${name[wizard]} 30
click ${name[wizard]}
wait ${name[problem]}
click ${name[problem]}
checked ${name[problem]}
click ${name[next]}
wait ${name[works]}
click ${name[works]}
checked ${name[works]}
click ${name[next]}
wait ${name[tool]}
click ${name[tool]}
wait ${name[go]}
checked ${name[firefox]}
checked ${name[chromium]}
click ${name[go]}
wait ${name[removed]} 20
run test ! -e "$home/.cache/mozilla/firefox/ab12.work/cache2/entries/0A"
run test ! -e "$home/.cache/chromium/Default/Cache/Cache_Data/f_000001"
click ${name[undo]}
wait ${name[undone]}
click ${name[to_page]}
wait ${name[again]}
expect ${name[chip]}
quit
SCRIPT
    expect_hosts "$firefox" "$all"
    expect_hosts "$chromium" "$all"
}

# Chromium is open: the program clears Firefox, waits until Chromium is closed, and continues by itself. The customer
# uses only the keyboard.
waited_for() {
    local -n name=$1
    open_chromium
    play "$2" <<SCRIPT
wait ${name[wizard]} 30
tab ${name[wizard]}
key Return
wait ${name[problem]}
tab ${name[problem]}
key space
checked ${name[problem]}
tab ${name[next]}
key Return
wait ${name[works]}
tab ${name[works]}
key space
checked ${name[works]}
tab ${name[next]}
key Return
wait ${name[tool]}
tab ${name[tool]}
key Return
wait ${name[go]}
checked ${name[chromium]}
tab ${name[go]}
key Return
wait ${name[close]} 20
run kill $chromium_pid
wait ${name[removed]} 30
gone ${name[close]}
tab ${name[to_page]}
key Return
wait ${name[done]}
quit
SCRIPT
    close_chromium
    expect_hosts "$firefox" "$others"
    expect_hosts "$chromium" "$others"
}

# Prints the commands from the list of problems to the button that clears.
to_the_choice() {
    local -n words=$1
    cat <<SCRIPT
wait ${words[wizard]} 30
run exec dbus-monitor --session "interface='com.canonical.Unity.LauncherEntry'" >"$home/taskbar" 2>&1 &
run for _ in \$(seq 100); do grep -q NameAcquired "$home/taskbar" && exit 0; sleep 0.1; done; exit 1
click ${words[wizard]}
wait ${words[problem]}
click ${words[problem]}
checked ${words[problem]}
click ${words[next]}
wait ${words[works]}
click ${words[works]}
checked ${words[works]}
click ${words[next]}
wait ${words[tool]}
click ${words[tool]}
wait ${words[go]}
SCRIPT
}

# While the window is minimised, the taskbar shows the progress of clearing; afterwards it shows nothing.
shown_in_the_taskbar() {
    local -n name=$1
    python3 - "$home/.cache/chromium/Default/Cache/Cache_Data" <<'PY'
import sys
for number in range(20_000):
    with open(f"{sys.argv[1]}/{number:016x}_0", "w", encoding="utf-8") as file:
        file.write("x")
PY
    {
        to_the_choice "$1"
        cat <<SCRIPT
click ${name[go]}
run xdotool search --onlyvisible --class okpay-wizard windowminimize
run $root/tests/desktop/taskbar.py $home/taskbar shown
run $root/tests/desktop/taskbar.py $home/taskbar gone
run $root/tests/desktop/taskbar.py $home/taskbar rose
run OKPAY_WIZARD_HOME=$home/okpay "$program"
run for _ in \$(seq 100); do xdotool search --onlyvisible --class okpay-wizard && exit 0; sleep 0.1; done; exit 1
wait ${name[removed]} 20
quit
SCRIPT
    } | play "$2"
    expect_hosts "$chromium" "$others"
}

# The customer stops the program while it waits for an open browser: the taskbar shows no progress any more.
stopped_in_the_taskbar() {
    local -n name=$1
    open_chromium
    {
        to_the_choice "$1"
        cat <<SCRIPT
click ${name[go]}
wait ${name[close]} 20
run $root/tests/desktop/taskbar.py $home/taskbar shown
click ${name[stop]}
gone ${name[close]} 30
run $root/tests/desktop/taskbar.py $home/taskbar gone
quit
SCRIPT
    } | play "$2"
    close_chromium
    expect_hosts "$chromium" "$all"
}

prepare "cleared and put back, zh-CN"
with_browsers
cleared_and_put_back zh zh-CN

prepare "waits for an open browser, with the keyboard alone, en"
with_browsers
waited_for en en

prepare "progress in the taskbar, en"
with_browsers
shown_in_the_taskbar en en

prepare "stopped: no progress in the taskbar, zh-CN"
with_browsers
stopped_in_the_taskbar zh zh-CN

echo "clearing in the real window: 4 stories passed"
