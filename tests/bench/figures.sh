#!/usr/bin/env bash
# Builds what figures.py needs and starts it. It compares the program with other programs; each figure has its limit.
#
#     tests/bench/figures.sh [--quick] [FIGURE…]
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cd "$root"
# Separately: if they were built together, the program would get the library features that only the benches need.
cargo build --release --locked --bin okpay-wizard
cargo build --release --locked -p okpay-wizard-bench --bin bare_window --bin frames
exec /usr/bin/python3 tests/bench/figures.py "$@"
