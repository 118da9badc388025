#!/usr/bin/env bash
# Asks of Cargo.lock what can be asked without a database from elsewhere: licences, sources, bans. Actions ask for
# advisories too.
#
#     tests/package/deny.sh
set -euo pipefail
exec </dev/null

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cargo_deny=$("$root/tests/package/tool.sh" cargo-deny)
said=$(mktemp)
trap 'rm -f "$said"' EXIT

cd "$root"
# The crates of other systems as well, whose licences are asked too.
cargo fetch --locked --quiet
if ! "$cargo_deny" --offline --locked check licenses bans sources >"$said" 2>&1; then
    cat "$said" >&2
    exit 1
fi
echo "$(grep -c '^warning\[duplicate\]' "$said" || true) crates in more than one version; $(tail -1 "$said")"
