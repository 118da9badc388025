#!/usr/bin/env python3
"""Looks at a Mac's bundle as a Mac does, and packs it; on any system, with Python alone.

    bundle.py check BUNDLE VERSION      layout, Info.plist, the words in both languages, the icon
    bundle.py zip FOLDER FILE           what lies in FOLDER, sorted, without times, with its permissions
    bundle.py unzip FILE FOLDER
"""

import os
import plistlib
import re
import stat
import struct
import sys
import zipfile

# Zip knows no earlier time; any fixed one makes the same files the same archive.
NO_TIME = (1980, 1, 1, 0, 0, 0)
UNIX = 3


def main():
    verb, *rest = sys.argv[1:]
    {"check": check, "zip": pack, "unzip": unpack}[verb](*rest)


def must(holds, trouble):
    if not holds:
        sys.exit(f"bundle.py: {trouble}")


def check(bundle, version):
    contents = os.path.join(bundle, "Contents")
    resources = os.path.join(contents, "Resources")
    with open(os.path.join(contents, "Info.plist"), "rb") as file:
        info = plistlib.load(file)
    for key in ("CFBundleShortVersionString", "CFBundleVersion"):
        must(info[key] == version and re.fullmatch(r"\d+(\.\d+){0,2}", version), f"{key} is {info[key]}")
    must(re.fullmatch(r"[A-Za-z0-9.-]+", info["CFBundleIdentifier"]), "the identifier has characters that it may not")

    program = os.path.join(contents, "MacOS", info["CFBundleExecutable"])
    must(stat.S_IMODE(os.stat(program).st_mode) == 0o755, "the program cannot be started by everybody")
    must(os.listdir(os.path.join(contents, "MacOS")) == [info["CFBundleExecutable"]], "more than the program in MacOS")
    with open(os.path.join(contents, "PkgInfo"), "rb") as file:
        kind = (info["CFBundlePackageType"] + info["CFBundleSignature"]).encode()
        must(file.read() == kind, "PkgInfo says something else than Info.plist")

    # A pack has a name and an icon. No double-click is promised that the program would not hear, and none that unpacks it.
    (exported,) = info["UTExportedTypeDeclarations"]
    must(exported["UTTypeTagSpecification"]["public.filename-extension"] == ["okpack"], "packs end in something else")
    must(exported["UTTypeConformsTo"] == ["public.data"], "another program would open packs")
    must("CFBundleDocumentTypes" not in info, "it promises to open files from Finder, which it does not hear of")

    icons = {info["CFBundleIconFile"], exported["UTTypeIconFile"]}
    for icon in icons:
        with open(os.path.join(resources, icon + ".icns"), "rb") as file:
            data = file.read()
        must(data[:4] == b"icns" and struct.unpack(">I", data[4:8])[0] == len(data), f"{icon}.icns is not whole")

    folders = {name.removesuffix(".lproj") for name in os.listdir(resources) if name.endswith(".lproj")}
    must(folders == set(info["CFBundleLocalizations"]), f"words in {sorted(folders)}")
    words = {language: strings(os.path.join(resources, language + ".lproj", "InfoPlist.strings")) for language in folders}
    first = words[info["CFBundleDevelopmentRegion"]]
    for language, own in words.items():
        must(own.keys() == first.keys(), f"{language} has words for {sorted(own)}")
    # The system asks customers with it whether the program may save reports.
    for key in ("CFBundleDisplayName", "NSDocumentsFolderUsageDescription"):
        must(first[key] == info[key], f"{key} says two things in English")
    must(exported["UTTypeDescription"] in first, f"{exported['UTTypeDescription']!r} is not translated")
    must(any("\u4e00" <= sign <= "\u9fff" for sign in words["zh-Hans"]["CFBundleDisplayName"]), "no Chinese name")

    with open(os.path.join(resources, "licences", "OFL.txt"), encoding="utf-8") as file:
        must("SIL OPEN FONT LICENSE" in file.read(), "the fonts' licence is missing")
    # Of the libraries, those that only a Mac has, and none that only Windows has.
    for kind in ("aarch64", "x86_64"):
        with open(os.path.join(resources, "licences", f"third-party-{kind}.txt"), encoding="utf-8") as file:
            named = set(re.findall(r"^  (\S+) \d", file.read(), flags=re.MULTILINE))
        must({"eframe", "glow", "objc2"} <= named and not {"wgpu", "x11-dl"} & named, f"the notices for {kind} are others'")


def strings(path):
    """Apple's "key" = "value"; lines; anything else on a line is a mistake that a Mac would not tell of."""
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
