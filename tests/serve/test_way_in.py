"""Tests who gets in and who does not, against a real server."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

import pytest
from aiohttp import WSServerHandshakeError
from serve_kit import plan
from servers import Served, browsing

from sim.coach.invites import digest, invite, revoke
from sim.serve.gate import Gate
from sim.serve.logins import FILE, Logins
from sim.serve.session import Visitor
from sim.store import Store


async def test_a_stranger_sees_a_few_words_and_no_terminal(served: Served) -> None:
    """Without a link there is no terminal, no websocket and no session, whatever is asked for."""
    async with browsing(served.origin) as stranger:
        status, text, headers = await stranger.get("/?command=sh&who=Ann", Cookie="servicesim=Ann")
        assert status == 401
        assert "a link of your own" in text
        assert "textual.js" not in text
        assert (await stranger.get("/alive"))[0] == 401
        for name, value in (
            ("X-Frame-Options", "DENY"),
            ("X-Content-Type-Options", "nosniff"),
            ("Cache-Control", "no-store"),
            ("Server", "servicesim"),
        ):
            assert headers[name] == value
        assert headers["Content-Security-Policy"].startswith("default-src 'none'")
        with pytest.raises(WSServerHandshakeError, match="401"):
            await stranger.open()


async def test_a_link_lets_its_owner_in_and_is_nowhere_kept(served: Served) -> None:
    """The cookie is not the token; neither is in the log, on a page or in the data folder."""
    token = served.tokens["Ann"]
    async with browsing(served.origin) as ann:
        _, asked, _ = await ann.get(f"/enter/{token}")
        status, text, headers = await ann.press(f"/enter/{token}", asked)
        cookie = headers["Set-Cookie"]
        assert (status, headers["Location"]) == (303, "/")
        assert headers["Referrer-Policy"] == "no-referrer"
        assert re.search(r"; HttpOnly; .*SameSite=Strict", cookie)
        text += asked
        assert token not in cookie + text
        value = cookie.partition(";")[0].partition("=")[2]
        status, page, headers = await ann.get("/", Cookie=f"servicesim={value}")
        assert status == 200
        assert "textual.js" in page
        nonce = re.search(r"'nonce-([^']+)'", headers["Content-Security-Policy"])
        assert nonce is not None
        assert f'nonce="{nonce[1]}"' in page
        kept = b"".join(path.read_bytes() for path in served.home.iterdir())
        for secret in (token, value):
            assert secret not in page
            assert secret.encode() not in kept
        assert (served.home / FILE).stat().st_mode & 0o777 == 0o600
        assert "Ann came in" in served.told()


async def test_a_link_asks_before_it_signs_anybody_in(served: Served) -> None:
    """Its page names who would come in; it fetches nothing from elsewhere and tells its address to nobody."""
    before = served.entries("Gus")
    async with browsing(served.origin) as browser:
        status, text, headers = await browser.get(f"/enter/{served.tokens['Gus']}")
        assert (status, "Set-Cookie" in headers) == (200, False)
        assert "You come in as Gus." in text
        assert "Go in as Gus</button>" in text
        assert headers["Referrer-Policy"] == "strict-origin"
        assert {"default-src 'none'", "form-action 'self'"} <= set(
            headers["Content-Security-Policy"].split("; ")
        )
        assert not re.search(r"//|<script", text)
        assert (await browser.get("/alive"))[0] == 401
    assert served.entries("Gus") == before


async def test_no_page_of_another_site_signs_anybody_in(served: Served) -> None:
    """A form that no page of this server sent changes nothing, and tells no good link from a bad one."""
    before = served.entries("Gus")
    async with browsing(served.origin, "Hal", served=served) as hal:
        cookie = hal.headers["Cookie"]
        answers = set()
        for origin in ("https://evil.example", "null", "", served.origin + ".evil.example"):
            for token in (served.tokens["Gus"], "wrong", "w" * 43):
                status, text, headers = await hal.press(f"/enter/{token}", "", Origin=origin)
                assert "Set-Cookie" not in headers
                answers.add((status, text))
        async with hal.client.post(served.link("Gus"), headers={"Cookie": cookie}) as answer:
            assert "Set-Cookie" not in answer.headers
            answers.add((answer.status, await answer.text()))
        assert [status for status, _ in answers] == [403]
        assert hal.headers["Cookie"] == cookie
        assert (await hal.get("/alive"))[0] == 204
    assert served.entries("Gus") == before


async def test_whoever_is_in_as_somebody_else_is_told_before(served: Served) -> None:
    """Both names are said, and nothing changes until the button of that very page was pressed."""
    odd = '<i>"O\'Neil & Co"'
    with served.store() as store:
        token = invite(store, odd, days=1, by="test").token
    served.give()
    before = served.entries("Ida")
    async with browsing(served.origin) as browser:
        assert await browser.enter(token) == 200
        cookie, path = browser.headers["Cookie"], f"/enter/{served.tokens['Ida']}"
        _, told, _ = await browser.get(path)
        # As from a link on another site: no cookie comes along.
        _, short, _ = await browser.get(path, Cookie="")
        assert "You come in as Ida." in short
        status, again, headers = await browser.press(path, short)
        assert (status, "Set-Cookie" in headers, again) == (200, False, told)
        assert f"You are in as {escape(odd)}; this link is for Ida." in told
        assert f"Stay in as {escape(odd)}</a>" in told
        for wrong in ("", told.replace("O&#x27;Neil", "Ann")):
            status, _, headers = await browser.press(path, wrong)
            assert (status, "Set-Cookie" in headers) == (200, False)
        assert browser.headers["Cookie"] == cookie
        assert served.entries("Ida") == before
        status, _, headers = await browser.press(path, told)
        assert (status, "Set-Cookie" in headers) == (303, True)
        assert "You come in as Ida." in (await browser.get(path))[1]
    assert served.entries("Ida") == before + 1


async def test_every_link_that_does_not_hold_gets_the_same_answer(served: Served) -> None:
    """Unknown, too old or taken back, opened or pressed: nothing tells them apart, and each counts."""
    old, back = "o" * 43, "b" * 43
    with served.store() as store:
        desk = store.department
        desk.add_invite(digest(old), "Gus", expires_at="2020-01-01T00:00:00.000000+00:00", by="test")
        store.ensure_profile("Lou")
        desk.add_invite(digest(back), "Lou", expires_at="2999-01-01T00:00:00.000000+00:00", by="test")
        revoke(store, "Lou", by="test")
    served.give()
    async with browsing(served.origin, at="127.0.0.8") as browser:
        answers = set()
        for token in ("short", "u" * 43, old, back, "x" * 43):
            for answer in (await browser.get(f"/enter/{token}"), await browser.press(f"/enter/{token}", "")):
                headers = {name: value for name, value in answer[2].items() if name != "Date"}
                answers.add((answer[0], answer[1], tuple(headers.items())))
        ((status, text, _),) = answers
        assert status == 403
        assert "too old or was taken back" in text
        assert (await browser.press("/enter/short", ""))[0] == 429
        path = f"/enter/{served.tokens['Gus']}"
        assert (await browser.press(path, (await browser.get(path))[1]))[0] == 303


async def test_a_link_that_is_taken_back_lets_nobody_in_or_stay(served: Served) -> None:
    """After a link is revoked neither it nor the cookie it gave is worth anything."""
    async with browsing(served.origin, "Bo", served=served) as bo:
        assert (await bo.get("/"))[0] == 200
        with served.store() as store:
            assert revoke(store, "Bo", by="test") == 1
        served.give()
        assert (await bo.get("/"))[0] == 401
        assert await bo.enter(served.tokens["Bo"]) == 403


async def test_whoever_logs_out_is_out(served: Served) -> None:
    """Logging out makes the cookie worthless; a page of another site cannot do it for somebody."""
    async with browsing(served.origin, "Cy", served=served) as cy:
        for origin, status in (("https://evil.example", 403), (served.origin, 200)):
            assert (await cy.get("/alive"))[0] == 204
            async with cy.client.post(
                served.origin + "/leave", headers={**cy.headers, "Origin": origin}
            ) as answer:
                assert answer.status == status
        assert (await cy.get("/alive"))[0] == 401


async def test_logging_out_ends_what_another_window_shows(served: Served) -> None:
    """Whoever comes to the machine next finds no tab in which somebody else still plays."""
    async with browsing(served.origin, "Ed", served=served) as ed:
        window = await ed.open()
        await window.shows("Library")
        async with ed.client.post(
            served.origin + "/leave", headers={**ed.headers, "Origin": served.origin}
        ) as answer:
            assert answer.status == 200
        assert await window.code() == 4003


async def test_what_only_looks_does_not_come_in(served: Served) -> None:
    """A preview of a link logs nobody in, and no page under its address tells the address to others."""
    async with browsing(served.origin) as previewer:
        async with previewer.client.head(served.link("Flo")) as answer:
            assert (answer.status, "Set-Cookie" in answer.headers) == (405, False)
            assert answer.headers["Referrer-Policy"] == "no-referrer"
        for path, policy in (("/enter/wrong", "no-referrer"), ("/", "same-origin")):
            assert (await previewer.get(path))[2]["Referrer-Policy"] == policy


async def test_a_vouched_for_person_who_was_erased_may_not_stay(tmp_path: Path) -> None:
    """A proxy's word holds for a session as long as the person is there."""
    with Store.open(tmp_path) as store:
        gate = Gate(plan(proxy_from=("127.0.0.9",), proxy_header="X-Who"), store, Logins(tmp_path))
        store.ensure_profile("Eve")
        assert await gate.holds(Visitor("Eve"))
        store.department.erase("Eve")
        assert not await gate.holds(Visitor("Eve"))
        gate.close()


