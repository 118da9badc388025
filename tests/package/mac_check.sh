#!/usr/bin/env bash
# Type-checks the library, the program, its tests and its benches for a Mac, on any system: that takes no linker and
# nothing of Apple's. Ends with exit status 1 on an error or on a warning in our own code.
#
#     tests/package/mac_check.sh [TRIPLE…]    default: aarch64-apple-darwin x86_64-apple-darwin
#
# The Rust target must be there (rustup target add aarch64-apple-darwin); without it, nothing is checked and the last
# line says "skipped". Another compiler can be named, and more words for cargo:
#
#     RUSTC=…/rustc CARGO=…/cargo             a compiler that has the target
#     MAC_CARGO="-Zbuild-std=std,panic_unwind,test"
#                                             one that has the sources of its library (Debian: rust-web-src) and builds
#                                             it along; RUSTC_BOOTSTRAP=1 lets a stable compiler do so
set -euo pipefail
exec </dev/null
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

if [[ $# -eq 0 ]]; then
    set -- aarch64-apple-darwin x86_64-apple-darwin
fi
read -ra more <<<"${MAC_CARGO:-}"
scratch=$(realpath -m "${CARGO_TARGET_DIR:-target}")/mac-check
mkdir -p "$scratch/kit"

# What stands in for Apple's compiler and archiver: nothing is linked, so nobody looks into what they make.
cat >"$scratch/cc" <<'END'
#!/bin/sh
while [ $# -gt 1 ]; do
    [ "$1" = -o ] && : >"$2"
    shift
done
END
cat >"$scratch/ar" <<'END'
#!/bin/sh
for word; do case $word in *.a) printf '!<arch>\n' >"$word" ;; esac done
END
chmod 755 "$scratch/cc" "$scratch/ar"
export SDKROOT=$scratch/kit MACOSX_DEPLOYMENT_TARGET=11.0

for triple; do
    libraries=$("${RUSTC:-rustc}" --print target-libdir --target "$triple" 2>/dev/null) || libraries=/nonexistent
    if [[ ${MAC_CARGO:-} != *build-std* ]] && ! compgen -G "$libraries/libstd-*.rlib" >/dev/null; then
        echo "mac: skipped: the Rust target $triple is not installed (rustup target add $triple)"
        continue
    fi
    export "CC_${triple//-/_}=$scratch/cc" "AR_${triple//-/_}=$scratch/ar"
    # -D warnings would be said to the standard library, too, where it is built along.
    "${CARGO:-cargo}" check --locked --workspace --all-targets --target "$triple" ${more[@]+"${more[@]}"} 2>&1 | tee "$scratch/said"
    if grep -qE '^warning: .okpay-wizard(-bench)?. ' "$scratch/said"; then
        echo "mac: warnings for $triple" >&2
        exit 1
    fi
    echo "mac: everything has its types for $triple"
done
