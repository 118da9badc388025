#!/usr/bin/env bash
# Tries the Windows program and its installer under Wine, as far as Wine behaves like Windows.
#
#     tests/wine.sh [FOLDER [PICTURES]]       default: target/packages, where tests/package/windows.sh puts them
#
# Pictures of the windows are kept in PICTURES. Without Wine or without the packages, nothing is tried and the last line
# says "skipped". Needs wine64, gcc-mingw-w64-x86-64, xvfb, openbox, xdotool, imagemagick, unzip and Mesa. This run has
# its own Wine registry, its own folders and its own display.
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
clean_up() {
    "${wineserver:-true}" --kill 2>/dev/null || true
    for pid in "${started[@]}"; do kill "$pid" 2>/dev/null || true; done
    wait
    rm -rf "$scratch"
}
trap clean_up EXIT
pictures=${2:-$scratch/pictures}
mkdir -p "$pictures"

# Wine would ask whether to install the two libraries, which the program does not need.
export WINEPREFIX=$scratch/windows WINEDEBUG=-all WINEDLLOVERRIDES="mscoree,mshtml=" LIBGL_ALWAYS_SOFTWARE=1
export LC_ALL=C.UTF-8
# In Debian it is not on PATH.
wineserver=$(type -P wineserver || echo /usr/lib/wine/wineserver)

fail() {
    echo "wine: $*" >&2
    exit 1
}

# Waits until a command succeeds. $1: seconds; the rest: the command.
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

# Before Wine starts: a Wine that started without a display never opens a window.
open_display
echo "wine: $(wine --version 2>/dev/null), preparing"
wineboot --init >/dev/null 2>&1
wine winecfg -v win10 >/dev/null 2>&1
unzip -q "$archive" -d "$scratch"
unpacked=$scratch/okpay-wizard-$version-windows-x64
program=$unpacked/okpay-wizard.exe

# Wine before version 9 lacks a library of Windows 10 with one function, which returns random bytes.
if [[ ! -f $WINEPREFIX/drive_c/windows/system32/bcryptprimitives.dll ]]; then
    cat >"$scratch/random.c" <<'C'
#include <windows.h>
#include <ntsecapi.h>
__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T length) { return RtlGenRandom(data, (ULONG)length); }
C
    x86_64-w64-mingw32-gcc -shared -O1 -o "$unpacked/bcryptprimitives.dll" "$scratch/random.c" -ladvapi32
    # The installed program needs it too.
    substitute=$unpacked/bcryptprimitives.dll
fi

export OKPAY_WIZARD_HOME="Z:${scratch//\//\\}\\home"
home=$scratch/home

# Runs the program. $1: the exit status that it must have; the rest: its arguments. Its standard output is then in
# $output, its standard error in $errors.
run_program() {
    local expected=$1 status=0
    shift
    output=$(timeout 120 wine "$program" "$@" 2>"$scratch/errors") || status=$?
    errors=$(<"$scratch/errors")
    [[ $status -eq $expected ]] || fail "'$*' ended with $status and not $expected: $output $errors"
}

