#!/usr/bin/python3
"""Clears one site in a real browser: sites save data, the program clears one site, and the browser shows what is left.

    real_browser.py chromium|firefox-esr PROGRAM HOME

HOME is an empty folder. A server on this machine sends the sites' pages, and the pages report to it what they find.
Each step is printed. The first step that fails ends the run with exit status 1.
"""

import hashlib
import http.server
import json
import os
import pathlib
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time

OWN = ["okpay.com", "www.okpay.com"]
OTHERS = ["notokpay.com", "okpay.com.evil.example", "mail.example"]
FRAME = "cdn.example"
KINDS = ["cookie", "local", "database", "cache_storage"]

PAGE = r"""<!doctype html><meta charset=utf-8><title>story</title><body><script>
const params = new URLSearchParams(location.search), isTop = top === self, host = location.hostname;
const seen = {host, top: isTop ? host : params.get('top')};
const attempt = async (name, what) => { try { seen[name] = await what() } catch (error) { seen[name] = 'error: ' + error } };
const database = (version, whenNew) => new Promise((resolve, reject) => {
  const opening = indexedDB.open('story', version);
  opening.onupgradeneeded = () => whenNew(opening);
  opening.onsuccess = () => resolve(opening.result);
  opening.onerror = () => reject(opening.error);
});
const transacted = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result); request.onerror = () => reject(request.error);
});
const save = async () => {
  await attempt('saved_cookie', () => {
    const kind = isTop ? '' : '; Secure; SameSite=None; Partitioned';
    document.cookie = `${isTop ? 'sid' : '__Host-p'}=of-${host}; max-age=9999999; path=/${kind}`;
    // Firefox puts every cookie of a frame into the partition of the site around it.
    if (!isTop) document.cookie = `plain=of-${host}; max-age=9999999; path=/`;
  });
  await attempt('saved_local', () => {
    localStorage.setItem('key', 'of-' + host);
    for (let n = 0; n < 60; n++) localStorage.setItem('many' + n, 'x'.repeat(n * 90));
  });
  await attempt('saved_database', async () => {
    const open = await database(1, (opening) => opening.result.createObjectStore('store'));
    await transacted(open.transaction('store', 'readwrite').objectStore('store').put('of-' + host, 'key'));
    open.close();
  });
  await attempt('saved_cache_storage', async () => {
    await (await caches.open('store')).put('/key', new Response('of-' + host));
  });
  await attempt('saved_files', async () => {
    const file = await (await navigator.storage.getDirectory()).getFileHandle('of-' + host, {create: true});
    const writer = await file.createWritable(); await writer.write('story'); await writer.close();
  });
};
const look = async () => {
  await attempt('cookie', () => document.cookie || null);
  await attempt('local', () => localStorage.getItem('key') && localStorage.length + ' ' + localStorage.getItem('key'));
  await attempt('database', async () => {
    if (!(await indexedDB.databases()).some((one) => one.name === 'story')) return null;
    const open = await database(1, () => {});
    const value = await transacted(open.transaction('store').objectStore('store').get('key'));
    open.close();
    return value;
  });
  await attempt('cache_storage', async () => {
    const answer = await caches.match('/key'); return answer ? await answer.text() : null;
  });
  await attempt('files', async () => {
    const names = [];
    for await (const name of (await navigator.storage.getDirectory()).keys()) names.push(name);
    return names.join() || null;
  });
  await attempt('fetched', async () => (await (await fetch('/cached.txt')).text()).length);
};
const frame = () => new Promise((done) => {
  const inner = document.createElement('iframe');
  inner.src = `//${params.get('frame')}/?do=${params.get('do')}&top=${host}`;
  onmessage = done; setTimeout(done, 8000);
  document.body.append(inner);
});
(async () => {
  if (params.get('do') === 'save') await save();
  await look();
  if (isTop) await frame();
  await fetch('/report', {method: 'POST', body: JSON.stringify(seen)});
  if (!isTop) return parent.postMessage('done', '*');
  const [next, ...later] = params.get('next').split(',');
  if (next) location.href = `//${next}/?do=${params.get('do')}&frame=${params.get('frame')}&next=${later.join()}`;
  else await fetch('/done', {method: 'POST', body: ''});
})();
</script>""".encode()


