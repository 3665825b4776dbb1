"""`servicesim xapi` and `servicesim export --format xapi` from a command line."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, cast

import pytest
from lrs_kit import KEY, SECRET, Faulty

from sim.__main__ import main
from sim.coach import Coach
from sim.coach.learning import Learning
from sim.errors import Refused
from sim.model.department import Role
from sim.store.postgres import PostgresDatabase

TALK = "Sorry, I will call you by 6 tonight.\n" + "ok\n" * 40


class Outcome(NamedTuple):
    """What a command left: its exit code and both outputs."""

    code: int
    out: str
    err: str


Start = Callable[..., Outcome]


@pytest.fixture
def servicesim(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Start:
    """Give what runs a command line on an empty data folder."""
    monkeypatch.setenv("SERVICESIM_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    for name in ("SERVICESIM_STORE", "SERVICESIM_PACKS", "SERVICESIM_LRS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SERVICESIM_LRS_KEY", KEY)
    monkeypatch.setenv("SERVICESIM_LRS_SECRET", SECRET)

    def start(*arguments: str, typed: str = "") -> Outcome:
        capsys.readouterr()
        monkeypatch.setattr(sys, "argv", ["servicesim", *arguments])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed.encode()), encoding="utf-8"))
        return Outcome(main(), *capsys.readouterr())

    return start


def play(servicesim: Start, *arguments: str) -> None:
    """Play a conversation to its end."""
    assert servicesim("run", *arguments, "--lang", "en", "--json", typed=TALK).code == 0


def test_export_writes_one_array_of_statements(servicesim: Start, tmp_path: Path) -> None:
    """One attempt, or all of a person with the case questions, in the order in which they were begun."""
    play(servicesim, "complaint-01", "--who", "Ann")
    servicesim("drill", "case-01", "--lang", "en", "--who", "Ann", typed="Know the customer.\n")
    play(servicesim, "complaint-02", "--who", "Bo")
    one = json.loads(servicesim("export", "--who", "Ann", "--format", "xapi").out)
    assert one[0]["verb"]["display"]["en"] == "initialized"
    assert one[-1]["verb"]["display"]["en"] == "terminated"
    assert one[0]["object"]["definition"]["name"] == {
        "en": "Two no-shows for a fridge",
        "zh": "冰箱两次爽约",
    }
    out = tmp_path / "ann.json"
    assert servicesim("export", "--all", "--who", "Ann", "--format", "xapi", "-o", str(out)).code == 0
    every = json.loads(out.read_text(encoding="utf-8"))
    assert every[: len(one)] == one
    names = [s["object"]["definition"]["name"]["en"] for s in every[len(one) :]]
    assert names == ["Four links of communication"] * 2
    (case,) = Coach().store.cases("Ann")
    assert json.loads(servicesim("export", case.id, "--format", "xapi").out) == every[len(one) :]


def test_an_open_exam_is_told_to_nobody(servicesim: Start) -> None:
    """Its levels stay hidden to its end: it is neither exported nor queued."""
    servicesim("run", "complaint-01", "--exam", "--lang", "en", "--json", typed="ok\n")
    (row,) = Coach().attempts()
    assert servicesim("export", row.id, "--format", "xapi").code == 1
    assert servicesim("xapi", "queue", row.id).code == 1
    assert "Waiting: 0" in servicesim("xapi", "status").out


def test_queue_send_status(servicesim: Start, faulty: Faulty, monkeypatch: pytest.MonkeyPatch) -> None:
    """Practice is queued when it is named, sent when it is said, and counted; twice changes nothing."""
    play(servicesim, "complaint-01", "--who", "Ann")
    assert "--practice" in servicesim("xapi", "queue").out
    queued = servicesim("xapi", "queue", "--practice")
    assert queued.code == 0
    number = int(queued.out.split()[0])
    assert number > 3
    assert servicesim("xapi", "queue", "--practice").out.startswith("0 statements")
    assert f"Waiting: {number}\n" in servicesim("xapi", "status").out
    monkeypatch.setenv("SERVICESIM_LRS", faulty.address)
    sent = servicesim("xapi", "send")
    assert (sent.code, sent.err) == (0, "")
    assert sent.out == f"{number} statements sent, 0 refused, 0 waiting.\n"
    assert f"Sent: {number}\n" in servicesim("xapi", "status").out
    assert servicesim("xapi", "send", "--to", faulty.address).out.startswith("0 statements sent")
    assert len(faulty.batches) == 1


def test_what_waits_and_what_was_refused_is_said(servicesim: Start, faulty: Faulty) -> None:
    """Exit code 3, the reason of a refusal, until when nothing is sent; `again` and `--now` go on."""
    play(servicesim, "complaint-01", "--who", "Ann")
    (row,) = Coach().attempts()
    servicesim("xapi", "queue", row.id)
    faulty.answer = lambda _path, _sent: (429, {"Retry-After": "3600"}, "not now")
    done = servicesim("xapi", "send", "--to", faulty.address)
    assert done.code == 3
    assert "not now" in done.err
    assert "Nothing is sent before" in done.err
    assert "not now" in servicesim("xapi", "status").out
    faulty.answer = lambda _path, _sent: (400, {}, "no \x1b[31mverb\x1b[0m")
    refused = servicesim("xapi", "send", "--to", faulty.address, "--now")
    assert refused.code == 3
    assert "was refused: 400 no verb\n" in refused.err
    assert f"of attempt {row.id} was refused: 400 no verb\n" in servicesim("xapi", "status").out
    faulty.answer = lambda _path, _sent: (204, {}, "")
    assert servicesim("xapi", "send", "--to", faulty.address).code == 0
    assert "statements wait again" in servicesim("xapi", "again").out
    assert servicesim("xapi", "send", "--to", faulty.address).out.endswith("0 refused, 0 waiting.\n")


def test_people_are_named_as_it_is_set(servicesim: Start) -> None:
    """By a pseudonym until it is set otherwise; `people` says who is who; the address is one's own."""
    play(servicesim, "complaint-01", "--who", "Ann")
    account = json.loads(servicesim("export", "--format", "xapi").out)[0]["actor"]["account"]
    assert servicesim("xapi", "people").out == f"{account['name']}\tAnn\n"
    assert "Ann" not in json.dumps(account)
    shown = servicesim("xapi", "settings", "--actor", "name", "--home", "https://training.example.com/")
    assert shown.out == (
        "People are named by: name\nAccounts and activities are of: https://training.example.com\n"
    )
    account = json.loads(servicesim("export", "--format", "xapi").out)[0]["actor"]["account"]
    assert account == {"homePage": "https://training.example.com", "name": "Ann"}


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("send",), 2),
        (("send", "--to", "http://lrs.example.com"), 2),
        (("queue", "a1", "--practice"), 2),
        (("queue", "a1"), 4),
        (("queue", "--practice", "--who", "Nobody"), 4),
        (("settings", "--home", "training"), 2),
        (("settings", "--home", "https://a.example/?x=1"), 2),
        (("settings", "--actor", "mail"), 2),
    ],
)
def test_what_cannot_be_meant_is_an_error(servicesim: Start, arguments: tuple[str, ...], code: int) -> None:
    """No address, an unsafe one, an unknown attempt or person, no site: each is said and nothing is done."""
    play(servicesim, "complaint-01", "--who", "Ann")
    done = servicesim("xapi", *arguments)
    assert (done.code, done.out) == (code, "")
    assert done.err


