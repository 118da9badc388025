#!/usr/bin/python3
"""drive.py on a desktop on which Chinese is typed: ibus with its Pinyin engine, as Debian has it.

    pinyin LETTERS          type them, one after the other, and choose the first word with the space bar
    letters LETTERS         type them and choose nothing
    holds NAME | TEXT       until the entry named so holds this text and nothing else (10 s)
    shows NAME | TEXT       until the entry named so holds this text, spaces aside: letters that are no words yet (10 s)

Programs for X11 are told of the input method by XMODIFIERS, as Debian's im-config does it.
"""

import os
import subprocess
import time

import drive

ENGINE = "libpinyin"
PATIENCE_SECONDS = 30
SECONDS = 10


class Typist(drive.Desktop):
    """A display with an input method, and the program on it."""

    def open_accessibility(self):
        super().open_accessibility()
        os.environ["XMODIFIERS"] = "@im=ibus"
        # Settings in memory: nothing of the machine's own is asked or changed. Words are chosen by keys, so no panel.
        self.start(["ibus-daemon", "--xim", "--panel=disable", "--config=/usr/libexec/ibus-memconf", "--cache=none"])
        until = time.monotonic() + PATIENCE_SECONDS
        while not self.engine_is_there():
            if time.monotonic() > until:
                raise SystemExit(f"input_method.py: ibus did not come up with {ENGINE}")
            time.sleep(0.3)

    def engine_is_there(self):
        subprocess.run(["ibus", "engine", ENGINE], capture_output=True)
        now = subprocess.run(["ibus", "engine"], capture_output=True, text=True)
        servers = subprocess.run(["xprop", "-root", "XIM_SERVERS"], capture_output=True, text=True)
        return now.stdout.strip() == ENGINE and "ibus" in servers.stdout

    def do_letters(self, letters):
        # Whoever has just come to a field takes a breath; the input method is told of the field meanwhile.
        time.sleep(1.5)
        for letter in letters:
            subprocess.run(["xdotool", "key", "--", letter], check=True)
            time.sleep(0.15)

    def do_pinyin(self, letters):
        self.do_letters(letters)
        time.sleep(0.5)
        self.do_key("space")

    def text_of(self, name):
        node = self.find(name)
        try:
            return node.queryText().getText(0, -1)
        except Exception:
            return None

    def until_text(self, rest, same):
        name, _, text = (part.strip() for part in rest.partition("|"))
        until = time.monotonic() + SECONDS
        while not same(found := self.text_of(name), text):
            if time.monotonic() > until:
                raise drive.Failed(f"it holds {found!r}")
            time.sleep(0.1)

    def do_holds(self, rest):
        self.until_text(rest, lambda found, text: found == text)

    def do_shows(self, rest):
        self.until_text(rest, lambda found, text: found is not None and found.replace(" ", "").replace("'", "") == text)


if __name__ == "__main__":
    drive.main(Typist, __doc__)
