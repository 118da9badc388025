#!/usr/bin/python3
"""Measures the program's start, memory, processor time and size, beside other programs on the same display.

    figures.py [--quick] [--folder target/release] [FIGURE...]

Without FIGURE, it measures all of them. Each prints the measured values and the limit, and MISSED if the limit is
exceeded. The exit status is then 1.

    start    time until a window is painted: at most 1.15 times that of a bare window with the same toolkit and font
    zenity   the same: at most the time of zenity's message box
    memory   proportional set size after a walk through all five guides: at most 12 MiB more than the bare window after
             everything on its page was used
    rest     processor ticks in 30 s with the window open and nobody using it: none
    cursor   frames per second with the text cursor in a field: at most 2, and more than none
    frames   the slowest frame of a walk, also with 2,000 guides: at most 4 times that of the bare window's page
    size     the program's file: at most 2.5 times the bare window's

Times are medians of 10 runs. Memory is a median of 3 walks, each of which takes a minute. --quick measures 5 runs, one
walk and 10 s. Needs the Debian packages of startup.py and drive.py, and zenity.
"""

import argparse
import os
import re
import statistics
import subprocess
import sys
import time

from Xlib.ext import damage

import startup

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "desktop"))
MIB = 1024 * 1024
# The parts of one frame arrive within this time; two frames of a blinking cursor are farther apart.
ONE_FRAME_SECONDS = 0.02
# Other work on the machine can slow down one measurement. A program that starts too slowly fails all three.
ATTEMPTS = 3
# A guide has fewer pages than this.
MOST_PAGES = 30


