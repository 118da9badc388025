#!/usr/bin/python3
"""drive.py with commands that check a window as a screen reader reads it.

    read TITLE              check everything on screen (see below); TITLE is the screen's name in the output
    listen                  forget all announcements until now
    heard WORDS [SECONDS]   wait until these words were announced after `listen` (default 10 s)

`read` checks these rules. The window and every control have a name. Only controls can have the focus, and each control
has the states of its role. A description differs from the name, two neighbours have different texts, and two controls
with the same role differ in name, description or text. The order in the tree is the order on the screen: of two things
in one column the upper one comes first, and of two things in one row the left one. The Tab key goes through all
controls in this order.

The window must be so high that nothing has to be scrolled.
"""

import collections
import os
import re
import subprocess
import sys
import time

import drive

CONTROLS = {"button", "toggle button", "check box", "radio button", "entry", "text", "link", "combo box", "canvas"}
READ = CONTROLS | {"label", "static", "heading", "image", "progress bar"}
TICKED = {"check box", "radio button", "toggle button"}
# Two things are in the same row if they overlap at least by this part of the height of the smaller one.
SAME_ROW = 0.5
# Edges that touch may differ by this number of pixels, because they are rounded.
ROUNDED = 2
SETTLE_SECONDS = 20

Thing = collections.namedtuple("Thing", "node role name description text states left top right bottom")


def describe(thing):
    return f"{thing.role} {thing.name!r} at {thing.left},{thing.top}–{thing.right},{thing.bottom}"


