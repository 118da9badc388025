#!/usr/bin/env bash
# Prints the path of one of cargo's tools in the version that is pinned here; installs it when it is not there.
#
#     tests/package/tool.sh cargo-deb
#
# It goes to target/tools, or where OKPAY_TOOLS says, and not among the user's own.
set -euo pipefail
exec </dev/null

declare -A pinned=(
    [cargo-deb]=3.8.0
    [cargo-deny]=0.20.2
    [cargo-cyclonedx]=0.5.9
)

name=${1:?name a tool: ${!pinned[*]}}
version=${pinned[$name]:?is not pinned in tests/package/tool.sh}
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
tools=${OKPAY_TOOLS:-$root/target/tools}

if ! grep -qs "^\"$name $version " "$tools/.crates.toml"; then
    # --locked: with the versions that its authors tried it with.
    cargo install --locked --quiet --root "$tools" --target-dir "$tools/target" "$name" --version "$version" >&2
    rm -rf "$tools/target"
fi
echo "$tools/bin/$name"
