#!/usr/bin/env bash
# Builds the Debian package from a program that is built already. Then it does what a customer does with the package:
# installs it, starts the program from the desktop's menu, opens a pack with it, removes it.
#
#     tests/package/deb.sh [PROGRAM]      default: target/release/okpay-wizard; run it as root, which dpkg needs
#
# If all of this worked, the package is put into target/packages. Nothing is installed on this machine: dpkg installs
# into a scratch root that has this machine's list of packages, so that dpkg checks the package's dependencies.
set -euo pipefail

# shellcheck source=common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
program=$(realpath "${1:-$root/target/release/okpay-wizard}")

[[ $EUID -eq 0 ]] || fail "dpkg needs root, even to install into a scratch root"

# All files of the package must name the same version.
check_versions() {
    local in_changelog in_metainfo
    in_changelog=$(dpkg-parsechangelog --file "$root/assets/linux/changelog" --show-field Version)
    [[ $in_changelog == "$version-1" ]] || fail "assets/linux/changelog begins with $in_changelog, not $version-1"
    in_metainfo=$(grep -om1 '<release version="[^"]*"' "$root/assets/linux/com.okpay.wizard.metainfo.xml")
    [[ $in_metainfo == "<release version=\"$version\"" ]] || fail "the metainfo begins with $in_metainfo"
    [[ $("$program" --version) == "okpay-wizard $version" ]] || fail "the program says it is $("$program" --version)"
}

# Builds the package. It is built twice and must have the same bytes, so that anybody can check where it comes from.
build() {
    local target=$scratch/target-$1
    mkdir -p "$target/release" "$scratch/$1"
    cp "$program" "$target/release/okpay-wizard"
    "$here/third_party.py" | gzip -9n >"$target/release/third-party.txt.gz"
    (cd "$root" && CARGO_TARGET_DIR=$target "$cargo_deb" --quiet --no-build --no-strip --output "$scratch/$1/" >/dev/null)
}

# Checks Debian's own rules with lintian. Two of its complaints are expected: the maintainer's address does not exist,
# and the package closes no bug of Debian's, because it is not a part of Debian.
check_debian_rules() {
    lintian --no-cfg --allow-root --fail-on error,warning \
        --suppress-tags bogus-mail-host,bogus-mail-host-in-debian-changelog,initial-upload-closes-no-bugs \
        --suppress-tags mail-address-loops-or-bounces "$deb"
}

# Runs dpkg on the scratch root. Without triggers: they would run this machine's own programs.
dpkg_in_root() {
    dpkg --root="$install_root" --no-triggers "$@" >>"$scratch/dpkg.log" 2>&1 ||
        { cat "$scratch/dpkg.log" && fail "dpkg $*"; }
}

make_install_root() {
    mkdir -p "$install_root/var/lib/dpkg/info" "$install_root/var/lib/dpkg/updates"
    cp /var/lib/dpkg/status "$install_root/var/lib/dpkg/status"
    # dpkg prints a warning for each package without a list of files.
    dpkg-query --show --showformat '${binary:Package}\n' | sed "s|.*|$install_root/var/lib/dpkg/info/&.list|" |
        xargs touch
}

installed_files() {
    (cd "$install_root" && find . -mindepth 1 -path ./var/lib/dpkg -prune -o -print | grep -vxE './var(/lib)?' |
        sort) || true
}

# Every file of the package is installed, belongs to root, and there are no other files.
check_installed() {
    local listed
    listed=$(dpkg-deb --contents "$deb" | awk '{ sub(/\/$/, "", $6); if ($6 != ".") print $6 }' | sort)
    [[ $listed == "$(installed_files)" ]] || fail "installed files: $(diff <(echo "$listed") <(installed_files))"
    [[ -z $(find "$install_root/usr" ! -user 0 -o ! -group 0 -o -perm /022) ]] ||
        fail "users other than root could change the installed files"
    local path
    for path in usr/bin/okpay-wizard usr/share/applications/okpay-wizard.desktop \
        usr/share/icons/hicolor/{scalable/apps/okpay-wizard.svg,{16x16,512x512}/apps/okpay-wizard.png} \
        usr/share/{metainfo/com.okpay.wizard.metainfo.xml,mime/packages/com.okpay.wizard.xml} \
        usr/share/man/{man1,zh_CN/man1}/okpay-wizard.1.gz \
        usr/share/doc/okpay-wizard/{copyright,changelog.gz,changelog.Debian.gz,third-party.txt.gz}; do
        [[ -s $install_root/$path ]] || fail "$path is missing"
    done
    cmp "$program" "$install_root/usr/bin/okpay-wizard"
    grep -q 'SIL OPEN FONT LICENSE' "$install_root/usr/share/doc/okpay-wizard/copyright" ||
        fail "the fonts' licence is missing"
    # A copy: entry.sh makes caches in it, and the scratch root must be empty again after the removal.
    cp -r "$install_root/usr/share" "$scratch/view"
    "$here/entry.sh" "$scratch/view"
}

# Starts the program from the menu, in language $1, and waits until a screen reader can see $2. Meanwhile it notes the
# files in the program's memory.
start_from_menu() {
    local lang=$1 first_button=$2
    echo "from the menu: $lang"
    "$root/tests/desktop/drive.py" --home "$scratch/home" --env "PATH=$install_root/usr/bin:$PATH" --env "LANG=$lang" \
        --env "XDG_DATA_DIRS=$scratch/view:/usr/share" -- "$here/launch.py" okpay-wizard.desktop <<SCRIPT
wait $first_button 180
run xdotool search --onlyvisible --class '^okpay-wizard\$' >/dev/null
run for exe in /proc/[0-9]*/exe; do [ "\$(readlink "\$exe")" = "$install_root/usr/bin/okpay-wizard" ] && cat "\${exe%exe}maps"; done >"$scratch/maps"; true
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
check_debian_rules

install_root=$scratch/root
make_install_root
dpkg_in_root --install "$deb"
check_installed
start_from_menu zh_CN.UTF-8 "button:无法登录账户"
start_from_menu en_GB.UTF-8 "button:I can't log in"
"$here/libraries.py" "$deb" "$install_root/usr/bin/okpay-wizard" "$scratch/maps"

# Removing the package removes everything but the customer's files.
saved=$(cd "$scratch/home" && find . -type f -exec sha256sum {} + | sort)
[[ $saved == *okpay-wizard/* ]] || fail "the program saved no file, so this check would show nothing: $saved"
dpkg_in_root --purge okpay-wizard
[[ -z $(installed_files) ]] || fail "left behind: $(installed_files)"
! dpkg-query --admindir="$install_root/var/lib/dpkg" --status okpay-wizard >/dev/null 2>&1 ||
    fail "dpkg still lists the package"
[[ $saved == "$(cd "$scratch/home" && find . -type f -exec sha256sum {} + | sort)" ]] ||
    fail "the customer's files changed"

mkdir -p "$packages"
cp "$deb" "$packages/"
echo "installed, started in two languages, removed completely: $packages/${deb##*/} ($(stat -c %s "$deb") bytes)"
