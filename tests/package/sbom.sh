#!/usr/bin/env bash
# Writes the list of everything that is in the program, as CycloneDX, into target/packages, and compares it with Cargo's
# tree.
#
#     tests/package/sbom.sh
#
# There is one list for all systems: it also has what only one of them needs.
set -euo pipefail

# shellcheck source=common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
cyclonedx=$("$here/tool.sh" cargo-cyclonedx)
# cargo-cyclonedx can only write beside each Cargo.toml of the workspace.
trap 'rm -rf "$scratch" "$root/.sbom.json" "$root/tests/bench/.sbom.json"' EXIT

cd "$root"
# The date of the last commit, so that the same source gives the same list on any day.
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct 2>/dev/null || echo 0)
export SOURCE_DATE_EPOCH
"$cyclonedx" cyclonedx --quiet --format json --spec-version 1.5 --target all --no-build-deps --override-filename .sbom
mkdir -p "$packages"
tests/package/sbom.py .sbom.json "$version" >"$packages/okpay-wizard-$version.cdx.json.new"
mv "$packages/okpay-wizard-$version.cdx.json.new" "$packages/okpay-wizard-$version.cdx.json"
