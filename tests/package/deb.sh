#!/usr/bin/env bash
# Builds the Debian package from a program that is built already, and does with it what a customer does: installs it,
# starts it from the desktop's menu, opens a pack with it, removes it.
#
#     tests/package/deb.sh [PROGRAM]      default: target/release/okpay-wizard; as root, as dpkg wants it
#
# The package comes into target/packages when all of it held. Nothing is installed on this machine: dpkg gets a root of
# its own, with this machine's list of packages, so that it asks for what the package depends on.
set -euo pipefail
exec </dev/null

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
here=$root/tests/package
program=$(realpath "${1:-$root/target/release/okpay-wizard}")
packages=${OKPAY_PACKAGES:-$root/target/packages}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

fail() {
    echo "FAILED: $*" >&2
    exit 1
}

[[ $EUID -eq 0 ]] || fail "dpkg installs as root only, into whatever root"

version=$(sed -n '/^\[package\]/,/^\[/s/^version = "\(.*\)"/\1/p' "$root/Cargo.toml")

# A package whose papers tell of another version helps nobody.
check_versions() {
    local in_changelog in_metainfo
    in_changelog=$(dpkg-parsechangelog --file "$root/assets/linux/changelog" --show-field Version)
    [[ $in_changelog == "$version-1" ]] || fail "assets/linux/changelog begins with $in_changelog, not $version-1"
    in_metainfo=$(grep -om1 '<release version="[^"]*"' "$root/assets/linux/com.okpay.wizard.metainfo.xml")
    [[ $in_metainfo == "<release version=\"$version\"" ]] || fail "the metainfo begins with $in_metainfo"
    [[ $("$program" --version) == "okpay-wizard $version" ]] || fail "the program says it is $("$program" --version)"
}

# Twice, on their own: the same program must give the same package, so that anybody can check where it comes from.
build() {
    local target=$scratch/target-$1
    mkdir -p "$target/release" "$scratch/$1"
    cp "$program" "$target/release/okpay-wizard"
    "$here/third_party.py" | gzip -9n >"$target/release/third-party.txt.gz"
    (cd "$root" && CARGO_TARGET_DIR=$target "$cargo_deb" --quiet --no-build --no-strip --output "$scratch/$1/" >/dev/null)
}

# What lintian finds wrong by Debian's own rules, but for what is so by intention:
# the maintainer's address is nobody's, the program is no part of Debian and closes no wish of it.
check_by_debians_rules() {
    lintian --no-cfg --allow-root --fail-on error,warning \
        --suppress-tags bogus-mail-host,bogus-mail-host-in-debian-changelog,initial-upload-closes-no-bugs \
        --suppress-tags mail-address-loops-or-bounces "$deb"
}

# dpkg with a root of its own. No triggers: those are the machine's own, and would run its programs.
own_dpkg() {
    dpkg --root="$place" --no-triggers "$@" >>"$scratch/dpkg.log" 2>&1 || { cat "$scratch/dpkg.log" && fail "dpkg $*"; }
}

make_place() {
    mkdir -p "$place/var/lib/dpkg/info" "$place/var/lib/dpkg/updates"
    cp /var/lib/dpkg/status "$place/var/lib/dpkg/status"
    # dpkg complains of each package whose files it does not know.
    dpkg-query --show --showformat '${binary:Package}\n' | sed "s|.*|$place/var/lib/dpkg/info/&.list|" | xargs touch
}

files_in_place() {
    (cd "$place" && find . -mindepth 1 -path ./var/lib/dpkg -prune -o -print | grep -vxE './var(/lib)?' | sort) || true
}

