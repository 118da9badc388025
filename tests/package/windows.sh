#!/usr/bin/env bash
# Builds the program for 64-bit Windows on Linux and packs it: a zip for any folder and an installer.
#
#     tests/package/windows.sh [FOLDER]       default: target/packages
#
# Needs the Rust target (rustup target add x86_64-pc-windows-gnu). Without it, nothing is built and the last line says
# "skipped". These variables name another compiler, and more arguments for cargo:
#
#     RUSTC=…/rustc CARGO=…/cargo             a compiler that has the target
#     WINDOWS_CARGO="-Zbuild-std=std,panic_unwind"
#                                             builds the standard library too, with a compiler that has its sources
#                                             (Debian: rust-web-src); a stable compiler also needs RUSTC_BOOTSTRAP=1
set -euo pipefail

# shellcheck source=common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
cd "$root"
target=x86_64-pc-windows-gnu
read -ra more <<<"${WINDOWS_CARGO:-}"
mkdir -p "${1:-$packages}"
folder=$(realpath "${1:-$packages}")

libraries=$("${RUSTC:-rustc}" --print target-libdir --target "$target" 2>/dev/null) || libraries=/nonexistent
if [[ ${WINDOWS_CARGO:-} != *build-std* ]] && ! compgen -G "$libraries/libstd-*.rlib" >/dev/null; then
    echo "windows: skipped: the Rust target $target is not installed (rustup target add $target)"
    exit 0
fi

missing=()
for need in x86_64-w64-mingw32-gcc:gcc-mingw-w64-x86-64 x86_64-w64-mingw32-windres:binutils-mingw-w64-x86-64 \
    makensis:nsis zip:zip unzip:unzip; do
    command -v "${need%%:*}" >/dev/null || missing+=("${need#*:}")
done
/usr/bin/python3 -c "import pefile" 2>/dev/null || missing+=(python3-pefile)
if [[ ${#missing[@]} -gt 0 ]]; then
    echo "windows: packaging tools are missing: apt-get install ${missing[*]}" >&2
    exit 1
fi

"${CARGO:-cargo}" build --release --locked --bin okpay-wizard --target "$target" "${more[@]}"
program=${CARGO_TARGET_DIR:-target}/$target/release/okpay-wizard.exe

tests/package/exe_parts.py "$program" "$version"

name=okpay-wizard-$version-windows-x64
parts=$scratch/$name
mkdir "$parts"

# Prints a text file as Notepad reads it on every Windows: with a byte order mark if it is not plain ASCII, and with
# Windows' line ends.
text() {
    if grep -qP '[^\x00-\x7F]' "$1"; then
        printf '\xef\xbb\xbf'
    fi
    sed "s/@VERSION@/$version/; s/\$/\r/" "$1"
}

cp "$program" "$parts/okpay-wizard.exe"
text assets/windows/README.txt >"$parts/README.txt"
text LICENSE-MIT >"$parts/LICENSE-MIT.txt"
text LICENSE-APACHE >"$parts/LICENSE-APACHE.txt"
text assets/fonts/OFL.txt >"$parts/LICENSE-FONTS.txt"
tests/package/third_party.py --target "$target" >"$scratch/third-party.txt"
text "$scratch/third-party.txt" >"$parts/THIRD-PARTY.txt"

makensis -V2 -INPUTCHARSET UTF8 -DVERSION="$version" -DNUMBERS="${version%%-*}.0" -DPARTS="$parts" \
    -DICON="$PWD/assets/icon/okpay-wizard.ico" -DOUTPUT="$folder/$name-setup.exe" assets/windows/installer.nsi

text assets/windows/portable.cmd >"$parts/portable.cmd"
rm -f "$folder/$name.zip"
# With fixed dates and a fixed order, the same files always make the same zip.
find "$parts" -exec touch --date="@${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || echo 0)}" {} +
(cd "$scratch" && find "$name" | LC_ALL=C sort | TZ=UTC zip -q -9 -X "$folder/$name.zip" -@)

# The zip must have the notices of the libraries for Windows; wgpu is in no other package.
unzip -p "$folder/$name.zip" "$name/THIRD-PARTY.txt" >"$scratch/packed.txt"
for library in eframe glow wgpu; do
    grep -aq "^  $library [0-9]" "$scratch/packed.txt" ||
        { echo "windows: the notices in the zip do not name $library" >&2 && exit 1; }
done

cp "$program" "$folder/okpay-wizard.exe"
for file in okpay-wizard.exe "$name.zip" "$name-setup.exe"; do
    printf 'windows: %s, %s bytes\n' "$folder/$file" "$(stat -c %s "$folder/$file")"
done
