#!/usr/bin/env bash
# Tries what a desktop reads of an installed program: its entry, its metadata, its icons, its type of file; and that a
# double-clicked pack is handed to it.
#
#     tests/package/entry.sh SHARE      the folder with applications, icons, metainfo and mime; caches are made in it
set -euo pipefail
exec </dev/null

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
share=$(realpath "$1")
entry=$share/applications/okpay-wizard.desktop
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

fail() {
    echo "FAILED: $*" >&2
    exit 1
}

# One value of the entry, in the reader's language or without one.
value() {
    sed -n "s|^$1=||p" "$entry"
}

desktop-file-validate "$entry"
appstreamcli validate --no-net --pedantic "$share/metainfo/com.okpay.wizard.metainfo.xml" >"$scratch/appstream" ||
    { cat "$scratch/appstream" && fail "the metainfo"; }
# What the two say of the program is one and the same, in both languages.
for words in "<name>$(value Name)<" "<name xml:lang=\"zh\">$(value 'Name\[zh\]')<" "<summary>$(value Comment)<" \
    "<summary xml:lang=\"zh\">$(value 'Comment\[zh\]')<" "<mediatype>$(value MimeType | tr -d ';')<"; do
    grep -qF "$words" "$share/metainfo/com.okpay.wizard.metainfo.xml" || fail "the metainfo lacks $words"
done

# Each icon is as large as its folder says.
for icon in "$share"/icons/hicolor/*x*/apps/"$(value Icon)".png; do
    size=$(basename "${icon%/apps/*}")
    [[ $(identify -format '%wx%h' "$icon") == "$size" ]] || fail "$icon is $(identify -format '%wx%h' "$icon")"
done
[[ -s $share/icons/hicolor/scalable/apps/$(value Icon).svg ]] || fail "no icon that scales"

# A desktop whose caches are made, and a stand-in for the program that notes how it was called.
# It also remarks that this folder is not the machine's own.
update-mime-database "$share/mime" >"$scratch/mime" 2>&1 || { cat "$scratch/mime" && fail "the type of packs"; }
update-desktop-database "$share/applications"
mkdir -p "$scratch/bin" "$scratch/home"
cat >"$scratch/bin/okpay-wizard" <<STANDIN
#!/bin/sh
printf '%s\n' "\$#" "\$@" >"$scratch/called"
STANDIN
chmod +x "$scratch/bin/okpay-wizard"
# The entry of somebody's own installation names its program by its whole path.
mkdir "$scratch/data"
cp -r "$share/." "$scratch/data"
sed -i -e 's,^TryExec=.*,TryExec=okpay-wizard,' -e 's,^Exec=.* %f$,Exec=okpay-wizard %f,' \
    "$scratch/data/applications/okpay-wizard.desktop"

called() {
    rm -f "$scratch/called"
    env -u DISPLAY -u XDG_CONFIG_HOME HOME="$scratch/home" XDG_DATA_HOME="$scratch/home/data" \
        XDG_DATA_DIRS="$scratch/data:/usr/share" PATH="$scratch/bin:$PATH" "$here/launch.py" okpay-wizard.desktop "$@"
    cat "$scratch/called"
}

[[ $(called) == 0 ]] || fail "from the menu it is called with: $(called)"
pack="$scratch/我的 own & only.okpack"
# Nothing but its name says what it is: an empty zip.
printf 'PK\005\006\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0' >"$pack"
[[ $(called "$pack") == "1
$pack" ]] || fail "with a pack it is called with: $(called "$pack")"

echo "desktop entry, metainfo, $(find "$share/icons" -name '*.png' | wc -l) icons, the type of packs: as they should be"
