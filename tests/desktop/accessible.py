#!/usr/bin/python3
"""drive.py with commands that look at a window as a screen reader does, and complain.

    read TITLE              everything on screen is in order (see below); TITLE is what it is called in the output
    listen                  from now on, what is announced is remembered
    heard WORDS [SECONDS]   until these words have been announced since then (default 10 s)

In order means: the window and every control has a name; what can have the focus has a role that fits and the states
that go with it; a description does not say the name again, no two things in a row say the same, and no two controls of
a kind have both the same name and the same description; one choice of a group at most is chosen. What comes first in
the tree comes first on the screen: nothing stands above something of its own column that comes before it, nor to the
left of something of its own row. And the Tab key goes from control to control in that order, through all of them.

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
# The least that two things in a row overlap, as a share of the lower one's height.
SAME_ROW = 0.5
# Edges that touch are rounded to pixels.
ROUNDED = 2
PATIENCE_SECONDS = 20

Thing = collections.namedtuple("Thing", "node role name description states left top right bottom")


def told(thing):
    return f"{thing.role} {thing.name!r} at {thing.left},{thing.top}–{thing.right},{thing.bottom}"


class Reader(drive.Desktop):
    """A display, the program on it, and somebody who cannot see it."""

    def open_accessibility(self):
        super().open_accessibility()
        call = ["gdbus", "call", "--session", "--dest", "org.a11y.Bus", "--object-path", "/org/a11y/bus"]
        answer = subprocess.run([*call, "--method", "org.a11y.Bus.GetAddress"], capture_output=True, text=True, check=True)
        self.announced = os.path.join(self.runtime, "announced")
        self.mark = 0
        # An own connection to the bus: reading the tree must not swallow what is announced meanwhile.
        match = "type='signal',interface='org.a11y.atspi.Event.Object',member='Announcement'"
        command = ["dbus-monitor", "--address", answer.stdout.split("'")[1], match]
        self.started.append(subprocess.Popen(command, stdout=open(self.announced, "w"), stderr=subprocess.DEVNULL))
        self.soon(lambda: os.path.getsize(self.announced) > 0, "nobody listens on the accessibility bus")

    # What is announced.

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
                raise drive.Failed(f"nobody heard it within {seconds:g} s, only: {self.announcements()}")
            time.sleep(0.1)

    # What there is.

    def things(self):
        found = []
        for node, level in self.nodes():
            if level == 0:
                continue
            try:
                box = node.queryComponent().getExtents(self.pyatspi.WINDOW_COORDS)
                place = (box.x, box.y, box.x + box.width, box.y + box.height)
                states = frozenset(int(state) for state in node.getState().getStates())
                found.append(Thing(node, self.role(node), node.name, node.description, states, *place))
            except Exception:
                continue
        return found

    def settled(self):
        """Everything on screen, once it has stopped changing."""
        seen = lambda things: [thing[1:4] + thing[5:] for thing in things]
        until = time.monotonic() + PATIENCE_SECONDS
        before = self.things()
        while True:
            time.sleep(0.3)
            now = self.things()
            if now and seen(now) == seen(before):
                return now
            if time.monotonic() > until:
                raise drive.Failed("the window does not come to rest")
            before = now

    def has(self, thing, state):
        return int(getattr(self.pyatspi, "STATE_" + state)) in thing.states

    # What is wrong.

    def do_read(self, title):
        things = self.settled()
        controls = [thing for thing in things if thing.role in CONTROLS]
        read = [thing for thing in things if thing.role in READ]
        wrong = [*self.unnamed(things, controls), *self.misplaced(things), *self.unstated(controls)]
        wrong += [*self.repeated(read, controls), *self.out_of_order(read), *self.out_of_window(things, read)]
        if not wrong:
            wrong += self.out_of_turn(controls)
        if wrong:
            raise drive.Failed("\n  ".join([f"{len(wrong)} complaints about {title}:", *wrong]))
        print(f"   {title}: {len(controls)} controls, {len(read) - len(controls)} other things to read", flush=True)

    def unnamed(self, things, controls):
        frames = [thing for thing in things if thing.role == "frame"]
        yield from ("the window has no name" for frame in frames if not frame.name.strip())
        if not frames:
            yield "there is no window"
        yield from (f"no name: {told(thing)}" for thing in controls if not thing.name.strip())

    def misplaced(self, things):
        for thing in things:
            if thing.role != "frame" and self.has(thing, "FOCUSABLE") and thing.role not in CONTROLS:
                yield f"can have the focus, but is no control: {told(thing)}"
            if thing.role in ("unknown", "invalid", "redundant object", "filler"):
                yield f"a role that says nothing: {told(thing)}"

    def unstated(self, controls):
        for thing in controls:
            if not self.has(thing, "VISIBLE") or not self.has(thing, "SHOWING"):
                yield f"is not said to be visible: {told(thing)}"
            if self.has(thing, "ENABLED") != self.has(thing, "SENSITIVE"):
                yield f"is said to be usable and not to be: {told(thing)}"
            if self.has(thing, "ENABLED") and not self.has(thing, "FOCUSABLE"):
                yield f"cannot have the focus: {told(thing)}"
            if thing.role in TICKED and not self.has(thing, "CHECKABLE"):
                yield f"is not said to be tickable: {told(thing)}"
            if thing.role == "entry" and self.has(thing, "EDITABLE") == self.has(thing, "READ_ONLY"):
                yield f"is not said whether it can be changed: {told(thing)}"
            if thing.role not in TICKED and self.has(thing, "CHECKED"):
                yield f"is ticked, but cannot be: {told(thing)}"

    def repeated(self, read, controls):
        for thing in read:
            if thing.description and thing.description.strip() == thing.name.strip():
                yield f"says its name twice: {told(thing)}"
        for one, other in zip(read, read[1:]):
            # The button that leads to a screen and the title of that screen may well say the same.
            if one.name.strip() and one.name == other.name and "heading" not in (one.role, other.role):
                yield f"said twice in a row: {told(one)} and {told(other)}"
        same = collections.Counter((thing.role, thing.name, thing.description) for thing in controls)
        for (role, name, _), count in same.items():
            if count > 1:
                yield f"{count} of these cannot be told apart: {role} {name!r}"

    def out_of_order(self, read):
        """Things that come later in the tree but earlier to the eye: all with all, not only neighbours."""
        placed = [thing for thing in read if thing.right > thing.left and thing.bottom > thing.top]
        for place, first in enumerate(placed):
            for later in placed[place + 1 :]:
                if inside(first, later) or inside(later, first):
                    continue
                lower = min(first.bottom - first.top, later.bottom - later.top)
                overlap = min(first.bottom, later.bottom) - max(first.top, later.top)
                if overlap >= SAME_ROW * lower:
                    if later.right <= first.left + ROUNDED:
                        yield f"is read after what is right of it: {told(later)} after {told(first)}"
                elif later.bottom <= first.top + ROUNDED and beside(first, later) > ROUNDED:
                    yield f"is read after what is below it: {told(later)} after {told(first)}"

    def out_of_window(self, things, read):
        bottom = max((thing.bottom for thing in things if thing.role == "frame"), default=0)
        for thing in read:
            if thing.bottom > bottom + ROUNDED:
                yield f"the window is too low for this: {told(thing)} below {bottom}"

    def out_of_turn(self, controls):
        """The Tab key, once round, against the order of the tree."""
        usable = [thing for thing in controls if self.has(thing, "ENABLED")]
        at = self.focused(usable)
        went = []
        for _ in range(2 * len(usable) + 2):
            at = self.next_stop(usable, at)
            if at is not None:
                went.append(at)
            if len(went) > len(usable):
                break
        wanted = [(went[0] + step) % len(usable) for step in range(len(usable) + 1)] if went else []
        if went != wanted:
            place = next((n for n, pair in enumerate(zip(went, wanted)) if pair[0] != pair[1]), min(len(went), len(wanted)))
            stop = lambda stops: told(usable[stops[place]]) if place < len(stops) else "nothing"
            yield f"Tab goes to {stop(went)} and not to {stop(wanted)}, stop {place + 1} of {len(wanted)}"

    def focused(self, usable):
        for place, thing in enumerate(usable):
            try:
                if thing.node.getState().contains(self.pyatspi.STATE_FOCUSED):
                    return place
            except Exception:
                continue
        return None

    def next_stop(self, usable, before):
        subprocess.run(["xdotool", "key", "Tab"], check=True)
        until = time.monotonic() + 3
        # While the focus moves it may be seen nowhere; past the last control it may rest there for one press.
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


def beside(one, other):
    """By how much two things share a column; nothing or less when they stand beside each other."""
    return min(one.right, other.right) - max(one.left, other.left)


if __name__ == "__main__":
    drive.main(Reader, __doc__)
