#!/usr/bin/env bash
# Checks the licences and the sources of all libraries in Cargo.lock, and the libraries that deny.toml bans. This needs
# no list of advisories; CI checks those too.
#
#     tests/package/deny.sh
set -euo pipefail

# shellcheck source=common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
cargo_deny=$("$here/tool.sh" cargo-deny)

cd "$root"
# The libraries of other systems too, whose licences are checked as well.
cargo fetch --locked --quiet
if ! "$cargo_deny" --offline --locked check licenses bans sources >"$scratch/output" 2>&1; then
    cat "$scratch/output" >&2
    exit 1
fi
duplicates=$(grep -c '^warning\[duplicate\]' "$scratch/output" || true)
echo "$duplicates crates in more than one version; $(tail -1 "$scratch/output")"
