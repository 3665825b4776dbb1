"""Simulated trainees: the same seed says the same, skill shows, and what cannot be reached is named."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from random import Random

import pytest

from sim import play
from sim.content import Library
from sim.model.language import LANGS, Lang
from sim.model.rubric import Rubric
from sim.model.scenario import Scenario
from sim.model.simulation import Simulation
from sim.model.turns import Branch
from sim.model.when import Band as Bounds
from sim.model.when import When
from sim.report.simulation import comparison_lines, simulation_lines
from sim.scoring import Engine
from sim.validity.ritual import without_examples
from sim.workshop.simulate import Order, compare, measure, play_all, read_given
from sim.workshop.simulate.measures import overall, passes
from sim.workshop.simulate.plays import MOST_REPLIES, Player
from sim.workshop.simulate.pool import Pool, sentence
from sim.workshop.simulate.run import player_of
from sim.workshop.simulate.trainees import BANDS, QUALITIES, chances, draw

PLAYS = 120
"""Enough for each band to play 24 times."""


@cache
def scenario(name: str = "complaint-01") -> Scenario:
    """Return a bundled scenario."""
    return Library().scenario(name).value


@cache
def rubric() -> Rubric:
    """Return the bundled sheet."""
    return Library().rubric("service").value


def order(lang: Lang = "en", plays: int = PLAYS, seed: int = 0, **changes: object) -> Order:
    """Return an order for the bundled scenario, or for another one."""
    return Order(
        **{"scenario": scenario(), "rubric": rubric(), "lang": lang, "plays": plays, "seed": seed} | changes
    )  # type: ignore[arg-type]


def simulated(asked: Order, jobs: int = 1) -> Simulation:
    """Return what an order comes to."""
    return measure(asked, play_all([asked], jobs=jobs)[0])


@cache
def usual(lang: Lang) -> Simulation:
    """Return the simulation that several tests read."""
    return simulated(order(lang))


def shares(simulation: Simulation) -> Iterator[float]:
    """Yield every share of a simulation."""
    yield from (r.share for r in simulation.reach)
    for band in simulation.bands:
        yield band.passed
        yield from band.endings.values()
        yield from band.chances.values()


def test_the_same_seed_gives_the_same_report() -> None:
    """Played again from nothing, every figure is the same; another seed plays other plays."""
    assert simulated(order("en")) == usual("en")
    assert simulated(order("en", seed=1)).bands != usual("en").bands


def test_processes_change_nothing() -> None:
    """Two processes that share the plays give the report that one gives."""
    assert simulated(order("zh"), jobs=2) == usual("zh")


def test_a_play_depends_on_its_number_alone() -> None:
    """Play 7 is the same whether six were played before it or none."""
    plays = play_all([order(plays=10)], jobs=1)[0]
    assert player_of(order(plays=10)).play(7) == plays[7]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", ["complaint-01", "abuse-01"])
def test_remembering_changes_no_play(name: str, lang: Lang) -> None:
    """With what was scored remembered, every play takes the way it takes with the plain engine."""
    asked = order(lang, scenario=scenario(name))
    script = play.Script(without_examples(asked.scenario), asked.rubric, lang)
    plain = Player(script, Pool(asked.scenario, asked.rubric, lang, asked.seed), asked.seed)
    assert isinstance(script.engine, Engine)
    assert play_all([order(lang, 60, scenario=scenario(name))], jobs=1)[0] == [
        plain.play(n) for n in range(60)
    ]


@pytest.mark.parametrize("lang", LANGS)
def test_skill_shows_in_what_is_reached(lang: Lang) -> None:
    """The more skill, the higher the mean score and the perceived quality of the band."""
    bands = usual(lang).bands
    assert [b.name for b in bands] == [b.name for b in BANDS]
    assert all(low.score < high.score and low.perceived < high.perceived for low, high in pairwise(bands))
    discrimination = usual(lang).discrimination
    assert discrimination is not None
    assert discrimination > 0.5


@pytest.mark.parametrize("lang", LANGS)
def test_every_share_is_a_share(lang: Lang) -> None:
    """Shares lie between 0 and 1, endings and chances of a band sum to 1, bands play equally often."""
    found = usual(lang)
    assert all(0 <= share <= 1 for share in shares(found))
    for band in found.bands:
        assert band.plays == PLAYS / len(BANDS)
        assert sum(band.endings.values()) == pytest.approx(1, abs=0.001)
        assert sum(band.chances.values()) == pytest.approx(1, abs=0.001)
    assert 1 <= found.measured <= 5


def test_everything_of_the_scenario_is_listed_once() -> None:
    """Turns, branches, wordings, triggers and endings are each listed, reached or not."""
    case, names = scenario(), [(r.part, r.name) for r in usual("en").reach]
    assert len(names) == len(set(names))
    listed = {part: sum(p == part for p, _ in names) for part, _ in names}
    assert listed == {
        "turn": len(case.turns),
        "branch": sum(len(t.then) for t in case.turns),
        "variant": sum(len(t.says) for t in case.turns),
        "trigger": len(case.triggers),
        "ending": len(case.endings),
    }


def test_every_play_passes_the_first_turn_and_one_ending() -> None:
    """The first turn is reached by all plays, and the endings' counts add up to the plays."""
    reach = usual("en").reach
    assert next(r.share for r in reach if r.name == "opening") == 1
    assert sum(r.plays for r in reach if r.part == "ending") == PLAYS


