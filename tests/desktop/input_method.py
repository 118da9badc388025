#!/usr/bin/python3
"""drive.py with an input method for Chinese: ibus with its Pinyin engine, as Debian has them.

    pinyin LETTERS          type the letters and choose the first word with the space bar
    letters LETTERS         type the letters and choose nothing
    holds NAME | TEXT       wait until the entry has exactly this text (10 s)
    shows NAME | TEXT       the same without regard to spaces, for letters that are not yet words (10 s)

The variable XMODIFIERS names the input method to programs for X11, as Debian's im-config does it.
"""

import os
import subprocess
import time

import drive

ENGINE = "libpinyin"
START_SECONDS = 30
TEXT_SECONDS = 10


class Typist(drive.Desktop):
    """A display with an input method and the program."""

    def open_accessibility(self):
        super().open_accessibility()
        os.environ["XMODIFIERS"] = "@im=ibus"
        # The settings are in memory, so the machine's own are not read or changed. Keys choose words, so there is no
        # panel.
        self.start(["ibus-daemon", "--xim", "--panel=disable", "--config=/usr/libexec/ibus-memconf", "--cache=none"])
        until = time.monotonic() + START_SECONDS
        while not self.engine_runs():
            if time.monotonic() > until:
                raise SystemExit(f"input_method.py: ibus did not start with {ENGINE}")
            time.sleep(0.3)

    def engine_runs(self):
        subprocess.run(["ibus", "engine", ENGINE], capture_output=True)
        now = subprocess.run(["ibus", "engine"], capture_output=True, text=True)
        servers = subprocess.run(["xprop", "-root", "XIM_SERVERS"], capture_output=True, text=True)
        return now.stdout.strip() == ENGINE and "ibus" in servers.stdout

    def do_letters(self, letters):
        # The input method learns about a newly focused field with a delay, in which a person would not type yet.
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

    def wait_for_text(self, rest, same):
        name, _, text = (part.strip() for part in rest.partition("|"))
        until = time.monotonic() + TEXT_SECONDS
        while not same(found := self.text_of(name), text):
            if time.monotonic() > until:
                raise drive.Failed(f"its text is {found!r}")
            time.sleep(0.1)

    def do_holds(self, rest):
        self.wait_for_text(rest, lambda found, text: found == text)

    def do_shows(self, rest):
        same = lambda found, text: found is not None and found.replace(" ", "").replace("'", "") == text
        self.wait_for_text(rest, same)


if __name__ == "__main__":
    drive.main(Typist, __doc__)
