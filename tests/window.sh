#!/usr/bin/env bash
# Uses the program in a real window, as customers do: from the start to a saved report and the support page.
#
#     tests/window.sh [PROGRAM]       default: target/release/okpay-wizard, built when missing
set -euo pipefail

# shellcheck source=desktop/stage.sh
source "$(dirname "${BASH_SOURCE[0]}")/desktop/stage.sh"
contact=https://support.okpay.com/

# NAMES: what a screen reader says about the things that the stories use, role first. Change them here when the
# interface changes. Those above the line are in the interface, those below in wizards/okpay/login.ron.
# shellcheck disable=SC2034 # read through a reference
declare -A zh=(
    [next]="button:下一步"
    [not_yet]="button:还没有，下一步"
    [see_report]="button:查看并保存报告"
    [save]="button:保存报告"
    [to_support]="button:去联系客服"
    [open]="button:打开客服页面"
    [take_along]="button:复制报告并打开页面"
    [continue]="button:继续"
    [open_already]="程序已经开着"
    [pack_opens]="内容包会在它的窗口里打开"
    [not_ours]="这个内容包不是程序自带的"
    [to_ours]="button:回到自带的内容包"
    [demo_wizard]="button:付款失败"
    [no_window]="改在终端里继续"
    # ——
    [wizard]="button:无法登录账户"
    [first_page]="heading:登录时卡在哪里"
    [locked]="radio button:提示账户被锁定、冻结或停用"
    [locked_page]="heading:账户有没有被锁定"
    [left_at]='停在“账户有没有被锁定”'
    [searched]="check box:在注册邮箱里搜索"
    [sender]="check box:看清发件人"
    [unlock]="check box:如果信里说账户被锁定"
    [last_page]="heading:给客服准备几句话"
    [error]="entry:页面上的提示原文"
    [error_text]="登录失败，请稍后再试"
)
# shellcheck disable=SC2034 # as above
declare -A en=(
    [next]="button:Next"
    [not_yet]="button:Not yet, next"
    [see_report]="button:See and save the report"
    [save]="button:Save the report"
    [to_support]="button:Go to support"
    [open]="button:Open the support page"
    [take_along]="button:Copy the report and open the page"
    [continue]="button:Continue"
    [open_already]="already open"
    [pack_opens]="the pack opens in its window"
    [not_ours]="this pack is not the one built into the program"
    [to_ours]="button:Back to the built-in pack"
    [demo_wizard]="button:A payment failed"
    [no_window]="the program continues in this terminal"
    # ——
    [wizard]="button:I can't log in"
    [first_page]="heading:Where do you get stuck"
    [locked]="radio button:It says the account is locked, frozen or disabled"
    [locked_page]="heading:Is the account locked"
    [left_at]="at \"Is the account locked?\""
    [searched]="check box:Search your registered mailbox"
    [sender]="check box:Look closely at the sender"
    [unlock]="check box:If it says the account is locked"
    [last_page]="heading:A few words for support"
    [error]="entry:The message on the page, word for word"
    [error_text]="Login failed, please try later"
)

# A card number for tests, with a correct check digit.
card="4111 1111 1111 1111"

