#!/usr/bin/python3
"""Compares the dependencies of a .deb with the libraries that its program opens while it runs.

    libraries.py PACKAGE.deb PROGRAM MAPS       MAPS: /proc/PID/maps of the program with its window open

dpkg-shlibdeps sees linked libraries, but not those that the program opens by name. So this script checks two rules:
- each library whose file name is in the program belongs to a package that the .deb itself depends on;
- each library that was in memory belongs to a package that is installed together with the .deb.
"""

import os
import re
import subprocess
import sys


def main():
    package, program, maps = sys.argv[1:]
    depends = set(package_names(output("dpkg-deb", "--field", package, "Depends")))
    wrong = []

    installed = libraries_here()
    named = named_in(program, installed)
    for soname in sorted(named):
        if soname not in installed:
            wrong.append(f"the program names {soname}, which no package on this machine has")
        elif not (owners := owners_of(installed[soname])) & depends:
            wrong.append(f"the program names {soname}, and Depends lacks {' or '.join(sorted(owners))}")

    loaded = in_memory(maps)
    with_dependencies = all_dependencies(depends)
    for path in sorted(loaded):
        if not (owners := owners_of(path)) & with_dependencies:
            wrong.append(f"{path} was in memory, and nothing in Depends installs {' or '.join(sorted(owners))}")

    if len(named) < 5 or len(loaded) < 10:
        wrong.append(f"only {len(named)} libraries in the program and {len(loaded)} in memory: the search is broken")
    if wrong:
        sys.exit("\n".join(wrong))
    print(f"Depends covers the {len(named)} libraries named in the program and the {len(loaded)} in memory")


def output(*command):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def libraries_here():
    """Returns the loader's list, from file name to path."""
    lines = re.findall(r"^\s+(\S+) \(.*\) => (\S+)$", output("/sbin/ldconfig", "--print-cache"), re.MULTILINE)
    return {name: path for name, path in reversed(lines)}


def named_in(program, installed):
    """Returns the names of libraries in the program's strings.

    Strings follow each other with nothing in between, so a name begins at the nearest "lib" and ends with digits.
    """
    with open(program, "rb") as file:
        data = file.read()
    named = set()
    for match in re.finditer(rb"\.so\.[0-9]", data):
        before = data[max(0, match.start() - 40) : match.start()]
        name = before[before.rfind(b"lib") :] if b"lib" in before else b""
        if re.fullmatch(rb"lib[A-Za-z0-9_+-]+", name):
            soname = (name + match.group()).decode()
            longer = (name + data[match.start() : match.end() + 1]).decode(errors="replace")
            named.add(longer if longer in installed else soname)
    return named


def in_memory(maps):
    with open(maps, encoding="utf-8") as file:
        return set(re.findall(r" (/\S+\.so(?:\.[0-9]+)*)$", file.read(), re.MULTILINE))


def owners_of(path):
    """Returns the packages that have a file. dpkg knows some files under /lib and some under /usr/lib."""
    real = os.path.realpath(path)
    for candidate in (path, real, real.removeprefix("/usr"), path.removeprefix("/usr")):
        done = subprocess.run(["dpkg-query", "--search", candidate], capture_output=True, text=True)
        if done.returncode == 0:
            return {name.split(":")[0].strip() for name in done.stdout.rsplit(": ", 1)[0].split(",")}
    return {f"(no package: {path})"}


def package_names(field):
    for alternative in re.split(r"[,|]", field):
        if name := re.match(r"\s*([a-z0-9][a-z0-9.+-]+)", alternative):
            yield name.group(1)


def all_dependencies(depends):
    """Returns these packages and all their dependencies, as far as they are installed here."""
    form = "${Package}\t${Provides}\t${Pre-Depends}, ${Depends}\n"
    dependencies, provided = {}, {}
    for line in output("dpkg-query", "--show", "--showformat", form).splitlines():
        package, provides, needs = line.split("\t")
        dependencies[package] = set(package_names(needs))
        for name in package_names(provides):
            provided.setdefault(name, set()).add(package)
    seen, waiting = set(), list(depends)
    while waiting:
        if (package := waiting.pop()) not in seen:
            seen.add(package)
            waiting += dependencies.get(package, set()) | provided.get(package, set())
    return seen


if __name__ == "__main__":
    main()