async def test_pages_of_other_sites_cannot_connect(served: Served) -> None:
    """A websocket is opened for pages of this server alone, and only under its own name."""
    async with browsing(served.origin, "Di", served=served) as di:
        for other in ("https://evil.example", "null", served.origin + ".evil.example", ""):
            with pytest.raises(WSServerHandshakeError, match="403"):
                await di.open(Origin=other)
        assert (await di.get("/", Host="evil.example"))[0] == 421
        for path in ("/ws/fr", "/ws/", "/static/", "/download/x", "/../etc/passwd", "/static/x/textual.js"):
            assert (await di.get(path))[0] == 404


async def test_guessing_links_is_slowed_down(served: Served) -> None:
    """After ten links that do not work an address must wait, but for a link that holds; others need not."""
    async with browsing(served.origin, at="127.0.0.5") as guesser:
        for number in range(10):
            assert await guesser.enter(f"guess-{number}") == 403
        status, _, headers = await guesser.get("/enter/guess-10")
        assert status == 429
        assert headers["Referrer-Policy"] == "no-referrer"
        assert 0 < int(headers["Retry-After"]) <= 601
        assert await guesser.enter(served.tokens["Ann"]) == 200  # a classroom has one address
    async with browsing(served.origin, at="127.0.0.7") as other:
        assert await other.enter("guess-11") == 403
    assert "guess-" not in served.told()