# The report is in Documents and has what the customer did.
check_report() {
    local -n name=$1
    # If no window could open, the guide for the browser is there too.
    local reports=("$home"/okpay/documents/OKPay*.html)
    [[ ${#reports[@]} -eq 1 && -f ${reports[0]} ]] || fail "one saved report was expected: ${reports[*]}"
    local text
    for text in "${name[wizard]#*:}" "${name[searched]#*:}" "${name[unlock]#*:}" "${name[error_text]}"; do
        # The report is HTML, which may have an apostrophe as a character reference.
        text=${text//\'/*}
        # shellcheck disable=SC2053 # the star is a pattern
        [[ $(<"${reports[0]}") == *$text* ]] || fail "the report lacks '$text'"
    done
}

# The card number, which was typed with the error text, is in no file, however its digits are grouped.
check_secrets() {
    local leaks
    leaks=$(find "$home" -type f -exec grep -lE '4111[^0-9]{0,3}1111[^0-9]{0,3}1111' {} + || true)
    [[ -z $leaks ]] || fail "the card number is in: $leaks"
    grep -rq '····1111' "$home/okpay/sessions" || fail "the session has no hidden card number"
}

check_opened() {
    [[ -f $home/opened ]] || fail "no address was opened"
    [[ $(<"$home/opened") == "$contact" ]] || fail "another address was opened: $(<"$home/opened")"
}

# Finds, presses and ticks everything by its name, as with a screen reader.
by_name() {
    local -n name=$1
    play "$2" <<SCRIPT
wait ${name[wizard]} 30
click ${name[wizard]}
wait ${name[first_page]}
click ${name[locked]}
checked ${name[locked]}
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
fill ${name[error]} | ${name[error_text]} $card
click ${name[next]}
wait ${name[open]}
expect support.okpay.com
click ${name[see_report]}
wait ${name[save]}
click ${name[save]}
wait ${name[to_support]}
click ${name[to_support]}
wait ${name[take_along]}
click ${name[take_along]}
file $home/opened
alive
quit
SCRIPT
}

# Uses only the keyboard: Tab to move, Space or Enter to press.
by_keyboard() {
    local -n name=$1
    play "$2" <<SCRIPT
wait ${name[wizard]} 30
tab ${name[wizard]}
key Return
wait ${name[first_page]}
tab ${name[locked]}
key space
checked ${name[locked]}
tab ${name[next]}
key Return
wait ${name[locked_page]}
tab ${name[searched]}
key space
checked ${name[searched]}
tab ${name[unlock]}
key space
checked ${name[unlock]}
tab ${name[not_yet]}
key Return
wait ${name[last_page]}
tab ${name[error]}
type ${name[error_text]} $card
tab ${name[next]}
key Return
wait ${name[see_report]}
tab ${name[see_report]}
key Return
wait ${name[save]}
tab ${name[save]}
key Return
wait ${name[to_support]}
tab ${name[to_support]}
key Return
wait ${name[take_along]}
tab ${name[take_along]}
key Return
file $home/opened
alive
quit
SCRIPT
}

# The power fails right after a tick. The next start offers the same page, with its tick.
after_a_power_cut() {
    local -n name=$1
    play "$2" <<SCRIPT
wait ${name[wizard]} 30
click ${name[wizard]}
wait ${name[first_page]}
click ${name[locked]}
checked ${name[locked]}
click ${name[next]}
wait ${name[locked_page]}
click ${name[searched]}
checked ${name[searched]}
kill
SCRIPT
    play "$2" <<SCRIPT
wait ${name[continue]} 30
expect ${name[left_at]}
click ${name[continue]}
wait ${name[searched]}
checked ${name[searched]}
unchecked ${name[unlock]}
quit
SCRIPT
}

# The customer starts the program twice: the second start only says that the program is already open.
second_copy() {
    local -n name=$1
    play "$2" <<SCRIPT
wait ${name[wizard]} 30
run "$program" --lang "$2" 2>"$home/second.log"
run grep -q "${name[open_already]}" "$home/second.log"
alive
click ${name[wizard]}
wait ${name[first_page]}
quit
SCRIPT
}

# The customer double-clicks a pack while the window is open. It opens in that window, which says that the pack is not
# built in. Back in the built-in pack, the window offers the session from before.
hands_a_pack_over() {
    local -n name=$1
    (cd "$home" && "$program" pack build "$root/tests/fixtures/pack" -o "给你的 pack.okpack" >/dev/null) ||
        fail "the pack cannot be built"
    play "$2" <<SCRIPT
wait ${name[wizard]} 30
click ${name[wizard]}
wait ${name[first_page]}
run cd "$home" && "$program" --lang "$2" "给你的 pack.okpack" 2>"$home/second.log"
run grep -q "${name[pack_opens]}" "$home/second.log"
wait ${name[not_ours]} 30
expect 给你的 pack.okpack
expect ${name[demo_wizard]}
absent ${name[continue]}
click ${name[to_ours]}
wait ${name[continue]} 30
absent ${name[not_ours]}
click ${name[continue]}
wait ${name[first_page]}
quit
SCRIPT
}

# Runs the program without a display, in the home of this story.
without_display() {
    env -u DISPLAY -u WAYLAND_DISPLAY -u WAYLAND_SOCKET "PATH=$home/bin:$PATH" \
        "OKPAY_WIZARD_HOME=$home/okpay" "$@"
}

# In a terminal, the program says that no window can open, and offers the guides there.
falls_back_to_the_terminal() {
    local -n name=$1
    local output
    output=$(printf 'q\n' | without_display script -qec "'$program' --lang $2" /dev/null) ||
        fail "the program ended with status $?: $output"
    [[ $output == *"${name[no_window]}"* ]] || fail "the program does not say that no window can open: $output"
    [[ $output == *"1. ${name[wizard]#*:}"* ]] || fail "the program does not list the problems: $output"
}

# Without a terminal, the program prints what to do instead and ends with exit status 2.
without_a_terminal() {
    local output status=0
    output=$(without_display "$program" --lang "$2" 2>&1 </dev/null) || status=$?
    [[ $status -eq 2 ]] || fail "the exit status is $status and not 2: $output"
    [[ $output == *"okpay-wizard terminal"* ]] || fail "the program does not say what to do instead: $output"
}

# A whole guide on standard input: an answer, two ticks, the error text, the report, the support page.
in_the_terminal() {
    local -n name=$1
    local output typed
    typed=$(
        cat <<TYPED
1
3

1
3
n
2
${name[error_text]} $card


s
y
o
y
q
TYPED
    )
    output=$(without_display "$program" --lang "$2" terminal login <<<"$typed") ||
        fail "the program ended with status $?: $output"
    [[ $output == *"$home/okpay/documents/"*.html* ]] || fail "the program does not say where the report is: $output"
}

for language in zh en; do
    tag=${language/zh/zh-CN}
    prepare "by name, $tag"
    by_name "$language" "$tag"
    check_report "$language"
    check_secrets
    check_opened
done

prepare "by keyboard alone, zh-CN"
by_keyboard zh zh-CN
check_report zh
check_secrets
check_opened

prepare "after a power cut, zh-CN"
after_a_power_cut zh zh-CN

prepare "a second copy, en"
second_copy en en

for language in zh en; do
    tag=${language/zh/zh-CN}
    prepare "a pack double-clicked, $tag"
    hands_a_pack_over "$language" "$tag"
done

for language in zh en; do
    tag=${language/zh/zh-CN}
    prepare "without a display, $tag"
    falls_back_to_the_terminal "$language" "$tag"
    without_a_terminal "$language" "$tag"
    in_the_terminal "$language" "$tag"
    check_report "$language"
    check_secrets
    check_opened
done

echo "the real window: 9 stories passed"
