#!/usr/bin/python3
"""What a taskbar hears of the program.

    taskbar.py FILE CONDITION     waits until what dbus-monitor wrote to FILE holds it: shown, rose or gone
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
    "shown": lambda heard: any(shown for _, shown in heard),
    "rose": lambda heard: len({share for share, shown in heard if shown}) > 2 and shares(heard) == sorted(shares(heard)),
    "gone": lambda heard: len(heard) > 1 and not heard[-1][1],
}


def shares(heard):
    return [share for share, shown in heard if shown]


until = time.monotonic() + 60
while True:
    with open(sys.argv[1], encoding="utf-8") as file:
        heard = [(float(share), shown == "true") for share, shown in SIGNAL.findall(file.read())]
    if CONDITIONS[sys.argv[2]](heard):
        sys.exit(0)
    if time.monotonic() > until:
        sys.exit(f"the taskbar heard {heard}")
    time.sleep(0.1)
