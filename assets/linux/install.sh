#!/bin/sh
# Installs OKPay Wizard for you alone, from the folder in which this script lies: the program, its place in the menu,
# its icon and its type of file. Nothing needs an administrator; uninstall.sh takes it all away again.
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

# Where a file of the list goes: what the list calls bin and share are the user's own.
place_of() {
    case $1 in
        bin/*) printf '%s\n' "$bin/${1#bin/}" ;;
        *) printf '%s\n' "$share/${1#share/}" ;;
    esac
}

# The menu does not look where programs of one user lie, so the entry names the whole path. In an entry a quoted word
# has a backslash before " ` $ \, each backslash is doubled once more, and a per cent sign is doubled.
name_the_path() {
    PLAIN=$(printf '%s' "$bin/okpay-wizard" | sed 's/\\/\\\\/g')
    QUOTED=$(printf '%s' "$bin/okpay-wizard" | sed -e 's/[\\"`$]/\\&/g' -e 's/\\/\\\\/g' -e 's/%/%%/g')
    export PLAIN QUOTED
    awk '/^TryExec=/ { print "TryExec=" ENVIRON["PLAIN"]; next }
        /^Exec=/ { print "Exec=\"" ENVIRON["QUOTED"] "\" %f"; next }
        { print }' "$1"
}

cd "$(dirname "$0")"
while read -r file; do
    place=$(place_of "$file")
    mkdir -p "$(dirname "$place")"
    # Beside it and then into its place: a program that runs cannot be written to, but it can be replaced.
    case $file in
        *.desktop) name_the_path "$file" >"$place.new" ;;
        *) cp "$file" "$place.new" ;;
    esac
    case $file in
        bin/* | *.sh) chmod 755 "$place.new" ;;
        *) chmod 644 "$place.new" ;;
    esac
    mv -f "$place.new" "$place"
done <share/doc/okpay-wizard/files.txt

# Where these programs are missing, the desktop looks by itself, sooner or later.
update-desktop-database "$share/applications" 2>/dev/null || true
update-mime-database "$share/mime" 2>/dev/null || true
touch "$share/icons/hicolor"

# shellcheck disable=SC1111 # Chinese quotation marks are meant
say "OKPay Wizard is installed. You find it in the menu as \"OKPay Troubleshooter\"." \
    "OKPay Wizard 已安装。在应用菜单里可以找到“OKPay 排障助手”。"
say "To remove it: sh \"$share/doc/okpay-wizard/uninstall.sh\"" \
    "要卸载，请运行：sh \"$share/doc/okpay-wizard/uninstall.sh\""
