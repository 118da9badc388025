#!/usr/bin/env bash
# HTML reports in a real browser: no network, no complaints, accessible, and whole on A4 paper.
#
#     tests/report_page.sh [REPORT_SAMPLES [FOLDER]]
#
# REPORT_SAMPLES is the program of that name in tests/bench; it is built when it is not given. FOLDER keeps the reports,
# the screenshots and the PDFs to be looked at. Needs chromium, python3, poppler-utils and npm; axe-core comes from npm
# into a temporary folder.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

samples=${1:-}
if [[ -z $samples ]]; then
    cargo build --release --quiet --locked -p okpay-wizard-bench --bin report_samples
    samples=${CARGO_TARGET_DIR:-target}/release/report_samples
fi
folder=${2:-$tmp/looked-at}
mkdir -p "$folder" "$tmp/reports"

# The program's own Chinese faces: a bare machine has none, and boxes would be looked at.
export XDG_DATA_HOME=$tmp/data
mkdir -p "$XDG_DATA_HOME/fonts"
cp assets/fonts/NotoSansSC-*.otf "$XDG_DATA_HOME/fonts"

npm install --silent --no-audit --no-fund --prefix "$tmp" axe-core@4.14.1 >/dev/null
"$samples" "$tmp/reports"
cp "$tmp"/reports/*.html "$folder"
python3 tests/desktop/report_page.py "$tmp/node_modules/axe-core/axe.min.js" "$tmp/reports" "$folder"
