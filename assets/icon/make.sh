#!/usr/bin/env bash
# Draws the icon in every size from okpay-wizard.svg.
# Needs rsvg-convert (apt-get install librsvg2-bin).
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")"
for size in 16 24 32 48 64 128 256 512; do
    rsvg-convert --width "$size" --height "$size" --output "okpay-wizard-$size.png" okpay-wizard.svg
done
