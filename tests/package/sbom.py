#!/usr/bin/env python3
"""Completes a CycloneDX list of cargo-cyclonedx, compares it with Cargo's own tree, and prints it.

    sbom.py FILE VERSION

It adds the parts that are not crates: SQLite, the embedded fonts and the list of words. Cargo's metadata combine the
features of all systems, so the list may name crates that no system needs; it removes those.
"""

import json
import os
import re
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
TARGETS = (
    "x86_64-unknown-linux-gnu",
    "aarch64-unknown-linux-gnu",
    "x86_64-pc-windows-msvc",
    "x86_64-pc-windows-gnu",
    "x86_64-apple-darwin",
    "aarch64-apple-darwin",
)


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        # The path of the source is removed: it is private, and the list must be the same on each machine.
        text = file.read().replace(f"path+file://{ROOT}#", "").replace("?download_url=file://.", "")
    must(ROOT not in text, "it has the path of the source")
    sbom = json.loads(text)
    version = sys.argv[2]
    own = sbom["metadata"]["component"]
    must((own["name"], own["version"]) == ("okpay-wizard", version), f"it describes {own['name']} {own['version']}")

    tree = crates_in_tree()
    must(("okpay-wizard", version) in tree, "okpay-wizard is not in Cargo's tree")
    tree.remove(("okpay-wizard", version))
    listed = {(part["name"], part["version"]) for part in sbom["components"]}
    must(tree <= listed, f"missing: {sorted(tree - listed)}")
    must(len(listed) == len(sbom["components"]), "a crate is listed twice")

    unused = {part["bom-ref"] for part in sbom["components"] if (part["name"], part["version"]) not in tree}
    sbom["components"] = [part for part in sbom["components"] if part["bom-ref"] not in unused]
    for part in sbom["components"]:
        must(part.get("purl") and part.get("hashes"), f"{part['name']} has no address or no hash")
        must(part.get("licenses"), f"{part['name']} has no licence")
    sbom["dependencies"] = [need for need in sbom["dependencies"] if need["ref"] not in unused]
    for need in sbom["dependencies"]:
        if "dependsOn" in need:
            need["dependsOn"] = [ref for ref in need["dependsOn"] if ref not in unused]

    added = list(parts_without_crate())
    sbom["components"] += added
    ours = next(need for need in sbom["dependencies"] if need["ref"] == own["bom-ref"])
    ours["dependsOn"] += [part["bom-ref"] for part in added]
    json.dump(sbom, sys.stdout, ensure_ascii=False, indent=1)
    print()
    crates = f"{len(tree)} crates as in Cargo's tree ({len(unused)} removed that no system needs)"
    print(f"{crates}, {len(added)} other parts, okpay-wizard {version}", file=sys.stderr)


def must(condition, problem):
    if not condition:
        sys.exit(f"sbom.py: {problem}")


def cargo(*arguments):
    return subprocess.run(["cargo", *arguments], check=True, stdout=subprocess.PIPE, cwd=ROOT, text=True).stdout


def crates_in_tree():
    """Returns all crates that at least one of our systems needs, with the features of that system."""
    found = set()
    for target in TARGETS:
        lines = cargo(
            *("tree", "--locked", "--target", target, "--edges", "normal", "--prefix", "none", "--format", "{p}")
        )
        found |= {tuple(re.match(r"(\S+) v(\S+)", line).groups()) for line in lines.splitlines() if line}
    return found


def parts_without_crate():
    """Yields the parts of the program that are not crates."""
    metadata = json.loads(cargo("metadata", "--locked", "--format-version", "1"))
    sqlite = next(crate for crate in metadata["packages"] if crate["name"] == "libsqlite3-sys")
    header = os.path.join(os.path.dirname(sqlite["manifest_path"]), "sqlite3", "sqlite3.h")
    with open(header, encoding="utf-8") as file:
        version = re.search(r'#define SQLITE_VERSION +"([0-9.]+)"', file.read()).group(1)
    yield part("library", "sqlite", version, "blessing", "Compiled in by libsqlite3-sys.")
    with open(os.path.join(ROOT, "assets", "fonts", "README.md"), encoding="utf-8") as file:
        version = re.search(r"Noto Sans CJK ([0-9.]+[0-9])", file.read()).group(1)
    yield part("data", "noto-sans-cjk", version, "OFL-1.1", "Subsets, renamed OKPay Sans: assets/fonts/README.md.")
    yield part("data", "bip39-english", None, "MIT", "The list of recovery words: assets/words/README.md.")


def part(kind, name, version, licence, description):
    found = {"type": kind, "bom-ref": f"okpay-wizard#{name}", "name": name}
    if version:
        found["version"] = version
    return {**found, "description": description, "licenses": [{"license": {"id": licence}}]}


if __name__ == "__main__":
    main()
