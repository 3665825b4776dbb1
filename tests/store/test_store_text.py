"""Any text, in any field of any event, comes back as it went in."""

from __future__ import annotations

import types
from collections.abc import Iterator
from hashlib import sha256
from typing import Any, Literal, Union, get_args, get_origin

import pytest
import store_samples as samples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from sim.model import events as model
from sim.model.events import EVENT, Event, Started
from sim.store import Content, Store

OTHERS = (
    model.CustomerSaid,
    model.ReplyScored,
    model.StateChanged,
    model.PromiseRecorded,
    model.Paused,
    model.Ended,
)
PLAIN = {
    str: st.text(max_size=40),
    int: st.integers(-(10**9), 10**9),
    float: st.floats(allow_nan=False, allow_infinity=False),
    bool: st.booleans(),
    type(None): st.none(),
}


def anything(kind: Any) -> st.SearchStrategy[Any]:
    """Return a strategy for a field's type; a type the events never had fails here and is to be added."""
    origin, inner = get_origin(kind), get_args(kind)
    if kind in PLAIN:
        return PLAIN[kind]
    if origin is Literal:
        return st.sampled_from(inner)
    if origin in (Union, types.UnionType):
        return st.one_of([anything(one) for one in inner])
    if origin is tuple and inner[-1] is Ellipsis:
        return st.lists(anything(inner[0]), max_size=2).map(tuple)
    if origin is tuple:
        return st.tuples(*map(anything, inner))
    if origin is dict:
        return st.dictionaries(anything(inner[0]), anything(inner[1]), max_size=3)
    assert issubclass(kind, BaseModel), kind
    fields = {f.alias or name: anything(f.annotation) for name, f in kind.model_fields.items()}
    return st.fixed_dictionaries(fields).map(kind.model_validate)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Store]]:
    """Give two stores on one file: one to write and one to read."""
    home = tmp_path_factory.mktemp("text")
    with Store.open(home) as writer, Store.open(home) as reader:
        yield writer, reader


QUICK = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@QUICK
@given(first=anything(Started), rest=st.lists(st.one_of([anything(kind) for kind in OTHERS]), max_size=4))
def test_any_events_come_back_exactly(shared: tuple[Store, Store], first: Started, rest: list[Event]) -> None:
    """Every field of every type, NUL and all planes of Unicode included, equal as objects and as bytes."""
    writer, reader = shared
    kept = {"scenario": "s", "scenario_hash": samples.SCENARIO, "rubric_hash": samples.RUBRIC}
    first = first.model_copy(update=kept)
    if first.branch is not None:  # a branch is of an attempt that is there
        parent = writer.begin("Ana", [samples.started()], samples.CONTENTS)
        first = first.model_copy(update={"branch": first.branch.model_copy(update={"attempt": parent})})
    rest = [event.model_copy(update={"seq": first.seq + n}) for n, event in enumerate(rest, 1)]
    attempt = writer.begin("Ana", [first], samples.CONTENTS)
    if rest:
        writer.append(attempt, rest, finished=False)
    read = reader.events(attempt)
    assert read == [first, *rest]
    assert [EVENT.dump_json(e) for e in read] == [EVENT.dump_json(e) for e in (first, *rest)]


@QUICK
@given(text=st.text(st.characters()), value=st.text(st.characters()))
def test_any_draft_and_setting_comes_back_exactly(shared: tuple[Store, Store], text: str, value: str) -> None:
    """NUL and halves of characters included: a draft is whatever a terminal sent."""
    writer, reader = shared
    attempt = writer.begin("Ana", [samples.started()], samples.CONTENTS)
    writer.save_draft(attempt, text)
    writer.save_setting("theme", value)
    assert reader.draft(attempt) == text
    assert reader.setting("theme") == value


@QUICK
@given(text=st.text())
def test_any_scenario_text_comes_back_exactly(shared: tuple[Store, Store], text: str) -> None:
    """The text of a scenario is kept to the character, line ends included."""
    writer, reader = shared
    key = sha256(text.encode()).hexdigest()
    first = samples.started().model_copy(update={"scenario_hash": key})
    writer.begin("Ana", [first], [*samples.CONTENTS, Content("scenario", "s", key, text)])
    assert reader.content(key) == text
