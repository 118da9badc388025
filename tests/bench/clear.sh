#!/usr/bin/env bash
# Measures how fast browser data is found and cleared, and compares it with du, rm and BleachBit on the same files.
#
#     tests/bench/clear.sh [PROGRAM [FOLDER…]]        default: target/release/okpay-wizard, a RAM disk and the real disk
#
# Makes a home with FILES (100,000) cache files of Chrome, Chromium and Firefox in each FOLDER. Prints the ratios with
# the files in the kernel's caches (warm) and, as root, without (cold). Fails when a limit is exceeded. Needs python3;
# BleachBit is compared where it is installed.
set -euo pipefail
program=$(realpath "${1:-target/release/okpay-wizard}")
shift || true
folders=("$@")
[ ${#folders[@]} -gt 0 ] || folders=(/dev/shm "${TMPDIR:-/var/tmp}")
files=${FILES:-100000}
work=()
trap 'rm -rf "${work[@]}"' EXIT
failed=0

make_home() { # HOME FILES
  python3 - "$1" "$2" <<'PY'
import os, sys
home, files = sys.argv[1], int(sys.argv[2])
def put(path, data=b""):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file: file.write(data)
def fill(folder, name, count, first):
    os.makedirs(folder, exist_ok=True)
    for number in range(count):
        with open(os.path.join(folder, name % (first + number)), "wb") as file: file.write(b"x" * 1000)
per = files // 5
state = b'{"profile":{"info_cache":{"Default":{"name":"One"},"Profile 1":{"name":"Two"}}}}'
first = 0
for browser in ("google-chrome", "chromium"):
    put(f"{home}/.config/{browser}/Local State", state)
    for profile in ("Default", "Profile 1"):
        put(f"{home}/.config/{browser}/{profile}/Preferences", b"{}")
        folder = f"{home}/.cache/{browser}/{profile}"
        fill(f"{folder}/Cache/Cache_Data", "%016x_0", per * 3 // 4, first)
        fill(f"{folder}/Code Cache/js", "%016x_0", per - per * 3 // 4, first)
        first += per
root = f"{home}/.mozilla/firefox"
put(f"{root}/profiles.ini", b"[Profile0]\nName=default\nIsRelative=1\nPath=ab12.default\n")
put(f"{root}/ab12.default/prefs.js")
fill(f"{home}/.cache/mozilla/firefox/ab12.default/cache2/entries", "%040X", files - 4 * per, 0)
PY
}

cold() { sync; echo 3 > /proc/sys/vm/drop_caches; }
in_home() { # HOME COMMAND…
  local home=$1; shift
  env -u XDG_CONFIG_HOME -u XDG_CACHE_HOME -u XDG_DATA_HOME -u XDG_STATE_HOME -u CHROME_CONFIG_HOME HOME="$home" \
    OKPAY_WIZARD_HOME="$home/wizard" "$@" > /dev/null
}
seconds() { # COMMAND… -> seconds on standard output
  local from to
  from=$(date +%s%N); "$@"; to=$(date +%s%N)
  python3 -c "print(($to - $from) / 1e9)"
}
median() { printf '%s\n' "$@" | sort -g | sed -n "$((($# + 1) / 2))p"; }
ratio() { # NAME OURS THEIRS LIMIT
  python3 - "$@" <<'PY' || failed=1
import sys
name, ours, theirs, limit = sys.argv[1], *map(float, sys.argv[2:])
ratio = ours / theirs
is_good = ratio <= limit
verdict = "" if is_good else "  MISSED"
print(f"  {name:38} {ours:7.3f} s against {theirs:7.3f} s: {ratio:5.2f} (limit {limit:.2f}){verdict}")
sys.exit(not is_good)
PY
}
# shellcheck disable=SC2317 # called by `seconds`
look() { in_home "$1" "$program" clear --list --json; }
# Only the time of clearing, which the program reports: the command also looks for browsers first, which rm does not do
# and which is measured separately.
clear_all() { # HOME -> seconds on standard output
  # shellcheck disable=SC2016 # the inner shell expands it
  in_home "$1" sh -c '"$0" clear --what cache --yes --json > "$HOME/output.json"' "$program"
  python3 -c "import json, sys; print(json.load(open(sys.argv[1]))['took_ms'] / 1000)" "$1/output.json"
}
measure_du() { in_home "$1" du -s "$1/.cache"; }
# shellcheck disable=SC2317 # as above
preview() { in_home "$1" bleachbit --preview google_chrome.cache chromium.cache firefox.cache 2> /dev/null; }
left() { find "$1/.cache" -type f | wc -l; }

for folder in "${folders[@]}"; do
  dir=$(mktemp -d "$folder/clear-bench.XXXXXX"); work+=("$dir")
  home=$dir/home
  echo "$files files in $folder ($(stat -f -c %T "$folder"))"
  make_home "$home" "$files"
  for state in warm cold; do
    if [ $state = cold ] && { [ ! -w /proc/sys/vm/drop_caches ] || [ "$(stat -f -c %T "$folder")" = tmpfs ]; }; then
      echo "  cold: cannot be measured here"; continue
    fi
    ours=(); theirs=(); peers=()
    for _ in 1 2 3 4 5; do
      # In turns, so that other work on the machine slows down both.
      [ $state = cold ] && cold; theirs+=("$(seconds measure_du "$home")")
      [ $state = cold ] && cold; ours+=("$(seconds look "$home")")
    done
    ratio "looking against du -s, $state" "$(median "${ours[@]}")" "$(median "${theirs[@]}")" 1.3
    if command -v bleachbit > /dev/null; then
      for _ in 1 2 3; do [ $state = cold ] && cold; peers+=("$(seconds preview "$home")"); done
      ratio "looking against BleachBit, $state" "$(median "${ours[@]}")" "$(median "${peers[@]}")" 0.2
    fi
  done
  for state in warm cold; do
    if [ $state = cold ] && { [ ! -w /proc/sys/vm/drop_caches ] || [ "$(stat -f -c %T "$folder")" = tmpfs ]; }; then continue; fi
    ours=(); theirs=()
    for _ in 1 2 3; do
      rm -rf "$home"; make_home "$home" "$files"; measure_du "$home"; sync
      [ $state = cold ] && cold
      # The program empties the same folders and keeps them.
      theirs+=("$(seconds rm -rf "$home/.cache")")
      rm -rf "$home"; make_home "$home" "$files"; measure_du "$home"; sync
      [ $state = cold ] && cold
      ours+=("$(clear_all "$home")")
      [ "$(left "$home")" = 0 ] || { echo "  $(left "$home") files were left"; failed=1; }
    done
    ratio "clearing against rm -rf, $state" "$(median "${ours[@]}")" "$(median "${theirs[@]}")" 1.3
  done
  few=$dir/few; make_home "$few" 1000; rm -rf "$home"; make_home "$home" "$files"
  peak() { in_home "$1" python3 - "$program" <<'PY'
import resource, subprocess, sys
subprocess.run([sys.argv[1], "clear", "--what", "cache", "--yes", "--json"], stdout=subprocess.DEVNULL, check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=sys.stderr)
PY
  }
  small=$(peak "$few" 2>&1); large=$(peak "$home" 2>&1)
  echo "  peak memory: $small KB with 1,000 files, $large KB with $files"
  [ "$large" -le $((small + 2048)) ] || { echo "  memory grows with the number of files  MISSED"; failed=1; }
done
exit $failed
