#!/usr/bin/env python3
"""Checks a Mac's bundle and packs it, on any system and with Python alone.

    bundle.py check BUNDLE VERSION      checks layout, Info.plist, the texts in both languages, the icon
    bundle.py zip FOLDER FILE           packs what is in FOLDER, sorted, without times, with permissions
    bundle.py unzip FILE FOLDER
"""

import os
import plistlib
import re
import stat
import struct
import sys
import zipfile

# The earliest time that a zip can have. With a fixed time, the same files give the same archive.
NO_TIME = (1980, 1, 1, 0, 0, 0)
UNIX = 3


def main():
    verb, *rest = sys.argv[1:]
    {"check": check, "zip": pack, "unzip": unpack}[verb](*rest)


def must(condition, problem):
    if not condition:
        sys.exit(f"bundle.py: {problem}")


def check(bundle, version):
    contents = os.path.join(bundle, "Contents")
    resources = os.path.join(contents, "Resources")
    with open(os.path.join(contents, "Info.plist"), "rb") as file:
        info = plistlib.load(file)
    for key in ("CFBundleShortVersionString", "CFBundleVersion"):
        must(info[key] == version and re.fullmatch(r"\d+(\.\d+){0,2}", version), f"{key} is {info[key]}")
    must(re.fullmatch(r"[A-Za-z0-9.-]+", info["CFBundleIdentifier"]), "the identifier has invalid characters")

    program = os.path.join(contents, "MacOS", info["CFBundleExecutable"])
    must(stat.S_IMODE(os.stat(program).st_mode) == 0o755, "the program's mode is not 755")
    must(os.listdir(os.path.join(contents, "MacOS")) == [info["CFBundleExecutable"]], "MacOS has more than the program")
    with open(os.path.join(contents, "PkgInfo"), "rb") as file:
        kind = (info["CFBundlePackageType"] + info["CFBundleSignature"]).encode()
        must(file.read() == kind, "PkgInfo and Info.plist differ")

    # Packs have a name and an icon. The bundle does not offer to open them, because a double-click could not hand a
    # file to the program. Programs that unpack zips must not open packs either.
    (exported,) = info["UTExportedTypeDeclarations"]
    must(exported["UTTypeTagSpecification"]["public.filename-extension"] == ["okpack"], "the extension is not okpack")
    must(exported["UTTypeConformsTo"] == ["public.data"], "another program would open packs")
    must("CFBundleDocumentTypes" not in info, "the bundle offers to open files, which Finder cannot hand over")

    icons = {info["CFBundleIconFile"], exported["UTTypeIconFile"]}
    for icon in icons:
        with open(os.path.join(resources, icon + ".icns"), "rb") as file:
            data = file.read()
        must(data[:4] == b"icns" and struct.unpack(">I", data[4:8])[0] == len(data), f"{icon}.icns is not whole")

    folders = {name.removesuffix(".lproj") for name in os.listdir(resources) if name.endswith(".lproj")}
    must(folders == set(info["CFBundleLocalizations"]), f"there are texts in {sorted(folders)}")
    words = {language: strings(os.path.join(resources, language + ".lproj", "InfoPlist.strings")) for language in folders}
    first = words[info["CFBundleDevelopmentRegion"]]
    for language, own in words.items():
        must(own.keys() == first.keys(), f"{language} has texts for {sorted(own)}")
    # The second text is in the system's question whether the program may save reports.
    for key in ("CFBundleDisplayName", "NSDocumentsFolderUsageDescription"):
        must(first[key] == info[key], f"{key} has two different English texts")
    must(exported["UTTypeDescription"] in first, f"{exported['UTTypeDescription']!r} is not translated")
    must(any("\u4e00" <= char <= "\u9fff" for char in words["zh-Hans"]["CFBundleDisplayName"]), "no Chinese name")

    with open(os.path.join(resources, "licences", "OFL.txt"), encoding="utf-8") as file:
        must("SIL OPEN FONT LICENSE" in file.read(), "the fonts' licence is missing")
    # The notices name libraries for the Mac, and none that only another system needs.
    for kind in ("aarch64", "x86_64"):
        with open(os.path.join(resources, "licences", f"third-party-{kind}.txt"), encoding="utf-8") as file:
            named = set(re.findall(r"^  (\S+) \d", file.read(), flags=re.MULTILINE))
        must({"eframe", "glow", "objc2"} <= named, f"the notices for {kind} lack libraries")
        must(not {"wgpu", "x11-dl"} & named, f"the notices for {kind} name libraries of another system")


def strings(path):
    """Reads lines of the form "key" = "value"; and fails on any other line, which a Mac would ignore silently."""
    with open(path, encoding="utf-8") as file:
        text = re.sub(r"/\*.*?\*/", "", file.read(), flags=re.DOTALL)
    found = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        pair = re.fullmatch(r'"([^"\\]+)" = "([^"\\]+)";', line)
        must(pair, f"{path}: {line}")
        found[pair.group(1)] = pair.group(2)
    return found


def pack(folder, archive):
    paths = [os.path.join(where, name) for where, _, names in os.walk(folder) for name in names]
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as out:
        for path in sorted(paths, key=lambda path: os.path.relpath(path, folder).encode()):
            entry = zipfile.ZipInfo(os.path.relpath(path, folder).replace(os.sep, "/"), NO_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = UNIX
            mode = 0o755 if os.stat(path).st_mode & stat.S_IXUSR else 0o644
            entry.external_attr = (stat.S_IFREG | mode) << 16
            with open(path, "rb") as file:
                out.writestr(entry, file.read())


def unpack(archive, folder):
    with zipfile.ZipFile(archive) as packed:
        must(packed.testzip() is None, f"{archive} is damaged")
        for entry in packed.infolist():
            os.chmod(packed.extract(entry, folder), entry.external_attr >> 16 & 0o777)


if __name__ == "__main__":
    main()
