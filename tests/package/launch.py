#!/usr/bin/python3
"""Starts a program through its desktop entry, as a double-click does, and waits until it ends.

    launch.py ENTRY [FILE]...       ENTRY: for instance okpay-wizard.desktop, found through XDG_DATA_DIRS

GLib reads the entry (Exec and its %f, TryExec, quoting), as desktops do. With a FILE, the entry must be the one that is
registered for the file's type. Ends with the program's exit status.
"""

import os
import sys

from gi.repository import Gio, GLib


def main():
    name, files = sys.argv[1], [Gio.File.new_for_path(path) for path in sys.argv[2:]]
    try:
        entry = Gio.DesktopAppInfo.new(name)
    except TypeError:
        sys.exit(f"launch.py: {name} is missing or cannot be read, or its program is not on PATH")
    if files:
        kind = files[0].query_info("standard::content-type", Gio.FileQueryInfoFlags.NONE).get_content_type()
        opener = Gio.AppInfo.get_default_for_type(kind, False)
        if opener is None or opener.get_id() != name:
            sys.exit(f"launch.py: {kind} is opened by {opener and opener.get_id()}")
    loop, ended = GLib.MainLoop(), []
    flags = GLib.SpawnFlags.SEARCH_PATH | GLib.SpawnFlags.DO_NOT_REAP_CHILD

    def started(_entry, pid, *_):
        GLib.child_watch_add(GLib.PRIORITY_DEFAULT, pid, finished)

    def finished(_pid, status, *_):
        ended.append(os.waitstatus_to_exitcode(status))
        loop.quit()

    uris = [file.get_uri() for file in files]
    if not entry.launch_uris_as_manager(uris, None, flags, None, None, started, None):
        sys.exit(f"launch.py: {name} cannot be started")
    loop.run()
    sys.exit(ended[0] if ended[0] >= 0 else 128 - ended[0])


if __name__ == "__main__":
    main()
