#!/usr/bin/python3
"""Runs a desktop program on a private X display and uses it as a screen reader and a keyboard do.

    drive.py [--size 1280x900] [--home DIR] [--env K=V|K] [--keep-home] -- PROGRAM ARG...   < script

The program gets a scratch HOME (or DIR), its own display with a window manager, its own D-Bus session and the desktop's
accessibility bus, as if a screen reader were running. --env sets a variable; without a value, it removes the variable.
The script comes from standard input, one command per line; '#' starts a comment. The first command that fails ends the
run with exit status 1.

    wait NAME [SECONDS]     wait until NAME is on screen (default 10 s)
    gone NAME [SECONDS]     wait until NAME is not on screen
    expect NAME             check that it is on screen
    absent NAME             check that it is not
    click NAME              press the first enabled button, link, box or item with this name
    checked NAME            wait until the box is ticked (5 s)
    unchecked NAME          wait until it is not
    focus NAME              give it the keyboard focus
    focused NAME            check that it has the focus
    tab NAME                press Tab until it has the focus
    fill NAME | TEXT        replace the text of an entry
    type TEXT               type where the focus is
    key CHORD               press keys, for example: key ctrl+s
    tree                    print what a screen reader sees: roles, names, states
    resize WIDTHxHEIGHT     give the program's window this size
    shot FILE.png           save a picture of the display
    picture FILE.png        save a picture of the program's window, without its frame
    run COMMAND             run a shell command with the same HOME and display; it must exit with 0
    file PATH [SECONDS]     wait until the file exists and is not empty (default 5 s)
    alive                   check that the program runs
    may_end                 from now on the program may end, because another process of it continues
    sleep SECONDS
    quit                    close the window and wait until the program ends with exit status 0
    kill                    end the program as a power cut would
    close_at_once           close the window as soon as it opens; then no process of the program may be left

NAME must be a part of the name, the description or the text. ROLE:NAME also checks the role (button, check box, entry,
link, heading, label ...). Each command that succeeds is printed.
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
# No screen has more controls than this, so Tab has reached all of them.
TAB_STOPS = 80
# The limit for something that a person would call immediate.
SOON_SECONDS = 5
# The limit for opening or closing a window on a machine with other work.
WINDOW_SECONDS = 60


def main(kind=None, description=__doc__):
    """Runs a script with a program. `kind` is the class that has the commands."""
    parser = argparse.ArgumentParser(formatter_class=argparse.RawDescriptionHelpFormatter, description=description)
    parser.add_argument("--size", default="1280x900")
    parser.add_argument("--home")
    parser.add_argument("--keep-home", action="store_true")
    parser.add_argument("--env", action="append", default=[])
    parser.add_argument("program", nargs=argparse.REMAINDER)
    args = parser.parse_args()
    program = args.program[1:] if args.program[:1] == ["--"] else args.program
    if not program:
        parser.error("there is no program after --")
    if missing := [tool for tool in TOOLS if not shutil.which(tool)]:
        sys.exit(f"drive.py: missing {' '.join(missing)}; apt-get install {PACKAGES}")
    if "DRIVE_INSIDE" not in os.environ:
        sys.exit(with_own_bus())
    sys.exit((kind or Desktop)(args, program).run(sys.stdin.read().splitlines()))


def with_own_bus():
    """Runs this script again in its own D-Bus session, without the messages of its daemons."""
    os.environ["DRIVE_INSIDE"] = "1"
    command = ["dbus-run-session", "--", sys.executable, os.path.abspath(sys.argv[0]), *sys.argv[1:]]
    done = subprocess.run(command, stderr=None if "DRIVE_VERBOSE" in os.environ else subprocess.PIPE)
    if done.returncode and done.stderr:
        lines = done.stderr.decode(errors="replace").splitlines()
        sys.stderr.write("\n".join(line for line in lines if "dbus-daemon[" not in line) + "\n")
    return done.returncode


class Failed(Exception):
    """A command of the script failed."""


class Desktop:
    """A display with the program, and the commands of the script (do_…)."""

    def __init__(self, args, program):
        self.started = []
        self.may_end = False
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
        # Without -noreset the display restarts whenever its last client leaves, and refuses clients meanwhile.
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
        # A window that opens before the window manager runs has no frame and no focus.
        self.retry(["xdotool", "get_desktop"])

    def open_accessibility(self):
        """Starts the accessibility bus and reports a screen reader; without one, programs put nothing on the bus."""
        self.start(["/usr/libexec/at-spi-bus-launcher", "--launch-immediately"])
        call = ["gdbus", "call", "--session", "--dest", "org.a11y.Bus", "--object-path", "/org/a11y/bus"]
        call += ["--method", "org.freedesktop.DBus.Properties.Set", "org.a11y.Status"]
        for prop in ("IsEnabled", "ScreenReaderEnabled"):
            self.retry([*call, prop, "<true>"])
        # This import connects to the bus, so the bus must be there first.
        import pyatspi

        self.pyatspi = pyatspi

    def start(self, command, **options):
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self.started.append(subprocess.Popen(command, **quiet, **options))

    def retry(self, command):
        """Repeats a command until it succeeds, because a daemon needs a moment before it answers."""
        for _ in range(50):
            if subprocess.run(command, capture_output=True).returncode == 0:
                return
            time.sleep(0.1)
        sys.exit(f"drive.py: {' '.join(command)} failed for 5 s")

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
        except Exception as error:
            print(f"  (no tree: {error})")
        self.log.seek(0)
        if tail := self.log.read()[-3000:]:
            print("--- output of the program:\n" + tail)

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

    # What is on screen. Nodes can vanish while they are read; pyatspi then raises exceptions of many kinds.

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

    def first(self, condition):
        for node, level in self.nodes():
            try:
                if condition(node, level):
                    return node
            except Exception:
                continue
        return None

    def find(self, wanted):
        return self.first(lambda node, _: self.matches(node, wanted))

    def find_pressable(self, wanted):
        """Returns the first enabled match that can be pressed, and a label only if there is nothing else."""

        def pressable(node):
            can = "Action" in self.pyatspi.listInterfaces(node)
            return can and node.getState().contains(self.pyatspi.STATE_ENABLED) and self.matches(node, wanted)

        found = self.first(lambda node, _: self.role(node) != "label" and pressable(node))
        return found or self.first(lambda node, _: pressable(node))

    def focus_owner(self):
        """Returns what has the keyboard focus, without the window itself, which always has it."""
        return self.first(lambda node, level: level > 1 and node.getState().contains(self.pyatspi.STATE_FOCUSED))

    def require(self, name):
        if (node := self.find(name)) is None:
            raise Failed("not on screen")
        return node

    def wait_for(self, rest, condition, problem):
        """Waits until the condition on NAME is true, for the SECONDS at the end of the line or 10 s."""
        name, seconds = rest, 10.0
        head, _, tail = rest.rpartition(" ")
        if head and tail.replace(".", "", 1).isdigit():
            name, seconds = head, float(tail)
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if self.program.poll() is not None and not self.may_end:
                raise Failed(f"the program ended with status {self.program.returncode}")
            if condition(self.find(name)):
                return
            time.sleep(0.1)
        raise Failed(f"{problem} within {seconds:g} s")

    def wait_until(self, condition, problem, seconds=SOON_SECONDS):
        until = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > until:
                raise Failed(problem)
            time.sleep(0.1)

    # The commands.

    def do_wait(self, rest):
        self.wait_for(rest, lambda node: node is not None, "not on screen")

    def do_gone(self, rest):
        self.wait_for(rest, lambda node: node is None, "not gone")

    def do_expect(self, name):
        self.require(name)

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
        node = (None if ":" in name else self.find("check box:" + name)) or self.require(name)
        return node.getState().contains(self.pyatspi.STATE_CHECKED)

    # The window shows a tick only when it is on the disk, which takes a while on a busy machine.

    def do_checked(self, name):
        self.wait_until(lambda: self.ticked(name), "it is not ticked")

    def do_unchecked(self, name):
        self.wait_until(lambda: not self.ticked(name), "it is ticked")

    def do_file(self, rest):
        path, _, seconds = rest.rpartition(" ")
        if not path or not seconds.isdigit():
            path, seconds = rest, SOON_SECONDS
        self.wait_until(lambda: os.path.isfile(path) and os.path.getsize(path) > 0, "it is not there", float(seconds))

    def do_may_end(self, _):
        self.may_end = True

    def do_focus(self, name):
        focusable = self.pyatspi.STATE_FOCUSABLE
        node = self.first(lambda node, _: self.matches(node, name) and node.getState().contains(focusable))
        if node is None or not node.queryComponent().grabFocus():
            raise Failed("not on screen, or it cannot have the focus")
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
        raise Failed("Tab never reaches it, only: " + ", ".join(dict.fromkeys(seen)))

    def do_fill(self, rest):
        name, _, text = rest.partition("|")
        self.do_focus(name.strip())
        self.do_key("ctrl+a")
        self.do_type(text.strip())

    def do_type(self, text):
        if text.isascii():
            subprocess.run(["xdotool", "type", "--delay", "12", "--", text], check=True)
        else:  # xdotool cannot type this, so it is pasted
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
        # A window is on the accessibility bus a moment before the window manager makes it the active window.
        self.retry(["xdotool", "getactivewindow"])
        found = subprocess.run(["xdotool", "getactivewindow"], check=True, capture_output=True, text=True)
        return found.stdout.strip()

    def do_resize(self, size):
        width, _, height = size.partition("x")
        window = self.window()

        def resized():
            # Without --sync, which never returns if the window already has this size. Repeated, because a window that
            # has just opened may miss the request.
            subprocess.run(["xdotool", "windowsize", window, width, height], check=True)
            time.sleep(0.6)
            command = ["xdotool", "getwindowgeometry", "--shell", window]
            lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
            return f"WIDTH={width}" in lines and f"HEIGHT={height}" in lines

        self.wait_until(resized, "the window does not take this size", WINDOW_SECONDS)

    def do_shot(self, path):
        subprocess.run(["import", "-window", "root", path], check=True)

    def do_picture(self, path):
        # The pointer starts in the middle and would highlight what is under it.
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
        code = self.close_window()
        if code is None:
            code = self.close_window()
        if code is None:
            raise Failed("it still runs 10 s after alt+F4 was pressed twice")
        if code:
            raise Failed(f"it ended with status {code}")

    def do_close_at_once(self, _):
        import Xlib.display
        from Xlib import X

        screen = Xlib.display.Display()
        root = screen.screen().root
        clients, close = (screen.intern_atom(name) for name in ("_NET_CLIENT_LIST", "_NET_CLOSE_WINDOW"))
        until = time.monotonic() + WINDOW_SECONDS
        # The window manager lists a window as soon as it is shown; no other program has a window on this display.
        while not (listed := root.get_full_property(clients, X.AnyPropertyType)) or not listed.value:
            if self.program.poll() is not None or time.monotonic() > until:
                raise Failed("no window opened")
            time.sleep(0.002)
        # The same message as for a click on the window's close button.
        event = Xlib.protocol.event.ClientMessage(window=listed.value[0], client_type=close, data=(32, [0, 2, 0, 0, 0]))
        root.send_event(event, event_mask=X.SubstructureRedirectMask | X.SubstructureNotifyMask)
        screen.flush()
        try:
            code = self.program.wait(WINDOW_SECONDS)
        except subprocess.TimeoutExpired:
            raise Failed("it still runs") from None
        if code:
            raise Failed(f"it ended with status {code}")
        self.wait_until(lambda: not self.processes_left(), "processes of the program are left", WINDOW_SECONDS)

    def processes_left(self):
        """Returns the program's processes of this run: their environment has a folder that no other run has."""
        variable = f"XDG_RUNTIME_DIR={self.runtime}".encode()
        found = []
        for process in filter(str.isdigit, os.listdir("/proc")):
            try:
                with open(f"/proc/{process}/environ", "rb") as file:
                    is_ours = variable in file.read().split(b"\0")
                if is_ours and os.readlink(f"/proc/{process}/exe") == self.path:
                    found.append(process)
            except OSError:
                continue
        return found

    def close_window(self):
        """Presses alt+F4 and returns the exit status, or None if the program still runs 10 s later."""
        self.do_key("alt+F4")
        try:
            return self.program.wait(10)
        except subprocess.TimeoutExpired:
            # On a very busy machine, about one key in some hundred runs never reaches the window.
            print("   it still runs")
            return None


if __name__ == "__main__":
    main()
