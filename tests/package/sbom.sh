#!/usr/bin/env bash
# Writes the list of all that is in the program, as CycloneDX, into target/packages, and holds it against Cargo's tree.
#
#     tests/package/sbom.sh
#
# One list for all systems: what only one of them needs is in it too.
set -euo pipefail
exec </dev/null

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
packages=${OKPAY_PACKAGES:-$root/target/packages}
version=$(sed -n '/^\[package\]/,/^\[/s/^version = "\(.*\)"/\1/p' "$root/Cargo.toml")
cyclonedx=$("$root/tests/package/tool.sh" cargo-cyclonedx)
# It writes beside each Cargo.toml of the workspace and nowhere else.
trap 'rm -f "$root/.sbom.json" "$root/tests/bench/.sbom.json"' EXIT

cd "$root"
# The day of the change and not of the run: the same source gives the same list.
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct 2>/dev/null || echo 0)
export SOURCE_DATE_EPOCH
"$cyclonedx" cyclonedx --quiet --format json --spec-version 1.5 --target all --no-build-deps --override-filename .sbom
mkdir -p "$packages"
tests/package/sbom.py .sbom.json "$version" >"$packages/okpay-wizard-$version.cdx.json.new"
mv "$packages/okpay-wizard-$version.cdx.json.new" "$packages/okpay-wizard-$version.cdx.json"
