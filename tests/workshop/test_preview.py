"""The preview: what was typed is given again on every version, faults never end it, every branch is told."""

from __future__ import annotations

import os
import re
import tempfile
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim import play
from sim.content import Library, bundled_folder
from sim.content.playthroughs import open_play
from sim.errors import NotFound, Refused
from sim.locale import translator
from sim.model.events import CustomerSaid, Ended, Event, ReplyScored, Session, State
from sim.model.language import LANGS, Lang
from sim.model.rubric import Rubric
from sim.model.scenario import Scenario
from sim.model.when import Band, When
from sim.play.conditions import Moment, holds, parts
from sim.workshop.playthroughs import play_on
from sim.workshop.preview import (
    Change,
    Preview,
    Saved,
    Source,
    change_words,
    explain,
    fault_words,
    find_source,
    sections,
)
from sim.workshop.preview.say import WhySaid

FILE = bundled_folder("scenarios") / "complaint-01.yaml"
TEXT = FILE.read_text("utf-8")
ELSEWHERE = TEXT.replace("status: ready", "status: draft", 1).replace(
    "      - go: insist\n", "      - go: pressing\n", 1
)
"""A version on which a formula leads elsewhere; a draft, for one turn is not reached in it."""
FORMULA = "I'm sorry for any inconvenience. We will look into it as soon as possible."
PLAN = "Sorry, two days at home with a newborn and no fridge is awful. I can book 8-12 or 14-18 tomorrow."
MONEY = "I can't pay wages. I refund the £25 delivery fee now and £50 goodwill."
GOLDEN = sorted(bundled_folder("playthroughs").glob("*.play.yaml"))


@cache
def sheet() -> Rubric:
    """Return the bundled sheet, read once."""
    return Library().rubric("service").value


@cache
def scenario() -> Scenario:
    """Return the bundled scenario, read once."""
    return Library().scenario("complaint-01").value


def opened(*replies: str, text: str = TEXT, lang: Lang = "en") -> Preview:
    """Return a preview of a text with replies given."""
    preview = Preview("mine.yaml", sheet(), lang)
    preview.reload(Saved(text))
    for reply in replies:
        preview.reply(reply)
    return preview


def words(changes: tuple[Change, ...]) -> list[str]:
    """Return changes as they are told."""
    return [change_words(change, sheet(), "en") for change in changes]


