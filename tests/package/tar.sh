#!/usr/bin/env bash
# Builds the archive for any Linux from the Debian package, and does with it what a customer does: unpacks it, starts
# it, puts it into the menu of a home of its own, starts it from there, puts a newer one over it, removes it.
#
#     tests/package/tar.sh [PACKAGE.deb]      default: the one in target/packages
#
# The files and their places are those of the .deb, so there is one list of them, in Cargo.toml.
set -euo pipefail
exec </dev/null

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
here=$root/tests/package
packages=${OKPAY_PACKAGES:-$root/target/packages}
version=$(sed -n '/^\[package\]/,/^\[/s/^version = "\(.*\)"/\1/p' "$root/Cargo.toml")
deb=$(realpath "${1:-$packages/okpay-wizard_$version-1_$(dpkg --print-architecture).deb}")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

fail() {
    echo "FAILED: $*" >&2
    exit 1
}

case $(dpkg-deb --field "$deb" Architecture) in
    amd64) machine=x86_64 ;;
    arm64) machine=aarch64 ;;
    *) fail "what other archives call $(dpkg-deb --field "$deb" Architecture) is not known here" ;;
esac
name=okpay-wizard-$version-linux-$machine
archive=$scratch/$name.tar.gz

build() {
    local tree=$1/$name
    mkdir -p "$1"
    dpkg-deb --extract "$deb" "$1/deb"
    mv "$1/deb/usr" "$tree"
    # What changed in the .deb itself is of no interest elsewhere.
    rm "$tree/share/doc/okpay-wizard/changelog.Debian.gz"
    cp "$root"/LICENSE-{MIT,APACHE} "$root/assets/linux/uninstall.sh" "$tree/share/doc/okpay-wizard/"
    cp "$root"/assets/linux/{install.sh,uninstall.sh,README.txt} "$tree/"
    touch "$tree/share/doc/okpay-wizard/files.txt"
    (cd "$tree" && find bin share -type f | LC_ALL=C sort) >"$1/files"
    mv "$1/files" "$tree/share/doc/okpay-wizard/files.txt"
    ln -s bin/okpay-wizard "$tree/okpay-wizard"
    chmod -R u=rwX,go=rX "$tree"
    # Whoever packs it, whenever and wherever: the same bytes.
    tar --create --directory "$1" --format=ustar --sort=name --owner=0 --group=0 --numeric-owner \
        --mtime="$(dpkg-parsechangelog --file "$root/assets/linux/changelog" --show-field Date)" "$name" |
        gzip -9n >"$2"
}

# What lies in the home but for what the program keeps there and in its own folders.
in_home() {
    (cd "$home" && find . -mindepth 1 -not -path '*/okpay-wizard*' -not -path './.cache*' -not -path './.config*' | sort)
}

# With its whole path in the entry: nobody's menu looks into ~/.local/bin.
start_from_menu() {
    echo "from the menu: $1"
    "$root/tests/desktop/drive.py" --home "$home" --env "LANG=$1" --env "XDG_DATA_HOME=$home/.local/share" \
        -- "$here/launch.py" okpay-wizard.desktop <<SCRIPT
wait $2 180
alive
quit
SCRIPT
}

build "$scratch/first" "$archive"
(umask 077 && build "$scratch/second" "$scratch/second.tar.gz")
cmp "$archive" "$scratch/second.tar.gz" || fail "packed twice it is two different archives"

# A name with all that trips scripts up, but for a per cent sign, which GLib does not find however it is written.
home="$scratch/家 of \$1 & \"me\""
mkdir -p "$home"/.local/{share,state} "$home/Downloads"
export HOME=$home
unset XDG_DATA_HOME
tar --extract --gzip --file "$archive" --directory "$home/Downloads"
unpacked=$home/Downloads/$name
[[ $("$unpacked/okpay-wizard" --version) == "okpay-wizard $version" ]] || fail "it does not start where it was unpacked"

before=$(in_home)
LANG=zh_CN.UTF-8 "$unpacked/install.sh"
while read -r file; do
    case $file in
        *.desktop) ;;
        bin/*) cmp "$unpacked/$file" "$home/.local/$file" ;;
        *) cmp "$unpacked/$file" "$home/.local/$file" ;;
    esac
done <"$unpacked/share/doc/okpay-wizard/files.txt"
cp -r "$home/.local/share" "$scratch/view"
"$here/entry.sh" "$scratch/view"
start_from_menu zh_CN.UTF-8 "button:无法登录账户"
LANG=en_GB.UTF-8 "$unpacked/install.sh"
start_from_menu en_GB.UTF-8 "button:I can't log in"

# The folder that was unpacked is long gone when somebody wants to remove the program.
cp "$unpacked/share/doc/okpay-wizard/files.txt" "$scratch/files"
kept=$(find "$home/.local/share/okpay-wizard" -type f -exec sha256sum {} + | sort)
[[ -n $kept ]] || fail "the program has kept nothing, so this shows nothing"
LANG=en_GB.UTF-8 sh "$home/.local/share/doc/okpay-wizard/uninstall.sh"
[[ $before == "$(in_home)" ]] || fail "left behind or lost: $(diff <(echo "$before") <(in_home))"
[[ $kept == "$(find "$home/.local/share/okpay-wizard" -type f -exec sha256sum {} + | sort)" ]] || fail "data changed"
! "$unpacked/uninstall.sh" || fail "what is not installed cannot be removed"

mkdir -p "$packages"
cp "$archive" "$packages/"
echo "unpacked, installed, started in two languages, removed without a trace: $packages/$name.tar.gz ($(stat -c %s "$archive") bytes)"
