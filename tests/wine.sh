#!/usr/bin/env bash
# Tries the Windows program and its installer under Wine, as far as Wine is a Windows.
#
#     tests/wine.sh [FOLDER [PICTURES]]       default: target/packages, where tests/package/windows.sh puts them
#
# PICTURES keeps what the windows looked like. Without Wine, or without a program, nothing is tried and the last line says
# "skipped". Needs wine64, gcc-mingw-w64-x86-64, xvfb, openbox, xdotool, imagemagick, unzip and Mesa.
# Wine's registry and folders, and a display, are made for this run alone.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
folder=$(realpath -m "${1:-target/packages}")
version=$(sed -n 's/^version = "\(.*\)"$/\1/p' Cargo.toml | head -1)
archive=$folder/okpay-wizard-$version-windows-x64.zip
setup=$folder/okpay-wizard-$version-windows-x64-setup.exe

for need in wine:wine64 x86_64-w64-mingw32-gcc:gcc-mingw-w64-x86-64 Xvfb:xvfb openbox:openbox xdotool:xdotool \
    import:imagemagick unzip:unzip; do
    command -v "${need%%:*}" >/dev/null || { echo "wine: skipped: ${need#*:} is not installed" && exit 0; }
done
[[ -f $archive && -f $setup ]] || { echo "wine: skipped: no packages for Windows in $folder" && exit 0; }

scratch=$(mktemp -d)
started=()
tidy() {
    "${wineserver:-true}" --kill 2>/dev/null || true
    for pid in "${started[@]}"; do kill "$pid" 2>/dev/null || true; done
    wait
    rm -rf "$scratch"
}
trap tidy EXIT
pictures=${2:-$scratch/pictures}
mkdir -p "$pictures"

# A Windows of its own; the two libraries are for other programs, and Wine would ask for their installation.
export WINEPREFIX=$scratch/windows WINEDEBUG=-all WINEDLLOVERRIDES="mscoree,mshtml=" LIBGL_ALWAYS_SOFTWARE=1
export LC_ALL=C.UTF-8
# Debian keeps it beside the library.
wineserver=$(type -P wineserver || echo /usr/lib/wine/wineserver)

fail() {
    echo "wine: $*" >&2
    exit 1
}

# $1: seconds; the rest: a command that comes true within them.
within() {
    local until=$((SECONDS + $1))
    shift
    until "$@"; do
        [[ $SECONDS -lt $until ]] || return 1
        sleep 0.2
    done
}

open_display() {
    local number
    exec 3< <(exec Xvfb -displayfd 1 -screen 0 1280x900x24 -noreset -nolisten tcp 2>/dev/null)
    started+=($!)
    read -r -u 3 number || fail "no display"
    export DISPLAY=:$number
    openbox --sm-disable >/dev/null 2>&1 &
    started+=($!)
    within 60 xdotool get_desktop >/dev/null 2>&1 || fail "no window manager"
}

# First of all: a Wine that has begun without a display opens no windows later.
open_display
echo "wine: $(wine --version 2>/dev/null), preparing"
wineboot --init >/dev/null 2>&1
wine winecfg -v win10 >/dev/null 2>&1
unzip -q "$archive" -d "$scratch"
place=$scratch/okpay-wizard-$version-windows-x64
program=$place/okpay-wizard.exe

# Where Wine is older than 9, it lacks one library of Windows 10 with one function, which gives random bytes.
if [[ ! -f $WINEPREFIX/drive_c/windows/system32/bcryptprimitives.dll ]]; then
    cat >"$scratch/random.c" <<'C'
#include <windows.h>
#include <ntsecapi.h>
__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T length) { return RtlGenRandom(data, (ULONG)length); }
C
    x86_64-w64-mingw32-gcc -shared -O1 -o "$place/bcryptprimitives.dll" "$scratch/random.c" -ladvapi32
    # The installed copy is looked for beside it as well.
    stand_in=$place/bcryptprimitives.dll
fi

export OKPAY_WIZARD_HOME="Z:${scratch//\//\\}\\home"
home=$scratch/home

# $1: what the exit status must be; the rest: the program's arguments. What it printed is in $said, its complaints in
# $complained.
ask() {
    local wanted=$1 status=0
    shift
    said=$(timeout 120 wine "$program" "$@" 2>"$scratch/complaints") || status=$?
    complained=$(<"$scratch/complaints")
    [[ $status -eq $wanted ]] || fail "'$*' ended with $status and not $wanted: $said $complained"
}

