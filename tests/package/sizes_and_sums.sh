#!/usr/bin/env bash
# Checks that no package in target/packages is too large, then writes SHA256SUMS beside the packages, in the form that
# `sha256sum --check` reads.
#
#     tests/package/sizes_and_sums.sh [FOLDER]        default: target/packages
#
# Ends with exit status 1 if a package has more than 16 MB. It names each one that has.
set -euo pipefail

# shellcheck source=common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
cd "${1:-$packages}"
# The limit for a package that customers download. The folder also has files that are no packages.
limit=16000000

# Sorted by bytes, so that SHA256SUMS is the same on every machine.
files=()
while IFS= read -r file; do
    files+=("${file#./}")
done < <(find . -maxdepth 1 -type f -not -name 'SHA256SUMS*' | LC_ALL=C sort)
[[ ${#files[@]} -gt 0 ]] || fail "there are no files in $PWD"

too_large=
for file in "${files[@]}"; do
    case $file in
        *.deb | *.tar.gz | *.zip | *-setup.exe) ;;
        *) continue ;;
    esac
    size=$(wc -c <"$file")
    if [[ $size -gt $limit ]]; then
        echo "$file has $((size)) bytes; a package may have at most $limit bytes" >&2
        too_large=yes
    fi
done
[[ -z $too_large ]] || fail "a package is too large"

# macOS has another program for this.
sum=(sha256sum)
command -v sha256sum >/dev/null || sum=(shasum --algorithm 256)
"${sum[@]}" -- "${files[@]}" >SHA256SUMS.new
mv SHA256SUMS.new SHA256SUMS
"${sum[@]}" --check SHA256SUMS
