"""Tests links: made, kept as hashes, checked, taken back."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from sim.coach.invites import digest, invite, revoke
from sim.errors import NotFound, Usage
from sim.serve import logins
from sim.serve.logins import FILE, Logins
from sim.store import Store


def test_a_link_lets_in_whom_it_was_made_for(tmp_path: Path) -> None:
    """Its token has 256 bits of chance and is not in the data file; another one lets nobody in."""
    with Store.open(tmp_path) as store:
        made = invite(store, " Ann ", days=1, by="Ruth")
        assert (made.who, made.new, len(made.token)) == ("Ann", True, 43)
        assert store.department.invited(digest(made.token)) == "Ann"
        assert store.department.invited(digest(made.token[:-1])) is None
        assert store.department.invited(made.token) is None
        assert not invite(store, "Ann", days=1, by="Ruth").new
        assert [(look.by, look.did, look.whom) for look in store.department.looks("Ann")] == [
            ("Ruth", "invited", "Ann")
        ] * 2
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert made.token.encode() not in kept


def test_links_are_taken_back_one_person_at_a_time(tmp_path: Path) -> None:
    """Revoking makes every link of that person worthless, and nobody else's."""
    with Store.open(tmp_path) as store:
        anns = [invite(store, "Ann", days=1, by="Ruth").token for _ in range(2)]
        bos = invite(store, "Bo", days=1, by="Ruth").token
        assert revoke(store, "Ann", by="Ruth") == 2
        assert [store.department.invited(digest(token)) for token in (*anns, bos)] == [None, None, "Bo"]
        with pytest.raises(NotFound):
            revoke(store, "Cy", by="Ruth")


@pytest.mark.parametrize("days", [0, 367])
def test_a_link_holds_for_a_bounded_time(tmp_path: Path, days: int) -> None:
    """From one day to a year."""
    with Store.open(tmp_path) as store, pytest.raises(Usage):
        invite(store, "Ann", days=days, by="Ruth")


def test_the_command_prints_the_link_alone(tmp_path: Path) -> None:
    """What goes to the pipe is one link; what is said to the person goes beside it."""
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "sim",
            "invite",
            "Ann",
            "--url",
            "https://practice.example.org",
            "--lang",
            "en",
        ],
        env={"SERVICESIM_HOME": str(tmp_path), "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    token = done.stdout.strip().removeprefix("https://practice.example.org/enter/")
    assert len(token) == 43
    assert "it is shown once" in done.stderr
    assert token not in done.stderr
    with Store.open(tmp_path) as store:
        assert store.department.invited(digest(token)) == "Ann"


def test_logins_survive_a_restart_as_hashes(tmp_path: Path) -> None:
    """The file holds neither cookie nor token, is the server's alone, and forgets who logged out."""
    kept = Logins(tmp_path)
    first, second = kept.add("link"), kept.add("link")
    again = Logins(tmp_path)
    assert again.link(first) == again.link(second) == "link"
    assert again.link("other") is None
    text = (tmp_path / FILE).read_text()
    assert first not in text
    assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600
    again.remove(first)
    assert Logins(tmp_path).link(first) is None


def test_a_login_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a month a browser logs in again; a link has its last ten browsers, and a bad file means none."""
    kept = Logins(tmp_path)
    cookies = [kept.add("link") for _ in range(logins.EACH + 1)]
    assert [kept.link(cookie) for cookie in cookies] == [None, *["link"] * logins.EACH]
    monkeypatch.setattr(logins, "LASTS", 0)
    assert kept.link(kept.add("other")) is None
    (tmp_path / FILE).write_text("[]")
    assert Logins(tmp_path).link(cookies[-1]) is None
