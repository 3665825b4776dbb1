"""Every statement follows xAPI 1.0.3, by two validators that are not ours, and rules that neither knows."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from lrs_kit import LRS, needs_lrs, needs_validator, played

from sim.coach import Coach
from sim.coach.learning import Learning, as_text
from sim.model.language import LANGS
from sim.report.xapi.vocabulary import VERBS

HERE = Path(__file__).parent
Data = dict[str, Any]


@pytest.fixture(scope="module")
def statements(tmp_path_factory: pytest.TempPathFactory) -> list[Data]:
    """Give the statements of attempts of every kind, in both languages, with consent and without."""
    coach = Coach(home=tmp_path_factory.mktemp("schema"))
    found: list[Data] = []
    for lang in LANGS:
        attempts = played(coach, lang)
        for consent in (False, True):
            coach.store.department.set_consent("Ann", consent)
            learning = Learning(coach)
            for attempt in attempts:
                found += [one.data for one in learning.statements(coach.store.attempt(attempt))]
    coach.store.close()
    return found


def by_javascript(statements: list[Data]) -> list[str]:
    """Return what xapi-validation says, which passed the conformance tests of record stores."""
    package = LRS / "node_modules" / "xapi-validation"
    return _said(["node", str(HERE / "validate.js"), str(package)], statements)


def by_ralph(statements: list[Data]) -> list[str]:
    """Return what Ralph's models say."""
    return _said([str(LRS / "bin" / "python"), str(HERE / "validate.py")], statements)


def _said(command: list[str], statements: list[Data]) -> list[str]:
    done = subprocess.run(command, input=as_text(statements), capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.splitlines()


VALIDATORS = [
    pytest.param(by_javascript, marks=needs_validator, id="xapi-validation"),
    pytest.param(by_ralph, marks=needs_lrs, id="ralph"),
]

BROKEN: list[tuple[str, Callable[[Data], object]]] = [
    ("verb", lambda one: one["verb"].update(id="answered")),
    ("extension", lambda one: one["context"]["extensions"].update(levels={})),
    ("registration", lambda one: one["context"].update(registration="4711")),
    ("score", lambda one: one["result"]["score"].update(scaled=3.5)),
    ("language", lambda one: one["verb"].update(display={"no language": "answered"})),
    ("duration", lambda one: one["result"].update(duration="thirty seconds")),
    ("activities", lambda one: one["context"]["contextActivities"].update(sibling=[])),
    ("actor", lambda one: one["actor"].update(mbox="mailto:ann@example.com", openid="https://a.example")),
]


@pytest.mark.parametrize("validator", VALIDATORS)
def test_every_statement_is_valid(validator: Callable[..., list[str]], statements: list[Data]) -> None:
    """Attempts of every kind, with everything that happens in them: not one is objected to."""
    assert {one["verb"]["display"]["en"] for one in statements} == set(VERBS)
    assert validator(statements) == []


@pytest.mark.parametrize("validator", VALIDATORS)
def test_validators_find_what_is_wrong(validator: Callable[..., list[str]], statements: list[Data]) -> None:
    """Each of these faults is found: a validator that objects to nothing would prove nothing."""
    answered = next(one for one in statements if one["verb"]["display"]["en"] == "answered")
    faults = []
    for number, (_name, spoil) in enumerate(BROKEN):
        one = json.loads(json.dumps(answered)) | {"id": str(UUID(int=number, version=4))}
        spoil(one)
        faults.append(one)
    found = {line.split()[0] for line in validator(faults)}
    assert [name for (name, _spoil), one in zip(BROKEN, faults, strict=True) if one["id"] not in found] == []


def walk(value: object, path: str = "") -> Iterator[tuple[str, object]]:
    """Yield everything in a statement with its place, but what stands inside extensions."""
    yield path, value
    if isinstance(value, dict):
        for key, inside in value.items():
            if key != "extensions":
                yield from walk(inside, f"{path}.{key}")
    elif isinstance(value, list):
        for inside in value:
            yield from walk(inside, path)


def test_rules_that_no_validator_knows(statements: list[Data]) -> None:
    """No empty value; times in UTC to the millisecond; no version of its own; activities in lists.

    cmi5: a registration and a session in every statement, its own category in none, for no learning
    platform launched us; first comes `initialized`, last `terminated`.
    """
    for one in statements:
        assert "version" not in one
        assert not [path for path, value in walk(one) if value in (None, "", {}, [])]
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", one["timestamp"])
        datetime.fromisoformat(one["timestamp"])
        assert all(isinstance(found, list) for found in one["context"]["contextActivities"].values())
        assert "https://w3id.org/xapi/cmi5/context/extensions/sessionid" in one["context"]["extensions"]
        assert "cmi5/context/categories" not in json.dumps(one)
        duration = one.get("result", {}).get("duration", "PT0.00S")
        assert re.fullmatch(r"PT\d+\.\d\dS", duration)
    by_attempt: dict[str, list[str]] = {}
    for one in statements:
        by_attempt.setdefault(one["context"]["registration"], []).append(one["verb"]["display"]["en"])
    for verbs in by_attempt.values():
        assert verbs[0] == "initialized"
        if "completed" in verbs:
            assert verbs[-1] == "terminated"
    assert any("completed" in verbs for verbs in by_attempt.values())