class TestReload:
    """A save: the conversation is played again on what stands in the file now."""

    def test_the_conversation_stays(self) -> None:
        """The customer's words are those of the new text; replies, turn and levels are as before."""
        preview = opened(FORMULA, PLAN)
        before = preview.session
        reloaded = preview.reload(Saved(TEXT.replace("Order 8841. What are", "Order 8841! What are")))
        assert reloaded.played
        assert reloaded.changes == ()
        assert preview.replies == (FORMULA, PLAN)
        assert before is not None
        assert preview.session is not None
        assert preview.session.turn == before.turn
        assert "Order 8841! What" in preview.session.lines[0].text

    def test_the_same_text_gives_the_same_events(self) -> None:
        """Reading a file again that was not changed changes nothing at all."""
        preview = opened(FORMULA, PLAN)
        before = preview.events
        assert preview.reload(Saved(TEXT)).changes == ()
        assert preview.events == before

    def test_where_it_parts(self) -> None:
        """A reply that leads elsewhere is told with both turns; those behind it wait and are not lost."""
        preview = opened(FORMULA, PLAN, MONEY)
        reloaded = preview.reload(Saved(ELSEWHERE))
        assert words(reloaded.changes) == [
            "Reply 1 now leads to `pressing` instead of `insist`.",
            "Replies 2 to 3 wait until an earlier one leads there again.",
        ]
        assert (preview.replies, preview.waiting) == ((FORMULA,), (PLAN, MONEY))
        back = preview.reload(Saved(TEXT))
        assert words(back.changes) == ["Replies 2 to 3 are given again."]
        assert (preview.replies, preview.waiting) == ((FORMULA, PLAN, MONEY), ())

    def test_the_last_reply_leads_elsewhere(self) -> None:
        """Where no reply is behind it the new way is taken, and is no news at the next save."""
        preview = opened(FORMULA)
        (change,) = preview.reload(Saved(ELSEWHERE)).changes
        assert (change.kind, change.now, change.was) == ("leads", "pressing", "insist")
        assert preview.reload(Saved(ELSEWHERE + "# saved again\n")).changes == ()

    def test_a_new_reply_forgets_those_that_wait(self) -> None:
        """Whoever goes on from where it parted means the new way; the old one does not come back."""
        preview = opened(FORMULA, PLAN)
        preview.reload(Saved(ELSEWHERE))
        preview.reply(MONEY)
        assert (preview.replies, preview.waiting) == ((FORMULA, MONEY), ())
        assert preview.reload(Saved(ELSEWHERE + "#\n")).changes == ()

    def test_a_level_that_is_another(self) -> None:
        """An edit of the facts that changes a score is told with both levels."""
        text = TEXT.replace("gives: [emotion, impact, info_given, demand, question]", "gives: [question]", 1)
        preview = opened(PLAN)
        told = words(preview.reload(Saved(text)).changes)
        assert any(line.startswith("Reply 1: Empathy is not scored instead of ") for line in told)

    def test_faults_keep_the_last_good_version(self) -> None:
        """With an error everything stays as it was and can be played on; a mended file clears it."""
        preview = opened(FORMULA)
        before = preview.events
        reloaded = preview.reload(Saved(TEXT.replace("\nendings:", "\nendingz:", 1)))
        assert not reloaded.played
        (fault,) = preview.faults
        assert fault_words(fault, "en").startswith(f"mine.yaml:{fault.line}:1: error SC001 ")
        assert preview.events == before
        preview.reply(PLAN)
        assert preview.reload(Saved(TEXT)).played
        assert preview.faults == ()
        assert preview.replies == (FORMULA, PLAN)

    def test_a_warning_is_told_and_played(self) -> None:
        """A file with warnings only is played on at once."""
        draft = TEXT.replace("status: ready", "status: draft", 1).replace("\n  zh: 冰箱两次爽约", "")
        preview = opened(text=draft)
        assert [p.severity for p in preview.faults] == ["warning"]
        assert preview.script is not None

    def test_nothing_to_play_yet(self) -> None:
        """A file that was never good opens with its faults; a reply is refused, the first good save plays."""
        preview = opened(text="")
        assert preview.script is None
        assert preview.faults
        for do in (lambda: preview.reply("x"), preview.undo, preview.restart):
            with pytest.raises(Refused):
                do()
        assert preview.reload(Saved(TEXT)).played
        assert preview.session is not None

    def test_taking_back_and_beginning_again(self) -> None:
        """The last reply is taken back with all that came of it; a restart stands at the first message."""
        preview = opened(FORMULA)
        one = preview.events
        preview.reply(PLAN)
        assert preview.undo() == PLAN
        assert preview.events == one
        assert preview.undo() == FORMULA
        with pytest.raises(Refused):
            preview.undo()
        preview.reply(PLAN)
        preview.restart()
        assert preview.replies == ()

    def test_after_the_end(self) -> None:
        """A conversation that ended takes no reply; one taken back, it does."""
        preview = opened(*["Calm down. Shouting won't get it there faster."] * 2)
        while not preview.over:
            preview.reply("Calm down and wait.")
        with pytest.raises(Refused):
            preview.reply("x")
        preview.undo()
        assert not preview.over


