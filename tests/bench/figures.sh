#!/usr/bin/env bash
# What the program costs against its peers, each figure with its limit: see figures.py, which this builds for.
#
#     tests/bench/figures.sh [--quick] [FIGURE…]
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cd "$root"
cargo build --release --locked --bin okpay-wizard --example bare_window --example redact_bench --example frames
exec /usr/bin/python3 tests/bench/figures.py "$@"