class Web:
    """One server for all sites."""

    def __init__(self, folder, is_secure):
        self.reports, self.fetched, self.done = [], [], threading.Event()
        web = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_):
                pass

            def answer(self, body, kind, *headers):
                self.send_response(200)
                for name, value in [("Content-Length", str(len(body))), ("Content-Type", kind), *headers]:
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def do_GET(self):
                host = self.headers.get("Host", "")
                # A request to a proxy has the whole address.
                path = self.path.split("://", 1)[-1]
                path = path[path.find("/"):] if "://" in self.path else path
                if path == "/cached.txt":
                    web.fetched.append(host)
                    self.answer(b"cached " * 300, "text/plain", ("Cache-Control", "max-age=999999"))
                elif path.startswith("/?"):
                    self.answer(PAGE, "text/html", ("Cache-Control", "no-store"))
                else:
                    self.answer(b"", "text/plain")

            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                if self.path.endswith("/report"):
                    web.reports.append(json.loads(body))
                elif self.path.endswith("/done"):
                    web.done.set()
                self.answer(b"", "text/plain")

            def do_CONNECT(self):
                self.send_error(501)

        class Server(http.server.ThreadingHTTPServer):
            def handle_error(self, *_):
                pass  # A browser that closes breaks its connections.

        self.server = Server(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        if is_secure:
            key, certificate = folder / "key.pem", folder / "certificate.pem"
            subprocess.run(
                ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=okpay.com",
                 "-keyout", key, "-out", certificate], check=True, stderr=subprocess.DEVNULL)
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate, key)
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def begin(self):
        self.reports.clear()
        self.fetched.clear()
        self.done.clear()