def test_the_branch_noted_is_the_branch_taken() -> None:
    """Wherever another turn answers a reply, the branch that was noted leads there."""
    pairs = [pair for played in play_all([order()], jobs=1)[0] for pair in pairwise(played.answered)]
    branches = {turn.id: turn.then for turn in scenario().turns}
    led = [(branches[now.turn][now.branch - 1].go, then.turn) for now, then in pairs if now.branch]
    assert len(led) > PLAYS
    assert [(goal, turn) for goal, turn in led if goal != turn] == []


def test_a_branch_that_nothing_reaches_is_named() -> None:
    """A branch whose condition cannot hold is reported with its number and its goal."""
    first, *others = scenario().turns
    blocked = Branch(when=When(trust=Bounds(at_least=100)), go="closing")
    case = scenario().model_copy(
        update={"turns": (first.model_copy(update={"then": (blocked, *first.then)}), *others)}
    )
    found = simulated(order(plays=40, scenario=case))
    assert "opening#1 > closing" in [r.name for r in found.unreached]
    assert any("opening#1 > closing" in line for line in simulation_lines(found, "en"))


def test_a_dash_is_explained() -> None:
    """A figure that too few replies allow is a dash, and a line below the table says what it means."""
    told = "-: too few replies to say, or all of them alike"
    assert any(told in line for line in simulation_lines(simulated(order(plays=10)), "en"))
    full = simulated(order(plays=10))
    turns = tuple(
        t.model_copy(update={"quality": 2.0, "with_skill": 0.5, "with_rest": 0.5}) for t in full.turns
    )
    assert not any(told in line for line in simulation_lines(full.model_copy(update={"turns": turns}), "en"))


def test_a_script_in_circles_is_cut_off_and_said() -> None:
    """A turn that leads back to itself for ever ends no play: it is cut off, counted and reported."""
    first = scenario().turns[0]
    calm = scenario().customer.model_copy(update={"patience": 100})
    case = scenario().model_copy(
        update={
            "customer": calm,
            "turns": (first.model_copy(update={"then": (Branch(go=first.id),)}),),
            "triggers": (),
        }
    )
    found = simulated(order(plays=20, scenario=case))
    assert found.lengths.longest <= MOST_REPLIES
    assert found.lengths.cut_off == sum(
        not p.ending for p in play_all([order(plays=20, scenario=case)], jobs=1)[0]
    )


def test_a_turn_with_one_thing_to_say_separates_nobody() -> None:
    """Where the skilled have nothing better to say than the others, the turn is named."""
    bare = scenario().model_copy(
        update={
            "turns": tuple(t.model_copy(update={"exemplars": None}) for t in scenario().turns),
            "lines": (),
            "key_points": tuple(k.model_copy(update={"met_by": k.not_}) for k in scenario().key_points),
            "facts": scenario().facts.model_copy(
                update={"may_ask": {}, "forbidden": {}, "false_claims": {}, "given": {}}
            ),
        }
    )
    sheet = rubric().model_copy(update={"deductions": ()})
    found = simulated(order(scenario=bare, rubric=sheet))
    assert "opening" in found.flat
    text = "\n".join(simulation_lines(found, "en"))
    assert "separate nobody" in text
    assert "without exemplars" in text


def test_chances_follow_skill() -> None:
    """The chances of the four qualities sum to 1; harm falls and strong replies rise with skill."""
    rows = [chances(skill / 10) for skill in range(11)]
    assert all(sum(row) == pytest.approx(1) for row in rows)
    assert all(low[0] > high[0] and low[3] < high[3] for low, high in pairwise(rows))
    assert rows[-1] == (0, 0, 0, 1)
    drawn = [draw(0.5, Random(n)) for n in range(2000)]  # noqa: S311 - a draw that can be repeated
    for quality, chance in zip(QUALITIES, chances(0.5), strict=True):
        assert drawn.count(quality) / 2000 == pytest.approx(chance, abs=0.04)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", ["complaint-01", "vip-01"])
