#!/usr/bin/env bash
# Takes the README's pictures of the real program: home, page, clearing and report, in both languages, light and dark.
#
#     tests/pictures.sh [PROGRAM]     default: target/release/okpay-wizard, built when missing
set -euo pipefail

# shellcheck source=desktop/stage.sh
source "$(dirname "${BASH_SOURCE[0]}")/desktop/stage.sh"
# A fixed time zone, so that a report's header does not depend on the machine.
options=(--env TZ=Asia/Shanghai)
pictures=$root/assets/pictures
mkdir -p "$pictures"

# NAMES: as in tests/window.sh.
# shellcheck disable=SC2034 # read through a reference
declare -A zh=(
    [next]="button:下一步"
    [not_yet]="button:还没有，下一步"
    [see_report]="button:查看并保存报告"
    [save]="button:保存报告"
    [wizard]="button:无法登录账户"
    [choice]="radio button:提示账户被锁定、冻结或停用"
    [page]="heading:账户有没有被锁定"
    [tick]="check box:在注册邮箱里搜索"
    [last_page]="heading:给客服准备几句话"
    [error]="entry:页面上的提示原文"
    [error_text]="登录失败，请稍后再试 4242 4242 4242 4242"
    [stuck]="radio button:页面打不开、一直转圈"
    [works]="radio button:换个浏览器就能登录"
    [tool]="button:清理浏览器数据…"
    [clear]="button:清理选中的"
)
# shellcheck disable=SC2034 # as above
declare -A en=(
    [next]="button:Next"
    [not_yet]="button:Not yet, next"
    [see_report]="button:See and save the report"
    [save]="button:Save the report"
    [wizard]="button:I can't log in"
    [choice]="radio button:It says the account is locked, frozen or disabled"
    [page]="heading:Is the account locked"
    [tick]="check box:Search your registered mailbox"
    [last_page]="heading:A few words for support"
    [error]="entry:The message on the page, word for word"
    [error_text]="Login failed, please try later 4242 4242 4242 4242"
    [stuck]="radio button:The page won't open"
    [works]="radio button:Another browser works"
    [tool]="button:Clear browser data…"
    [clear]="button:Clear the"
)

# Takes the pictures of one language in one theme, except clearing.
take() {
    local language=$1 theme=$2
    local tag=${language/zh/zh-CN}
    local -n name=$language
    local to=$scratch/pictures suffix=$language-$theme.png
    mkdir -p "$home/okpay" "$to"
    printf '(version: 1, theme: %s, text_size_percent: 100)\n' "${theme^}" >"$home/okpay/settings.ron"
    play "$tag" <<SCRIPT
wait ${name[wizard]} 30
resize 1024x700
picture $to/home-$suffix
click ${name[wizard]}
wait ${name[choice]}
click ${name[choice]}
checked ${name[choice]}
click ${name[next]}
wait ${name[page]}
click ${name[tick]}
checked ${name[tick]}
picture $to/page-$suffix
click ${name[not_yet]}
wait ${name[last_page]}
fill ${name[error]} | ${name[error_text]}
click ${name[next]}
wait ${name[see_report]}
click ${name[see_report]}
wait ${name[save]}
picture $to/report-$suffix
quit
SCRIPT
}

# Takes the picture of clearing, with browsers in the home. Nothing is cleared.
take_clearing() {
    local language=$1 theme=$2
    local tag=${language/zh/zh-CN}
    local -n name=$language
    mkdir -p "$home/okpay"
    printf '(version: 1, theme: %s, text_size_percent: 100)\n' "${theme^}" >"$home/okpay/settings.ron"
    python3 "$root/tests/desktop/make_browsers.py" "$home" picture
    play "$tag" <<SCRIPT
wait ${name[wizard]} 30
resize 1024x700
click ${name[wizard]}
wait ${name[stuck]}
click ${name[stuck]}
checked ${name[stuck]}
click ${name[next]}
wait ${name[works]}
click ${name[works]}
checked ${name[works]}
click ${name[next]}
wait ${name[tool]}
click ${name[tool]}
wait ${name[clear]}
sleep 0.5
picture $scratch/pictures/clear-$language-$theme.png
quit
SCRIPT
}

# Writes picture $1 to file $2, with 256 colours if nobody can see the difference (40 dB or more): that halves the file.
shrink() {
    local from=$1 to=$2 small=$scratch/small.png likeness
    # Without dates, so that an unchanged screen gives an unchanged file.
    local png=(-define png:compression-level=9 -define "png:exclude-chunks=date,time")
    convert "$from" -strip "${png[@]}" "$to"
    convert "$from" -strip -dither None -colors 256 "${png[@]}" "PNG8:$small"
    # `compare` exits with 1 if the pictures differ at all, which is allowed.
    likeness=$(compare -metric PSNR "$from" "$small" null: 2>&1 || true)
    if [[ $likeness == inf* || ${likeness%%.*} -ge 40 ]] && [[ $(stat -c %s "$small") -lt $(stat -c %s "$to") ]]; then
        cp "$small" "$to"
    fi
}

for language in zh en; do
    for theme in light dark; do
        prepare "$language, $theme"
        take "$language" "$theme"
        prepare "clearing, $language, $theme"
        take_clearing "$language" "$theme"
    done
done
for picture in "$scratch"/pictures/*.png; do
    size=$(identify -format '%wx%h' "$picture")
    [[ $size == 1024x700 ]] || fail "$(basename "$picture") is $size"
    shrink "$picture" "$pictures/$(basename "$picture")"
done
ls -l "$pictures"
