#!/usr/bin/env python3
"""Writes an unfinished session into a data folder: make_session.py FOLDER LANGUAGE GUIDE PAGE"""
import json
import os
import sys
import zlib

folder, language, guide, page = sys.argv[1:]
sessions = os.path.join(folder, "sessions")
os.makedirs(sessions, exist_ok=True)
made_with = {"pack": "okpay", "pack_version": "1.0.0", "program_version": "0.1.0"}
started = {"at": "2026-01-02T03:04:05Z", "what": "started", "wizard": guide, "page": page, "made_with": made_with}
started |= {"lang": language, "salt": "07" * 16}


def record(value):
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return f"{zlib.crc32(text.encode()):08x} {text}\n"


with open(os.path.join(sessions, "20260102-030405-1-1.session"), "w", encoding="utf-8") as file:
    file.write(record({"okpay-wizard-session": 1}) + record(started))
