#!/usr/bin/env bash
# Measures how long the program takes to show a painted window, and compares it with a bare window of the same toolkit.
#
#     tests/bench/startup.sh [RUNS]       default: 20 runs of each
#
# Prints both medians and their ratio. Ends with exit status 1 when the ratio is above 1.25; the goal is 1.15.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cd "$root"
cargo build --release --locked --bin okpay-wizard
cargo build --release --locked -p okpay-wizard-bench --bin bare_window
exec /usr/bin/python3 tests/bench/startup.py target/release/bare_window target/release/okpay-wizard "${1:-20}"