commands() {
    ask 0 --version
    [[ $said == "okpay-wizard $version"* ]] || fail "--version says $said"
    ask 0 --help
    [[ $said == *"Usage: okpay-wizard"* ]] || fail "--help says $said"
    ask 0 check wizards/okpay
    [[ -z $said ]] || fail "check of a good pack says $said"
    ask 0 walk wizards/okpay --all
    mkdir "$scratch/broken"
    cp wizards/okpay/*.ron "$scratch/broken"
    echo "(" >"$scratch/broken/login.ron"
    ask 1 check "Z:${scratch//\//\\}\\broken" --lang zh-CN
    [[ $said == *login.ron* && $said == *"个错误"* ]] || fail "check of a broken pack says $said"
    ask 2 check "Z:${scratch//\//\\}\\nowhere" --lang en
    [[ $complained == *"cannot read"* ]] || fail "check of nothing complains: $complained"
    ask 2 --no-such-option
    [[ $complained == *"unexpected argument"* ]] || fail "a wrong option is told as: $complained"

    printf '订单 12，卡号 4111111111111111\n' >"$scratch/text.txt"
    ask 0 redact "Z:${scratch//\//\\}\\text.txt" --lang zh-CN
    [[ $said == "订单 12，"*1111* && $said != *4111111111111111* ]] || fail "redact says $said"
    said=$(timeout 120 wine "$program" redact --lang en <"$scratch/text.txt" 2>"$scratch/complaints")
    [[ $said == "订单 12，"*1111* && $said != *4111111111111111* ]] || fail "redact of standard input says $said"
    grep -q "hidden: card 1" "$scratch/complaints" || fail "redact does not count what it hid"
}

# Without a console of its own, the program prints on the one it was started from. $1: the program, as Windows writes it.
console() {
    local printed status=0
    printed=$(script --quiet --return --command "wine cmd /c 'start /wait $1 check nowhere --lang en'" /dev/null) ||
        status=$?
    [[ $status -eq 2 ]] || fail "from the command prompt, check ended with $status"
    [[ $printed == *"cannot read"* ]] || fail "the command prompt shows nothing: $printed"
    printed=$(wine cmd /c "$1 redact Z:${scratch//\//\\}\\text.txt --lang en > Z:${scratch//\//\\}\\redirected.txt" 2>&1) || true
    grep -q 1111 "$scratch/redirected.txt" || fail "what is redirected is not in its file: $printed"
}

# A browser's profile of Windows' layout: it is found, and its cache cleared, the rest left alone.
browsers() {
    local chrome="$1/AppData/Local/Google/Chrome/User Data"
    mkdir -p "$chrome/Default/Cache/Cache_Data" "$chrome/Default/Network"
    echo '{"profile":{"info_cache":{"Default":{"name":"王"}}}}' >"$chrome/Local State"
    echo '{"profile":{"name":"王"}}' >"$chrome/Default/Preferences"
    echo "156.0.8078.79" >"$chrome/Last Version"
    head -c 100000 /dev/zero >"$chrome/Default/Cache/Cache_Data/data_1"
    ask 0 clear --list --lang en
    [[ $said == *Chrome* && $said == *王* ]] || fail "clear --list does not find Chrome: $said"
    ask 0 clear --list --json
    [[ $said == *'"browsers"'* ]] || fail "clear --list --json says $said"
    ask 0 clear --what cache --yes --lang zh-CN
    [[ ! -e $chrome/Default/Cache/Cache_Data/data_1 ]] || fail "the cache is still there: $said $complained"
    [[ -e $chrome/Default/Preferences && -e "$chrome/Local State" ]] || fail "more than the cache was cleared"
}

# The number of colours in a picture; one of nothing has a handful.
colours() {
    identify -format '%k' "$1"
}

title="OKPay"
is_shown() { xdotool search --onlyvisible --name "$title" >/dev/null 2>&1; }
is_gone() { ! is_shown; }

# Takes the picture of the window, once it is painted. $1: the file.
painted() {
    import -window "$(xdotool search --onlyvisible --name "$title" | tail -1)" "$1" 2>/dev/null &&
        [[ $(colours "$1") -gt 200 ]]
}

# Closes the window as its cross does.
close() {
    xdotool search --onlyvisible --name "$title" windowactivate --sync key --clearmodifiers alt+F4
}

# $1: the language.
window() {
    local first status=0
    timeout 600 wine "$program" --lang "$1" >"$scratch/window.log" 2>&1 &
    first=$!
    within 180 is_shown || fail "no window: $(cat "$scratch/window.log" "$home"/logs/* 2>/dev/null | tail -5)"
    within 120 painted "$pictures/home-$1.png" || fail "the window stays empty"
    # Which window is in front is between Wine and the window manager; that the first one answers is ours.
    ask 0 --lang en
    [[ $complained == *"brought to the front"* ]] || fail "a second start says $said $complained"
    close
    wait "$first" || status=$?
    [[ $status -eq 0 ]] || fail "the window ended with $status: $(cat "$scratch/window.log")"
    is_gone || fail "the window is still there"
}

# Wine speaks the language of the locale, and a bare machine has no Chinese one.
chinese() {
    mkdir -p "$scratch/locale"
    localedef -i zh_CN -f UTF-8 "$scratch/locale/zh_CN.UTF-8" 2>/dev/null || true
    env LOCPATH="$scratch/locale" LC_ALL=zh_CN.UTF-8 "$@"
}

# $1: a key below HKCU; $2: a value's name.
registered() { wine reg query "HKCU\\Software\\$1" ${2:+/v "$2"} 2>/dev/null | tr -d '\r'; }

installer() {
    local user=$1 programs menu status=0
    programs=$user/AppData/Local/Programs/OKPay\ Wizard
    menu="$user/AppData/Roaming/Microsoft/Windows/Start Menu/Programs"
    # What customers have made is there before, and must be there afterwards.
    local kept="$user/AppData/Local/OKPay/okpay-wizard/data/sessions"
    mkdir -p "$kept"
    echo "a session" >"$kept/a.session"

    wine "$setup" /S || fail "the installer ended with $?"
    [[ -f $programs/okpay-wizard.exe && -f $programs/uninstall.exe ]] || fail "nothing was installed"
    cmp -s "$program" "$programs/okpay-wizard.exe" || fail "another program was installed"
    [[ -f "$menu/OKPay Troubleshooter.lnk" ]] || fail "not in the Start menu: $(ls "$menu")"
    [[ $(registered 'Classes\.okpack') == *OKPayWizard.Pack* ]] || fail "packs are not opened"
    [[ $(registered 'Classes\OKPayWizard.Pack\shell\open\command') == *'okpay-wizard.exe" "%1"'* ]] ||
        fail "packs are opened by something else"
    [[ $(registered 'Microsoft\Windows\CurrentVersion\Uninstall\OKPayWizard' DisplayVersion) == *"$version"* ]] ||
        fail "the list of programs does not have it"

    # Once more, in the other language: one entry in the menu, and that in Chinese.
    chinese wine "$setup" /S || fail "the Chinese installer ended with $?"
    [[ $(cd "$menu" && echo OKPay*) == "OKPay 排障助手.lnk" ]] || fail "the Start menu has $(ls "$menu")"

    # A running program is not replaced under its user's hands.
    cp "${stand_in:-$program}" "$programs/$(basename "${stand_in:-okpay-wizard.exe}")"
    (cd "$programs" && exec wine okpay-wizard.exe >/dev/null 2>&1) &
    within 180 is_shown || fail "the installed program shows no window"
    wine "$setup" /S || status=$?
    [[ $status -eq 2 ]] || fail "the installer ended with $status while the program ran"
    close
    wait $!

    rm -f "$programs/bcryptprimitives.dll"
    chinese wine "$programs/uninstall.exe" /S
    # The uninstaller goes on as a copy of itself, which can delete the original.
    within 60 test ! -e "$programs" || fail "it is still there: $(ls "$programs")"
    [[ -z $(cd "$menu" && compgen -G "OKPay*") ]] || fail "it is still in the Start menu"
    local key
    for key in 'Classes\.okpack' 'Classes\OKPayWizard.Pack' 'Microsoft\Windows\CurrentVersion\Uninstall\OKPayWizard'; do
        ! registered "$key" >/dev/null || fail "the registry still has $key"
    done
    [[ $(<"$kept/a.session") == "a session" ]] || fail "the customer's session is gone"
}

commands
echo "wine: commands print what they should, with the right exit status"
console "Z:${program//\//\\}"
echo "wine: it prints in the command prompt that it was started from, and into files"
user=$(find "$WINEPREFIX/drive_c/users" -mindepth 1 -maxdepth 1 -type d -not -name Public)
browsers "$user"
echo "wine: a browser is found, and its cache cleared"
for language in zh-CN en; do
    window "$language"
    echo "wine: the window opens ($language), answers a second start, and closes"
done
installer "$user"
echo "wine: installed in two languages, refused while in use, removed; the customer's sessions are left"
