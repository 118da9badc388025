#!/usr/bin/env bash
# Builds the archive for any Linux from the Debian package. Then it does what a customer does with the archive: unpacks
# it, starts the program, installs it into a scratch home, starts it from the menu, installs it again, removes it.
#
#     tests/package/tar.sh [PACKAGE.deb]      default: the one in target/packages
#
# The files and their folders are those of the Debian package, so there is one list of them, in Cargo.toml.
set -euo pipefail

# shellcheck source=common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
deb=$(realpath "${1:-$packages/okpay-wizard_$version-1_$(dpkg --print-architecture).deb}")

case $(dpkg-deb --field "$deb" Architecture) in
    amd64) machine=x86_64 ;;
    arm64) machine=aarch64 ;;
    *) fail "this script has no name for the architecture $(dpkg-deb --field "$deb" Architecture)" ;;
esac
name=okpay-wizard-$version-linux-$machine
archive=$scratch/$name.tar.gz

build() {
    local tree=$1/$name
    mkdir -p "$1"
    dpkg-deb --extract "$deb" "$1/deb"
    mv "$1/deb/usr" "$tree"
    # It lists changes of the Debian package itself.
    rm "$tree/share/doc/okpay-wizard/changelog.Debian.gz"
    cp "$root"/LICENSE-{MIT,APACHE} "$root/assets/linux/uninstall.sh" "$tree/share/doc/okpay-wizard/"
    cp "$root"/assets/linux/{install.sh,uninstall.sh,README.txt} "$tree/"
    touch "$tree/share/doc/okpay-wizard/files.txt"
    (cd "$tree" && find bin share -type f | LC_ALL=C sort) >"$1/files"
    mv "$1/files" "$tree/share/doc/okpay-wizard/files.txt"
    ln -s bin/okpay-wizard "$tree/okpay-wizard"
    chmod -R u=rwX,go=rX "$tree"
    # The archive has the same bytes for everybody, at any time and on any machine.
    tar --create --directory "$1" --format=ustar --sort=name --owner=0 --group=0 --numeric-owner \
        --mtime="$(dpkg-parsechangelog --file "$root/assets/linux/changelog" --show-field Date)" "$name" |
        gzip -9n >"$2"
}

# The files in the home, without those that the program saves.
files_in_home() {
    (cd "$home" && find . -mindepth 1 -not -path '*/okpay-wizard*' -not -path './.cache*' -not -path './.config*' | sort)
}

# Starts the program from the menu, in language $1, and waits until a screen reader can see $2.
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
cmp "$archive" "$scratch/second.tar.gz" || fail "the same files give two different archives"

# A name with all characters that scripts handle wrongly, except a per cent sign: GLib does not find such a path in any
# spelling.
home="$scratch/家 of \$1 & \"me\""
mkdir -p "$home"/.local/{share,state} "$home/Downloads"
export HOME=$home
unset XDG_DATA_HOME
tar --extract --gzip --file "$archive" --directory "$home/Downloads"
unpacked=$home/Downloads/$name
[[ $("$unpacked/okpay-wizard" --version) == "okpay-wizard $version" ]] ||
    fail "the program does not start where it was unpacked"

before=$(files_in_home)
LANG=zh_CN.UTF-8 "$unpacked/install.sh"
while read -r file; do
    case $file in
        # install.sh writes the program's path into it.
        *.desktop) ;;
        *) cmp "$unpacked/$file" "$home/.local/$file" ;;
    esac
done <"$unpacked/share/doc/okpay-wizard/files.txt"
cp -r "$home/.local/share" "$scratch/view"
"$here/entry.sh" "$scratch/view"
start_from_menu zh_CN.UTF-8 "button:无法登录账户"
LANG=en_GB.UTF-8 "$unpacked/install.sh"
start_from_menu en_GB.UTF-8 "button:I can't log in"

# With the installed copy of uninstall.sh: customers usually have deleted the unpacked folder by then.
saved=$(find "$home/.local/share/okpay-wizard" -type f -exec sha256sum {} + | sort)
[[ -n $saved ]] || fail "the program saved no file, so this check would show nothing"
LANG=en_GB.UTF-8 sh "$home/.local/share/doc/okpay-wizard/uninstall.sh"
[[ $before == "$(files_in_home)" ]] || fail "left behind or lost: $(diff <(echo "$before") <(files_in_home))"
[[ $saved == "$(find "$home/.local/share/okpay-wizard" -type f -exec sha256sum {} + | sort)" ]] ||
    fail "the customer's files changed"
! "$unpacked/uninstall.sh" || fail "uninstall.sh succeeds although nothing is installed"

mkdir -p "$packages"
cp "$archive" "$packages/"
echo "unpacked, installed, started in two languages, removed completely: $packages/$name.tar.gz ($(stat -c %s "$archive") bytes)"
