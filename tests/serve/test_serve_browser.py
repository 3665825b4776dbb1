"""Plays in a real Chromium against a real server: the way in, an input method, coming back, the debrief."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

import pytest
from servers import ESCAPES, Served, serving

from sim.locale import translator
from sim.serve.page import FONT_SIZE
from sim.store import AttemptRow

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.skipif(
    CHROMIUM is None and "CI" not in os.environ, reason="chromium is not installed"
)

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-sync",
    "--no-first-run",
)
VIEW = {"width": 1180, "height": 720}
TURNS = 400
"""Looks, 50 ms apart, before something counts as missing."""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """Start one browser for the module."""
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as player:
        browser = player.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield browser
        browser.close()


class Tab:
    """A tab, what is drawn in it, what it asked for, and what the browser complained about."""

    def __init__(self, context: Any) -> None:
        """Open it."""
        self.page = context.new_page()
        self.drawn, self.asked, self.complaints = "", [], []
        self.referers: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on(
            "requestfinished",
            lambda request: self.referers.append(request.all_headers().get("referer", "")),
        )
        self.page.on("websocket", self._connected)
        self.page.on(
            "console", lambda told: self.complaints.append(told.text) if told.type == "error" else None
        )
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _connected(self, socket: Any) -> None:
        self.asked.append(socket.url)
        socket.on("framereceived", self._draw)

    def _draw(self, frame: Any) -> None:
        if isinstance(frame, bytes):
            self.drawn += ESCAPES.sub("", frame.decode("utf-8", "replace"))

    def until(self, holds: Any, what: str) -> None:
        """Wait until something holds."""
        for _ in range(TURNS):
            if holds():
                return
            self.page.wait_for_timeout(50)
        pytest.fail(f"{what}: not in {self.drawn[-1500:]}")

    def shows(self, *words: str) -> None:
        """Wait until all `words` were drawn since the last time."""
        self.until(lambda: all(word in self.drawn for word in words), str(words))
        self.drawn = ""

    def state(self, wanted: str) -> str:
        """Wait until the page is in a state; return the words of its notice."""
        self.page.wait_for_selector(f'body[data-state="{wanted}"]')
        notice = self.page.locator(f'[data-for="{wanted}"]')
        return notice.inner_text() if notice.count() else ""

    def press(self, *keys: str) -> None:
        """Press keys."""
        for key in keys:
            self.page.keyboard.press(key)

    def enter(self, link: str) -> None:
        """Open a link as it is opened from a page of another site, and press the button that it shows."""
        self.follow(link)
        self.page.click("button")

    def follow(self, link: str) -> None:
        """Open a link as it is opened from a page of another site."""
        self.page.goto(f"data:text/html,<a href='{link}'>enter</a>")
        self.page.click("a")
        self.page.wait_for_url(link)

    def text(self) -> str:
        """Return the words of the page."""
        return str(self.page.inner_text("main"))

    def compose(self, spelling: str, words: str) -> None:
        """Type as an input method does: letters that are not sent, then the words that were chosen."""
        method = self.page.context.new_cdp_session(self.page)
        for end in range(1, len(spelling) + 1):
            method.send(
                "Input.imeSetComposition",
                {"text": spelling[:end], "selectionStart": end, "selectionEnd": end},
            )
        method.send("Input.insertText", {"text": words})
        method.detach()


def test_a_trainee_plays_in_chinese_leaves_comes_back_and_reads_the_debrief(
    chromium: Any, served: Served
) -> None:
    """By a link on another site into the terminal; an input method; another tab; a file; the debrief."""
    context = chromium.new_context(viewport=VIEW, locale="zh-CN")
    tab = Tab(context)
    tab.enter(served.link("Ann"))
    tab.shows("辱骂")
    assert tab.page.url == served.origin + "/"
    tab.press("Enter")
    tab.shows("你的目标")
    tab.press("Enter")
    tab.shows("第二次了")

    tab.compose("duibuqi", "对不起，断网两天耽误了您做生意，是我们线路的故障。")
    tab.shows("线路的故障")
    tab.press("Enter")
    tab.shows("响应")
    assert "duibuqi" not in tab.drawn
    tab.compose("woxianzai", "我现在就")
    tab.shows("我现在就")
    with tab.page.expect_download() as saved:
        tab.press("F5")
    assert "断网两天耽误了" in saved.value.path().read_text("utf-8")

    second = Tab(context)
    second.page.goto(served.origin)
    second.shows("线路的故障", "我现在就")
    assert tab.state("taken")
    second.page.close()
    tab.page.close()

    again = Tab(context)
    again.page.goto(served.origin)
    again.shows("线路的故障", "我现在就")
    again.compose("lianxi", "联系维修师傅，今天下午五点前给您回电话。")
    again.shows("五点前")
    again.press("Enter")
    told = translator("zh")

    def row() -> AttemptRow:
        with served.store() as store:
            return store.attempts(who="Ann")[0]

    for turn in range(3, 12):
        again.shows(told("replies: {n}").format(n=turn - 1))  # before that, Enter waits for the answer
        again.page.keyboard.insert_text("好的")
        again.shows("好的")
        again.press("Enter")
        again.until(lambda at=turn: row().turn_no == at, "an answer")
        if row().finished:
            break
    again.shows("按回车看复盘")
    again.press("Enter")
    again.shows(told("Before the debrief: what do you think?"))
    again.press("Escape")
    again.shows(told("Try that turn again"), told("Contest a mark"))
    stored = again.page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])")
    page = again.page.content() + stored
    again.press("Control+q")
    assert again.state("left")

    token, everything = served.tokens["Ann"], [tab, second, again]
    cookie = next(c["value"] for c in context.cookies())
    assert token not in page
    assert cookie not in page
    asked = [urlsplit(url).netloc for one in everything for url in one.asked if not url.startswith("data:")]
    assert set(asked) == {urlsplit(served.origin).netloc}
    assert [told for one in everything for told in one.complaints if "already in CLOSING" not in told] == []
    context.close()


def test_a_window_as_narrow_as_a_phone_gets_letters_that_fit(chromium: Any, served: Served) -> None:
    """The program needs 60 columns: a phone has them in smaller letters, and a wide window keeps its size."""
    sizes = {}
    for width in (360, 1180):
        context = chromium.new_context(viewport={"width": width, "height": 720}, locale="en")
        tab = Tab(context)
        tab.enter(served.link("Gus"))
        tab.until(lambda at=tab: "Insults" in at.drawn, "the library")
        assert "make the window larger" not in tab.drawn
        sizes[width] = int(tab.page.get_attribute("#terminal", "data-font-size"))
        context.close()
    assert sizes[360] < sizes[1180] == FONT_SIZE


def test_a_second_trainee_sees_nothing_of_the_first(chromium: Any, served: Served) -> None:
    """In the same browser program, another person's links and addresses lead to their own session only."""
    theirs, hers = (chromium.new_context(viewport=VIEW, locale="en") for _ in range(2))
    first = Tab(hers)
    first.enter(served.link("Bo"))
    first.shows("Insults")
    first.press("Enter")
    first.shows("Your role")
    first.press("Enter")
    first.shows("newborn")
    first.page.keyboard.insert_text("My secret plan")
    first.shows("My secret plan")
    with served.store() as store:
        attempt = store.attempts(who="Bo")[0].id
    served.give()
    tab = Tab(theirs)
    tab.enter(served.link("Cy"))
    tab.state("on")
    for path in ("/", f"/?who=Bo&resume={attempt}&attempt={attempt}", "/?lang=en&session=1#Bo"):
        tab.page.goto(served.origin + path)
        tab.state("on")
        tab.until(lambda: "Library" in tab.drawn, path)
    assert "secret" not in tab.drawn
    for path in (f"/{attempt}", f"/download/{attempt}", f"/attempts/{attempt}", "/enter/", "/ws/en"):
        answer = tab.page.goto(served.origin + path)
        assert answer is not None
        assert answer.status in (403, 404), path
    first.press("Control+q")
    assert first.state("left")
    hers.close()
    theirs.close()


