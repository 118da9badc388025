#!/usr/bin/python3
"""Runs a desktop program on a private X display and uses it by what a screen reader sees.

    drive.py [--size 1280x900] [--home DIR] [--env K=V|K] [--keep-home] -- PROGRAM ARG...   < script

The program gets a scratch HOME (or DIR), the variables named (without a value: not), its own display with a window manager, its own D-Bus session and
the desktop's accessibility bus, as with a screen reader running. The script comes on standard input, one
command a line; '#' starts a comment. The first command that fails ends the run with exit status 1.

    wait NAME [SECONDS]     until something named so is on screen (default 10 s)
    gone NAME [SECONDS]     until nothing named so is on screen
    expect NAME             it is on screen now            absent NAME    it is not
    click NAME              press the button, link, box or item named so; the first enabled match
    checked NAME            until that box is ticked       unchecked NAME  until it is not (5 s)
    focus NAME              put the keyboard focus there   focused NAME   the focus is there
    tab NAME                press Tab, as often as it takes, until the focus is there
    fill NAME | TEXT        focus the entry named so and put TEXT in it
    type TEXT               type TEXT at the focus         key CHORD      for instance: key ctrl+s
    tree                    print what a screen reader sees: role, name, state
    resize WIDTHxHEIGHT     give the program's window this size
    shot FILE.png           save a picture of the display
    picture FILE.png        save a picture of the program's window, without its frame
    run COMMAND             a shell command, with the same HOME and display; must exit 0
    file PATH [SECONDS]     until that file exists and something is in it (default 5 s)
    heir                    from here on another process may go on in the program's place
    alive                   the program still runs         sleep SECONDS
    quit                    close its window, await exit   kill           end it as a power cut would
    slam                    close its window the moment it comes, await exit, and that no process of it is left

NAME matches when it is contained in the name, the description or the text; ROLE:NAME also asks for the role
(button, check box, entry, link, heading, label ...). Standard output shows each command done.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time

PACKAGES = "xvfb openbox dbus at-spi2-core python3-pyatspi python3-xlib xdotool xclip imagemagick libgl1-mesa-dri"
TOOLS = ("Xvfb", "openbox", "dbus-run-session", "gdbus", "xdotool", "xclip", "import")
# More stops than any screen has: one full round of Tab.
TAB_STOPS = 80
# How long something may take that a person would call immediate.
SOON_SECONDS = 5
# How long a window may take to come or to go on a machine with other work.
WINDOW_SECONDS = 60


def main(kind=None, description=__doc__):
    """Runs a script against a program; `kind` is the class whose commands it may use."""
    parser = argparse.ArgumentParser(formatter_class=argparse.RawDescriptionHelpFormatter, description=description)
    parser.add_argument("--size", default="1280x900")
    parser.add_argument("--home")
    parser.add_argument("--keep-home", action="store_true")
    parser.add_argument("--env", action="append", default=[])
    parser.add_argument("program", nargs=argparse.REMAINDER)
    args = parser.parse_args()
    program = args.program[1:] if args.program[:1] == ["--"] else args.program
    if not program:
        parser.error("name a program after --")
    if missing := [tool for tool in TOOLS if not shutil.which(tool)]:
        sys.exit(f"drive.py: missing {' '.join(missing)}; apt-get install {PACKAGES}")
    if "DRIVE_INSIDE" not in os.environ:
        sys.exit(with_own_bus())
    sys.exit((kind or Desktop)(args, program).run(sys.stdin.read().splitlines()))


def with_own_bus():
    """Runs this script again inside a D-Bus session of its own; its daemons' chatter is dropped."""
    os.environ["DRIVE_INSIDE"] = "1"
    command = ["dbus-run-session", "--", sys.executable, os.path.abspath(sys.argv[0]), *sys.argv[1:]]
    done = subprocess.run(command, stderr=None if "DRIVE_VERBOSE" in os.environ else subprocess.PIPE)
    if done.returncode and done.stderr:
        lines = done.stderr.decode(errors="replace").splitlines()
        sys.stderr.write("\n".join(line for line in lines if "dbus-daemon[" not in line) + "\n")
    return done.returncode


class Failed(Exception):
    """A command of the script did not come true."""


