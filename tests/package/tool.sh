#!/usr/bin/env bash
# Prints the path of one of cargo's tools, in the version that is pinned here, and installs the tool if it is missing.
#
#     tests/package/tool.sh cargo-deb
#
# Tools are installed into a folder in the user's cache, or into OKPAY_TOOLS: not among the user's own programs, and not
# into target, where each clone would build them again.
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
    # --debug: compiling a tool with optimisation takes minutes, and it then works for seconds. cargo-deb keeps
    # compression fast even so, by its own Cargo.toml. Debugging information and incremental files would never be used.
    # --locked: with the versions of libraries that the tool's authors tested.
    CARGO_PROFILE_DEV_DEBUG=0 CARGO_INCREMENTAL=0 cargo install --debug --locked --quiet \
        --root "$tools" --target-dir "$tools/target" "$name" --version "$version" >&2
    rm -rf "$tools/target"
fi
echo "$tools/bin/$name"
