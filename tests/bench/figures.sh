#!/usr/bin/env bash
# What the program costs against its peers, each figure with its limit: see figures.py, which this builds for.
#
#     tests/bench/figures.sh [--quick] [FIGURE…]
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cd "$root"
# By itself, as customers get it: what a bench needs would turn on parts of libraries in what is built together with it.
cargo build --release --locked --bin okpay-wizard
cargo build --release --locked -p okpay-wizard-bench --bin bare_window --bin frames
exec /usr/bin/python3 tests/bench/figures.py "$@"