class TestGarbage:
    """Whatever stands in the file, nothing is raised and the last good version can be played."""

    @settings(max_examples=60, deadline=None)
    @given(st.binary(max_size=400))
    def test_any_bytes(self, data: bytes) -> None:
        """Bytes of any kind are faults, or a scenario; never an exception."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "x.yaml"
            path.write_bytes(data)
            preview = opened()
            reloaded = preview.reload(Source(path).read())
        assert not reloaded.played
        assert reloaded.faults
        assert preview.script is not None

    @settings(max_examples=20, deadline=None)
    @given(st.integers(0, len(TEXT)), st.integers(0, 60), st.text(max_size=8))
    def test_any_edit(self, at: int, cut: int, put: str) -> None:
        """A file cut off or written over at any place never raises, and what plays can be told."""
        preview = opened(FORMULA)
        preview.reload(Saved(TEXT[:at] + put + TEXT[at + cut :]))
        preview.reload(Saved(TEXT[:at]))
        assert preview.replies
        assert sections(preview, 1, "zh")

    @pytest.mark.parametrize(
        "data",
        [
            b"",
            "保证".encode("gb18030") * 50,
            TEXT.encode("utf-16"),
            b"a: [" * 20_000,
            b"x: y\n" * 400_000,
            b"\xff" * 1_999_999,
            b"- {" * 600_000,
            b"rubric: service\n",
            b"&a [*a]\n",
        ],
        ids=["empty", "gbk", "utf-16", "deep", "2MB", "2MB-bytes", "2MB-open", "rubric", "alias"],
    )
    def test_odd_files(self, data: bytes, tmp_path: Path) -> None:
        """Empty, in another encoding, two megabytes, endlessly deep: each is a fault with words."""
        path = tmp_path / "x.yaml"
        path.write_bytes(data)
        preview = opened()
        assert preview.reload(Source(path).read()).faults
        assert all(fault_words(p, lang) for p in preview.faults for lang in LANGS)
        assert preview.script is not None


class TestSource:
    """The watched file."""

    def test_only_what_changed(self, tmp_path: Path) -> None:
        """A save is seen once, the same content again is none, deletion and coming back are both seen."""
        path = tmp_path / "x.yaml"
        path.write_text("a", "utf-8")
        source = Source(path)
        assert source.read().text == "a"
        assert source.changed() is None
        path.write_text("b", "utf-8")
        seen = source.changed()
        assert seen is not None
        assert seen.text == "b"
        path.write_text("b", "utf-8")
        assert source.changed() is None
        path.unlink()
        gone = source.changed()
        assert gone is not None
        assert gone.text is None
        assert gone.faults[0].code == "YM001"
        assert source.changed() is None
        path.write_text("b", "utf-8")
        assert source.changed() == Saved("b")

    def test_a_save_within_one_tick_of_the_clock(self, tmp_path: Path) -> None:
        """Content that changed while time and size stand still is seen all the same."""
        path = tmp_path / "x.yaml"
        path.write_text("a", "utf-8")
        info = path.stat()
        source = Source(path)
        source.read()
        path.write_text("b", "utf-8")
        os.utime(path, ns=(info.st_atime_ns, info.st_mtime_ns))
        assert source.changed() == Saved("b")

    def test_which_file(self, tmp_path: Path) -> None:
        """An id is looked for in the packs, a path is taken as it is, broken files too; else NotFound."""
        path = tmp_path / "mine-01.yaml"
        path.write_text("id: mine-01\n\ttab", "utf-8")
        library = Library((tmp_path,))
        assert find_source(library, "complaint-01").path == FILE
        assert find_source(library, str(path)).path == path
        assert find_source(library, "mine-01").path == path
        for name in ("complaint-99", str(tmp_path / "none.yaml"), str(tmp_path)):
            with pytest.raises(NotFound):
                find_source(library, name)


def next_of(events: list[Event]) -> tuple[str, str, str]:
    """Return the turn or ending that came of a reply, the kind of the last line and its id."""
    said = [e for e in events if isinstance(e, CustomerSaid)]
    ended = [e for e in events if isinstance(e, Ended)]
    return (ended[0].ending if ended else said[-1].turn), said[-1].kind, said[-1].line


class TestWhy:
    """Why a branch was taken."""

    @pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.name.removesuffix(".play.yaml"))
    def test_it_agrees_with_the_golden_playthroughs(self, path: Path) -> None:
        """For every reply the branch marked as taken, and the wording, are those that were played."""
        file = open_play(path).play
        loaded = Library().scenario(file.scenario)
        script = play.Script(loaded.value, sheet(), file.lang)
        opening = play.begin(script, mode="practice", seed=0, scenario_hash="", rubric_hash="")
        events = list(play_on(script, opening, file.replies))
        places = [i for i, e in enumerate(events) if isinstance(e, ReplyScored)]
        for number, (at, end) in enumerate(zip(places, [*places[1:], len(events)], strict=True), start=1):
            why = explain(script, events, number)
            went, kind, line = next_of(events[at:end])
            assert why.went == went
            if why.instead:
                assert kind == "reaction"
                continue
            assert why.taken is not None
            assert why.taken.to == went
            assert why.taken == next(way for way in why.ways if way.holds)
            chosen = next((way for way in why.wordings if way.taken), None)
            if chosen is not None:
                assert chosen.to == line
                assert chosen == next(way for way in why.wordings if way.holds)

    def test_what_decides_in_the_scripts_place(self) -> None:
        """A reply nobody understands, spent patience and a red line are told as what they are."""
        preview = opened("qwx zzt pfff")
        assert preview.script is not None
        assert explain(preview.script, preview.events, 1).instead == "puzzled"
        assert any("was not understood" in row[2] for s in sections(preview, 1, "en") for row in s.rows)
        preview = opened("You stupid cow, shut up or I will come to your house and hurt you.")
        assert preview.script is not None
        assert explain(preview.script, preview.events, 1).instead == "red_line"

    def test_each_part_with_its_value(self) -> None:
        """A condition is told part by part, held or not, with the figure it was held against."""
        when = When(quality=Band(at_least=45), told=("offer.slot", "cause"), none=("X01", "E1"))
        session = Session(
            scenario="x-1", lang="en", mode="practice", seed=0, turn="t",
            state=State(heat=1, trust=2, patience=3), told=("cause",),
        )  # fmt: skip
        moment = Moment(session, frozenset(), frozenset(), frozenset({"E1"}), 1.52)
        said = WhySaid(scenario(), sheet(), "en")
        told, none, quality = (said.part(part) for part in parts(when, moment))
        assert quality == "quality of the reply at least 45: 38, not held"
        assert told.endswith('lacking "A delivery slot tomorrow that she chooses", not held')
        assert none.endswith('found "E1", not held')

    @settings(max_examples=200, deadline=None)
    @given(st.data())
    def test_a_condition_holds_when_every_part_does(self, data: st.DataObject) -> None:
        """`holds` is nothing but all the parts, whatever a condition asks for."""
        names = st.lists(st.sampled_from("abc"), max_size=3, unique=True).map(tuple)
        bands = st.none() | st.builds(Band, below=st.integers(0, 101), at_least=st.integers(0, 100))
        when = When(**{
            name: data.draw(names if isinstance(getattr(When(), name), tuple) else bands)
            for name in When.model_fields
        })  # fmt: skip
        some = st.frozensets(st.sampled_from("abc"))
        session = Session(
            scenario="x-1", lang="en", mode="practice", seed=0, turn="t",
            state=State(heat=50, trust=50, patience=50), told=("a",), key_points=("b",),
        )  # fmt: skip
        moment = Moment(session, data.draw(some), data.draw(some), data.draw(some), 2.0)
        given_parts = tuple(parts(when, moment))
        assert holds(when, moment) == all(p.holds for p in given_parts)
        assert {p.name for p in given_parts} == {n for n in When.model_fields if getattr(when, n)}


@pytest.mark.parametrize("lang", LANGS)
def test_an_own_exemplar_is_scored_in_its_place(lang: Lang) -> None:
    """A strong exemplar that is typed has the levels of a copy, and above them those it has in its place."""
    exemplars = scenario().turns[0].exemplars
    assert exemplars is not None
    preview = opened(exemplars.strong.get(lang) + "\n", lang=lang)
    (reply,) = (e for e in preview.events if isinstance(e, ReplyScored))
    levels = section(preview, "Levels", lang)
    assert len(levels) >= 4
    sign, told = levels[0]
    assert sign == "!"
    copied, alone = list(reply.explanation.levels.values()), [int(n) for n in re.findall(r"\d", told)]
    assert len(alone) == 3
    assert min(alone) >= 3
    assert sum(alone) > sum(level or 0 for level in copied)


def test_what_costs_no_level_is_not_called_a_copy() -> None:
    """A weak exemplar, whose copy scores as it does, and a reply of one's own have no such line."""
    exemplars = scenario().turns[0].exemplars
    assert exemplars is not None
    for reply in (exemplars.weak.get("en"), PLAN):
        assert section(opened(reply), "Levels", "en")[0][0] == ""


def section(preview: Preview, title: str, lang: Lang) -> list[tuple[str, str]]:
    """Return the signs and words of a section on the first reply."""
    (found,) = (s for s in sections(preview, 1, lang) if s.title == translator(lang)(title))
    return [(sign, told) for _depth, sign, told in found.rows]


def test_what_counts_by_its_wording_is_called_no_weak_sign() -> None:
    """It has no code of the sheet and carries a level; and the sign of willingness has its name."""
    preview = opened(
        "I'm sorry about the fridge. I have booked the slot tomorrow 8-12 and will text you by 6."
    )
    told = [words for _sign, words in section(preview, "Findings", "en")]
    assert not any(code in line for line in told for code in ("E00", "R00", "A00"))
    assert any(line.startswith("R0 (A sign of willingness); ") for line in told)


@pytest.mark.parametrize("lang", LANGS)
def test_texts_of_the_file_steer_no_terminal(lang: Lang) -> None:
    """Nothing that the console tells holds a character that a terminal would obey."""
    preview = opened(FORMULA, "\x1b[31m two lost days \u202e", lang="en")
    shown = [s.title + "".join(row[2] for row in s.rows) for s in sections(preview, 2, lang)]
    assert all(c.isprintable() for line in shown for c in line)