class Reader(drive.Desktop):
    """A display with the program, and commands that check it as a screen reader reads it."""

    def open_accessibility(self):
        super().open_accessibility()
        call = ["gdbus", "call", "--session", "--dest", "org.a11y.Bus", "--object-path", "/org/a11y/bus"]
        answer = subprocess.run([*call, "--method", "org.a11y.Bus.GetAddress"], capture_output=True, text=True, check=True)
        self.announced = os.path.join(self.runtime, "announced")
        self.mark = 0
        # With its own connection to the bus, so that no announcement is lost while the tree is read.
        match = "type='signal',interface='org.a11y.atspi.Event.Object',member='Announcement'"
        command = ["dbus-monitor", "--address", answer.stdout.split("'")[1], match]
        self.started.append(subprocess.Popen(command, stdout=open(self.announced, "w"), stderr=subprocess.DEVNULL))
        self.wait_until(lambda: os.path.getsize(self.announced) > 0, "dbus-monitor reports no accessibility bus")

    # Announcements.

    def announcements(self):
        with open(self.announced, encoding="utf-8", errors="replace") as file:
            file.seek(self.mark)
            signals = re.split(r"^signal ", file.read(), flags=re.MULTILINE)
        spoken = (re.search(r'variant\s+string "(.*)"\n', signal, re.DOTALL) for signal in signals)
        return [match.group(1) for match in spoken if match]

    def do_listen(self, _):
        self.mark = os.path.getsize(self.announced)

    def do_heard(self, rest):
        words, seconds = rest, 10.0
        head, _, tail = rest.rpartition(" ")
        if head and tail.isdigit():
            words, seconds = head, float(tail)
        until = time.monotonic() + seconds
        while not any(words in spoken for spoken in self.announcements()):
            if time.monotonic() > until:
                raise drive.Failed(f"not announced within {seconds:g} s, only: {self.announcements()}")
            time.sleep(0.1)

    # What is on screen.

    def things(self):
        found = []
        for node, level in self.nodes():
            if level == 0:
                continue
            try:
                box = node.queryComponent().getExtents(self.pyatspi.WINDOW_COORDS)
                edges = (box.x, box.y, box.x + box.width, box.y + box.height)
                states = frozenset(int(state) for state in node.getState().getStates())
                role = self.role(node)
                text = node.queryText().getText(0, -1) if role == "entry" else ""
                found.append(Thing(node, role, node.name, node.description, text, states, *edges))
            except Exception:
                continue
        return found

    def settled(self):
        """Waits until the screen stops changing and returns everything on it."""
        seen = lambda things: [thing[1:5] + thing[6:] for thing in things]
        until = time.monotonic() + SETTLE_SECONDS
        before = self.things()
        while True:
            time.sleep(0.3)
            now = self.things()
            if now and seen(now) == seen(before):
                return now
            if time.monotonic() > until:
                raise drive.Failed("the window does not stop changing")
            before = now

    def has(self, thing, state):
        return int(getattr(self.pyatspi, "STATE_" + state)) in thing.states

    def usable(self, thing):
        # A text that can only be read and selected does not have the state "enabled".
        return self.has(thing, "ENABLED") or self.has(thing, "READ_ONLY")

    # The checks.

    def do_read(self, title):
        things = self.settled()
        controls = [thing for thing in things if thing.role in CONTROLS]
        read = [thing for thing in things if thing.role in READ]
        wrong = [*self.unnamed(things, controls), *self.misplaced(things), *self.unstated(controls)]
        wrong += [*self.repeated(read, controls), *self.out_of_order(read), *self.out_of_window(things, read)]
        if not wrong:
            wrong += self.out_of_turn(controls)
        if wrong:
            raise drive.Failed("\n  ".join([f"{len(wrong)} faults in {title}:", *wrong]))
        print(f"   {title}: {len(controls)} controls, {len(read) - len(controls)} other things to read", flush=True)

    def unnamed(self, things, controls):
        frames = [thing for thing in things if thing.role == "frame"]
        yield from ("the window has no name" for frame in frames if not frame.name.strip())
        if not frames:
            yield "there is no window"
        yield from (f"no name: {describe(thing)}" for thing in controls if not thing.name.strip())

    def misplaced(self, things):
        for thing in things:
            if thing.role != "frame" and self.has(thing, "FOCUSABLE") and thing.role not in CONTROLS:
                yield f"can have the focus, but is not a control: {describe(thing)}"
            if thing.role in ("unknown", "invalid", "redundant object", "filler"):
                yield f"a role without a meaning: {describe(thing)}"

    def unstated(self, controls):
        for thing in controls:
            if not self.has(thing, "VISIBLE") or not self.has(thing, "SHOWING"):
                yield f"lacks the state visible or showing: {describe(thing)}"
            if self.has(thing, "ENABLED") != self.has(thing, "SENSITIVE"):
                yield f"has only one of the states enabled and sensitive: {describe(thing)}"
            if self.usable(thing) and not self.has(thing, "FOCUSABLE"):
                yield f"cannot have the focus: {describe(thing)}"
            if thing.role in TICKED and not self.has(thing, "CHECKABLE"):
                yield f"lacks the state checkable: {describe(thing)}"
            if thing.role == "entry" and self.has(thing, "EDITABLE") == self.has(thing, "READ_ONLY"):
                yield f"must be either editable or read-only: {describe(thing)}"
            if thing.role not in TICKED and self.has(thing, "CHECKED"):
                yield f"is ticked, but its role cannot be ticked: {describe(thing)}"

    def repeated(self, read, controls):
        for thing in read:
            if thing.description and thing.description.strip() == thing.name.strip():
                yield f"its description repeats its name: {describe(thing)}"
        for one, other in zip(read, read[1:]):
            # A button and the title of its screen may have the same text, and an entry has the name of its label.
            same = one.name.strip() and (one.name, one.text) == (other.name, other.text)
            if same and "heading" not in (one.role, other.role) and other.role != "entry":
                yield f"two neighbours with the same text: {describe(one)} and {describe(other)}"
        same = collections.Counter((thing.role, thing.name, thing.description, thing.text) for thing in controls)
        for (role, name, *_), count in same.items():
            if count > 1:
                yield f"{count} of these cannot be distinguished: {role} {name!r}"

    def out_of_order(self, read):
        """Yields things that come later in the tree but earlier on the screen. Compares all pairs of things."""
        visible = [thing for thing in read if thing.right > thing.left and thing.bottom > thing.top]
        for number, first in enumerate(visible):
            for later in visible[number + 1 :]:
                if inside(first, later) or inside(later, first):
                    continue
                lower = min(first.bottom - first.top, later.bottom - later.top)
                overlap = min(first.bottom, later.bottom) - max(first.top, later.top)
                if overlap >= SAME_ROW * lower:
                    if later.right <= first.left + ROUNDED:
                        yield f"is read after something on its right: {describe(later)} after {describe(first)}"
                elif later.bottom <= first.top + ROUNDED and shared_width(first, later) > ROUNDED:
                    yield f"is read after something below it: {describe(later)} after {describe(first)}"

    def out_of_window(self, things, read):
        bottom = max((thing.bottom for thing in things if thing.role == "frame"), default=0)
        for thing in read:
            if thing.bottom > bottom + ROUNDED:
                yield f"below the edge of the window at {bottom}: {describe(thing)}"

    def out_of_turn(self, controls):
        """Presses Tab until it has gone round once, and compares its way with the order of the tree."""
        usable = [thing for thing in controls if self.usable(thing)]
        at = self.focused(usable)
        visited = []
        for _ in range(2 * len(usable) + 2):
            at = self.next_stop(usable, at)
            if at is not None:
                visited.append(at)
            if len(visited) > len(usable):
                break
        expected = [(visited[0] + step) % len(usable) for step in range(len(usable) + 1)] if visited else []
        if visited != expected:
            shorter = min(len(visited), len(expected))
            number = next((n for n in range(shorter) if visited[n] != expected[n]), shorter)
            stop = lambda stops: describe(usable[stops[number]]) if number < len(stops) else "nothing"
            yield f"Tab goes to {stop(visited)} and not to {stop(expected)}, stop {number + 1} of {len(expected)}"

    def focused(self, usable):
        for number, thing in enumerate(usable):
            try:
                if thing.node.getState().contains(self.pyatspi.STATE_FOCUSED):
                    return number
            except Exception:
                continue
        return None

    def next_stop(self, usable, before):
        subprocess.run(["xdotool", "key", "Tab"], check=True)
        until = time.monotonic() + 3
        # While the focus moves, no control may have it. After the last control it may stay for one press.
        while (at := self.focused(usable)) in (before, None):
            if time.monotonic() > until:
                return None
            time.sleep(0.02)
        return at


def inside(outer, inner):
    return (
        outer.left <= inner.left + ROUNDED
        and outer.top <= inner.top + ROUNDED
        and outer.right >= inner.right - ROUNDED
        and outer.bottom >= inner.bottom - ROUNDED
    )


def shared_width(one, other):
    """Returns the width of the column that two things share; it is not positive if one is beside the other."""
    return min(one.right, other.right) - max(one.left, other.left)


if __name__ == "__main__":
    drive.main(Reader, __doc__)