@contextmanager
def another_site(page: str) -> Iterator[str]:
    """Serve a page from another origin that browsers hold for the same site, and give its address."""

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(page.encode())

        def log_message(self, *_told: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as site:
        thread = threading.Thread(target=site.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{site.server_port}/"
        finally:
            site.shutdown()
            thread.join()


def cookies(context: Any) -> list[str]:
    """Return the values of a browser's cookies."""
    return [cookie["value"] for cookie in context.cookies()]


def test_another_site_cannot_put_a_trainee_into_its_makers_account(chromium: Any, served: Served) -> None:
    """A form that it sends by itself to a link of its own is refused, whoever is in or not."""
    sends = "<form method='post' action='{}'></form><script>document.forms[0].submit()</script>"
    attack, entries = sends.format(served.link("Ida")), served.entries("Ida")
    for own in ("", "Di"):
        context = chromium.new_context(viewport=VIEW, locale="en")
        tab = Tab(context)
        if own:
            tab.enter(served.link(own))
            tab.shows("Library", own)
        before = cookies(context)
        with another_site(attack) as site:
            for evil in (site, f"data:text/html,{attack}"):
                with tab.page.expect_response(served.link("Ida")) as refused:
                    tab.page.goto(evil, wait_until="commit")
                assert (refused.value.request.method, refused.value.status) == ("POST", 403)
                tab.page.wait_for_selector("main")
                assert cookies(context) == before
        assert served.entries("Ida") == entries
        context.close()


def test_whoever_is_in_as_somebody_else_reads_both_names_first(chromium: Any, served: Served) -> None:
    """From elsewhere or typed, the link changes nothing until the button under both names is pressed."""
    context = chromium.new_context(viewport=VIEW, locale="en")
    tab = Tab(context)
    tab.enter(served.link("Ed"))
    tab.shows("Library", "Ed")
    before = cookies(context)
    both, entries = "You are in as Ed; this link is for Flo.", served.entries("Flo")
    tab.page.goto(served.link("Flo"))
    assert both in tab.text()
    tab.page.click("a")
    tab.page.wait_for_url(served.origin + "/")
    tab.shows("Library", "Ed")

    tab.follow(served.link("Flo"))
    if both not in tab.text():  # the browser kept the cookie back, as it should on the way from elsewhere
        assert "You come in as Flo." in tab.text()
        tab.page.click("button")
        tab.page.wait_for_selector("a")
    assert both in tab.text()
    tab.page.keyboard.press("Enter")
    assert tab.page.url == served.link("Flo")
    assert cookies(context) == before
    assert served.entries("Flo") == entries
    asked = len(tab.asked)
    tab.page.click("button")
    tab.shows("Library", "Flo")
    assert cookies(context) != before
    assert tab.page.url == served.origin + "/"
    urls = [url for url in tab.asked if not url.startswith("data:")]
    assert {urlsplit(url).netloc for url in urls} == {urlsplit(served.origin).netloc}
    assert served.tokens["Flo"] not in "".join(tab.asked[asked + 1 :] + tab.referers)
    assert served.origin + "/" in tab.referers
    assert [told for told in tab.complaints if "already in CLOSING" not in told] == []
    context.close()


def test_a_page_comes_back_by_itself_when_the_server_does(chromium: Any) -> None:
    """While the server is away the page says so; afterwards it is at the same turn, still logged in."""
    with serving(people=("Ann",)) as server:
        context = chromium.new_context(viewport=VIEW, locale="en")
        tab = Tab(context)
        tab.enter(server.link("Ann"))
        tab.shows("Insults")
        tab.press("Enter")
        tab.shows("Your role")
        tab.press("Enter")
        tab.shows("newborn")
        tab.page.keyboard.insert_text("I am so sorr")
        tab.shows("so sorr")
        assert server.stop() == 0
        assert "Connecting again" in tab.state("lost")
        tab.drawn = ""
        server.start(urlsplit(server.origin).port or 0)
        tab.shows("I am so sorr")
        tab.press("y")
        tab.shows("y")
        context.close()
