#!/usr/bin/python3
"""Checks the progress that the program reports to the taskbar.

    taskbar.py FILE shown     waits until the signals in FILE, the output of dbus-monitor, show progress
    taskbar.py FILE rose      waits until the progress was higher several times and never lower
    taskbar.py FILE gone      waits until no progress is shown any more
"""

import re
import sys
import time

SIGNAL = re.compile(
    r'member=Update\s+string "application://okpay-wizard.desktop"\s+array \[\s+'
    r'dict entry\(\s+string "progress"\s+variant\s+double (\S+)\s+\)\s+'
    r'dict entry\(\s+string "progress-visible"\s+variant\s+boolean (\w+)\s+\)\s+\]'
)
CONDITIONS = {
    "shown": lambda signals: len(shares(signals)) > 0,
    "rose": lambda signals: len(set(shares(signals))) > 2 and shares(signals) == sorted(shares(signals)),
    "gone": lambda signals: len(signals) > 1 and not signals[-1][1],
}


def shares(signals):
    return [share for share, shown in signals if shown]


until = time.monotonic() + 60
while True:
    with open(sys.argv[1], encoding="utf-8") as file:
        signals = [(float(share), shown == "true") for share, shown in SIGNAL.findall(file.read())]
    if CONDITIONS[sys.argv[2]](signals):
        sys.exit(0)
    if time.monotonic() > until:
        sys.exit(f"the taskbar got these signals: {signals}")
    time.sleep(0.1)