class Figures:
    def __init__(self, folder, quick):
        self.program = os.path.join(folder, "okpay-wizard")
        self.bare = os.path.join(folder, "bare_window")
        self.frames_bench = os.path.join(folder, "frames")
        self.runs = 5 if quick else 10
        self.walks = 1 if quick else 3
        self.seconds = 10 if quick else 30
        self.missed = []

    def report(self, name, text, is_good):
        print(f"{name:8} {text}{'' if is_good else '  MISSED'}", flush=True)
        return is_good

    # The first visible window.

    def start(self):
        return self.first_window("start", [self.bare], (600, 400), startup.GOAL)

    def zenity(self):
        words = "The service could not be reached. Please look at the network and try again in a moment."
        return self.first_window("zenity", ["zenity", "--info", "--text", words], (150, 80), 1.0)

    def first_window(self, name, peer, least, limit):
        for attempt in range(1, ATTEMPTS + 1):
            screen = startup.Screen()
            try:
                # The first start of each program reads it from the disk and is not counted.
                screen.time_to_paint(*peer, least=least)
                screen.time_to_paint(self.program)
                theirs, ours = [], []
                for _ in range(self.runs):
                    theirs.append(screen.time_to_paint(*peer, least=least))
                    ours.append(screen.time_to_paint(self.program))
            finally:
                screen.close()
            mine, other = statistics.median(ours), statistics.median(theirs)
            text = f"{mine * 1000:.0f} ms against {other * 1000:.0f} ms of {os.path.basename(peer[0])}: {mine / other:.2f}"
            if self.report(name, f"{text} (limit {limit:.2f}; measurement {attempt})", mine / other <= limit):
                return True
        return False

    # Memory.

    def memory(self):
        pairs = [self.memory_after_walks() for _ in range(self.walks)]
        more, ours, theirs = sorted((ours - theirs, ours, theirs) for ours, theirs in pairs)[len(pairs) // 2]
        text = f"{ours / MIB:.1f} MiB against {theirs / MIB:.1f} MiB of the bare window: {more / MIB:+.1f} MiB (limit +12.0)"
        return self.report("memory", text, more <= 12 * MIB)

    def memory_after_walks(self):
        """Runs this script again with --walk in its own D-Bus session and returns the two sizes that it prints."""
        command = ["dbus-run-session", "--", sys.executable, os.path.abspath(__file__), "--walk", self.program, self.bare]
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        if done.returncode:
            sys.exit(f"memory: the walk failed\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}")
        return [int(words) for words in done.stdout.split()[-2:]]

    # Processor time.

    def rest(self):
        def ticks(screen, process, window):
            # Moves the focus from the field, whose cursor blinks, to a button.
            subprocess.run(["xdotool", "key", "Tab"], env=screen.env, check=True)
            frames_until_quiet(screen, window)
            before = processor_ticks(process.pid)
            time.sleep(self.seconds)
            return processor_ticks(process.pid) - before

        spent = self.with_window(ticks)
        return self.report("rest", f"{spent} ticks in {self.seconds} s (limit 0)", spent == 0)

    def cursor(self):
        def frames(screen, process, window):
            time.sleep(2)
            seen = count_frames(screen, window, 3, lambda: type_slowly(screen))
            if seen < 5:
                sys.exit(f"cursor: 6 letters were typed and only {seen} frames counted: counting does not work")
            return count_frames(screen, window, self.seconds)

        shown = self.with_window(frames)
        rate = shown / self.seconds
        text = f"{shown} frames in {self.seconds} s: {rate:.2f} per second (limit 2.00; a cursor that blinks has some)"
        # One more may fall into the time by chance.
        return self.report("cursor", text, 0 < shown <= 2 * self.seconds + 1)

    def with_window(self, measure):
        screen = startup.Screen()
        try:
            process, window = screen.open_window(self.program)
            try:
                return measure(screen, process, window)
            finally:
                screen.end(process)
        finally:
            screen.close()

    # The rest.

    def frames(self):
        done = subprocess.run([self.frames_bench], stdout=subprocess.PIPE, text=True)
        print("\n".join("frames   " + line for line in done.stdout.splitlines()), flush=True)
        return done.returncode == 0

    def size(self):
        ours, theirs = os.path.getsize(self.program), os.path.getsize(self.bare)
        ratio = ours / theirs
        return self.report("size", f"{ours / 1e6:.1f} MB against {theirs / 1e6:.1f} MB: {ratio:.2f} (limit 2.50)", ratio <= 2.5)


def processor_ticks(pid):
    """Returns the processor time that all threads of a process have used, in ticks."""
    with open(f"/proc/{pid}/stat", encoding="utf-8") as file:
        fields = file.read().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def count_frames(screen, window, seconds, meanwhile=lambda: None):
    """Counts the frames that are painted on the window in this time, as the display reports them."""
    # The display only reports to clients that have asked for the extension's version.
    screen.display.damage_query_version()
    watch = window.damage_create(damage.DamageReportRawRectangles)
    screen.display.sync()
    screen.forget_events()
    meanwhile()
    count, last, until = 0, 0.0, time.monotonic() + seconds
    while time.monotonic() < until:
        while screen.display.pending_events():
            event = screen.display.next_event()
            if event.type == screen.display.extension_event.DamageNotify:
                now = time.monotonic()
                count += now - last > ONE_FRAME_SECONDS
                last = now
        time.sleep(0.002)
    screen.display.damage_destroy(watch)
    screen.display.sync()
    return count


def frames_until_quiet(screen, window):
    for _ in range(30):
        if count_frames(screen, window, 1) == 0:
            return
    sys.exit("rest: the window still paints half a minute after the last key")


def type_slowly(screen):
    # In the background, because the frames are counted meanwhile.
    subprocess.Popen(["xdotool", "type", "--delay", "300", "log in"], env=screen.env)


# These functions use the windows over the accessibility bus, as a screen reader does.

def tick_all(desktop):
    """Ticks everything on the bare window's page and types something."""
    desktop.do_wait("button:下一步 60")
    press_all(desktop, "check box")
    desktop.do_fill("entry: | login")


def walk_all(desktop):
    """Goes through each guide page by page, ticks everything, gives the first answers, and returns to the start."""
    for title in titles():
        desktop.do_wait("button:" + title + " 60")
        desktop.do_click("button:" + title)
        desktop.do_gone("button:都不是 30")
        walk_one(desktop)
        desktop.do_click("button:首页")


def titles():
    """Returns the Chinese titles of the built-in guides, in the pack's order."""
    pack = os.path.join(HERE, "..", "..", "wizards", "okpay")
    with open(os.path.join(pack, "pack.ron"), encoding="utf-8") as file:
        listed = re.search(r"wizards: \[(.*?)\]", file.read(), re.DOTALL).group(1)
    found = []
    for name in re.findall(r'"([^"]+)"', listed):
        with open(os.path.join(pack, name + ".ron"), encoding="utf-8") as file:
            found.append(re.search(r'title: \{"zh-CN": "([^"]+)"', file.read()).group(1))
    return found


def walk_one(desktop):
    for _ in range(MOST_PAGES):
        wait_until(lambda: headings(desktop), "the page has no heading")
        before = headings(desktop)
        choices = answers(desktop)
        if choices:
            choices[0].queryAction().doAction(0)
            wait_until(lambda: has_answer(desktop), "no answer is chosen")
        press_all(desktop, "check box")
        if desktop.find_pressable("button:下一步") is None:
            return
        desktop.do_click("button:下一步")
        wait_until(lambda: headings(desktop) not in ([], before), f"the page stays: {before}")
    raise AssertionError(f"no end after {MOST_PAGES} pages")


def wait_until(condition, problem):
    until = time.monotonic() + 60
    while not condition():
        if time.monotonic() > until:
            raise AssertionError(problem)
        time.sleep(0.2)


def has_answer(desktop):
    return any(node.getState().contains(desktop.pyatspi.STATE_CHECKED) for node in answers(desktop))


def answers(desktop):
    """Returns the answers of a page: its radio buttons without the choice of language, which every page has."""
    buttons = [node for node, _ in desktop.nodes() if desktop.role(node) == "radio button"]
    return [node for node in buttons if not desktop.words(node).startswith("语言")]


def headings(desktop):
    return [desktop.words(node) for node, _ in desktop.nodes() if desktop.role(node) == "heading"]


def press_all(desktop, role):
    for node in [node for node, _ in desktop.nodes() if desktop.role(node) == role]:
        node.queryAction().doAction(0)
        time.sleep(0.2)


def walk(program, bare):
    """Uses both programs at the same time and prints their proportional set sizes, the program's first.

    A memory page that several programs share counts in part for each of them. While both run, both count the same part
    of the driver's pages, no matter which other programs use the driver.
    """
    import drive

    class OneProgram(drive.Desktop):
        """Sees only the windows of its own program."""

        def nodes(self):
            is_own = False
            for node, level in super().nodes():
                if level == 0:
                    is_own = node.get_process_id() == self.program.pid
                if is_own:
                    yield node, level

    options = argparse.Namespace(size="1280x900", home=None, keep_home=False, env=["LANG=zh_CN.UTF-8"])
    desktop = OneProgram(options, [bare])
    os.environ["OKPAY_WIZARD_HOME"] = os.path.join(desktop.home, "okpay")
    peer = desktop.program
    try:
        tick_all(desktop)
        desktop.program = subprocess.Popen([program], stdout=desktop.log, stderr=desktop.log)
        walk_all(desktop)
        time.sleep(1)
        print(proportional_set_size(desktop.program.pid), proportional_set_size(peer.pid))
    except Exception as why:
        print("FAILED", why)
        desktop.explain()
        raise
    finally:
        desktop.started.append(peer)
        desktop.close()


def proportional_set_size(pid):
    with open(f"/proc/{pid}/smaps_rollup", encoding="utf-8") as file:
        words = next(line for line in file if line.startswith("Pss:"))
    return int(words.split()[1]) * 1024


def main():
    parser = argparse.ArgumentParser(formatter_class=argparse.RawDescriptionHelpFormatter, description=__doc__)
    parser.add_argument("--quick", action="store_true", help="measure less, in less time")
    parser.add_argument("--folder", default="target/release", help="where the programs are")
    parser.add_argument("--walk", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("figures", nargs="*", metavar="FIGURE")
    args = parser.parse_args()
    if args.walk:
        walk(*args.figures)
        return 0
    figures = Figures(os.path.abspath(args.folder), args.quick)
    known = ["size", "start", "zenity", "rest", "cursor", "frames", "memory"]
    if unknown := set(args.figures) - set(known):
        parser.error(f"there is no figure {' '.join(sorted(unknown))}; there are: {' '.join(known)}")
    missed = [name for name in args.figures or known if not getattr(figures, name)()]
    if missed:
        print("above their limits:", ", ".join(missed))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
