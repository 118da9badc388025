#!/usr/bin/env bash
# The first visible, painted window of the program against that of a bare window of the same toolkit.
#
#     tests/bench/startup.sh [RUNS]   prints medians and ratio; exit status 1 when the ratio is above 1.25
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cd "$root"
cargo build --release --locked --bin okpay-wizard
cargo build --release --locked -p okpay-wizard-bench --bin bare_window
exec /usr/bin/python3 tests/bench/startup.py \
    target/release/bare_window target/release/okpay-wizard "${1:-10}" 1.25
