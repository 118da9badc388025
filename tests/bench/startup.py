#!/usr/bin/python3
"""Measures how long a program takes to show something.

    startup.py BARE_WINDOW PROGRAM [RUNS]       default: 20 runs of each

Starts both programs in turn on a private display and measures the time from exec until a window is on the screen and
painted. Prints the medians and their ratio. The exit status is 1 when the ratio is above 1.25; the goal is 1.15.

Both are measured the same way: the display reports when a window is mapped. From then on, a strip of pixels through its
middle is read until it shows more than a few colours, as text does. Reading takes about a millisecond, which is the
resolution.

Needs, from Debian: xvfb openbox python3-xlib libgl1-mesa-dri libegl1 libxkbcommon-x11-0
"""

import os
import select
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

from Xlib import X, display, error

# The ratio of the medians, of the program to the bare window: what the project promises, which figures.py checks, and what
# stops CI. The promise is missed at present (1.18 on an idle machine); CI stops a change that makes it worse.
GOAL = 1.15
LIMIT = 1.25
# A program's window is at least as large as this; the hidden windows of toolkits and input methods are smaller.
LEAST_WIDTH, LEAST_HEIGHT = 600, 400
# Background, border and selection have a few colours; the edges of drawn text have many.
COLOURS_OF_TEXT = 12
A_MOMENT_SECONDS = 0.7
TIMEOUT_SECONDS = 30


class Screen:
    """A private display with a window manager."""

    def __init__(self):
        read, write = os.pipe()
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        server = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x900x24", "-noreset", "-nolisten", "tcp"]
        self.processes = [subprocess.Popen(server, pass_fds=(write,), **quiet)]
        os.close(write)
        self.name = ":" + os.read(read, 16).decode().strip()
        self.home = tempfile.mkdtemp(prefix="startup-home-")
        self.env = {k: v for k, v in os.environ.items() if not k.startswith(("XDG_", "WAYLAND", "DBUS_"))}
        self.env.update(DISPLAY=self.name, HOME=self.home, XDG_RUNTIME_DIR=self.home, LIBGL_ALWAYS_SOFTWARE="1")
        # In Chinese, which most customers use and which the bare window shows.
        self.env.update(OKPAY_WIZARD_HOME=os.path.join(self.home, "okpay"), LANG="zh_CN.UTF-8")
        self.processes.append(subprocess.Popen(["openbox", "--sm-disable"], env=self.env, **quiet))
        time.sleep(1.5)
        self.display = display.Display(self.name)
        self.root = self.display.screen().root
        self.least = (LEAST_WIDTH, LEAST_HEIGHT)
        self.root.change_attributes(event_mask=X.SubstructureNotifyMask)
        self.display.sync()

    def close(self):
        self.display.close()
        for process in self.processes[::-1]:
            process.terminate()
            process.wait(10)
        shutil.rmtree(self.home, ignore_errors=True)

    def time_to_paint(self, *command, least=(LEAST_WIDTH, LEAST_HEIGHT)):
        """Returns the seconds from exec until a window of at least that size is painted."""
        began = time.monotonic()
        process, _ = self.open_window(*command, least=least)
        took = time.monotonic() - began
        self.end(process)
        return took

    def open_window(self, *command, least=(LEAST_WIDTH, LEAST_HEIGHT)):
        """Starts a program and returns its process and its window as soon as the window is painted."""
        self.least = least
        self.forget_events()
        log = tempfile.TemporaryFile()
        began = time.monotonic()
        process = subprocess.Popen(command, env=self.env, stdout=log, stderr=log)
        try:
            window = self.next_window(process, log, began)
            while not self.painted(window):
                if time.monotonic() - began > TIMEOUT_SECONDS:
                    sys.exit(f"{command[0]}: a window, but nothing painted within {TIMEOUT_SECONDS} s")
        except BaseException:
            self.end(process)
            raise
        return process, window

    def end(self, process):
        # If the program ended at the moment when its window opens, its next start would take that for a crash.
        time.sleep(A_MOMENT_SECONDS)
        process.terminate()
        process.wait(10)
        self.await_gone()

    def forget_events(self):
        while self.display.pending_events():
            self.display.next_event()

    def next_window(self, process, log, began):
        """Waits for the next large window on the root: the program's window, or the frame around it."""
        while time.monotonic() - began < TIMEOUT_SECONDS:
            if not self.display.pending_events():
                select.select([self.display.fileno()], [], [], 0.1)
            while self.display.pending_events():
                event = self.display.next_event()
                if event.type == X.MapNotify and self.is_large(event.window):
                    return event.window
            if process.poll() is not None:
                log.seek(0)
                output = log.read().decode(errors="replace")[-2000:]
                sys.exit(f"{process.args[0]} ended with status {process.returncode}\n{output}")
        sys.exit(f"{process.args[0]}: no window within {TIMEOUT_SECONDS} s")

    def is_large(self, window):
        try:
            size = window.get_geometry()
        except error.XError:
            return False
        return size.width >= self.least[0] and size.height >= self.least[1]

    def painted(self, window):
        """Returns whether a strip of the window, below its title bar, shows text."""
        try:
            size = window.get_geometry()
            left, top = 24, 40
            width, height = size.width // 3, size.height - top - 24
            pixels = window.get_image(left, top, width, height, X.ZPixmap, 0xFFFFFFFF).data
        except error.XError:
            return False
        return len(set(memoryview(pixels).cast("I")[::5])) > COLOURS_OF_TEXT

    def await_gone(self):
        """Waits until no window is left, so that the next run does not see a window of this run."""
        until = time.monotonic() + 10
        while time.monotonic() < until:
            try:
                children = self.root.query_tree().children
                shown = [w for w in children if w.get_attributes().map_state == X.IsViewable and self.is_large(w)]
            except error.XError:
                continue
            if not shown:
                time.sleep(0.3)
                return
            time.sleep(0.05)


def main():
    bare, program = sys.argv[1:3]
    runs = int(sys.argv[3]) if len(sys.argv) > 3 else 20
    screen = Screen()
    try:
        # The first start of each program reads it from the disk and is not counted.
        screen.time_to_paint(bare)
        screen.time_to_paint(program)
        times = {bare: [], program: []}
        for _ in range(runs):
            for path in (bare, program):
                times[path].append(screen.time_to_paint(path))
    finally:
        screen.close()
    medians = {}
    for path, seconds in times.items():
        medians[path] = statistics.median(seconds)
        print(f"{os.path.basename(path):14} {medians[path] * 1000:6.0f} ms (median of {len(seconds)};"
              f" {min(seconds) * 1000:.0f} to {max(seconds) * 1000:.0f})")
    ratio = medians[program] / medians[bare]
    print(f"ratio          {ratio:6.2f}    (goal {GOAL}, at most {LIMIT})")
    return 0 if ratio <= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
