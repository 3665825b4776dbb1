"""Golden conversations: replayed straight, with save and reload at every turn, and held together."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sim.content import Library
from sim.errors import Refused
from sim.model.events import Ended, Event, ReplyScored, StateChanged
from sim.model.language import LANGS, Lang
from sim.model.playthrough import Ends
from sim.model.score import DIMENSIONS
from sim.workshop.play_diff import differences
from sim.workshop.play_write import header_of, written
from tests.playthroughs import record
from tests.playthroughs.golden import (
    ENDING,
    Golden,
    as_recorded,
    new_script,
    paths,
    read,
    reloading,
    scenario_file,
    shared_script,
    straight,
    to_bytes,
)

FILES = paths()
NAMES = ("excellent", "good", "cold", "warm-words", "templates", "calm-down", "over-promise", "stuffed")
"""The conversations of the first scenario."""

KINDS = ("excellent", "cold", "warm-words", "robot", "stuffed", "worst")
"""Those of every other scenario."""

FIRST = "complaint-01"
PASS = 80
"""What every category must exceed (`domain.md` 6.5)."""

each = pytest.mark.parametrize("path", FILES, ids=lambda p: p.name.removesuffix(ENDING))
each_lang = pytest.mark.parametrize("lang", LANGS)

_played: dict[Path, tuple[Event, ...]] = {}


def played(path: Path) -> tuple[Event, ...]:
    """Return the events of a file played straight; played once."""
    if path not in _played:
        golden = read(path)
        _played[path] = straight(shared_script(golden.scenario, golden.lang), golden.replies)
    return _played[path]


def end_of(name: str, lang: Lang) -> Ended:
    """Return how a conversation ended."""
    end = played(path_of(name, lang))[-1]
    assert isinstance(end, Ended), f"{name}.{lang} does not end"
    return end


def path_of(name: str, lang: Lang, scenario: str = FIRST) -> Path:
    """Return the file of a conversation."""
    return next(p for p in FILES if p.name == f"{scenario}.{name}.{lang}{ENDING}")


def ready() -> list[str]:
    """Return the scenarios of the library, drafts left out."""
    return [head.id for head in Library().heads() if head.status == "ready"]


@each_lang
@pytest.mark.parametrize("scenario", ready())
def test_every_kind_of_conversation_is_here(scenario: str, lang: Lang) -> None:
    """Every ready scenario has its conversations in both languages, under the names of their files."""
    found = {g.name: g for g in map(read, FILES) if (g.scenario, g.lang) == (scenario, lang)}
    assert set(found) == set(NAMES if scenario == FIRST else KINDS)
    assert all(g.path.name == g.file.play.file_name for g in found.values())


@each_lang
@pytest.mark.parametrize("scenario", ready())
def test_excellent_service_passes_everywhere(scenario: str, lang: Lang) -> None:
    """An excellent conversation resolves the case and is above the pass line in every category."""
    events = played(path_of("excellent", lang, scenario))
    end = events[-1]
    assert isinstance(end, Ended)
    assert end.kind == "resolved"
    assert end.gap5 >= 0
    scored = [e.explanation.levels for e in events if isinstance(e, ReplyScored)]
    for dimension in DIMENSIONS:
        levels = [found[dimension] for found in scored if found[dimension] is not None]
        assert 25 * sum(levels) / len(levels) > PASS, dimension


@each_lang
@pytest.mark.parametrize("name", ["warm-words", "robot", "stuffed", "worst"])
@pytest.mark.parametrize("scenario", [s for s in ready() if s != FIRST])
def test_bad_service_wins_nowhere(scenario: str, name: str, lang: Lang) -> None:
    """Warm words, templates, heaps of good words and harm end in complaint, in leaving or at a red line."""
    end = played(path_of(name, lang, scenario))[-1]
    assert isinstance(end, Ended)
    assert end.kind in ("complaint", "left", "red_line", "unresolved")
    assert end.gap5 < 0


@each
def test_straight(path: Path) -> None:
    """Played in one go, levels, states and ending are as recorded."""
    golden = read(path)
    assert differences(golden.file, shared_script(golden.scenario, golden.lang), played(path), "en") == ()
    assert as_recorded(golden, played(path)) == golden.file.text


@each
def test_saved_and_reloaded_at_every_turn(path: Path) -> None:
    """With nothing kept between two replies but the stored events, the conversation is the same."""
    golden = read(path)
    assert reloading(shared_script(golden.scenario, golden.lang), golden.replies) == played(path)


@each
def test_twice(path: Path) -> None:
    """Played a second time, the conversation is the same to the byte."""
    golden = read(path)
    again = straight(shared_script(golden.scenario, golden.lang), golden.replies)
    assert to_bytes(again) == to_bytes(played(path))


@each_lang
def test_another_engine_of_the_same_text(lang: Lang) -> None:
    """An engine that has scored nothing before says the same as one that has scored everything."""
    golden = read(path_of("good", lang))
    fresh = straight(new_script(golden.scenario, lang), golden.replies)
    assert to_bytes(fresh) == to_bytes(played(golden.path))


@each
def test_the_file_is_as_the_recorder_writes_it(path: Path) -> None:
    """A file holds nothing but what the recorder writes, so that a diff shows only what changed."""
    text = path.read_text("utf-8")
    assert header_of(text) + written(read(path).file.play) == text


@each_lang
def test_better_service_is_perceived_as_better(lang: Lang) -> None:
    """Doing the job well beats doing it coldly, that beats promising too much, and that beats words alone."""
    best_first = ("excellent", "good", "cold", "over-promise")
    words_alone = ("templates", "warm-words", "stuffed", "calm-down")
    perceived = {name: end_of(name, lang).perceived for name in (*best_first, *words_alone)}
    values = [*(perceived[name] for name in best_first), max(perceived[name] for name in words_alone)]
    assert values == sorted(set(values), reverse=True), perceived


@each_lang
def test_words_alone_are_perceived_as_little(lang: Lang) -> None:
    """Warm words without an act earn little, orders to calm down and heaps of keywords no more than they."""
    warm, calm, stuffed = (end_of(n, lang).perceived for n in ("warm-words", "calm-down", "stuffed"))
    assert warm <= 30
    assert calm <= 10
    assert stuffed <= 20
    assert warm >= max(calm, stuffed), (warm, calm, stuffed)


@each_lang
def test_excellent_service_wins(lang: Lang) -> None:
    """An excellent conversation resolves the case, above what was expected, and leaves the customer calm."""
    end = end_of("excellent", lang)
    states = [e.after for e in played(path_of("excellent", lang)) if isinstance(e, StateChanged)]
    assert (end.ending, end.kind) == ("resolved", "resolved")
    assert end.perceived >= 80
    assert end.gap5 >= 0
    assert states[-1].heat <= 35


@each_lang
@pytest.mark.parametrize("name", ["calm-down", "stuffed", "warm-words"])
def test_words_alone_settle_nothing(name: str, lang: Lang) -> None:
    """Where nothing is done the customer complains or leaves; nobody crosses a red line."""
    assert end_of(name, lang).kind in ("complaint", "left")


@each_lang
def test_a_promise_beyond_authority_breaks(lang: Lang) -> None:
    """An exact hour and wages promised at the start are found broken where the script says so."""
    golden = read(path_of("over-promise", lang))
    broken = [
        e.promise.ref for e in played(golden.path) if e.event == "promise_recorded" and e.status == "broken"
    ]
    assert sorted(broken) == ["forbidden.exact_hour", "forbidden.wages"]
    assert [s.turn for s in golden.talk][2] == "promise_broken"


@each_lang
def test_decent_service_is_without_deduction(lang: Lang) -> None:
    """Excellent, good and even cold service is shown nothing that is deducted for."""
    for name in ("excellent", "good", "cold"):
        found = [
            (f.code, f.quote)
            for e in played(path_of(name, lang))
            if e.event == "reply_scored"
            for f in e.explanation.shown
            if f.code.startswith("X")
        ]
        assert found == [], name


TIME = re.compile(
    r"(今天|明天|今晚|后天)?(上午|下午|中午|早上)?\s*\d+([:：点]\d*)?([点时分])?(\s*[-–—到至]\s*(下午)?\d+([:：点]\d*)?点?)?"
)
RUN = {"en": 8, "zh": 12}


def runs(text: str, lang: Lang) -> set[tuple[str, ...]]:
    """Return all runs of so many words or characters, without punctuation and without times and figures."""
    plain = TIME.sub(" ", text.lower().replace("’", "'"))
    parts = re.findall(r"[a-z']+" if lang == "en" else r"\w", plain)
    length = RUN[lang]
    return {tuple(parts[i : i + length]) for i in range(len(parts) - length + 1)}


@each
def test_replies_are_in_own_words(path: Path) -> None:
    """No reply borrows eight words or twelve characters from an exemplar, the card or the customer."""
    golden = read(path)
    scenario = scenario_file(golden.scenario).value
    lent: dict[tuple[str, ...], str] = {}
    for entry in scenario.facts.card:
        lent |= dict.fromkeys(runs(entry.text.get(golden.lang), golden.lang), f"card {entry.id}")
    for turn in scenario.turns:
        texts = [v.text for v in turn.says]
        if turn.exemplars:
            texts += [turn.exemplars.weak, turn.exemplars.middling, turn.exemplars.strong]
        for text in texts:
            lent |= dict.fromkeys(runs(text.get(golden.lang), golden.lang), f"turn {turn.id}")
    for at, said in enumerate(golden.talk):
        taken = {(lent[run], " ".join(run)) for run in runs(said.reply, golden.lang) if run in lent}
        assert not taken, f"{path.name}:{golden.line(at)}"


class TestRecorder:
    """`python -m tests.playthroughs.record`."""

    @pytest.fixture
    def golden(self, tmp_path: Path) -> Golden:
        """Return a copy of a conversation that may be changed, as the engine plays it now."""
        source = path_of("calm-down", "en")
        path = tmp_path / source.name
        path.write_text(as_recorded(read(source), played(source)), "utf-8")
        return read(path)

    def saved(self, golden: Golden, name: str = "", **changes: object) -> Golden:
        """Write a conversation with changes and read it back, so that its lines are those of the file."""
        play = golden.file.play.model_copy(update=changes)
        path = golden.path.with_name(name or golden.path.name)
        path.write_text(header_of(golden.file.text) + written(play), "utf-8")
        return read(path)

    def test_it_fills_in_what_the_engine_says(self, golden: Golden) -> None:
        """Levels, states, ending and a turn left out are filled in; a second time nothing changes."""
        bare = tuple(s.model_copy(update={"turn": "", "levels": {}, "state": {}}) for s in golden.talk)
        self.saved(golden, talk=bare, ends=Ends())
        assert record.record(golden.path)
        assert golden.path.read_text("utf-8") == golden.file.text
        assert not record.record(golden.path)

    def test_it_refuses_another_way(self, golden: Golden) -> None:
        """A reply that no longer answers the message it was written for is named by line; the file stays."""
        first, second, *rest = golden.talk
        saved = self.saved(golden, talk=(first, second.model_copy(update={"turn": "closing"}), *rest))
        before = golden.path.read_bytes()
        line = saved.line(1)
        assert golden.path.read_text("utf-8").splitlines()[line - 1] == "  - turn: closing"
        with pytest.raises(Refused, match=rf"{re.escape(golden.path.name)}:{line}: .*`closing`.*`insist`"):
            record.record(golden.path)
        assert golden.path.read_bytes() == before

    def test_it_refuses_replies_after_the_end(self, golden: Golden) -> None:
        """A reply after the ending is named by line."""
        more = golden.talk[0].model_copy(update={"turn": ""})
        saved = self.saved(golden, talk=(*golden.talk, more))
        with pytest.raises(Refused, match=rf":{saved.line(2)}: .*over before this reply"):
            record.record(golden.path)

    def test_it_refuses_a_conversation_without_an_end(self, golden: Golden) -> None:
        """A conversation that stops before its ending is refused, naming where the customer waits."""
        saved = self.saved(golden, talk=golden.talk[:1])
        with pytest.raises(Refused, match=rf":{saved.line(0)}: the customer at `insist` waits"):
            record.record(golden.path)

    def test_it_records_the_others_all_the_same(
        self, golden: Golden, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """One refused file is said on standard error and makes the exit code 1; the others are recorded."""
        wrong = self.saved(golden, f"wrong{ENDING}", talk=golden.talk[:1]).path
        self.saved(golden, ends=Ends())
        assert record.main([str(wrong), str(golden.path)]) == 1
        said = capsys.readouterr()
        assert said.err.startswith(f"refused: {wrong}:")
        assert said.out == f"{golden.path.name}: recorded\n"
        assert record.main([str(golden.path)]) == 0
