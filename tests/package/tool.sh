#!/usr/bin/env bash
# Prints the path of one of cargo's tools in the version that is pinned here; installs it when it is not there.
#
#     tests/package/tool.sh cargo-deb
#
# It goes to a folder of its own in the user's cache, or where OKPAY_TOOLS says: not among the user's own programs, and
# not into target, where each clone would build it anew.
set -euo pipefail
exec </dev/null

declare -A pinned=(
    [cargo-deb]=3.8.0
    [cargo-deny]=0.20.2
    [cargo-cyclonedx]=0.5.9
)

name=${1:?name a tool: ${!pinned[*]}}
version=${pinned[$name]:?is not pinned in tests/package/tool.sh}
tools=${OKPAY_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/okpay-wizard-tools}

if ! grep -qs "^\"$name $version " "$tools/.crates.toml"; then
    # --locked: with the versions that its authors tried it with.
    cargo install --locked --quiet --root "$tools" --target-dir "$tools/target" "$name" --version "$version" >&2
    rm -rf "$tools/target"
fi
echo "$tools/bin/$name"
