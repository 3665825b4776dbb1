"""Tests that scoring in another process says the same, and that nothing hangs on it."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from sim.coach import Coach
from sim.model.events import Started
from sim.serve import far
from sim.serve.far import Far, FarCoach
from sim.serve.scorer import Question, Scorer, run_scorer, send
from sim.serve.shelf import Shelf

REPLIES = (
    "I am sorry. I will ring you before 5 pm today.",
    "Calm down.",
    "Can I book 8-12 tomorrow for you?",
)


@pytest.fixture
def door(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    """Run a scorer on the data of this test and give its door."""
    monkeypatch.setenv("SERVICESIM_HOME", str(tmp_path))
    ours, its = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    thread = threading.Thread(target=_score, args=(its, Scorer(Shelf(), ())))
    thread.start()
    yield ours
    ours.close()
    thread.join()
    its.close()


def _score(door: socket.socket, scorer: Scorer) -> None:
    run_scorer(door, scorer)
    scorer._coach.store.close()


def played(coach: Coach) -> list[str]:
    """Play, ask for a hint and for better lines; return all that was said."""
    coach.store.ensure_profile("Ann")
    seat = coach.start("complaint-01", lang="en", who="Ann")
    said = [event.model_dump_json() for reply in REPLIES[:2] for event in seat.reply(reply)]
    said += [event.model_dump_json() for _ in range(3) for event in seat.hint()]
    said += [str(seat.better(number)) for number in (1, 2)]
    again = coach.open(seat.attempt)
    said += [event.model_dump_json() for event in again.reply(REPLIES[2])]
    coach.store.close()
    return said


def test_marks_are_the_same_wherever_they_are_given(door: socket.socket, tmp_path: Path) -> None:
    """Events, hints and better lines are byte for byte those of an engine at hand, which is not made."""
    line, its = socket.socketpair()
    socket.send_fds(door, [b"session"], [its.fileno()])
    its.close()
    coach = FarCoach(Far(line), Shelf(), packs=(), only="Ann")
    said = played(coach)
    assert all("near" not in script.engine.__dict__ for script in coach._scripts.values())
    assert said == played(Coach(home=tmp_path / "near"))
    line.close()


def test_a_session_whose_scorer_is_gone_scores_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without an answer the engine at hand gives the same marks, and is asked from then on."""
    monkeypatch.setenv("SERVICESIM_HOME", str(tmp_path))
    line, its = socket.socketpair()
    its.close()
    coach = FarCoach(Far(line), Shelf(), packs=(), only="Ann")
    assert played(coach) == played(Coach(home=tmp_path / "near"))
    line.close()


def test_an_answer_that_comes_late_is_nobodys(monkeypatch: pytest.MonkeyPatch) -> None:
    """After one question without an answer in time the scorer is asked no more."""
    monkeypatch.setattr(far, "PATIENCE", 0.05)
    line, its = socket.socketpair()
    asking = Far(line)
    question = Question(Started.model_construct(), "example", ("t1", "E1"))
    with pytest.raises(ConnectionError):
        asking.ask(question)
    send(its, (True, "of the first question"))
    with pytest.raises(ConnectionError):
        asking.ask(question)
    line.close()
    its.close()


def test_a_shelf_shares_what_it_read_until_a_file_changes(tmp_path: Path) -> None:
    """A scenario and a sheet are read once; a scenario whose file changed is read again."""
    ours = Shelf().scenario("complaint-01")
    (tmp_path / "scenarios").mkdir()
    file = tmp_path / "scenarios" / "complaint-01.yaml"
    file.write_text(ours.text, "utf-8")
    shelf = Shelf((tmp_path,))
    shelf.warm()
    first = shelf.scenario("complaint-01")
    assert shelf.scenario("complaint-01") is first
    assert shelf.parse_scenario(first.text, "complaint-01") is first.value
    assert shelf.rubric("service") is shelf.rubric("service")
    assert shelf.parse_rubric(shelf.rubric("service").text, "service") is shelf.rubric("service").value
    file.write_text(ours.text + "\n# changed\n", "utf-8")
    os.utime(file, ns=(1, 1))
    assert shelf.scenario("complaint-01").text.endswith("# changed\n")
    assert shelf.parse_scenario(first.text, "complaint-01") is first.value
