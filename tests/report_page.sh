#!/usr/bin/env bash
# Checks HTML reports in a real browser: no request, no warning, accessible, and complete on A4 paper.
#
#     tests/report_page.sh [REPORT_SAMPLES [FOLDER]]
#
# REPORT_SAMPLES is the program of that name in tests/bench; without it, it is built. The reports, screenshots and PDFs
# are kept in FOLDER. Needs chromium, python3, poppler-utils and npm, which installs axe-core into a temporary folder.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

samples=${1:-}
if [[ -z $samples ]]; then
    cargo build --release --quiet --locked -p okpay-wizard-bench --bin report_samples
    samples=${CARGO_TARGET_DIR:-target}/release/report_samples
fi
folder=${2:-$tmp/results}
mkdir -p "$folder" "$tmp/reports"

# The program's own Chinese fonts: without Chinese fonts on the machine, the pages would show empty boxes.
export XDG_DATA_HOME=$tmp/data
mkdir -p "$XDG_DATA_HOME/fonts"
cp assets/fonts/NotoSansSC-*.otf "$XDG_DATA_HOME/fonts"

npm install --silent --no-audit --no-fund --prefix "$tmp" axe-core@4.14.1 >/dev/null
"$samples" "$tmp/reports"
cp "$tmp"/reports/*.html "$folder"
python3 tests/desktop/report_page.py "$tmp/node_modules/axe-core/axe.min.js" "$tmp/reports" "$folder"