class Chromium:
    id, secure, process = "chromium", True, None

    def __init__(self, home):
        self.data = home / ".config/chromium"
        self.profile = self.data / "Default"
        self.cookies = self.profile / "Cookies"

    def start(self, web, url):
        to_read, to_write = os.pipe(), os.pipe()

        def hand_over():
            spare = os.dup(to_read[0]), os.dup(to_write[1])
            os.dup2(spare[0], 3)
            os.dup2(spare[1], 4)

        self.process = subprocess.Popen(
            ["chromium", "--headless=new", "--disable-gpu", "--no-first-run", "--no-default-browser-check",
             "--disable-component-update", "--disable-background-networking", "--disable-dev-shm-usage",
             "--ignore-certificate-errors", "--password-store=basic", f"--user-data-dir={self.data}",
             f"--host-resolver-rules=MAP * 127.0.0.1:{web.port}", "--remote-debugging-pipe",
             *(["--no-sandbox"] if os.geteuid() == 0 else []), url],
            preexec_fn=hand_over, close_fds=False, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.pipe = to_read[1]
        os.close(to_read[0])
        os.close(to_write[1])

    def close(self):
        # Closes it as its menu does, so that it writes everything to the disk.
        os.write(self.pipe, b'{"id":1,"method":"Browser.close"}\0')
        self.process.wait(30)

    def damaged(self):
        json.loads((self.profile / "Preferences").read_text())
        json.loads((self.data / "Local State").read_text())
        odd = [path for path in self.data.rglob("*") if "corrupt" in path.name.lower() or path.name.endswith(".bad")]
        for log in [self.profile / "Local Storage/leveldb/LOG", self.profile / "Local Storage/leveldb/LOG.old"]:
            if log.exists() and any(word in log.read_text().lower() for word in ["corrupt", "error", "repair"]):
                odd.append(log)
        return odd

    def identity(self):
        return {"Preferences": json.loads((self.profile / "Preferences").read_text())["profile"]["creation_time"]}


class Firefox:
    id, secure, process = "firefox-esr", False, None

    def __init__(self, home):
        self.home = home
        subprocess.run(["firefox-esr", "--headless", "-CreateProfile", "story"], check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=60)
        found = [path.parent for path in home.rglob("profiles.ini")]
        self.data = found[0]
        line = [line for line in (self.data / "profiles.ini").read_text().splitlines() if line.startswith("Path=")][0]
        self.profile = self.data / line[len("Path="):]
        self.cookies = self.profile / "cookies.sqlite"

    def start(self, web, url):
        prefs = {
            "network.proxy.type": 1, "network.proxy.http": "127.0.0.1", "network.proxy.http_port": web.port,
            "network.proxy.ssl": "127.0.0.1", "network.proxy.ssl_port": web.port, "network.proxy.no_proxies_on": "",
            "dom.serviceWorkers.testing.enabled": True, "dom.caches.testing.enabled": True,
            "dom.security.https_first": False, "dom.security.https_first_schemeless": False,
            "browser.shell.checkDefaultBrowser": False, "datareporting.policy.dataSubmissionEnabled": False,
            "app.update.enabled": False, "network.captive-portal-service.enabled": False,
            "network.connectivity-service.enabled": False, "browser.aboutwelcome.enabled": False,
            "browser.startup.page": 0, "marionette.port": 0,
        }
        lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in prefs.items()]
        (self.profile / "user.js").write_text("\n".join(lines) + "\n")
        self.port_file = self.profile / "MarionetteActivePort"
        self.port_file.unlink(missing_ok=True)
        self.process = subprocess.Popen(["firefox-esr", "--headless", "--marionette", "-P", "story", url], start_new_session=True,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def close(self):
        with socket.create_connection(("127.0.0.1", int(self.port_file.read_text())), 10) as line:
            line.recv(4096)
            for number, (name, what) in enumerate([("WebDriver:NewSession", {}),
                                                   ("Marionette:Quit", {"flags": ["eAttemptQuit"]})]):
                text = json.dumps([0, number, name, what])
                line.sendall(f"{len(text)}:{text}".encode())
                time.sleep(1)
        self.process.wait(30)

    def damaged(self):
        odd = [path for path in self.profile.rglob("*") if ".corrupt" in path.name or path.name.endswith(".bak")]
        odd += [path for path in self.profile.glob("Invalidprefs*")]
        folders = [line for line in (self.data / "profiles.ini").read_text().splitlines() if line.startswith("Path=")]
        return odd + folders[1:]

    def identity(self):
        return {"times.json": json.loads((self.profile / "times.json").read_text())["created"]}


def say(text):
    print(text, flush=True)


def expect(condition, text):
    if not condition:
        sys.exit(f"real_browser.py: not true: {text}")
    say(f"  {text}")


def visit(browser, web, action):
    web.begin()
    first, *later = [*OWN, *OTHERS]
    scheme = "https" if browser.secure else "http"
    browser.start(web, f"{scheme}://{first}/?do={action}&frame={FRAME}&next={','.join(later)}")
    if not web.done.wait(60):
        sys.exit(f"real_browser.py: the browser did not visit all sites, only: {web.reports}")
    time.sleep(1)
    return {(report["host"], report["top"]): report for report in web.reports}


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def clear(program, browser, *what):
    arguments = [part for name in what for part in ("--what", name)]
    command = [program, "clear", *arguments, "--site", "okpay.com", "--browser", browser.id, "--yes"]
    return subprocess.run(command, capture_output=True, text=True, timeout=60)


def main():
    name, program, home = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
    for variable in [key for key in os.environ if key.startswith("XDG_")]:
        del os.environ[variable]
    os.environ.update(HOME=str(home), OKPAY_WIZARD_HOME=str(home / "wizard"))
    browser = {"chromium": Chromium, "firefox-esr": Firefox}[name](home)
    try:
        story(name, program, browser, Web(home, browser.secure))
    finally:
        # If a step failed, the browser and its helper processes still run.
        if browser.process and browser.process.poll() is None:
            os.killpg(browser.process.pid, signal.SIGKILL)
            browser.process.wait()
            time.sleep(1)


def story(name, program, browser, web):
    say(f"{name}: five sites save all kinds of data")
    before = visit(browser, web, "save")
    for host in [*OWN, *OTHERS]:
        expect(all(f"of-{host}" in (before[host, host][kind] or "") for kind in KINDS), f"{host} has saved all kinds")
    browser.close()
    say(f"{name}: it runs again, with that data on the disk")
    before = visit(browser, web, "look")
    stores = [browser.cookies, *browser.cookies.parent.glob(browser.cookies.name + "-wal")]
    digests = [digest(store) for store in stores]
    refused = clear(program, browser, "cookies")
    expect(refused.returncode == 1, f"clearing is refused: {refused.stdout}{refused.stderr}".strip())
    expect(name.split("-")[0] in (refused.stdout + refused.stderr).lower(), "the program names the process")
    expect([digest(store) for store in stores] == digests, "the cookie stores are unchanged")
    browser.close()

    say(f"{name}: it is closed, and okpay.com is cleared")
    identity = browser.identity()
    cleared = clear(program, browser, "cookies", "site-data", "cache")
    say(cleared.stdout.rstrip())
    expect(cleared.returncode == 0, f"clearing succeeded {cleared.stderr}".strip())

    say(f"{name}: it runs again")
    after = visit(browser, web, "look")
    fetched = list(web.fetched)
    browser.close()
    # Only secure pages can save files, and the pages of this server are secure in Chromium only.
    kinds = [*KINDS, "files"] if browser.secure else KINDS
    for host in OWN:
        left = {kind: after[host, host][kind] for kind in kinds if after[host, host][kind]}
        expect(not left, f"{host} has nothing {left or ''}".rstrip())
        expect(host in fetched, f"{host} is not in the cache")
    for host in OWN:
        left = {kind: after[FRAME, host][kind] for kind in kinds if after[FRAME, host][kind]}
        expect(before[FRAME, host]["cookie"] and not left, f"{FRAME} within {host} has nothing {left or ''}".rstrip())
    for host in OTHERS:
        for pair in [(host, host), (FRAME, host)]:
            same = all(after[pair][kind] == before[pair][kind] for kind in kinds)
            expect(same, f"{pair[0]} within {pair[1]} has all its data: {[after[pair][kind] for kind in kinds]}")
    expect(browser.identity() == identity, "the profile is the same")
    expect(not browser.damaged(), f"nothing is damaged {browser.damaged() or ''}".strip())

    say(f"{name}: okpay.com can save data again")
    again = visit(browser, web, "save")
    browser.close()
    for host in OWN:
        same = all(again[host, host][kind] == before[host, host][kind] for kind in kinds)
        expect(same, f"{host} has saved all kinds")
    expect(not browser.damaged(), "nothing is damaged")


main()
