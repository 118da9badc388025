#!/bin/sh
# Removes what install.sh installed into your folders: the files of its list, and the folders that are then empty.
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

# Removes a file, and the folders above it that are then empty, but not the user's own folders.
remove() {
    rm -f "$1"
    folder=$(dirname "$1")
    while [ "$folder" != "$share" ] && [ "$folder" != "$HOME/.local" ] && [ "$folder" != "$HOME" ]; do
        rmdir "$folder" 2>/dev/null || break
        folder=$(dirname "$folder")
    done
}

# Updates the desktop's caches of menu entries and file types, and removes them if no entry or no type is left.
remove_caches() {
    update-desktop-database "$share/applications" 2>/dev/null || true
    update-mime-database "$share/mime" 2>/dev/null || true
    if [ -z "$(find "$share/applications" -name '*.desktop' 2>/dev/null)" ]; then
        remove "$share/applications/mimeinfo.cache"
    fi
    if [ -z "$(find "$share/mime/packages" -name '*.xml' 2>/dev/null)" ]; then
        for cache in application/vnd.okpay.pack+zip.xml aliases generic-icons globs globs2 icons magic mime.cache \
            subclasses treemagic types version XMLnamespaces; do
            remove "$share/mime/$cache"
        done
    fi
}

# The shell reads this function to its end before it runs it. That matters because the function removes this script.
main() {
    list=$share/doc/okpay-wizard/files.txt
    if [ ! -f "$list" ]; then
        say "OKPay Wizard is not installed in your folders. Nothing was removed." \
            "你的文件夹里没有安装 OKPay Wizard，没有删除任何文件。"
        exit 1
    fi
    files=$(cat "$list")
    # Updating the cache of file types needs the folder of types, so empty folders are removed after that.
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
    say "OKPay Wizard is removed. Your settings, sessions and reports are still on this computer." \
        "OKPay Wizard 已卸载。你的设置、记录和报告仍保留在这台电脑上。"
    exit 0
}

main
