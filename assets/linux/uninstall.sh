#!/bin/sh
# Takes away what install.sh has put into your own folders: the files of its list, and folders that are empty then.
# Your settings, sessions, reports and logs stay.
set -eu

bin=$HOME/.local/bin
case ${XDG_DATA_HOME:-} in
    /*) share=$XDG_DATA_HOME ;;
    *) share=$HOME/.local/share ;;
esac

say() {
    case ${LC_ALL:-${LC_MESSAGES:-${LANG:-}}} in
        zh*) printf '%s\n' "$2" ;;
        *) printf '%s\n' "$1" ;;
    esac
}

# Removes a file and the folders above it that hold nothing else, up to the user's own.
remove() {
    rm -f "$1"
    above=$(dirname "$1")
    while [ "$above" != "$share" ] && [ "$above" != "$HOME/.local" ] && [ "$above" != "$HOME" ]; do
        rmdir "$above" 2>/dev/null || break
        above=$(dirname "$above")
    done
}

# What the desktop's programs have made of the entries and types, where no entry and no type is left.
remove_caches() {
    update-desktop-database "$share/applications" 2>/dev/null || true
    update-mime-database "$share/mime" 2>/dev/null || true
    if [ -z "$(find "$share/applications" -name '*.desktop' 2>/dev/null)" ]; then
        remove "$share/applications/mimeinfo.cache"
    fi
    if [ -z "$(find "$share/mime/packages" -name '*.xml' 2>/dev/null)" ]; then
        for made in application/vnd.okpay.pack+zip.xml aliases generic-icons globs globs2 icons magic mime.cache \
            subclasses treemagic types version XMLnamespaces; do
            remove "$share/mime/$made"
        done
    fi
}

# One function, read to its end before it runs: this script is among what it removes.
main() {
    list=$share/doc/okpay-wizard/files.txt
    if [ ! -f "$list" ]; then
        say "OKPay Wizard is not installed in your folders; nothing was removed." \
            "你的文件夹里没有安装 OKPay Wizard，什么也没有删除。"
        exit 1
    fi
    files=$(cat "$list")
    # The type's folder must be there for its cache to be made anew, so the caches come before the empty folders.
    while read -r file; do
        case $file in
            bin/*) rm -f "$bin/${file#bin/}" ;;
            *) rm -f "$share/${file#share/}" ;;
        esac
    done <<FILES
$files
FILES
    remove_caches
    while read -r file; do
        case $file in
            bin/*) remove "$bin/${file#bin/}" ;;
            *) remove "$share/${file#share/}" ;;
        esac
    done <<FILES
$files
FILES
    say "OKPay Wizard is removed. Your settings, sessions and reports are still there." \
        "OKPay Wizard 已卸载。你的设置、进度和报告都还在。"
    exit 0
}

main
