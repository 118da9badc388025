#!/usr/bin/python3
"""Checks the parts of the Windows program and prints what is missing.

    exe_parts.py PROGRAM.exe VERSION

It needs an icon in every size, its version in both languages, a manifest, no console, and no library that is not part
of Windows. Needs python3-pefile.
"""

import struct
import sys
import xml.etree.ElementTree as xml

import pefile

ICON_SIZES = {16, 20, 24, 32, 40, 48, 64, 256}
# The description by language: English (United States), Chinese (China).
DESCRIPTIONS = {0x0409: "OKPay Troubleshooter", 0x0804: "OKPay 排障助手"}
WANTED = {
    "dpiAware": "true/pm",
    "dpiAwareness": "PerMonitorV2",
    "activeCodePage": "UTF-8",
    "longPathAware": "true",
}
WINDOWS_10_AND_11 = "{8e0f7a12-bfb3-4fe8-b9a5-48fd50a15a9a}"
# Libraries of every Windows 10. A compiler's own libraries (libgcc, libwinpthread, vcruntime) are not among them.
SYSTEM = {
    "advapi32", "bcrypt", "bcryptprimitives", "combase", "comctl32", "comdlg32", "crypt32", "cryptbase", "d3d12",
    "dbghelp", "dwmapi", "dwrite", "dxgi", "gdi32", "imm32", "iphlpapi", "kernel32", "msvcrt", "netapi32", "ntdll",
    "ole32", "oleaut32", "opengl32", "pdh", "powrprof", "propsys", "psapi", "secur32", "setupapi", "shell32", "shlwapi", "user32",
    "uiautomationcore", "userenv", "uxtheme", "version", "ws2_32",
}


def main():
    path, version = sys.argv[1:]
    program = pefile.PE(path, fast_load=True)
    kinds = ("IMPORT", "RESOURCE")
    directories = [pefile.DIRECTORY_ENTRY[f"IMAGE_DIRECTORY_ENTRY_{kind}"] for kind in kinds]
    program.parse_data_directories(directories=directories)
    wrong = [*console(program), *icon(program), *versions(program, version), *manifest(program), *libraries(program)]
    for line in wrong:
        print(f"{path}: {line}")
    if not wrong:
        print(f"{path}: no console, icon in {len(ICON_SIZES)} sizes, version {version} in two languages, manifest")
    sys.exit(bool(wrong))


def console(program):
    if program.OPTIONAL_HEADER.Subsystem != pefile.SUBSYSTEM_TYPE["IMAGE_SUBSYSTEM_WINDOWS_GUI"]:
        yield "it would open a console"


def resources(program, kind):
    """Yields name, language and bytes of each resource of a kind."""
    root = getattr(program, "DIRECTORY_ENTRY_RESOURCE", None)
    for of_kind in root.entries if root else []:
        if of_kind.id != pefile.RESOURCE_TYPE[kind]:
            continue
        for named in of_kind.directory.entries:
            for spoken in named.directory.entries:
                data = spoken.data.struct
                language = spoken.data.lang | spoken.data.sublang << 10
                yield named.id, language, program.get_data(data.OffsetToData, data.Size)


def icon(program):
    groups = list(resources(program, "RT_GROUP_ICON"))
    if [name for name, _, _ in groups] != [1]:
        yield f"not one icon, but {len(groups)}"
        return
    pictures = {name: data for name, _, data in resources(program, "RT_ICON")}
    group = groups[0][2]
    sizes = set()
    for at in range(struct.unpack_from("<H", group, 4)[0]):
        width, _, _, _, _, bits, length, name = struct.unpack_from("<BBBBHHIH", group, 6 + 14 * at)
        sizes.add(width or 256)
        if bits != 32 or len(pictures.get(name, b"")) != length:
            yield f"the icon of width {width or 256} is broken"
    if sizes != ICON_SIZES:
        yield f"the icon has the sizes {sorted(sizes)}"


def versions(program, version):
    numbers = [int(number) for number in version.split("-")[0].split(".")] + [0]
    wanted = (numbers[0] << 16 | numbers[1], numbers[2] << 16 | numbers[3])
    for info in getattr(program, "VS_FIXEDFILEINFO", []):
        if (info.FileVersionMS, info.FileVersionLS) != wanted or (info.ProductVersionMS, info.ProductVersionLS) != wanted:
            yield f"another version than {version}"
    described = {}
    for block in (entry for info in getattr(program, "FileInfo", []) for entry in info):
        for table in getattr(block, "StringTable", []):
            words = {key.decode(): value.decode() for key, value in table.entries.items()}
            described[int(table.LangID[:4], 16)] = words.get("FileDescription")
            for key in ("FileVersion", "ProductVersion"):
                if words.get(key) != version:
                    yield f"{key} is {words.get(key)} and not {version}"
    if described != DESCRIPTIONS:
        yield f"the descriptions are {described}"
    if {language for _, language, _ in resources(program, "RT_VERSION")} != set(DESCRIPTIONS):
        yield "the versions are not found by language"


def manifest(program):
    found = list(resources(program, "RT_MANIFEST"))
    if [name for name, _, _ in found] != [1]:
        yield f"not one manifest, but {len(found)}"
        return
    tree = xml.fromstring(found[0][2].decode("utf-8-sig"))
    named = {element.tag.rpartition("}")[2]: element for element in tree.iter()}
    for name, value in WANTED.items():
        if name not in named or named[name].text != value:
            yield f"the manifest lacks {name} {value}"
    if named["requestedExecutionLevel"].get("level") != "asInvoker":
        yield "the manifest asks for an administrator"
    if named["supportedOS"].get("Id") != WINDOWS_10_AND_11:
        yield "the manifest does not name Windows 10 and 11"
    controls = [element.get("version") for element in tree.iter() if "Common-Controls" in element.get("name", "")]
    if controls != ["6.0.0.0"]:
        yield "the manifest does not ask for today's controls"


def libraries(program):
    for library in program.DIRECTORY_ENTRY_IMPORT:
        name = library.dll.decode().lower().removesuffix(".dll")
        if name not in SYSTEM and not name.startswith("api-ms-win-"):
            yield f"it needs {name}.dll, which not every Windows has"


if __name__ == "__main__":
    main()