def test_every_turn_has_something_to_say_of_every_quality(name: str, lang: Lang) -> None:
    """No way to make a reply is empty, no reply is blank, and a draft has what its lines and points give."""
    pool = Pool(scenario(name), rubric(), lang, 0)
    for turn in scenario(name).turns:
        for quality in QUALITIES:
            ways = pool.ways(turn.id)[quality]
            assert ways
            assert all(way and all(reply.text.strip() for reply in way) for way in ways)


def test_a_sentence_said_before_is_said_again_only_when_nothing_is_left() -> None:
    """A trainee picks what was not said yet, as long as there is such a thing."""
    pool, chance, said = Pool(scenario(), rubric(), "en", 0), Random(1), set[str]()  # noqa: S311
    for _ in range(12):
        reply = pool.pick("opening", "strong", said, chance)
        said.update(reply.parts)
    assert len(said) > 12


@pytest.mark.parametrize(
    ("phrase", "lang", "mark", "said"),
    [
        ("pay|cover lost wages", "en", ".", "Pay lost wages."),
        ("courier … responsible", "en", ".", "Courier responsible."),
        ("误工费…赔给您", "zh", ".", "误工费赔给您。"),
        ("哪天方便?", "zh", "?", "哪天方便？"),
    ],
)
def test_a_phrase_becomes_a_sentence(phrase: str, lang: Lang, mark: str, said: str) -> None:
    """Of alternatives the first is said, a gap closes, and the mark of the language ends it."""
    assert sentence(phrase, lang, mark) == said


SAID = {"Quite good.": 4, "Not so good.": 1}
"""Replies of a file, and the level a rater gave."""


def test_replies_of_a_file_join_the_pool() -> None:
    """A reply of a file is said at its turn, by the quality its levels give, in its language only."""
    row = '{"scenario": "complaint-01", "turn": "opening", "lang": "en", "reply": "%s"%s}'
    good, poor = (row % (text, f', "levels": {{"empathy": {level}}}') for text, level in SAID.items())
    given, bad = read_given([good, "", poor, "{", '{"turn": 1}'])
    assert [number for number, _ in bad] == [4, 5]
    pool = player_of(order(given=given)).pool
    assert any(r.text == "Quite good." for way in pool.ways("opening")["strong"] for r in way)
    assert any(r.text == "Not so good." for way in pool.ways("opening")["weak"] for r in way)
    assert not any(r.text == "Quite good." for way in pool.ways("closing")["strong"] for r in way)
    assert order("zh", given=given).joining == ()
    assert simulated(order(plays=5, given=given)).given == 2


def test_passing_follows_the_sheet() -> None:
    """Every dimension must be above the mark, or all together where the sheet says so."""
    high, low = {"empathy": 90.0, "responsiveness": 90.0}, {"empathy": 80.0, "responsiveness": 90.0}
    assert passes(high, rubric())  # type: ignore[arg-type]
    assert not passes(low, rubric())  # type: ignore[arg-type]
    together = rubric().model_copy(
        update={"scale": rubric().scale.model_copy(update={"per_category": False})}
    )
    assert passes(low, together)  # type: ignore[arg-type]
    assert not passes({}, rubric())
    assert overall({"empathy": 50.0, "assurance": None}, rubric()) == 50


def test_scenarios_are_ranked_only_when_there_are_three() -> None:
    """Two simulations give no rank correlation; three give the one of declared and measured difficulty."""
    easy = usual("en").model_copy(update={"declared": 1, "measured": 1.5})
    middle = usual("en").model_copy(update={"declared": 3, "measured": 2.0})
    hard = usual("en").model_copy(update={"declared": 5, "measured": 4.0})
    assert compare([easy, hard]).ranks is None
    assert compare([easy, middle, hard]).ranks == 1
    lines = comparison_lines(compare([easy, middle, hard], drafts=4), "en")
    assert any("Spearman 1.00 over 3 scenarios" in line for line in lines)
    assert any("Drafts left out: 4" in line for line in lines)


@pytest.mark.parametrize("lang", LANGS)
def test_the_report_fits_and_says_whose_figures_they_are_not(lang: Lang) -> None:
    """No line is wider than 100 columns, none ends in spaces, and it is said that no person played."""
    lines = simulation_lines(usual("en"), lang)
    assert all(len(line) <= 100 and line == line.rstrip() for line in lines)
    assert usual("en").simulated
    assert "human" not in "\n".join(lines).lower()
