#!/usr/bin/python3
"""Opens HTML reports and guides in headless Chromium and checks them on screen, for screen readers and on paper.

    report_page.py AXE_JS FOLDER OUT

FOLDER has the pages; those with names that begin with "guide" are guides. OUT gets screenshots and PDFs. For each page:
it makes no request and causes no warning; it breaks no rule of accessibility in light, dark, high contrast and print;
its title and the JSON inside are complete; on A4 nothing is cut off and nothing is missing. In a guide, every link
within the page scrolls to its target. All faults are printed, and the exit status is then 1.
"""

import base64
import html
import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import time
import unicodedata

A4 = (595.3, 841.9)
MARGIN = 16 / 25.4 * 72
# The positions of words are rounded.
TOLERANCE = 1.0
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# The pages that get screenshots.
SCREENSHOTS = ("login_", "pictures_zh_en", "hostile", "guide")


class Chromium:
    """A browser with one page, controlled through a pair of pipes."""

    def __init__(self, home):
        to_read, to_write = os.pipe(), os.pipe()

        def hand_over():
            spare = os.dup(to_read[0]), os.dup(to_write[1])
            os.dup2(spare[0], 3)
            os.dup2(spare[1], 4)

        self.process = subprocess.Popen(
            ["chromium", "--headless=new", "--disable-gpu", "--no-first-run", "--disable-component-update",
             "--disable-background-networking", "--disable-dev-shm-usage", f"--user-data-dir={home}",
             "--host-resolver-rules=MAP * ~NOTFOUND", "--remote-debugging-pipe",
             *(["--no-sandbox"] if os.geteuid() == 0 else []), "about:blank"],
            preexec_fn=hand_over, close_fds=False, start_new_session=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(to_read[0])
        os.close(to_write[1])
        self.to_browser, self.from_browser = to_read[1], to_write[0]
        self.rest, self.number, self.events, self.session = b"", 0, [], None
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ["Page", "Network", "Runtime", "Log"]:
            self.call(f"{domain}.enable")

    def message(self, deadline):
        while b"\0" not in self.rest:
            if time.monotonic() > deadline:
                raise TimeoutError("Chromium does not answer")
            part = os.read(self.from_browser, 1 << 20)
            if not part:
                raise EOFError("Chromium has ended")
            self.rest += part
        message, self.rest = self.rest.split(b"\0", 1)
        return json.loads(message)

    def call(self, method, **params):
        self.number += 1
        request = {"id": self.number, "method": method, "params": params}
        if self.session:
            request["sessionId"] = self.session
        data = json.dumps(request).encode() + b"\0"
        while data:
            data = data[os.write(self.to_browser, data):]
        deadline = time.monotonic() + 60
        while True:
            message = self.message(deadline)
            if message.get("id") == self.number:
                if "error" in message:
                    raise RuntimeError(f"{method}: {message['error']}")
                return message["result"]
            self.events.append(message)

    def open(self, path):
        self.events.clear()
        self.call("Page.navigate", url=path.as_uri())
        deadline = time.monotonic() + 30
        while not any(event["method"] == "Page.loadEventFired" for event in self.events):
            self.events.append(self.message(deadline))
        # Waits for anything that the page does by itself after loading.
        self.evaluate("new Promise(done => setTimeout(done, 100))")

    def evaluate(self, expression):
        answer = self.call("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(answer["exceptionDetails"])
        return answer["result"].get("value")

    def close(self):
        try:
            self.session = None
            self.call("Browser.close")
        except (EOFError, OSError, RuntimeError, TimeoutError):
            pass
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def activity(browser, path):
    """Yields the requests and the warnings of a page."""
    for event in browser.events:
        params = event.get("params", {})
        if event["method"] == "Network.requestWillBeSent":
            url = params["request"]["url"]
            if url != path.as_uri() and not url.startswith("data:"):
                yield f"it requested {url}"
        elif event["method"] == "Log.entryAdded" and params["entry"]["level"] in ("warning", "error"):
            yield f"the log says: {params['entry']['text']}"
        elif event["method"] in ("Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Page.javascriptDialogOpening"):
            yield f"{event['method']}: {params}"


def content(browser, path, source):
    """Compares the page in the browser with its file."""
    title_in_file = re.search(r"<title>(.*?)</title>", source).group(1)
    title = browser.evaluate("document.title")
    if html.unescape(title_in_file) != title:
        yield f"its title is {title!r}"
    yield from (guide if path.stem.startswith("guide") else report_inside)(browser, source)
    wide = browser.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if wide > 0:
        yield f"it is {wide} px wider than the window"


def report_inside(browser, source):
    """Checks the JSON inside a report, and its pictures."""
    title = browser.evaluate("document.title")
    # The browser parses the HTML and the JSON, not the program that wrote them.
    report = json.loads(browser.evaluate("JSON.stringify(JSON.parse(document.getElementById('report').textContent))"))
    if report["title"] != title or report["kind"] != "okpay-wizard-report":
        yield f"the JSON inside is about {report['title']!r}"
    for name, most in [("script", 1), ("iframe", 0), ("link", 0), ("object", 0), ("form", 0)]:
        found = browser.evaluate(f"document.getElementsByTagName('{name}').length")
        if found > most:
            yield f"{found} elements <{name}>"
    pictures = browser.evaluate("[...document.images].map(image => [image.alt, image.naturalWidth])")
    if len(pictures) != len(report["pictures"]) and "data:image" in source:
        yield f"{len(pictures)} pictures of {len(report['pictures'])}"
    yield from (f"a picture does not show: {picture}" for picture in pictures if not picture[0] or not picture[1])


# Follows each link within the page. Returns the links that do not bring their target on screen, and the languages of
# the targets.
FOLLOW = """(async () => {
    const lost = [], languages = new Set();
    for (const link of document.querySelectorAll('a[href^="#"]')) {
        const to = document.getElementById(decodeURIComponent(link.hash.slice(1)));
        location.hash = link.hash;
        // Which language is on screen depends on the link that was followed.
        await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
        const box = to && to.getBoundingClientRect();
        if (!box || !box.height || box.top < -1 || box.top > innerHeight) lost.push(link.hash);
        else languages.add(to.closest('article').lang);
        const shown = [...document.querySelectorAll('article')].filter(part => part.getBoundingClientRect().height);
        if (shown.length != 1) lost.push(link.hash + ' shows ' + shown.length + ' languages');
    }
    location.hash = '';
    return [lost, [...languages].sort()];
})()"""


def guide(browser, source):
    """Checks the links of a guide, and its boxes."""
    lost, languages = browser.evaluate(FOLLOW)
    yield from (f"a link leads nowhere: {link}" for link in lost)
    if languages != ["en", "zh-CN"]:
        yield f"its links lead to {languages}"
    ticked = browser.evaluate("[...document.querySelectorAll('label')].map(label => (label.click(), label.control.checked))")
    if len(ticked) != source.count('type="checkbox"') or not all(ticked):
        yield f"{sum(ticked)} of {len(ticked)} boxes can be ticked by a click on their text"
    for name in ["script", "textarea", "button", "select", "img"]:
        if browser.evaluate(f"document.getElementsByTagName('{name}').length"):
            yield f"it has <{name}>"
    outside = browser.evaluate("[...document.links].map(link => link.href).filter(link => !link.includes('#'))")
    yield from (f"it links to {link}" for link in outside if not re.match(r"https://([a-z]+\.)*okpay\.com/", link))


def looks(browser, axe, path, out):
    """Checks accessibility on screen and in print, and takes screenshots."""
    modes = [("light", "screen", "light", "no-preference"), ("dark", "screen", "dark", "no-preference"),
             ("contrast", "screen", "light", "more"), ("contrast_dark", "screen", "dark", "more"),
             ("print", "print", "light", "no-preference")]
    for name, media, scheme, contrast in modes:
        if contrast == "more" and not path.stem.startswith("guide"):
            continue
        features = [{"name": "prefers-color-scheme", "value": scheme},
                    {"name": "prefers-contrast", "value": contrast}]
        browser.call("Emulation.setEmulatedMedia", media=media, features=features)
        if browser.evaluate("typeof axe") != "object":
            browser.evaluate(axe + ";0")
        run = f"axe.run(document, {{runOnly: {json.dumps(RULES)}}}).then(done => [done.passes.length, done.violations])"
        passed, violations = browser.evaluate(run)
        if passed < 15:
            yield f"{name}: only {passed} rules had anything to check"
        for broken in violations:
            places = ", ".join(str(node["target"][0]) for node in broken["nodes"][:3])
            yield f"{name}: {broken['id']}: {broken['help']}: {places}"
        if name != "print" and path.stem.startswith(SCREENSHOTS):
            picture = browser.call("Page.captureScreenshot", captureBeyondViewport=True)
            (out / f"{path.stem}_{name}.png").write_bytes(base64.b64decode(picture["data"]))
    browser.call("Emulation.setEmulatedMedia", media="", features=[])


def narrow(browser, path, out):
    """Checks the width on a phone."""
    browser.call("Emulation.setDeviceMetricsOverride", width=360, height=740, deviceScaleFactor=1, mobile=True)
    wide = browser.evaluate("document.documentElement.scrollWidth - 360")
    if wide > 0:
        yield f"on a phone it is {wide} px too wide"
    if path.stem.startswith(SCREENSHOTS):
        picture = browser.call("Page.captureScreenshot", captureBeyondViewport=True)
        (out / f"{path.stem}_phone.png").write_bytes(base64.b64decode(picture["data"]))
    browser.call("Emulation.clearDeviceMetricsOverride")


def on_paper(browser, path, out):
    """Checks A4: every word of the page is printed, and none is outside the margins."""
    # With the media type "print", this text does not have what the page leaves out on paper.
    browser.call("Emulation.setEmulatedMedia", media="print")
    words = browser.evaluate("document.querySelector('main').innerText")
    browser.call("Emulation.setEmulatedMedia", media="")
    data = browser.call("Page.printToPDF", preferCSSPageSize=True, printBackground=False)["data"]
    pdf = out / f"{path.stem}.pdf"
    pdf.write_bytes(base64.b64decode(data))
    boxes = subprocess.run(["pdftotext", "-bbox", pdf, "-"], capture_output=True, text=True, check=True).stdout
    pages = boxes.split("<page ")[1:]
    printed = []
    for number, page in enumerate(pages, 1):
        width, height = (float(size) for size in re.search(r'width="(.*?)" height="(.*?)"', page).groups())
        if abs(width - A4[0]) > 1 or abs(height - A4[1]) > 1:
            yield f"page {number} is {width} x {height}"
        bottom_edge = height - MARGIN
        found = re.findall(r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>', page)
        for left, top, right, bottom, word in found:
            left, top, right, bottom = (float(edge) for edge in (left, top, right, bottom))
            # A box is as high as the highest letter of its font, and half of it is empty in Chinese fonts. So only the
            # middle of a line is checked here; `cut_lines` checks what is drawn.
            top = bottom = (top + bottom) / 2
            # The page's number is in the margin, below everything.
            if top >= bottom_edge - TOLERANCE and re.fullmatch(r"[\d/ ]+", word):
                continue
            printed.append(html.unescape(word))
            if (left < MARGIN - TOLERANCE or right > width - MARGIN + TOLERANCE
                    or top < MARGIN - TOLERANCE or bottom > bottom_edge + TOLERANCE):
                yield f"page {number}: {html.unescape(word)!r} is in the margin: {left, top, right, bottom}"
        if not found:
            yield f"page {number} is empty"
    # Lines break differently on paper, and the bullets of lists are not in the page's text.
    paper = squeezed("".join(printed))
    for line in words.splitlines():
        for part in re.split(r"\s+", line):
            # If a word needs two fonts, a PDF may have its parts in another order.
            for piece in re.findall(r"[\u2e80-\u9fff\uff00-\uffef]+|[^\u2e80-\u9fff\uff00-\uffef]+", part):
                if squeezed(piece) not in paper:
                    yield f"not on paper: {piece!r} of {part!r}"
    yield from cut_lines(path, pdf, len(pages))


def squeezed(text):
    """Removes white space and characters that fonts join or drop. A PDF has radicals for some Chinese characters."""
    return re.sub(r"[\s\u00ad\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufffd]", "", unicodedata.normalize("NFKC", text))


def cut_lines(path, pdf, pages):
    """Checks that no line is cut at the end of a page: the margins are blank except for the page's number."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["pdftoppm", "-r", "72", "-gray", pdf, f"{folder}/page"], check=True)
        found = sorted(pathlib.Path(folder).glob("*.pgm"))
        if len(found) != pages:
            yield f"{len(found)} pages were drawn of {pages}"
        for number, picture in enumerate(found, 1):
            _, size, _, dots = picture.read_bytes().split(b"\n", 3)
            width, height = map(int, size.split())
            rows = [dots[row * width:(row + 1) * width] for row in range(height)]
            bottom_edge = height - int(18 / 25.4 * 72)
            for name, strip in [("top", rows[:int(MARGIN) - 2]), ("bottom", rows[bottom_edge + 2:bottom_edge + 12])]:
                if min(map(min, strip)) < 128:
                    yield f"page {number}: something is in its margin at the {name}"


def main():
    axe, folder, out = pathlib.Path(sys.argv[1]).read_text(), pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
    reports = sorted(folder.resolve().glob("*.html"))
    if not reports:
        sys.exit("report_page.py: there are no reports")
    count = 0
    with tempfile.TemporaryDirectory() as home:
        browser = Chromium(home)
        try:
            for path in reports:
                browser.call("Page.setBypassCSP", enabled=False)
                browser.open(path)
                faults = [*activity(browser, path), *content(browser, path, path.read_text())]
                faults += on_paper(browser, path, out)
                # The accessibility checker is a script, and the page's own policy allows none.
                browser.call("Page.setBypassCSP", enabled=True)
                browser.open(path)
                faults += [*looks(browser, axe, path, out), *narrow(browser, path, out)]
                print(f"{path.stem}: {len(faults) or 'no'} faults", flush=True)
                for fault in faults:
                    print(f"  {fault}", flush=True)
                count += len(faults)
        finally:
            browser.close()
    if count:
        sys.exit(f"report_page.py: {count} faults")


main()
