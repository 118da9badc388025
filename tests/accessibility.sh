#!/usr/bin/env bash
# Reads every screen of the real window as a screen reader does, in Chinese and English: everything has a name, a role
# and its states, the order is that of the screen and of the Tab key, and changes are announced.
#
#     tests/accessibility.sh [PROGRAM]       default: target/release/okpay-wizard, built when missing
#
# The rules are at the top of tests/desktop/accessible.py. The display is so high that nothing has to be scrolled.
set -euo pipefail

# shellcheck source=desktop/stage.sh
source "$(dirname "${BASH_SOURCE[0]}")/desktop/stage.sh"
driver=accessible.py
options=(--size 1200x3000)

# NAMES: as in tests/window.sh. Those without a role are announcements.
# shellcheck disable=SC2034 # read through a reference
declare -A zh=(
    [search]="entry:搜索"
    [found_nothing]="没有找到相近的问题"
    [found]="找到 "
    [words]="验证码"
    [clear_search]="button:清空搜索"
    [settings]="button:设置"
    [privacy]="button:隐私"
    [privacy_title]="heading:隐私说明"
    [larger]="button:文字大一点"
    [contrast]="radio button:高对比度（深色）"
    [none]="button:都不是"
    [sessions]="button:我的记录与报告"
    [open]="button:打开: 无法登录账户"
    [next]="button:下一步"
    [answer_first]="请先回答这个问题"
    [tool]="button:清理浏览器数据…"
    [go]="button:清理选中的 2 项"
    [cleared]="清理完成"
    [removed]="删除了 okpay.com 的 4 条 Cookie"
    [undo]="button:恢复 Cookie"
    [undone]="已恢复原样"
    [to_page]="button:回到页面"
    [solved]="button:是的，解决了"
    [solved_title]="heading:解决了"
    [done]="button:完成"
    [continue]="button:继续"
    [secret]="这里看起来有"
    [support]="button:联系客服"
    [support_title]="heading:联系客服"
    [report]="button:查看并保存报告"
    [save]="button:保存报告"
    [saved]="报告已保存"
    [add]="button:加入报告"
    [frame_at]="方框距左边"
    [added]="图片已加入报告"
    [no_store]="记录文件夹不能使用"
    [unsaved]="从现在起的操作不会保存"
    [help]="heading:帮助"
    [kept]="记录已删除"
    [delete]="button:删除: 无法登录账户"
    [delete_yes]="button:确定删除"
    [tor]="Tor Browser、只能手动清理"
    [by_hand_tor]="heading:手动清理 Tor Browser"
    [by_hand]="heading:手动清理 Chromium"
    [show_how]="button:看怎么做：Chromium"
    [partly]="清理完成，有些没能清理"
    [copy_page]="button:复制地址"
    [copied]="已复制，请粘贴到 Chromium 的地址栏"
    [did_it]="button:我做完了"
    [chip_by_hand]="已在 Chromium 里手动清理"
    [close]="请关闭 Chromium"
    [leave_out]="button:跳过 Chromium"
    [no_browser]="没有找到这个用户的浏览器"
    [another_user]="程序正以另一个用户的身份运行"
    [to_ours]="button:回到自带的内容包"
    [ours_again]="已回到自带的内容包"
    [last_time]="程序出错后关闭了"
    [add_log]="button:把日志放进报告"
    [log_added]="从现在起，报告里会有程序日志"
    [part_log]="check box:出错时的程序日志"
    [show]="button:显示…"
    [go_on]="button:是，继续"
    [show_yes]="button:显示"
    [hide_again]="button:重新隐藏"
    [text]="radio button:纯文字"
    # ——
    [login]="button:无法登录账户"
    [login_page]="heading:登录时卡在哪里"
    [problem]="radio button:页面打不开、一直转圈"
    [works]="radio button:换个浏览器就能登录"
)
# shellcheck disable=SC2034 # as above
declare -A en=(
    [search]="entry:Search"
    [found_nothing]="No close match was found"
    [found]=" match"
    [words]="password"
    [clear_search]="button:Clear the search"
    [settings]="button:Settings"
    [privacy]="button:Privacy"
    [privacy_title]="heading:Privacy"
    [larger]="button:Larger text"
    [contrast]="radio button:High contrast, dark"
    [none]="button:None of these"
    [sessions]="button:My sessions and reports"
    [open]="button:Open: I can't log in"
    [next]="button:Next"
    [answer_first]="Please answer this first"
    [tool]="button:Clear browser data…"
    [go]="button:Clear the 2 selected"
    [cleared]="Cleared"
    [removed]="4 cookies of okpay.com removed"
    [undo]="button:Put the cookies back"
    [undone]="put back as it was"
    [to_page]="button:Back to the page"
    [solved]="button:Yes, solved"
    [solved_title]="heading:Solved"
    [done]="button:Done"
    [continue]="button:Continue"
    [secret]="This looks like"
    [support]="button:Contact support"
    [support_title]="heading:Contact support"
    [report]="button:See and save the report"
    [save]="button:Save the report"
    [saved]="The report is saved"
    [add]="button:Add to the report"
    [frame_at]="The frame begins"
    [added]="The picture is in the report"
    [no_store]="The sessions folder cannot be used"
    [unsaved]="What you do from now on is not saved"
    [help]="heading:Help"
    [kept]="The session was deleted"
    [delete]="button:Delete: I can't log in"
    [delete_yes]="button:Yes, delete it"
    [tor]="Tor Browser, by hand only"
    [by_hand_tor]="heading:Clear Tor Browser by hand"
    [by_hand]="heading:Clear Chromium by hand"
    [show_how]="button:Show how: Chromium"
    [partly]="Cleared, with exceptions"
    [copy_page]="button:Copy the address"
    [copied]="Copied. Paste it into the address bar of Chromium"
    [did_it]="button:I have done this"
    [chip_by_hand]="Cleared by hand in Chromium"
    [close]="Please close Chromium"
    [leave_out]="button:Leave out Chromium"
    [no_browser]="No browser was found for this user"
    [another_user]="This program runs as another user"
    [to_ours]="button:Back to the built-in pack"
    [ours_again]="The built-in pack is open again"
    [last_time]="the program stopped working and closed"
    [add_log]="button:Add the log to the report"
    [log_added]="reports include the program's log"
    [part_log]="check box:Program log of the failure"
    [show]="button:Show…"
    [go_on]="button:Yes, continue"
    [show_yes]="button:Show it"
    [hide_again]="button:Hide again"
    [text]="radio button:Plain text"
    # ——
    [login]="button:I can't log in"
    [login_page]="heading:Where do you get stuck"
    [problem]="radio button:The page won't open"
    [works]="radio button:Another browser works"
)