class Desktop:
    """A display, the program on it, and the script's commands (do_…)."""

    def __init__(self, args, program):
        self.started = []
        self.has_heir = False
        self.home = args.home or tempfile.mkdtemp(prefix="drive-home-")
        self.scratch = not args.home and not args.keep_home
        os.makedirs(self.home, exist_ok=True)
        self.runtime = tempfile.mkdtemp(prefix="drive-run-")
        os.chmod(self.runtime, 0o700)
        self.open_display(args)
        self.open_accessibility()
        self.log = open(os.path.join(self.runtime, "program.log"), "w+", encoding="utf-8", errors="replace")
        self.path = os.path.realpath(shutil.which(program[0]) or program[0])
        self.program = subprocess.Popen(program, stdout=self.log, stderr=self.log)

    def open_display(self, args):
        read, write = os.pipe()
        # Without -noreset the display starts afresh, deaf for a moment, whenever its last client leaves.
        server = ["Xvfb", "-displayfd", str(write), "-screen", "0", args.size + "x24", "-noreset", "-nolisten", "tcp"]
        self.start(server, pass_fds=(write,))
        os.close(write)
        number = os.read(read, 16).decode().strip()
        for name in [n for n in os.environ if n.startswith(("XDG_", "WAYLAND"))]:
            del os.environ[name]
        os.environ.update(DISPLAY=":" + number, HOME=self.home, XDG_RUNTIME_DIR=self.runtime)
        os.environ.update(XDG_CURRENT_DESKTOP="openbox", LIBGL_ALWAYS_SOFTWARE="1", NO_AT_BRIDGE="0")
        os.environ.setdefault("LANG", "C.UTF-8")
        for name, given, value in (pair.partition("=") for pair in args.env):
            os.environ.pop(name, None)
            os.environ.update({name: value} if given else {})
        self.start(["openbox", "--sm-disable"])
        # A window that comes before its manager has no frame and no focus.
        self.patiently(["xdotool", "get_desktop"])

    def open_accessibility(self):
        """Starts the accessibility bus and says that a screen reader is on; programs offer nothing otherwise."""
        self.start(["/usr/libexec/at-spi-bus-launcher", "--launch-immediately"])
        call = ["gdbus", "call", "--session", "--dest", "org.a11y.Bus", "--object-path", "/org/a11y/bus"]
        call += ["--method", "org.freedesktop.DBus.Properties.Set", "org.a11y.Status"]
        for prop in ("IsEnabled", "ScreenReaderEnabled"):
            self.patiently([*call, prop, "<true>"])
        # Connects to the bus when imported, so not before there is one.
        import pyatspi

        self.pyatspi = pyatspi

    def start(self, command, **options):
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self.started.append(subprocess.Popen(command, **quiet, **options))

    def patiently(self, command):
        """Tries a command until it succeeds: a daemon needs a moment before it answers."""
        for _ in range(50):
            if subprocess.run(command, capture_output=True).returncode == 0:
                return
            time.sleep(0.1)
        sys.exit(f"drive.py: {' '.join(command)} did not succeed within 5 s")

    def run(self, script):
        try:
            for number, line in enumerate(script, 1):
                words = line.strip()
                if words and not words.startswith("#"):
                    self.command(number, words)
            return 0
        except Failed as why:
            print("FAILED", why, flush=True)
            self.explain()
            return 1
        finally:
            self.close()

    def command(self, number, words):
        verb, _, rest = words.partition(" ")
        try:
            getattr(self, "do_" + verb, self.unknown)(rest.strip())
        except (Failed, subprocess.CalledProcessError) as why:
            raise Failed(f"line {number}: {words}: {why}") from None
        print("ok", words, flush=True)

    def unknown(self, _):
        raise Failed("there is no such command")

    def explain(self):
        try:
            self.do_tree("")
        except Exception as trouble:
            print(f"  (no tree: {trouble})")
        self.log.seek(0)
        if tail := self.log.read()[-3000:]:
            print("--- the program printed:\n" + tail)

    def close(self):
        processes = [self.program, *self.started[::-1]]
        for process in processes:
            if process.poll() is None:
                process.terminate()
        for process in processes:
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()
        if self.scratch:
            shutil.rmtree(self.home, ignore_errors=True)
        shutil.rmtree(self.runtime, ignore_errors=True)

    # What is on screen. Nodes vanish while they are read, which pyatspi reports by all kinds of exceptions.

    def nodes(self):
        registry = self.pyatspi.Registry.getDesktop(0)
        stack = [(registry.getChildAtIndex(i), 0) for i in range(registry.childCount - 1, -1, -1)]
        while stack:
            node, level = stack.pop()
            try:
                if node is None:
                    continue
                kids = [node.getChildAtIndex(i) for i in range(node.childCount - 1, -1, -1)]
            except Exception:
                continue
            yield node, level
            stack += [(kid, level + 1) for kid in kids]

    def words(self, node):
        try:
            text = node.queryText().getText(0, -1)
        except Exception:
            text = ""
        try:
            return " ".join(filter(None, (node.name, node.description, text)))
        except Exception:
            return ""

    def role(self, node):
        return node.getRoleName().replace("push button", "button")

    def matches(self, node, wanted):
        role, colon, name = wanted.partition(":")
        if not colon or not role.replace(" ", "").isalpha() or not role.islower():
            role, name = "", wanted
        return (not role or self.role(node) == role) and name in self.words(node)

    def first(self, holds):
        for node, level in self.nodes():
            try:
                if holds(node, level):
                    return node
            except Exception:
                continue
        return None

    def find(self, wanted):
        return self.first(lambda node, _: self.matches(node, wanted))

    def find_pressable(self, wanted):
        """The first enabled match that can be pressed; a label with the same words only if nothing else is."""

        def pressable(node):
            can = "Action" in self.pyatspi.listInterfaces(node)
            return can and node.getState().contains(self.pyatspi.STATE_ENABLED) and self.matches(node, wanted)

        found = self.first(lambda node, _: self.role(node) != "label" and pressable(node))
        return found or self.first(lambda node, _: pressable(node))

    def focus_owner(self):
        """What has the keyboard focus; the window has it too, which says nothing."""
        return self.first(lambda node, level: level > 1 and node.getState().contains(self.pyatspi.STATE_FOCUSED))

    def must(self, name):
        if (node := self.find(name)) is None:
            raise Failed("not on screen")
        return node

    def within(self, rest, condition, trouble):
        """Asks until the condition on NAME holds, for the SECONDS at the end of the line or 10."""
        name, seconds = rest, 10.0
        head, _, tail = rest.rpartition(" ")
        if head and tail.replace(".", "", 1).isdigit():
            name, seconds = head, float(tail)
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if self.program.poll() is not None and not self.has_heir:
                raise Failed(f"the program ended with status {self.program.returncode}")
            if condition(self.find(name)):
                return
            time.sleep(0.1)
        raise Failed(f"{trouble} within {seconds:g} s")

    def soon(self, holds, trouble, seconds=SOON_SECONDS):
        until = time.monotonic() + seconds
        while not holds():
            if time.monotonic() > until:
                raise Failed(trouble)
            time.sleep(0.1)

    # The commands.

    def do_wait(self, rest):
        self.within(rest, lambda node: node is not None, "not on screen")

    def do_gone(self, rest):
        self.within(rest, lambda node: node is None, "not gone")

    def do_expect(self, name):
        self.must(name)

    def do_absent(self, name):
        if self.find(name) is not None:
            raise Failed("it is on screen")

    def do_click(self, name):
        if (node := self.find_pressable(name)) is None:
            raise Failed("not on screen, or not enabled")
        actions = node.queryAction()
        if not actions.nActions or not actions.doAction(0):
            raise Failed("it cannot be pressed")
        time.sleep(0.4)

    def ticked(self, name):
        node = (None if ":" in name else self.find("check box:" + name)) or self.must(name)
        return node.getState().contains(self.pyatspi.STATE_CHECKED)

    # A tick shows when the disk has it, which takes its time on a busy machine.

    def do_checked(self, name):
        self.soon(lambda: self.ticked(name), "it is not ticked")

    def do_unchecked(self, name):
        self.soon(lambda: not self.ticked(name), "it is ticked")

    def do_file(self, rest):
        path, _, seconds = rest.rpartition(" ")
        if not path or not seconds.isdigit():
            path, seconds = rest, SOON_SECONDS
        self.soon(lambda: os.path.isfile(path) and os.path.getsize(path) > 0, "it is not there", float(seconds))

    def do_heir(self, _):
        self.has_heir = True

    def do_focus(self, name):
        focusable = self.pyatspi.STATE_FOCUSABLE
        node = self.first(lambda node, _: self.matches(node, name) and node.getState().contains(focusable))
        if node is None or not node.queryComponent().grabFocus():
            raise Failed("not on screen, or it takes no focus")
        time.sleep(0.3)

    def do_focused(self, name):
        if (owner := self.focus_owner()) is None:
            raise Failed("nothing has the focus")
        if not self.matches(owner, name):
            raise Failed(f"the focus is at {self.role(owner)} {self.words(owner)!r}")

    def do_tab(self, name):
        seen = []
        for _ in range(TAB_STOPS):
            subprocess.run(["xdotool", "key", "Tab"], check=True)
            time.sleep(0.15)
            owner = self.focus_owner()
            if owner is not None and self.matches(owner, name):
                return
            seen.append("nothing" if owner is None else f"{self.role(owner)} {self.words(owner)!r}")
        raise Failed("Tab never reaches it; it went: " + ", ".join(dict.fromkeys(seen)))

    def do_fill(self, rest):
        name, _, text = rest.partition("|")
        self.do_focus(name.strip())
        self.do_key("ctrl+a")
        self.do_type(text.strip())

    def do_type(self, text):
        if text.isascii():
            subprocess.run(["xdotool", "type", "--delay", "12", "--", text], check=True)
        else:  # beyond the keyboard: paste it, as a person would
            holder = subprocess.Popen(["xclip", "-selection", "clipboard"], stdin=subprocess.PIPE)
            holder.communicate(text.encode())
            self.do_key("ctrl+v")
        time.sleep(0.4)

    def do_key(self, chord):
        subprocess.run(["xdotool", "key", "--", chord], check=True)
        time.sleep(0.3)

    def do_tree(self, _):
        for node, level in self.nodes():
            try:
                states = node.getState()
                kinds = (("ticked", self.pyatspi.STATE_CHECKED), ("focused", self.pyatspi.STATE_FOCUSED))
                flags = [word for word, state in kinds if states.contains(state)]
                if not states.contains(self.pyatspi.STATE_ENABLED) and level > 1:
                    flags.append("disabled")
                print("  " * level + self.role(node), repr(self.words(node)), " ".join(flags))
            except Exception:
                continue

    def window(self):
        # A window is on the accessibility bus a moment before its manager has made it the active one.
        self.patiently(["xdotool", "getactivewindow"])
        found = subprocess.run(["xdotool", "getactivewindow"], check=True, capture_output=True, text=True)
        return found.stdout.strip()

    def do_resize(self, size):
        width, _, height = size.partition("x")
        window = self.window()

        def is_so():
            # Not --sync, which waits for ever when the window has that size already. A window that has only just come may
            # miss it, so it is told again.
            subprocess.run(["xdotool", "windowsize", window, width, height], check=True)
            time.sleep(0.6)
            ask = ["xdotool", "getwindowgeometry", "--shell", window]
            said = subprocess.run(ask, check=True, capture_output=True, text=True).stdout.splitlines()
            return f"WIDTH={width}" in said and f"HEIGHT={height}" in said

        self.soon(is_so, "the window does not take this size", WINDOW_SECONDS)

    def do_shot(self, path):
        subprocess.run(["import", "-window", "root", path], check=True)

    def do_picture(self, path):
        # The pointer starts in the middle and would light up whatever lies under it.
        subprocess.run(["xdotool", "mousemove", "0", "0"], check=True)
        time.sleep(0.6)
        subprocess.run(["import", "-window", self.window(), path], check=True)

    def do_sleep(self, seconds):
        time.sleep(float(seconds))

    def do_run(self, command):
        subprocess.run(["sh", "-c", command], check=True)

    def do_alive(self, _):
        if self.program.poll() is not None:
            raise Failed(f"it ended with status {self.program.returncode}")

    def do_kill(self, _):
        self.program.kill()
        self.program.wait(10)

    def do_quit(self, _):
        self.window()
        code = self.closed()
        if code is None:
            code = self.closed()
        if code is None:
            raise Failed("it still runs 10 s after its window was closed twice")
        if code:
            raise Failed(f"it ended with status {code}")

    def do_slam(self, _):
        import Xlib.display
        from Xlib import X

        screen = Xlib.display.Display()
        root = screen.screen().root
        clients, close = (screen.intern_atom(name) for name in ("_NET_CLIENT_LIST", "_NET_CLOSE_WINDOW"))
        until = time.monotonic() + WINDOW_SECONDS
        # The window's manager lists what it has just shown; nothing else has a window here.
        while not (listed := root.get_full_property(clients, X.AnyPropertyType)) or not listed.value:
            if self.program.poll() is not None or time.monotonic() > until:
                raise Failed("no window came")
            time.sleep(0.002)
        # As a press on the window's cross is told to its manager.
        asked = Xlib.protocol.event.ClientMessage(window=listed.value[0], client_type=close, data=(32, [0, 2, 0, 0, 0]))
        root.send_event(asked, event_mask=X.SubstructureRedirectMask | X.SubstructureNotifyMask)
        screen.flush()
        try:
            code = self.program.wait(WINDOW_SECONDS)
        except subprocess.TimeoutExpired:
            raise Failed("it still runs") from None
        if code:
            raise Failed(f"it ended with status {code}")
        self.soon(lambda: not self.left_behind(), "processes of it are left", WINDOW_SECONDS)

    def left_behind(self):
        """The processes of the program on this display, which inherit the folder that only this run has."""
        mine = f"XDG_RUNTIME_DIR={self.runtime}".encode()
        found = []
        for process in filter(str.isdigit, os.listdir("/proc")):
            try:
                with open(f"/proc/{process}/environ", "rb") as file:
                    is_mine = mine in file.read().split(b"\0")
                if is_mine and os.readlink(f"/proc/{process}/exe") == self.path:
                    found.append(process)
            except OSError:
                continue
        return found

    def closed(self):
        """Presses the window's closing key; the exit status, or nothing when it still runs 10 s later."""
        self.do_key("alt+F4")
        try:
            return self.program.wait(10)
        except subprocess.TimeoutExpired:
            # On a very busy machine a key has been lost on its way, once in some hundred runs.
            print("   it still runs; pressed once more")
            return None


if __name__ == "__main__":
    main()
