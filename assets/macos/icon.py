#!/usr/bin/python3
"""Draws okpay-wizard.icns from assets/icon/okpay-wizard.svg, or checks it.

    icon.py             writes the file; needs rsvg-convert and png2icns (librsvg2-bin, icnsutils)
    icon.py --check     checks that every size is there and shows the drawing; needs icns2png and identify

An icon on a Mac has a margin: the tile takes 824 of 1,024 points. There are sizes for plain and for Retina displays.
"""

import os
import re
import struct
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
DRAWING = os.path.join(HERE, "..", "icon", "okpay-wizard.svg")
ICON = os.path.join(HERE, "okpay-wizard.icns")
# The width and the centre of the tile in the drawing, which is 512 wide.
TILE, MIDDLE = 480, 256
# png2icns writes the smallest sizes in the old format that every Mac reads: colours and a separate mask.
OLD = {"is32": 16, "il32": 32}
# The others are PNG files. ic11 to ic14 are 16, 32, 128 and 256 points on a Retina display, ic10 is 512.
PNG = {"ic07": 128, "ic08": 256, "ic09": 512, "ic10": 1024, "ic11": 32, "ic12": 64, "ic13": 256, "ic14": 512}


def main():
    if sys.argv[1:] == ["--check"]:
        return check()
    with tempfile.TemporaryDirectory() as scratch:
        pictures = {size: draw(scratch, size) for size in {*OLD.values(), *PNG.values()}}
        old = os.path.join(scratch, "old.icns")
        files = [pictures[size] for size in OLD.values()]
        subprocess.run(["png2icns", old, *files], check=True, stdout=subprocess.DEVNULL)
        parts = dict(read(old))
        for kind, size in PNG.items():
            with open(pictures[size], "rb") as file:
                parts[kind] = file.read()
    body = b"".join(kind.encode() + struct.pack(">I", len(data) + 8) + data for kind, data in parts.items())
    with open(ICON, "wb") as file:
        file.write(b"icns" + struct.pack(">I", len(body) + 8) + body)
    return None


def draw(scratch, size):
    """Draws the icon with its margin, as a PNG of this size in pixels, and returns its path."""
    side = TILE * 1024 / 824
    start = MIDDLE - side / 2
    with open(DRAWING, encoding="utf-8") as file:
        drawing = file.read()
    wider = re.sub(r'viewBox="[^"]*"', f'viewBox="{start:.3f} {start:.3f} {side:.3f} {side:.3f}"', drawing, count=1)
    source, picture = os.path.join(scratch, "wider.svg"), os.path.join(scratch, f"{size}.png")
    with open(source, "w", encoding="utf-8") as file:
        file.write(wider)
    subprocess.run(["rsvg-convert", f"--width={size}", f"--height={size}", "--output", picture, source], check=True)
    return picture


def read(path):
    """Yields the parts of an icon: the four letters of each, and its bytes."""
    with open(path, "rb") as file:
        data = file.read()
    if data[:4] != b"icns" or struct.unpack(">I", data[4:8])[0] != len(data):
        sys.exit(f"{path} is not a complete icon")
    at = 8
    while at < len(data):
        kind, length = data[at : at + 4].decode("ascii"), struct.unpack(">I", data[at + 4 : at + 8])[0]
        if length < 8 or at + length > len(data):
            sys.exit(f"{path}: {kind} is longer than the file")
        yield kind, data[at + 8 : at + length]
        at += length


def check():
    parts = dict(read(ICON))
    if missing := {*OLD, *PNG, "s8mk", "l8mk"} - {*parts}:
        sys.exit(f"{ICON} lacks {sorted(missing)}")
    with tempfile.TemporaryDirectory() as scratch:
        subprocess.run(["icns2png", "--extract", "--output", scratch, ICON], check=True, capture_output=True)
        found = {name: os.path.join(scratch, name) for name in os.listdir(scratch)}
        for kind, size in OLD.items():
            check_picture(kind, size, next(path for name, path in found.items() if f"_{size}x{size}x32" in name))
        for kind, size in PNG.items():
            path = os.path.join(scratch, kind + ".png")
            with open(path, "wb") as file:
                file.write(parts[kind])
            check_picture(kind, size, path)
    print(f"okpay-wizard.icns: {len(OLD) + len(PNG)} pictures, each with the right size")


def check_picture(kind, size, path):
    """Checks that the picture is a square of this size, blue above its middle and transparent in its corner."""
    form = "%w %h %[fx:int(255*p{w/2,h/4}.r)] %[fx:int(255*p{w/2,h/4}.b)] %[fx:p{0,0}.a]"
    command = ["identify", "-format", form, path]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    width, height, red, blue, corner = int(output[0]), int(output[1]), int(output[2]), int(output[3]), float(output[4])
    if (width, height) != (size, size) or blue < red + 100 or corner > 0.02:
        sys.exit(f"{kind}: {width}x{height}, red {red}, blue {blue}, its corner {corner} opaque")


if __name__ == "__main__":
    main()