# The screens that need no session.
without_a_session() {
    local -n name=$1
    # The privacy page is the longest screen.
    local options=(--size 1200x4000)
    play "$2" <<SCRIPT
wait ${name[login]} 60
resize 1100x3800
read home
listen
fill ${name[search]} | xyzzyplugh
heard ${name[found_nothing]}
read home, nothing found
listen
fill ${name[search]} | ${name[words]}
heard ${name[found]}
read home, matches
click ${name[clear_search]}
click ${name[settings]}
wait ${name[larger]}
read settings
click ${name[privacy]}
wait ${name[privacy_title]}
read privacy
key Escape
wait ${name[larger]}
listen
click ${name[larger]}
heard 110%
click ${name[contrast]}
checked ${name[contrast]}
read settings, high contrast and larger
key Escape
click ${name[none]}
wait ${name[support_title]}
read support without a session
key F1
wait ${name[help]}
read help
quit
SCRIPT
}

# A guide from its first page to its end, with clearing browser data in between.
with_a_guide() {
    local -n name=$1
    python3 "$root/tests/desktop/make_browsers.py" "$home" story
    play "$2" <<SCRIPT
wait ${name[login]} 60
resize 1100x2800
click ${name[login]}
wait ${name[login_page]}
read the first page
listen
click ${name[next]}
heard ${name[answer_first]}
read a page with an unanswered question
click ${name[problem]}
checked ${name[problem]}
click ${name[next]}
wait ${name[works]}
read the second page
click ${name[works]}
checked ${name[works]}
click ${name[next]}
wait ${name[tool]}
read a page with a tool
click ${name[tool]}
wait ${name[go]} 30
read choosing what to clear
listen
click ${name[go]}
heard ${name[cleared]} 30
heard ${name[removed]}
read what was cleared
listen
click ${name[undo]}
heard ${name[undone]}
read what was put back
click ${name[to_page]}
wait ${name[solved]}
read the page afterwards
click ${name[solved]}
wait ${name[solved_title]}
read solved
click ${name[done]}
wait ${name[sessions]}
read home with a solved problem
click ${name[sessions]}
wait ${name[open]}
read sessions
click ${name[delete]}
wait ${name[delete_yes]}
read a session about to be deleted
listen
click ${name[delete_yes]}
heard ${name[kept]}
read sessions, none
quit
SCRIPT
}

# Fields of every kind, support, the report, a picture.
with_fields() {
    local -n name=$1
    python3 "$root/tests/desktop/make_session.py" "$home/okpay" "$2" "$3" details
    play "$2" <<SCRIPT
wait ${name[continue]} 60
resize 1100x2800
read home with an unfinished session
click ${name[continue]}
wait ${name[support]}
read a page with fields
listen
type wang.li@example.com 4111 1111 1111 1111
heard ${name[secret]}
read a page with a secret in a field
click ${name[support]}
wait ${name[report]}
read support
click ${name[report]}
wait ${name[save]}
read report
click ${name[show]}
wait ${name[go_on]}
read report, asked whether to show a value
click ${name[go_on]}
wait ${name[show_yes]}
read report, asked once more
click ${name[show_yes]}
wait ${name[hide_again]}
read report with a value shown
click ${name[text]}
checked ${name[text]}
read report as text
listen
click ${name[save]}
heard ${name[saved]}
read report with a notice
run convert -size 300x200 xc:white $home/picture.png
run xclip -selection clipboard -t image/png -i $home/picture.png >/dev/null 2>&1
key ctrl+v
wait ${name[add]} 20
read picture
focus canvas:
listen
key Right
heard ${name[frame_at]}
key space
read picture, a part of it black
click ${name[add]}
wait ${name[save]} 20
heard ${name[added]}
read report with a picture
quit
SCRIPT
}