# Everything that is in the package is in its place, with root as its owner, and nothing else is.
check_installed() {
    local listed
    listed=$(dpkg-deb --contents "$deb" | awk '{ sub(/\/$/, "", $6); if ($6 != ".") print $6 }' | sort)
    [[ $listed == "$(files_in_place)" ]] || fail "what is in place: $(diff <(echo "$listed") <(files_in_place))"
    [[ -z $(find "$place/usr" ! -user 0 -o ! -group 0 -o -perm /022) ]] || fail "somebody else could change what is installed"
    local path
    for path in usr/bin/okpay-wizard usr/share/applications/okpay-wizard.desktop \
        usr/share/icons/hicolor/{scalable/apps/okpay-wizard.svg,{16x16,512x512}/apps/okpay-wizard.png} \
        usr/share/{metainfo/com.okpay.wizard.metainfo.xml,mime/packages/com.okpay.wizard.xml} \
        usr/share/man/{man1,zh_CN/man1}/okpay-wizard.1.gz \
        usr/share/doc/okpay-wizard/{copyright,changelog.gz,changelog.Debian.gz,third-party.txt.gz}; do
        [[ -s $place/$path ]] || fail "$path is missing"
    done
    cmp "$program" "$place/usr/bin/okpay-wizard"
    grep -q 'SIL OPEN FONT LICENSE' "$place/usr/share/doc/okpay-wizard/copyright" || fail "the fonts' licence is missing"
    # A copy, so that not one byte of a cache is in the place when it is said to be empty again.
    cp -r "$place/usr/share" "$scratch/view"
    "$here/entry.sh" "$scratch/view"
}

# From the menu, in both languages, with the screen reader's eyes. While it is there: what is in its memory.
start_from_menu() {
    local lang=$1 wizard=$2
    echo "from the menu: $lang"
    "$root/tests/desktop/drive.py" --home "$scratch/home" --env "PATH=$place/usr/bin:$PATH" --env "LANG=$lang" \
        --env "XDG_DATA_DIRS=$scratch/view:/usr/share" -- "$here/launch.py" okpay-wizard.desktop <<SCRIPT
wait $wizard 180
run xdotool search --onlyvisible --class '^okpay-wizard\$' >/dev/null
run for exe in /proc/[0-9]*/exe; do [ "\$(readlink "\$exe")" = "$place/usr/bin/okpay-wizard" ] && cat "\${exe%exe}maps"; done >"$scratch/maps"; true
file $scratch/maps
alive
quit
SCRIPT
}

cargo_deb=$("$here/tool.sh" cargo-deb)
check_versions
SOURCE_DATE_EPOCH=$(dpkg-parsechangelog --file "$root/assets/linux/changelog" --show-field Timestamp)
export SOURCE_DATE_EPOCH
build first
build second
deb=$(echo "$scratch"/first/*.deb)
cmp "$deb" "$scratch/second/${deb##*/}" || fail "the same program gives two different packages"
check_by_debians_rules

place=$scratch/place
make_place
own_dpkg --install "$deb"
check_installed
start_from_menu zh_CN.UTF-8 "button:无法登录账户"
start_from_menu en_GB.UTF-8 "button:I can't log in"
"$here/libraries.py" "$deb" "$place/usr/bin/okpay-wizard" "$scratch/maps"

# What the customer has is theirs and stays; all else goes.
kept=$(cd "$scratch/home" && find . -type f -exec sha256sum {} + | sort)
[[ $kept == *okpay-wizard/* ]] || fail "the program has kept nothing, so this shows nothing: $kept"
own_dpkg --purge okpay-wizard
[[ -z $(files_in_place) ]] || fail "left behind: $(files_in_place)"
! dpkg-query --admindir="$place/var/lib/dpkg" --status okpay-wizard >/dev/null 2>&1 || fail "dpkg still knows it"
[[ $kept == "$(cd "$scratch/home" && find . -type f -exec sha256sum {} + | sort)" ]] || fail "the customer's files changed"

mkdir -p "$packages"
cp "$deb" "$packages/"
echo "installed, started in two languages, removed without a trace: $packages/${deb##*/} ($(stat -c %s "$deb") bytes)"
