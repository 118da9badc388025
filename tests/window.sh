#!/usr/bin/env bash
# Uses the real program in a real window, as customers do: from the start to a saved report and the support page.
#
#     tests/window.sh [PROGRAM]       default: target/release/okpay-wizard, built when missing
#
# Each story runs on a display of its own with a scratch home. A stand-in for the browser comes first on PATH
# and records what was to be opened; nothing leaves the machine.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
program=${1:-$root/target/release/okpay-wizard}
if [[ $# -eq 0 && ! -x $program ]]; then
    (cd "$root" && cargo build --release --locked)
fi
program=$(realpath "$program")
contact=https://support.okpay.com/

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# NAMES: what a screen reader says of the things the stories use. Change them here when the interface changes.
# Those above the line are the interface's own, those below come from wizards/okpay/login.ron.
# shellcheck disable=SC2034 # read through the name of the language
declare -A zh=(
    [next]="button:下一步"
    [not_yet]="button:还没有"
    [save]="button:保存报告"
    [saved]="已保存"
    [support]="button:联系客服"
    [open]="button:打开客服页面"
    [continue]="button:继续"
    # ——
    [wizard]="无法登录账户"
    [first_page]="登录时卡在哪里"
    [locked]="提示账户被锁定、冻结或停用"
    [locked_page]="账户有没有被锁定"
    [searched]="在注册邮箱里搜索"
    [sender]="看清发件人"
    [unlock]="按它的要求在官网解锁"
    [last_page]="给客服准备几句话"
    [error]="页面上的提示原文"
    [error_text]="登录失败，请稍后再试"
)
# shellcheck disable=SC2034 # as above
declare -A en=(
    [next]="button:Next"
    [not_yet]="button:Not yet"
    [save]="button:Save report"
    [saved]="Saved"
    [support]="button:Contact support"
    [open]="button:Open the support page"
    [continue]="button:Continue"
    # ——
    [wizard]="I can't log in"
    [first_page]="Where do you get stuck"
    [locked]="the account is locked, frozen or disabled"
    [locked_page]="Is the account locked"
    [searched]="Search your registered mailbox"
    [sender]="Look closely at the sender"
    [unlock]="unlock it on the site as described"
    [last_page]="A few words for support"
    [error]="The message on the page, word for word"
    [error_text]="Login failed, please try later"
)

# Sets up a scratch home and a browser that only takes notes.
prepare() {
    home=$scratch/$1
    mkdir -p "$home/bin"
    cat >"$home/bin/xdg-open" <<STANDIN
#!/bin/sh
printf '%s\n' "\$1" >>"$home/opened"
STANDIN
    chmod +x "$home/bin/xdg-open"
}

# Plays the script on standard input against the program in this language, in the home prepared last.
play() {
    "$root/tests/desktop/drive.py" --home "$home" --env "PATH=$home/bin:$PATH" \
        --env "OKPAY_WIZARD_HOME=$home/okpay" -- "$program" --lang "$1"
}

fail() {
    echo "FAILED $story: $*" >&2
    exit 1
}

# The report lies in Documents, holds what was done and does not hold what was not.
check_report() {
    local -n name=$1
    local reports=("$home"/okpay/documents/*.html)
    [[ ${#reports[@]} -eq 1 && -f ${reports[0]} ]] || fail "one saved report was expected: ${reports[*]}"
    local text
    for text in "${name[wizard]}" "${name[searched]}" "${name[unlock]}" "${name[error_text]}"; do
        # The report is HTML, in which an apostrophe may be written as a number.
        text=${text//\'/*}
        # shellcheck disable=SC2053 # the star is meant as a pattern
        [[ $(<"${reports[0]}") == *$text* ]] || fail "the report lacks '$text'"
    done
}

check_opened() {
    [[ -f $home/opened ]] || fail "nothing was opened"
    [[ $(<"$home/opened") == "$contact" ]] || fail "opened was: $(<"$home/opened")"
}

# By name, as with a screen reader: everything is found, pressed and ticked by what it is called.
by_name() {
    local -n name=$1
    play "$2" <<SCRIPT
wait ${name[wizard]} 30
click ${name[wizard]}
wait ${name[first_page]}
click ${name[locked]}
click ${name[next]}
wait ${name[locked_page]}
unchecked ${name[searched]}
click ${name[searched]}
checked ${name[searched]}
click ${name[unlock]}
checked ${name[unlock]}
unchecked ${name[sender]}
click ${name[not_yet]}
wait ${name[last_page]}
fill entry:${name[error]} | ${name[error_text]}
click ${name[next]}
wait ${name[save]}
click ${name[save]}
wait ${name[saved]}
click ${name[support]}
wait ${name[open]}
expect support.okpay.com
click ${name[open]}
sleep 1
alive
quit
SCRIPT
}

# With the keyboard alone: Tab to get there, Space or Enter to press.
by_keyboard() {
    local -n name=$1
    play "$2" <<SCRIPT
wait ${name[wizard]} 30
tab ${name[wizard]}
key Return
wait ${name[first_page]}
tab ${name[locked]}
key space
tab ${name[next]}
key Return
wait ${name[locked_page]}
tab check box:${name[searched]}
key space
checked ${name[searched]}
tab check box:${name[unlock]}
key space
checked ${name[unlock]}
tab ${name[not_yet]}
key Return
wait ${name[last_page]}
tab entry:${name[error]}
type ${name[error_text]}
tab ${name[next]}
key Return
wait ${name[save]}
tab ${name[save]}
key Return
wait ${name[saved]}
tab ${name[support]}
key Return
wait ${name[open]}
tab ${name[open]}
key Return
sleep 1
alive
quit
SCRIPT
}

# The power fails right after a tick; the next start offers the page that was left, tick and all.
after_a_power_cut() {
    local -n name=$1
    play "$2" <<SCRIPT
wait ${name[wizard]} 30
click ${name[wizard]}
wait ${name[first_page]}
click ${name[locked]}
click ${name[next]}
wait ${name[locked_page]}
click ${name[searched]}
checked ${name[searched]}
kill
SCRIPT
    play "$2" <<SCRIPT
wait ${name[continue]} 30
expect ${name[locked_page]}
click ${name[continue]}
wait ${name[searched]}
checked ${name[searched]}
unchecked ${name[unlock]}
quit
SCRIPT
}

for language in zh en; do
    tag=${language/zh/zh-CN}
    story="by name, $tag"
    echo "== $story"
    prepare "name-$language"
    by_name "$language" "$tag"
    check_report "$language"
    check_opened
done

story="by keyboard alone, zh-CN"
echo "== $story"
prepare keyboard
by_keyboard zh zh-CN
check_report zh
check_opened

story="after a power cut, zh-CN"
echo "== $story"
prepare power
after_a_power_cut zh zh-CN

echo "the real window: 4 stories told"
