#!/usr/bin/env bash
# Draws the icon in every size from okpay-wizard.svg, and okpay-wizard.ico with the sizes that Windows shows.
# Needs rsvg-convert and icotool (apt-get install librsvg2-bin icoutils).
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")"

# $1: width and height; $2: the picture's name.
draw() {
    rsvg-convert --width "$1" --height "$1" --output "$2" okpay-wizard.svg
}

for size in 16 24 32 48 64 128 256 512; do
    draw "$size" "okpay-wizard-$size.png"
done

# The sizes of the list view, the task bar and large icons, at 100, 125, 150 and 200 percent. Only the largest is stored
# as a PNG: older parts of Windows read a PNG in that size only.
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
small=()
for size in 16 20 24 32 40 48 64; do
    draw "$size" "$scratch/$size.png"
    small+=("$scratch/$size.png")
done
draw 256 "$scratch/256.png"
icotool --create --output okpay-wizard.ico "${small[@]}" --raw "$scratch/256.png"
