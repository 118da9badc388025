#!/usr/bin/env bash
# Types Chinese into the real window with a real input method, ibus with its Pinyin engine. Every word must arrive
# exactly once, in every kind of field and in the saved session. The keys that choose words must do nothing else.
#
#     tests/ime.sh [PROGRAM]       default: target/release/okpay-wizard, built when missing
set -euo pipefail

# shellcheck source=desktop/stage.sh
source "$(dirname "${BASH_SOURCE[0]}")/desktop/stage.sh"
driver=input_method.py
for tool in ibus ibus-daemon xprop; do
    command -v "$tool" >/dev/null ||
        { echo "ime.sh: $tool is missing: apt-get install ibus ibus-libpinyin x11-utils" >&2 && exit 2; }
done

# NAMES: as in tests/window.sh. The fields are those of a page with several kinds of fields.
# shellcheck disable=SC2034 # read through a reference
declare -A zh=(
    [search]="entry:搜索"
    [home]="heading:遇到什么问题了"
    [continue]="button:继续"
    [next]="button:下一步"
    [support]="heading:联系客服"
    # —— wizards/okpay/errors.ron: an error message, a date, a number, a few words
    [wizard]="errors"
    [first]="entry:提示或通知的原文"
    [second]="entry:哪天开始的"
    [third]="entry:和哪一笔有关"
    [fourth]="entry:出错之前在做什么"
)
# shellcheck disable=SC2034 # as above
declare -A en=(
    [search]="entry:Search"
    [home]="heading:What went wrong"
    [continue]="button:Continue"
    [next]="button:Next"
    [support]="heading:Contact support"
    # —— wizards/okpay/funds.ron: a number, a date, an amount, a few words
    [wizard]="funds"
    [first]="entry:Transaction or order number"
    [second]="entry:On which day was it sent"
    [third]="entry:Amount and currency"
    [fourth]="entry:From where to where"
)

# Space chooses a word, Escape discards the letters, Backspace removes one, Enter keeps them: only in the field.
in_the_search() {
    local -n name=$1
    play "$2" <<SCRIPT
wait ${name[search]} 60
focus ${name[search]}
pinyin nihao
holds ${name[search]} | 你好
letters shijie
shows ${name[search]} | 你好世界
key Escape
holds ${name[search]} | 你好
expect ${name[home]}
focused ${name[search]}
letters ni
key BackSpace
key BackSpace
holds ${name[search]} | 你好
letters ok
key Return
holds ${name[search]} | 你好ok
expect ${name[home]}
focused ${name[search]}
pinyin zhongguo
holds ${name[search]} | 你好ok中国
key BackSpace
holds ${name[search]} | 你好ok中
quit
SCRIPT
}

# Every field of a page, and the saved session. In the last field the customer leaves the page before choosing a word:
# the words that were chosen before stay.
in_every_field() {
    local -n name=$1
    python3 "$root/tests/desktop/make_session.py" "$home/okpay" "$2" "${name[wizard]}" details
    play "$2" <<SCRIPT
wait ${name[continue]} 60
resize 1000x1200
click ${name[continue]}
wait ${name[first]}
focus ${name[first]}
pinyin nihao
holds ${name[first]} | 你好
tab ${name[second]}
pinyin jintian
holds ${name[second]} | 今天
tab ${name[third]}
pinyin zhongguo
holds ${name[third]} | 中国
tab ${name[fourth]}
pinyin shijie
holds ${name[fourth]} | 世界
letters ni
click ${name[next]}
wait ${name[support]}
quit
SCRIPT
    local word file
    file=$(echo "$home"/okpay/sessions/*.session)
    for word in 你好 今天 中国 世界; do
        [[ $(grep -o "$word" "$file" | wc -l) -eq 1 ]] ||
            fail "'$word' is not exactly once in the session: $(<"$file")"
    done
}

for language in zh en; do
    tag=${language/zh/zh-CN}
    prepare "in the search, $tag"
    in_the_search "$language" "$tag"
    prepare "in every field, $tag"
    in_every_field "$language" "$tag"
done

echo "typing Chinese with an input method: 4 stories passed"
