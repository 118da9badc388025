#!/usr/bin/env bash
# Writes SHA256SUMS beside the packages in target/packages, in the form that `sha256sum --check` reads.
#
#     tests/package/sums.sh [FOLDER]
set -euo pipefail
exec </dev/null

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cd "${1:-${OKPAY_PACKAGES:-$root/target/packages}}"
# Sorted by bytes, so that the file is the same on every machine. macOS calls the program otherwise.
sum=(sha256sum)
command -v sha256sum >/dev/null || sum=(shasum --algorithm 256)
files=()
while IFS= read -r file; do
    files+=("${file#./}")
done < <(find . -maxdepth 1 -type f -not -name 'SHA256SUMS*' | LC_ALL=C sort)
[[ ${#files[@]} -gt 0 ]] || { echo "nothing to sum up in $PWD" >&2 && exit 1; }

"${sum[@]}" -- "${files[@]}" >SHA256SUMS.new
mv SHA256SUMS.new SHA256SUMS
"${sum[@]}" --check SHA256SUMS