async def test_only_the_proxy_says_who_somebody_is(served: Served) -> None:
    """The proxy's header is believed from its address alone, and only when it names one person."""
    for at, who, status in (("127.0.0.1", "Eve", 401), ("127.0.0.9", "Eve", 204)):
        async with browsing(served.origin, at=at) as browser:
            assert (await browser.get("/alive", **{"X-Remote-User": who}))[0] == status
    async with browsing(served.origin, "Ann", served=served) as ann:
        cookie = ann.headers["Cookie"]
    async with browsing(served.origin, at="127.0.0.9") as proxy:
        assert (await proxy.get("/alive", Cookie=cookie))[0] == 401
        for twice in ([("X-Remote-User", "Eve"), ("X-Remote-User", "Ann")], [("X-Remote-User", "a\tb")]):
            async with proxy.client.get(served.origin + "/alive", headers=twice) as answer:
                assert answer.status == 401


async def test_the_proxy_says_from_where_somebody_comes(served: Served) -> None:
    """Failed tries count for the address that the proxy saw, and for nobody else's claim."""
    async with browsing(served.origin, at="127.0.0.9") as proxy:
        for _ in range(10):
            await proxy.get("/enter/wrong", **{"X-Forwarded-For": "1.2.3.4, 203.0.113.7"})
        for seen, status in (("203.0.113.7", 429), ("1.2.3.4", 403)):
            assert (await proxy.get("/enter/wrong", **{"X-Forwarded-For": seen}))[0] == status
    async with browsing(served.origin, at="127.0.0.6") as other:
        assert (await other.get("/enter/wrong", **{"X-Forwarded-For": "203.0.113.7"}))[0] == 403


async def test_somebody_the_proxy_vouches_for_plays_as_themselves(served: Served) -> None:
    """A person nobody made a link for is known by the proxy's word, a Chinese name too."""
    async with browsing(served.origin, at="127.0.0.9") as proxy:
        proxy.headers["X-Remote-User"] = "陈雨"
        window = await proxy.open()
        await window.shows("Library", "陈雨")
        await window.type("\x11")
        assert await window.code() == 4003