def test_practice_stays_private_in_a_department(address: str) -> None:
    """A department's store queues what was handed in and nothing else; who queued it is in the audit log."""
    PostgresDatabase.open(address, "", migrate=True).close()
    coach = Coach(place=address)
    seat = coach.start("complaint-01", lang="en", who="Ann", only="opening")
    seat.reply("Sorry.")
    learning = Learning(coach)
    row = coach.store.attempt(seat.attempt)
    with pytest.raises(Refused, match="stays private"):
        learning.queue([row])
    assert learning.everything("Ann") == learning.handed_in() == ()
    coach.store.department.mark_handed_in(row.id, row.updated_at)
    (handed_in,) = learning.handed_in("Ann")
    assert learning.queue([handed_in], by="Ruth") == 4
    assert learning.queue([handed_in], by="Ruth") == 0
    (look,) = coach.store.department.looks("Ann")
    assert (look.by, look.did, look.attempt) == ("Ruth", "xapi queue", row.id)
    own = Coach(place=address, only="Ann")
    with pytest.raises(Refused, match="admin"):
        Learning(own).statements(row)
    own.store.close()
    coach.store.close()


def test_a_department_lets_admins_alone_send(servicesim: Start) -> None:
    """Where a file names trainers and admins, nobody else queues, sends, or learns who is who."""
    play(servicesim, "complaint-01", "--who", "Ann")
    desk = Coach().store.department
    for name, role in (("Ruth", "trainer"), ("Olga", "admin")):
        Coach().store.ensure_profile(name)
        desk.set_role(name, cast(Role, role))
    for arguments in (("queue",), ("send",), ("people",), ("settings",), ("status",), ("again",)):
        for by in ("Ann", "Ruth"):
            refused = servicesim("xapi", *arguments, "--by", by)
            assert (refused.code, refused.out) == (1, "")
            assert "admin" in refused.err
    assert servicesim("xapi", "people", "--by", "Olga").out.count("\n") == 3
    private = servicesim("xapi", "queue", Coach().attempts()[0].id, "--by", "Olga")
    assert private.code == 1
    assert "stays private" in private.err
