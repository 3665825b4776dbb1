"""The engine of a message, made from a sheet compiled once: the same words as the engine made whole."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sim.coach.rows import Row, RowScorer, Said, as_plain
from sim.content import Library
from sim.model.language import LANGS, Lang
from sim.model.rubric import Rubric
from sim.scoring import Context, Engine
from sim.scoring.message import TURN, scenario_of, without_facts
from sim.scoring.sheet import SheetEngine
from sim.text import read
from sim.text.sheet_book import MessageBook

REPLIES = Path(__file__).parents[1] / "calibration" / "replies.jsonl"
EVERY = 64
"""One rated reply of so many is compared: 12 of them; compiling a sheet whole takes a tenth of a second."""

MISSPELT = "Im sory abuot the frigde and the delivry, the managr confrims it tomorow befor noon"


@pytest.fixture(scope="module")
def rubric() -> Rubric:
    """Return the default sheet."""
    return Library().rubric("service").value


@pytest.fixture(scope="module")
def sheets(rubric: Rubric) -> dict[Lang, SheetEngine]:
    """Return the sheet compiled for each language."""
    return {lang: SheetEngine(rubric, lang) for lang in LANGS}


def cases() -> list[tuple[str, str, Lang]]:
    """Return messages of bundled scenarios with a rated reply to each."""
    library = Library()
    lines = REPLIES.read_text(encoding="utf-8").splitlines()[::EVERY]
    found = []
    for rated in map(json.loads, lines):
        turn = library.scenario(rated["scenario"]).value.turn(rated["turn"])
        assert turn is not None
        found.append((turn.says[0].text.get(rated["lang"]), rated["reply"], rated["lang"]))
    return found


def test_a_reply_is_scored_as_by_an_engine_of_its_own(
    sheets: dict[Lang, SheetEngine], rubric: Rubric
) -> None:
    """Levels, findings, flags and reasons are those of the engine that is made whole for the message."""
    for message, reply, lang in cases():
        lean = sheets[lang].answering(message)
        whole = Engine(scenario_of(message, lang), without_facts(rubric), lang)
        given = lean.scenario.turns[0].gives
        own = ("We will look into it.", "I see.")
        context = Context(turn=TURN, alone=True, gives=given, customer=(message,), own=own, heat=60)
        assert lean.score(reply, context) == whole.score(reply, context)


def test_rows_are_scored_with_what_was_said_before(sheets: dict[Lang, SheetEngine]) -> None:
    """`servicesim score` hands on the message, what the customer wrote before it, and our own words."""
    scorer = RowScorer(Library())
    message, before = "The new one is broken too!", "My fridge came broken."
    for reply in ("I am sorry about your fridge.", "We will look into it."):
        said = [Said(who="customer", text=before), Said(who="trainee", text="We will look into it.")]
        engine = sheets["en"].answering(message)
        context = Context(
            turn=TURN,
            alone=True,
            gives=engine.scenario.turns[0].gives,
            customer=(before, message),
            own=("We will look into it.",),
            heat=engine.scenario.customer.heat,
        )
        plain = as_plain(engine.score(reply, context))
        told = scorer.score(Row(customer=message, lang="en", reply=reply, history=said))
        assert plain == {name: told[name] for name in plain}


def test_the_same_words_are_known_and_repaired(sheets: dict[Lang, SheetEngine], rubric: Rubric) -> None:
    """A misspelt word becomes the same one, and every list of words to choose from is the same."""
    for message in ("The refund of the fridges never came, delivery cancelled!", "-", "ok refundss refunds"):
        whole = Engine(scenario_of(message, "en"), without_facts(rubric), "en").book
        lean = sheets["en"].answering(message).book
        assert {first: lean.words.get(first) for first in whole.words} == whole.words
        assert all(word in lean.vocabulary for word in whole.vocabulary)
        for doubted in ("frigdes", "refundsss", "zzyzx"):
            assert (doubted in lean.vocabulary) == (doubted in whole.vocabulary)
        assert read(MISSPELT, lean).plain.text == read(MISSPELT, whole).plain.text
        assert read(MISSPELT, lean).plain.text != MISSPELT.lower()


def test_messages_do_not_mix(sheets: dict[Lang, SheetEngine]) -> None:
    """What one customer named is no fact of the next one's case."""
    reply = "I am sorry about your fridge."
    first = sheets["en"].answering("My fridge never came.")
    second = sheets["en"].answering("My parcel never came.")
    assert read(reply, first.book).find("impact.told")
    assert not read(reply, second.book).find("impact.told")
    assert isinstance(second.book, MessageBook)


def test_the_message_itself_is_no_evidence(sheets: dict[Lang, SheetEngine], rubric: Rubric) -> None:
    """A copy of the message is one even where the customer is not heard, as in the engine made whole."""
    message = "My fridge never came and we have a newborn at home, so I took two days off for nothing."
    context = Context(turn=TURN, alone=True, gives=("emotion", "impact"))
    lean = sheets["en"].answering(message).score(message, context)
    assert "copied" in lean.flags
    assert lean == Engine(scenario_of(message, "en"), without_facts(rubric), "en").score(message, context)


def test_words_of_replies_are_not_kept(sheets: dict[Lang, SheetEngine]) -> None:
    """Scoring remembers what stands in its tables, and no word of the replies gone by."""
    engine = sheets["en"].answering("My fridge never came.")
    context = Context(turn=TURN, alone=True, gives=engine.scenario.turns[0].gives)
    heads = engine._heads
    for number in range(20):
        made = chr(97 + number) * 5
        engine.score(f"We are sorry, the {made}ing {made}ly {made}s went to {made}ton again.", context)
    assert heads._read
    assert len(heads._read) <= len(heads._lines)
    assert set(heads._read) <= set(heads._lines)
