#!/usr/bin/env bash
# Builds the Mac's bundle, its zip and, on a Mac, a disk image; and checks what can be checked where it runs.
#
#     tests/package/macos.sh [PROGRAM]        default: target/release/okpay-wizard
#
# Away from a Mac any program stands in for the real one: the layout, Info.plist, the icon and the zip are checked all
# the same, and nothing is kept. On a Mac the program must be a Mac's; it is signed ad hoc, which lets it run on the
# machines of today but does not say whose it is: that takes a certificate, which this repository has not.
set -euo pipefail
exec </dev/null

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
here=$root/tests/package
program=${1:-$root/target/release/okpay-wizard}
packages=${OKPAY_PACKAGES:-$root/target/packages}
version=$(sed -n '/^\[package\]/,/^\[/s/^version = "\(.*\)"/\1/p' "$root/Cargo.toml")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
bundle="$scratch/image/OKPay Wizard.app"
zip=$scratch/okpay-wizard-$version-macos.zip

fail() {
    echo "FAILED: $*" >&2
    exit 1
}

is_mac() {
    [[ $(uname) == Darwin ]]
}

build() {
    local contents="$bundle/Contents"
    mkdir -p "$contents/MacOS" "$contents/Resources/licences"
    cp "$program" "$contents/MacOS/okpay-wizard"
    chmod 755 "$contents/MacOS/okpay-wizard"
    sed "s/@VERSION@/$version/" "$root/assets/macos/Info.plist" >"$contents/Info.plist"
    printf 'APPL????' >"$contents/PkgInfo"
    cp "$root/assets/macos/okpay-wizard.icns" "$contents/Resources/"
    cp -R "$root"/assets/macos/*.lproj "$contents/Resources/"
    cp "$root"/LICENSE-{MIT,APACHE} "$root/assets/fonts/OFL.txt" "$contents/Resources/licences/"
    local triple
    for triple in aarch64-apple-darwin x86_64-apple-darwin; do
        "$here/third_party.py" --target "$triple" >"$contents/Resources/licences/third-party-${triple%%-*}.txt"
    done
}

# Signing comes after everything is in the bundle: it seals what is there.
sign() {
    codesign --force --sign - "$bundle"
    codesign --verify --deep --strict --verbose=2 "$bundle"
}

try_on_a_mac() {
    plutil -lint "$bundle/Contents/Info.plist" "$bundle"/Contents/Resources/*.lproj/InfoPlist.strings
    lipo -archs "$bundle/Contents/MacOS/okpay-wizard"
    [[ $("$bundle/Contents/MacOS/okpay-wizard" --version) == "okpay-wizard $version" ]] || fail "it does not say its version"
}

# A scanner may hold the volume that is being filled ("Resource busy"), on a runner above all.
disk_image() {
    local seconds
    for seconds in 5 20 60; do
        hdiutil create -quiet -volname "OKPay Wizard" -srcfolder "$scratch/image" -format UDZO -ov "$1" && return
        sleep "$seconds"
    done
    fail "no disk image could be made"
}

build
if is_mac; then
    sign
    try_on_a_mac
fi
python3 "$here/bundle.py" check "$bundle" "$version"
python3 "$here/bundle.py" zip "$scratch/image" "$zip"
python3 "$here/bundle.py" zip "$scratch/image" "$scratch/again.zip"
cmp "$zip" "$scratch/again.zip" || fail "packed twice it is two different archives"
mkdir "$scratch/unpacked"
if is_mac; then
    # As Finder unpacks it; the signature must have come through.
    ditto -x -k "$zip" "$scratch/unpacked"
    codesign --verify --deep --strict "$scratch/unpacked/OKPay Wizard.app"
else
    python3 "$here/bundle.py" unzip "$zip" "$scratch/unpacked"
fi
python3 "$here/bundle.py" check "$scratch/unpacked/OKPay Wizard.app" "$version"
diff -r "$bundle" "$scratch/unpacked/OKPay Wizard.app"

if ! is_mac; then
    echo "the bundle's layout, Info.plist, icon and zip are as they should be; whether it runs is for a Mac to say"
    exit 0
fi
ln -s /Applications "$scratch/image/Applications"
mkdir -p "$packages"
disk_image "$packages/okpay-wizard-$version-macos.dmg"
hdiutil verify -quiet "$packages/okpay-wizard-$version-macos.dmg"
cp "$zip" "$packages/"
echo "built, signed ad hoc, unpacked, started: $packages/okpay-wizard-$version-macos.{zip,dmg}"
