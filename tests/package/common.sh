# shellcheck shell=bash
# The shared beginning of the scripts in this folder, which source it. It sets
#
#     root        the repository              here        this folder
#     version     the program's version       scratch     a folder that is removed when the script ends
#     packages    the folder for packages: OKPAY_PACKAGES, or target/packages
# shellcheck disable=SC2034 # the scripts use these variables
exec </dev/null

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
version=$(sed -n '/^\[package\]/,/^\[/s/^version = "\(.*\)"/\1/p' "$root/Cargo.toml")
packages=${OKPAY_PACKAGES:-$root/target/packages}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# Ends the script with this message.
fail() {
    echo "FAILED: $*" >&2
    exit 1
}
