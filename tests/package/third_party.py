#!/usr/bin/env python3
"""Prints the notices and licences of everything that is compiled into the program.

    third_party.py [--target TRIPLE]        default: this machine's

MIT, BSD, ISC and similar licences require them in every binary package. They are read from the crates' sources in
Cargo's cache. A text that several crates share word for word is printed once. A crate without a licence file is listed
with its licence and its authors. Ends with exit status 1 when a crate names no licence at all.
"""

import argparse
import hashlib
import json
import os
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
NAMES = ("license", "licence", "copying", "copyright", "notice", "unlicense")
# Parts of our own source that have other authors.
OWN = (
    ("Noto Sans CJK, subsets, renamed: the embedded fonts", "OFL-1.1", "assets/fonts/OFL.txt"),
    ("BIP-39: the list of recovery words", "MIT", "assets/words/README.md"),
)


def main():
    parser = argparse.ArgumentParser(formatter_class=argparse.RawDescriptionHelpFormatter, description=__doc__)
    parser.add_argument("--target", default=host())
    crates = compiled_in(parser.parse_args().target)
    unlicensed = [crate["id"] for crate in crates if not (crate["license"] or crate["license_file"])]
    if unlicensed:
        sys.exit("crates without a licence: " + ", ".join(unlicensed))
    texts = {}
    print(f"OKPay Wizard holds {len(crates)} libraries, the Rust standard library (MIT OR Apache-2.0), and:\n")
    for what, licence, path in OWN:
        print(f"  {what} ({licence})")
        if licence == "OFL-1.1":
            add(texts, what, os.path.join(ROOT, path))
    print("\nThe source of each library is in the public registry of Rust crates under its name and version; none of them was changed.\n")
    for crate in crates:
        name = f"{crate['name']} {crate['version']}"
        files = licence_files(crate)
        by = "" if files else "; by " + (", ".join(crate["authors"]) or "its authors")
        print(f"  {name} ({crate['license']}){by}")
        for path in files:
            add(texts, name, path)
    for text, names in texts.values():
        print("\n" + "=" * 100 + "\n" + ", ".join(dict.fromkeys(names)) + "\n" + "-" * 100 + "\n" + text.rstrip())


def host():
    output = subprocess.run(["rustc", "-vV"], check=True, capture_output=True, text=True).stdout
    return next(line.split()[1] for line in output.splitlines() if line.startswith("host:"))


def compiled_in(target):
    """Returns the crates that are in the program, without build scripts, tests and macros."""
    # Only the tree has the features of this one system; only the metadata have the paths of the sources.
    shape = ["--edges", "normal,no-proc-macro", "--prefix", "none", "--format", "{p}"]
    tree = cargo("tree", "--locked", "--target", target, *shape).splitlines()
    wanted = {tuple(line.split()[:2]) for line in tree if line}
    found = json.loads(cargo("metadata", "--locked", "--format-version", "1"))
    crates = [package for package in found["packages"] if (package["name"], "v" + package["version"]) in wanted]
    own = [package for package in crates if package["source"] is None]
    if len(crates) != len(wanted) or len(own) != 1:
        sys.exit(f"{len(wanted)} crates in the tree, {len(crates)} of them in the metadata, {len(own)} our own")
    crates.remove(own[0])
    return sorted(crates, key=lambda crate: (crate["name"], crate["version"]))


def cargo(*arguments):
    return subprocess.run(["cargo", *arguments], check=True, stdout=subprocess.PIPE, cwd=ROOT, text=True).stdout


def licence_files(crate):
    folder = os.path.dirname(crate["manifest_path"])
    paths = [os.path.join(folder, crate["license_file"])] if crate["license_file"] else []
    paths += [os.path.join(folder, name) for name in sorted(os.listdir(folder)) if name.lower().startswith(NAMES)]
    # The text files in a folder of fonts are the fonts' licences.
    fonts = os.path.join(folder, "fonts")
    if os.path.isdir(fonts):
        paths += [os.path.join(fonts, name) for name in sorted(os.listdir(fonts)) if name.endswith(".txt")]
    return [path for path in dict.fromkeys(paths) if os.path.isfile(path)]


def add(texts, name, path):
    with open(path, encoding="utf-8", errors="replace") as file:
        text = file.read().replace("\r\n", "\n")
    key = hashlib.sha256(" ".join(text.split()).encode()).digest()
    texts.setdefault(key, (text, []))[1].append(name)


if __name__ == "__main__":
    main()