# Prints the commands from the home screen to the screen that the tool opens.
to_the_tool() {
    cat <<SCRIPT
wait ${name[login]} 60
resize 1100x2800
click ${name[login]}
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
SCRIPT
}

# A cookie store in an unknown format, and a browser that can only be cleared by hand.
by_hand() {
    local -n name=$1
    python3 "$root/tests/desktop/make_browsers.py" "$home" hand
    play "$2" <<SCRIPT
$(to_the_tool)
wait ${name[tor]} 30
read choosing, where one is cleared by hand only
click ${name[tor]}
wait ${name[by_hand_tor]}
read clearing by hand, without an address
key Escape
wait ${name[go]}
listen
click ${name[go]}
heard ${name[partly]} 60
read what was cleared, with exceptions
click ${name[show_how]}
wait ${name[by_hand]}
read clearing by hand
listen
click ${name[copy_page]}
heard ${name[copied]}
read clearing by hand, with a notice
click ${name[did_it]}
wait ${name[to_page]}
click ${name[to_page]}
wait ${name[chip_by_hand]}
read a page where something was cleared by hand
quit
SCRIPT
}

# The program waits for an open browser, and the customer leaves that one out.
an_open_browser() {
    local -n name=$1
    python3 "$root/tests/desktop/make_browsers.py" "$home" story
    open_chromium
    play "$2" <<SCRIPT
$(to_the_tool)
wait ${name[go]} 30
read choosing, with an open browser
listen
click ${name[go]}
heard ${name[close]} 60
read waiting for a browser to be closed
listen
click ${name[leave_out]}
heard ${name[cleared]} 60
read what was cleared without the open one
quit
SCRIPT
    close_chromium
}

# There is no browser.
no_browser() {
    local -n name=$1
    play "$2" <<SCRIPT
$(to_the_tool)
wait ${name[no_browser]} 30
read no browser
quit
SCRIPT
}

# The program runs as another user and must not clear this user's data.
another_user() {
    local -n name=$1
    local options=("${options[@]}" --env "SUDO_UID=$((UID + 1000))")
    play "$2" <<SCRIPT
$(to_the_tool)
wait ${name[another_user]} 30
read another user
quit
SCRIPT
}

# A pack that the customer received.
a_guest() {
    local -n name=$1
    play "$2" "$root/tests/fixtures/pack" <<SCRIPT
wait ${name[to_ours]} 60
resize 1100x2800
read home of a pack that is not ours
click ${name[none]}
wait ${name[support_title]}
read support of a pack that is not ours
key Escape
wait ${name[to_ours]}
listen
click ${name[to_ours]}
heard ${name[ours_again]}
read home, ours again
quit
SCRIPT
}

# After a crash, the next start says so and offers to add the log to a report.
after_a_crash() {
    local -n name=$1
    python3 "$root/tests/desktop/make_session.py" "$home/okpay" "$2" funds details
    play "$2" --rehearse window=panic <<SCRIPT
may_end
file $home/message 60
SCRIPT
    play "$2" <<SCRIPT
wait ${name[add_log]} 60
heard ${name[last_time]}
resize 1100x2800
read home after a crash
listen
click ${name[add_log]}
heard ${name[log_added]}
click ${name[continue]}
wait ${name[support]}
click ${name[support]}
wait ${name[report]}
click ${name[report]}
wait ${name[part_log]} 20
# Without the log, which may be longer than the window is high.
click ${name[part_log]}
unchecked ${name[part_log]}
read report without the log
quit
SCRIPT
}

# Where nothing can be saved, the program says so and continues.
without_a_store() {
    local -n name=$1
    mkdir -p "$home/okpay"
    touch "$home/okpay/sessions"
    play "$2" <<SCRIPT
wait ${name[login]} 60
resize 1100x2800
heard ${name[no_store]}
read home with a notice
listen
click ${name[login]}
wait ${name[login_page]}
heard ${name[unsaved]}
read a page that is not saved
quit
SCRIPT
}

for language in zh en; do
    tag=${language/zh/zh-CN}
    prepare "without a session, $tag"
    without_a_session "$language" "$tag"
    prepare "with a guide, $tag"
    with_a_guide "$language" "$tag"
    for wizard in funds errors; do
        prepare "with the fields of $wizard, $tag"
        with_fields "$language" "$tag" "$wizard"
    done
    prepare "by hand, $tag"
    by_hand "$language" "$tag"
    prepare "an open browser, $tag"
    an_open_browser "$language" "$tag"
    prepare "no browser, $tag"
    no_browser "$language" "$tag"
    prepare "another user, $tag"
    another_user "$language" "$tag"
    prepare "a pack that is not built in, $tag"
    a_guest "$language" "$tag"
    prepare "after a crash, $tag"
    after_a_crash "$language" "$tag"
    prepare "without a store, $tag"
    without_a_store "$language" "$tag"
done

echo "every screen was read as a screen reader does, in two languages"
