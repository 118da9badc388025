#!/bin/sh
# Installs OKPay Wizard for your user only, from the folder of this script: the program, its menu entry, its icon and
# its file type. It needs no administrator. uninstall.sh removes all of it.
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

# Prints where a file of the list is installed: bin and share in the list stand for the user's own folders.
target_of() {
    case $1 in
        bin/*) printf '%s\n' "$bin/${1#bin/}" ;;
        *) printf '%s\n' "$share/${1#share/}" ;;
    esac
}

# Prints the menu entry with the program's whole path, because menus do not search ~/.local/bin. In an entry, a quoted
# word has a backslash before " ` $ \, then each backslash is doubled, and a per cent sign is doubled.
with_whole_path() {
    PLAIN=$(printf '%s' "$bin/okpay-wizard" | sed 's/\\/\\\\/g')
    QUOTED=$(printf '%s' "$bin/okpay-wizard" | sed -e 's/[\\"`$]/\\&/g' -e 's/\\/\\\\/g' -e 's/%/%%/g')
    export PLAIN QUOTED
    awk '/^TryExec=/ { print "TryExec=" ENVIRON["PLAIN"]; next }
        /^Exec=/ { print "Exec=\"" ENVIRON["QUOTED"] "\" %f"; next }
        { print }' "$1"
}

cd "$(dirname "$0")"
while read -r file; do
    target=$(target_of "$file")
    mkdir -p "$(dirname "$target")"
    # A new file replaces the old one, because the file of a running program cannot be written.
    case $file in
        *.desktop) with_whole_path "$file" >"$target.new" ;;
        *) cp "$file" "$target.new" ;;
    esac
    case $file in
        bin/* | *.sh) chmod 755 "$target.new" ;;
        *) chmod 644 "$target.new" ;;
    esac
    mv -f "$target.new" "$target"
done <share/doc/okpay-wizard/files.txt

# Where these programs are missing, the desktop finds the new files by itself after a while.
update-desktop-database "$share/applications" 2>/dev/null || true
update-mime-database "$share/mime" 2>/dev/null || true
touch "$share/icons/hicolor"

# shellcheck disable=SC1111 # Chinese quotation marks are meant
say "OKPay Wizard is installed. To open it, choose \"OKPay Troubleshooter\" in the menu." \
    "OKPay Wizard 已安装。在应用菜单里选“OKPay 排障助手”就能打开。"
say "To remove it: sh \"$share/doc/okpay-wizard/uninstall.sh\"" \
    "要卸载，请运行：sh \"$share/doc/okpay-wizard/uninstall.sh\""