commands() {
    run_program 0 --version
    [[ $output == "okpay-wizard $version"* ]] || fail "--version prints $output"
    run_program 0 --help
    [[ $output == *"Usage: okpay-wizard"* ]] || fail "--help prints $output"
    run_program 0 check wizards/okpay
    [[ -z $output ]] || fail "check of a good pack prints $output"
    run_program 0 walk wizards/okpay --all
    mkdir "$scratch/broken"
    cp wizards/okpay/*.ron "$scratch/broken"
    echo "(" >"$scratch/broken/login.ron"
    run_program 1 check "Z:${scratch//\//\\}\\broken" --lang zh-CN
    [[ $output == *login.ron* && $output == *"个错误"* ]] || fail "check of a broken pack prints $output"
    run_program 2 check "Z:${scratch//\//\\}\\nowhere" --lang en
    [[ $errors == *"cannot read"* ]] || fail "check of a missing folder prints $errors"
    run_program 2 --no-such-option
    [[ $errors == *"unexpected argument"* ]] || fail "with a wrong option it prints $errors"

    printf '订单 12，卡号 4111111111111111\n' >"$scratch/text.txt"
    run_program 0 redact "Z:${scratch//\//\\}\\text.txt" --lang zh-CN
    [[ $output == "订单 12，"*1111* && $output != *4111111111111111* ]] || fail "redact prints $output"
    output=$(timeout 120 wine "$program" redact --lang en <"$scratch/text.txt" 2>"$scratch/errors")
    [[ $output == "订单 12，"*1111* && $output != *4111111111111111* ]] || fail "redact of standard input prints $output"
    grep -q "hidden: card 1" "$scratch/errors" || fail "redact does not count what it hid"
}

# The program has no console of its own and prints on the one that started it. $1: the program's path in Windows' form.
console() {
    local printed status=0
    printed=$(script --quiet --return --command "wine cmd /c 'start /wait $1 check nowhere --lang en'" /dev/null) ||
        status=$?
    [[ $status -eq 2 ]] || fail "from the command prompt, check ended with $status"
    [[ $printed == *"cannot read"* ]] || fail "the command prompt shows: $printed"
    printed=$(wine cmd /c "$1 redact Z:${scratch//\//\\}\\text.txt --lang en > Z:${scratch//\//\\}\\redirected.txt" 2>&1) || true
    grep -q 1111 "$scratch/redirected.txt" || fail "the output is not in the file: $printed"
}

# The program finds a browser's profile where Windows has it, and clears its cache and nothing else.
browsers() {
    local chrome="$1/AppData/Local/Google/Chrome/User Data"
    mkdir -p "$chrome/Default/Cache/Cache_Data" "$chrome/Default/Network"
    echo '{"profile":{"info_cache":{"Default":{"name":"王"}}}}' >"$chrome/Local State"
    echo '{"profile":{"name":"王"}}' >"$chrome/Default/Preferences"
    echo "156.0.8078.79" >"$chrome/Last Version"
    head -c 100000 /dev/zero >"$chrome/Default/Cache/Cache_Data/data_1"
    run_program 0 clear --list --lang en
    [[ $output == *Chrome* && $output == *王* ]] || fail "clear --list does not find Chrome: $output"
    run_program 0 clear --list --json
    [[ $output == *'"browsers"'* ]] || fail "clear --list --json prints $output"
    run_program 0 clear --what cache --yes --lang zh-CN
    [[ ! -e $chrome/Default/Cache/Cache_Data/data_1 ]] || fail "the cache is still there: $output $errors"
    [[ -e $chrome/Default/Preferences && -e "$chrome/Local State" ]] || fail "more than the cache was cleared"
}

# Prints the number of colours in a picture. An empty window has only a few.
colours() {
    identify -format '%k' "$1"
}

title="OKPay"
is_shown() { xdotool search --onlyvisible --name "$title" >/dev/null 2>&1; }
is_gone() { ! is_shown; }

# Takes a picture of the window and succeeds if something is painted. $1: the file.
painted() {
    import -window "$(xdotool search --onlyvisible --name "$title" | tail -1)" "$1" 2>/dev/null &&
        [[ $(colours "$1") -gt 200 ]]
}

# Closes the window as its close button does.
close() {
    xdotool search --onlyvisible --name "$title" windowactivate --sync key --clearmodifiers alt+F4
}

# Opens the window, starts the program a second time, and closes the window. $1: the language.
window() {
    local first status=0
    timeout 600 wine "$program" --lang "$1" >"$scratch/window.log" 2>&1 &
    first=$!
    within 180 is_shown || fail "no window: $(cat "$scratch/window.log" "$home"/logs/* 2>/dev/null | tail -5)"
    within 120 painted "$pictures/home-$1.png" || fail "the window stays empty"
    # Wine and the window manager decide which window is in front. The test only checks that the first start answers.
    run_program 0 --lang en
    [[ $errors == *"brought to the front"* ]] || fail "a second start prints $output $errors"
    close
    wait "$first" || status=$?
    [[ $status -eq 0 ]] || fail "the window ended with $status: $(cat "$scratch/window.log")"
    is_gone || fail "the window is still there"
}

# Runs a command in Chinese. Wine uses the language of the locale, and the machine may have no Chinese locale.
in_chinese() {
    mkdir -p "$scratch/locale"
    localedef -i zh_CN -f UTF-8 "$scratch/locale/zh_CN.UTF-8" 2>/dev/null || true
    env LOCPATH="$scratch/locale" LC_ALL=zh_CN.UTF-8 "$@"
}

# Prints a key of the registry. $1: the key below HKCU\Software; $2: one value of it.
registered() { wine reg query "HKCU\\Software\\$1" ${2:+/v "$2"} 2>/dev/null | tr -d '\r'; }

installer() {
    local user=$1 programs menu status=0
    programs=$user/AppData/Local/Programs/OKPay\ Wizard
    menu="$user/AppData/Roaming/Microsoft/Windows/Start Menu/Programs"
    # The customer's session must still be there at the end.
    local sessions="$user/AppData/Local/OKPay/okpay-wizard/data/sessions"
    mkdir -p "$sessions"
    echo "a session" >"$sessions/a.session"

    wine "$setup" /S || fail "the installer ended with $?"
    [[ -f $programs/okpay-wizard.exe && -f $programs/uninstall.exe ]] || fail "nothing was installed"
    cmp -s "$program" "$programs/okpay-wizard.exe" || fail "another program was installed"
    [[ -f "$menu/OKPay Troubleshooter.lnk" ]] || fail "not in the Start menu: $(ls "$menu")"
    [[ $(registered 'Classes\.okpack') == *OKPayWizard.Pack* ]] || fail "packs are not opened"
    [[ $(registered 'Classes\OKPayWizard.Pack\shell\open\command') == *'okpay-wizard.exe" "%1"'* ]] ||
        fail "packs are opened by another program"
    [[ $(registered 'Microsoft\Windows\CurrentVersion\Uninstall\OKPayWizard' DisplayVersion) == *"$version"* ]] ||
        fail "the list of programs lacks it"

    # Installed again in the other language, the menu has one entry, and it is in Chinese.
    in_chinese wine "$setup" /S || fail "the Chinese installer ended with $?"
    [[ $(cd "$menu" && echo OKPay*) == "OKPay 排障助手.lnk" ]] || fail "the Start menu has $(ls "$menu")"

    # The installer does not replace a running program.
    cp "${substitute:-$program}" "$programs/$(basename "${substitute:-okpay-wizard.exe}")"
    (cd "$programs" && exec wine okpay-wizard.exe >/dev/null 2>&1) &
    within 180 is_shown || fail "the installed program shows no window"
    wine "$setup" /S || status=$?
    [[ $status -eq 2 ]] || fail "the installer ended with $status while the program ran"
    close
    wait $!

    rm -f "$programs/bcryptprimitives.dll"
    in_chinese wine "$programs/uninstall.exe" /S
    # The uninstaller continues in a copy of itself, which can delete the original.
    within 60 test ! -e "$programs" || fail "the program's folder is still there: $(ls "$programs")"
    [[ -z $(cd "$menu" && compgen -G "OKPay*") ]] || fail "the program is still in the Start menu"
    local key
    for key in 'Classes\.okpack' 'Classes\OKPayWizard.Pack' 'Microsoft\Windows\CurrentVersion\Uninstall\OKPayWizard'; do
        ! registered "$key" >/dev/null || fail "the registry still has $key"
    done
    [[ $(<"$sessions/a.session") == "a session" ]] || fail "the customer's session is gone"
}

commands
echo "wine: the commands print the right output and have the right exit status"
console "Z:${program//\//\\}"
echo "wine: the program prints in the command prompt that started it, and into files"
user=$(find "$WINEPREFIX/drive_c/users" -mindepth 1 -maxdepth 1 -type d -not -name Public)
browsers "$user"
echo "wine: the program finds a browser and clears its cache"
for language in zh-CN en; do
    window "$language"
    echo "wine: the window opens ($language), answers a second start, and closes"
done
installer "$user"
echo "wine: installed in two languages, refused while in use, removed; the customer's session is still there"
