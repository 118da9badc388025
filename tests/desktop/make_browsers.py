#!/usr/bin/env python3
"""Makes the data of browsers, with real cookie stores, in a home: make_browsers.py HOME story|hand|picture

story      Firefox and Chromium, one profile each, with two cookies of the site and two of similar sites
hand       the same, but Chromium has cookies in an unknown future format, and there is Tor Browser
picture    Chrome with two profiles, Edge and Firefox, with caches of a usual size (sparse files)
"""
import json
import os
import sqlite3
import sys

SITE = ["okpay.com", ".www.okpay.com"]
LOOK_ALIKES = ["notokpay.com", "okpay.com.evil.example"]
FIREFOX = """
    CREATE TABLE moz_cookies (id INTEGER PRIMARY KEY, originAttributes TEXT NOT NULL DEFAULT '', name TEXT, host TEXT);
    PRAGMA user_version = 17;
"""
CHROMIUM = """
    CREATE TABLE meta (key LONGVARCHAR NOT NULL UNIQUE PRIMARY KEY, value LONGVARCHAR);
    INSERT INTO meta VALUES ('version', '24'), ('last_compatible_version', '24');
    CREATE TABLE cookies (
        creation_utc INTEGER NOT NULL, host_key TEXT NOT NULL, top_frame_site_key TEXT NOT NULL, name TEXT NOT NULL,
        value TEXT NOT NULL, encrypted_value BLOB NOT NULL, path TEXT NOT NULL, expires_utc INTEGER NOT NULL,
        is_secure INTEGER NOT NULL, is_httponly INTEGER NOT NULL, last_access_utc INTEGER NOT NULL,
        has_expires INTEGER NOT NULL, is_persistent INTEGER NOT NULL, priority INTEGER NOT NULL,
        samesite INTEGER NOT NULL, source_scheme INTEGER NOT NULL, source_port INTEGER NOT NULL,
        last_update_utc INTEGER NOT NULL, source_type INTEGER NOT NULL, has_cross_site_ancestor INTEGER NOT NULL);
    CREATE UNIQUE INDEX cookies_unique_index ON cookies(
        host_key, top_frame_site_key, has_cross_site_ancestor, name, path, source_scheme, source_port);
"""
# The cookies expire far in the future, because a browser that starts deletes expired ones.
CHROMIUM_COOKIE = """
    INSERT INTO cookies VALUES (13400000000000000 + ?, ?, '', 'c' || ?1, 'v', '', '/', 15000000000000000, 0, 0,
    13400000000000000, 1, 1, 1, -1, 1, 80, 13400000000000000, 0, 0)
"""
FIREFOX_COOKIE = "INSERT INTO moz_cookies (name, host) VALUES ('c' || ?, ?)"

home = sys.argv[1]


def write(path, text):
    os.makedirs(os.path.dirname(f"{home}/{path}"), exist_ok=True)
    with open(f"{home}/{path}", "w", encoding="utf-8") as file:
        file.write(text)


def sparse(path, size):
    write(path, "")
    os.truncate(f"{home}/{path}", size)


def store(path, schema, insert, hosts):
    db = sqlite3.connect(f"{home}/{path}")
    db.executescript(schema)
    db.executemany(insert, enumerate(hosts))
    db.commit()
    db.close()


def chromium(folder, profiles):
    """Makes a browser. A profile has a folder, a name, the size of its cache in bytes, and the hosts of its cookies."""
    names = {profile: {"name": name} for profile, name, _, _ in profiles}
    write(f".config/{folder}/Local State", json.dumps({"profile": {"info_cache": names}}))
    for profile, _, size, hosts in profiles:
        write(f".config/{folder}/{profile}/Preferences", "{}")
        sparse(f".cache/{folder}/{profile}/Cache/Cache_Data/f_000001", size)
        store(f".config/{folder}/{profile}/Cookies", CHROMIUM, CHROMIUM_COOKIE, hosts)


def firefox(profile, name, size, hosts):
    write(".mozilla/firefox/profiles.ini", f"[Profile0]\nName={name}\nIsRelative=1\nPath={profile}\n")
    write(f".mozilla/firefox/{profile}/prefs.js", "")
    sparse(f".cache/mozilla/firefox/{profile}/cache2/entries/0A", size)
    store(f".mozilla/firefox/{profile}/cookies.sqlite", FIREFOX, FIREFOX_COOKIE, hosts)


match sys.argv[2]:
    case "story":
        firefox("ab12.work", "work", 5_000, SITE + LOOK_ALIKES)
        chromium("chromium", [("Default", "Wang", 7_000, SITE + LOOK_ALIKES)])
    case "hand":
        firefox("ab12.work", "work", 5_000, SITE + LOOK_ALIKES)
        chromium("chromium", [("Default", "Wang", 7_000, SITE + LOOK_ALIKES)])
        db = sqlite3.connect(f"{home}/.config/chromium/Default/Cookies")
        db.execute("UPDATE meta SET value = '999'")
        db.commit()
        db.close()
        write(".local/share/torbrowser/tbb/x86_64/tor-browser/Browser/TorBrowser/Data/Browser/profiles.ini", "")
    case "picture":
        others = [f"shop{number}.example" for number in range(780)]
        firefox("ab12.default-release", "default-release", 540_000_000, others)
        chromium("microsoft-edge", [("Default", "用户 1", 86_000_000, SITE + SITE[:1] + others)])
        chromium("google-chrome", [
            ("Default", "小明", 312_000_000, SITE * 7 + others),
            ("Profile 1", "工作", 1_100_000_000, others),
        ])
    case other:
        sys.exit(f"make_browsers.py: there is no {other}")
