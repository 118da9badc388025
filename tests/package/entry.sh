#!/usr/bin/env bash
# Checks what a desktop reads about an installed program: its entry, its metadata, its icons and its file type. Checks
# also that a double-click on a pack opens it with the program.
#
#     tests/package/entry.sh SHARE      the folder with applications, icons, metainfo and mime; caches are made in it
set -euo pipefail

# shellcheck source=common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
share=$(realpath "$1")
entry=$share/applications/okpay-wizard.desktop

# Prints the value of one key of the entry.
value() {
    sed -n "s|^$1=||p" "$entry"
}

desktop-file-validate "$entry"
appstreamcli validate --no-net --pedantic "$share/metainfo/com.okpay.wizard.metainfo.xml" >"$scratch/appstream" ||
    { cat "$scratch/appstream" && fail "the metainfo is not valid"; }
# The metadata and the entry say the same about the program, in both languages.
for words in "<name>$(value Name)<" "<name xml:lang=\"zh\">$(value 'Name\[zh\]')<" "<summary>$(value Comment)<" \
    "<summary xml:lang=\"zh\">$(value 'Comment\[zh\]')<" "<mediatype>$(value MimeType | tr -d ';')<"; do
    grep -qF "$words" "$share/metainfo/com.okpay.wizard.metainfo.xml" || fail "the metainfo lacks $words"
done

# Each icon is as large as its folder says.
for icon in "$share"/icons/hicolor/*x*/apps/"$(value Icon)".png; do
    size=$(basename "${icon%/apps/*}")
    [[ $(identify -format '%wx%h' "$icon") == "$size" ]] || fail "$icon is $(identify -format '%wx%h' "$icon")"
done
[[ -s $share/icons/hicolor/scalable/apps/$(value Icon).svg ]] || fail "the scalable icon is missing"

# Makes the desktop's caches, and a stub of the program that notes its arguments. update-mime-database also warns that
# this folder is not among the machine's own; the output is shown only if it fails.
update-mime-database "$share/mime" >"$scratch/mime" 2>&1 ||
    { cat "$scratch/mime" && fail "the file type of packs is not valid"; }
update-desktop-database "$share/applications"
mkdir -p "$scratch/bin" "$scratch/home"
cat >"$scratch/bin/okpay-wizard" <<STUB
#!/bin/sh
printf '%s\n' "\$#" "\$@" >"$scratch/arguments"
STUB
chmod +x "$scratch/bin/okpay-wizard"
# Where install.sh installed the program, the entry has the program's whole path.
mkdir "$scratch/data"
cp -r "$share/." "$scratch/data"
sed -i -e 's,^TryExec=.*,TryExec=okpay-wizard,' -e 's,^Exec=.* %f$,Exec=okpay-wizard %f,' \
    "$scratch/data/applications/okpay-wizard.desktop"

# Starts the stub through the entry and prints the number of its arguments and the arguments.
launch() {
    rm -f "$scratch/arguments"
    env -u DISPLAY -u XDG_CONFIG_HOME HOME="$scratch/home" XDG_DATA_HOME="$scratch/home/data" \
        XDG_DATA_DIRS="$scratch/data:/usr/share" PATH="$scratch/bin:$PATH" "$here/launch.py" okpay-wizard.desktop "$@"
    cat "$scratch/arguments"
}

[[ $(launch) == 0 ]] || fail "the menu starts the program with these arguments: $(launch)"
pack="$scratch/我的 own & only.okpack"
# An empty zip: only its name makes it a pack.
printf 'PK\005\006\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0' >"$pack"
[[ $(launch "$pack") == "1
$pack" ]] || fail "a pack starts the program with these arguments: $(launch "$pack")"

echo "the desktop entry, the metadata, $(find "$share/icons" -name '*.png' | wc -l) icons and the file type are right"
