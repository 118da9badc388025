#!/usr/bin/env bash
# Builds the Mac's bundle, its zip and, on a Mac, a disk image, and checks whatever this system can check.
#
#     tests/package/macos.sh [PROGRAM]        default: target/release/okpay-wizard
#
# On another system any program will do: the layout, Info.plist, the icon and the zip are checked, and nothing is kept.
# On a Mac the program must be one for the Mac. It is signed ad hoc: Macs then run it, but the signature does not say
# who made it. That needs a certificate, which this repository does not have.
set -euo pipefail

# shellcheck source=common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
program=${1:-$root/target/release/okpay-wizard}
bundle="$scratch/image/OKPay Wizard.app"
zip=$scratch/okpay-wizard-$version-macos.zip

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

# Comes after everything is in the bundle, because the signature covers the whole content.
sign() {
    codesign --force --sign - "$bundle"
    codesign --verify --deep --strict --verbose=2 "$bundle"
}

try_on_a_mac() {
    plutil -lint "$bundle/Contents/Info.plist" "$bundle"/Contents/Resources/*.lproj/InfoPlist.strings
    lipo -archs "$bundle/Contents/MacOS/okpay-wizard"
    [[ $("$bundle/Contents/MacOS/okpay-wizard" --version) == "okpay-wizard $version" ]] ||
        fail "--version does not print okpay-wizard $version"
}

# Tries several times: a virus scanner may be reading the new volume ("Resource busy"), mostly on CI machines.
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
cmp "$zip" "$scratch/again.zip" || fail "the same files give two different zips"
mkdir "$scratch/unpacked"
if is_mac; then
    # Unpacks as Finder does. The signature must still be valid.
    ditto -x -k "$zip" "$scratch/unpacked"
    codesign --verify --deep --strict "$scratch/unpacked/OKPay Wizard.app"
else
    python3 "$here/bundle.py" unzip "$zip" "$scratch/unpacked"
fi
python3 "$here/bundle.py" check "$scratch/unpacked/OKPay Wizard.app" "$version"
diff -r "$bundle" "$scratch/unpacked/OKPay Wizard.app"

if ! is_mac; then
    echo "the bundle's layout, Info.plist, icon and zip are right; only a Mac can try whether it runs"
    exit 0
fi
ln -s /Applications "$scratch/image/Applications"
mkdir -p "$packages"
disk_image "$packages/okpay-wizard-$version-macos.dmg"
hdiutil verify -quiet "$packages/okpay-wizard-$version-macos.dmg"
cp "$zip" "$packages/"
echo "built, signed ad hoc, unpacked, started: $packages/okpay-wizard-$version-macos.{zip,dmg}"
