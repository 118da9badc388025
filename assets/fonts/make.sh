#!/usr/bin/env bash
# Makes the embedded fonts from Debian's packages; the result is the same, byte for byte.
#
#     assets/fonts/make.sh            write the fonts into this folder
#     assets/fonts/make.sh --check    make them elsewhere and compare
#
# Needs Debian with python3-fonttools (apt-get install python3-fonttools) and access to a package archive. The packages
# fonts-noto-cjk and fonts-noto-cjk-extra are unpacked into a scratch folder and not installed.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

case "${1:-}" in
"") out=$here ;;
--check) out=$scratch/out && mkdir "$out" ;;
*) echo "usage: make.sh [--check]" >&2 && exit 2 ;;
esac

# Other releases draw some characters differently, so the exact files are required.
cat >"$scratch/sums" <<SUMS
b76b0433203017ca80401b2ee0dd69350349871c4b19d504c34dbdd80541690a  $scratch/unpacked/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc
197d5e1e019faca33a4d55931c7d68b8056f3b97cb862049f5cb8de9efdfb8ce  $scratch/unpacked/usr/share/fonts/opentype/noto/NotoSansCJK-Medium.ttc
SUMS

(cd "$scratch" && apt-get download -qq fonts-noto-cjk fonts-noto-cjk-extra 2>/dev/null)
for package in "$scratch"/*.deb; do
    dpkg-deb -x "$package" "$scratch/unpacked"
done
sha256sum --check --quiet "$scratch/sums"

# Debian's Python, because another Python would not find Debian's fontTools.
/usr/bin/python3 "$here/make.py" "$scratch/unpacked/usr/share/fonts/opentype/noto" "$out"

if [[ $out != "$here" ]]; then
    for font in "$out"/*.otf; do
        cmp "$font" "$here/$(basename "$font")"
    done
    echo "the fonts are what this script makes"
fi
