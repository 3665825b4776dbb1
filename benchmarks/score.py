"""Prints how fast, how large and how steady scoring is, beside its peers, on one core. Never a gate.

`--no-peers` leaves out VADER, TextBlob and ConvoKit, which are installed into a throw-away environment;
`--quick` measures one round, fewer scenarios where phrases grow, and fewer cold starts.
"""

from __future__ import annotations

import argparse
import inspect
import itertools
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import score_peers as ruler

REPLIES = Path(__file__).parent.parent / "tests" / "calibration" / "replies.jsonl"
SCRIPT = str(Path(sys.executable).parent / "servicesim")
ENGINES = ("base", "semantic")
MORE = 10
"""Times the phrases: the growth that the goal is set for."""


class Missing(Exception):
    """An engine that cannot be had here, and why."""


def replies(lang: str = "") -> list[Any]:
    """Return the rated replies as rows to score, all or those of one language."""
    from sim.coach.rows import Row

    rows = [Row.model_validate_json(line) for line in REPLIES.read_text(encoding="utf8").splitlines()]
    return [row for row in rows if lang in ("", row.lang)]


def cases(rows: list[Any]) -> list[Any]:
    """Return one row of each scenario and language: scoring them compiles every engine."""
    return list({(row.scenario, row.lang): row for row in rows}.values())


def scorer_of(engine: str, library: Any = None) -> Any:
    """Return what scores rows with an engine, one case compiled. Raises Missing."""
    from sim.coach.rows import RowScorer
    from sim.content import Library
    from sim.errors import ServicesimError

    given: dict[str, Any] = {"engine": engine}
    if "engine" not in inspect.signature(RowScorer.__init__).parameters:
        if engine != "base":
            raise Missing("this version has one engine only")
        given = {}
    try:
        scorer = RowScorer(library or Library(), **given)
        scorer.score(replies("en")[0])
    except (ImportError, ServicesimError) as error:
        raise Missing(str(error).splitlines()[0]) from error
    return scorer


def each_engine(call: Callable[..., Any], *given: Any) -> dict[str, Any]:
    """Call with every engine that is there; say which is not, and why."""
    results = {}
    for engine in ENGINES:
        try:
            results[engine] = call(engine, *given)
        except Missing as missing:
            print(f"  {engine}: not measured: {missing}")
    return results


def engine_speed(engine: str, rounds: int) -> dict[str, float]:
    """One reply with full explanation, every case compiled before. Returns replies a CPU second by language."""
    scorer, rates = scorer_of(engine), {}
    compiled = [scorer.score(row) for row in cases(replies())]
    for lang in ruler.LANGUAGES:
        figures = ruler.measure(scorer.score, replies(lang), rounds)
        ruler.line(f"{engine} ({compiled[0]['versions']['engine']})", lang, figures)
        rates[lang] = figures["work"]
    return rates


def speed(python: Path | None, rounds: int) -> list[dict[str, Any]]:
    """Print the table of speeds. Returns what the peers measured."""
    print(
        f"\nreplies scored, {rounds} round(s); ours with full explanation, peers give scores or markers only"
    )
    print(f"  {'':40} {'':8} {'replies/s':>9} {'per CPU s':>9} {'1st round':>9} {'p50 ms':>8} {'p99 ms':>8}")
    ours = each_engine(engine_speed, rounds)
    peers = ruler.peer_speeds(python, REPLIES, rounds) if python else []
    print("  goals: base 2,000 replies/s and p99 5 ms, semantic 150 replies/s and p99 40 ms, 10x ConvoKit")
    for (engine, rates), other in itertools.product(ours.items(), peers):
        lang = other["lang"]
        print(f"  {engine} / {other['name']}, {lang}: {rates[lang] / other['work']:.2f}x in CPU time")
    return peers


def texts(node: Any, lang: str) -> Iterator[str]:
    """Yield every text of one language in plain data."""
    if isinstance(node, dict):
        below = [node[lang]] if lang in node else [n for n in node.values() if isinstance(n, (dict, list))]
    else:
        below = node if isinstance(node, list) else []
        yield from [node] if isinstance(node, str) else []
    for inner in below:
        yield from texts(inner, lang)


def running_text(library: Any, lang: str) -> list[str]:
    """Return the words (Chinese: characters) of every scenario's running text: new words for phrases."""
    trees = [library.scenario(head.id).value.model_dump(mode="json") for head in library.heads()]
    whole = " ".join(text for tree in trees for text in texts(tree, lang)).lower()
    if lang == "zh":
        return [c for c in whole if "\u4e00" <= c <= "\u9fff"]
    return [word for word in whole.split() if word.isalpha() and word.isascii()]


def padded(rubric: Any, library: Any) -> Any:
    """Return the rubric with `say` lists ten times as long.

    A new phrase begins as one of the list does (its first half) and goes on with a few words as they stand
    in the scenarios. So it shares its start with real ones, brings new words, and is seldom met in full.
    """
    walks = {lang: itertools.cycle(running_text(library, lang)) for lang in ruler.LANGUAGES}

    def longer(own: tuple[str, ...], lang: str) -> tuple[str, ...]:
        new = list(own)
        for number, phrase in enumerate(own * (MORE - 1)):
            pieces = list(phrase) if lang == "zh" else phrase.split()
            tail = itertools.islice(walks[lang], 2 + number % 3)
            new.append(("" if lang == "zh" else " ").join([*pieces[: (len(pieces) + 1) // 2], *tail]))
        return tuple(new)

    def grown(item: Any) -> Any:
        say = {lang: longer(item.say.get(lang), lang) for lang in ruler.LANGUAGES}
        return item.model_copy(update={"say": item.say.model_copy(update=say)})

    sections = tuple(
        s.model_copy(update={"indicators": tuple(map(grown, s.indicators))}) for s in rubric.sections
    )
    return rubric.model_copy(
        update={"sections": sections, "deductions": tuple(map(grown, rubric.deductions))}
    )


def phrases_of(library: Any, lang: str) -> int:
    """Return how many phrases the `say` lists of the rubric hold."""
    rubric = library.rubric("service").value
    items = itertools.chain(*(section.indicators for section in rubric.sections), rubric.deductions)
    return sum(len(set(item.say.get(lang))) for item in items)


def score_all(scorer: Any, rows: list[Any]) -> None:
    """Score all these rows once."""
    for row in rows:
        scorer.score(row)


def phrase_growth(engine: str, rounds: int, scenarios: int) -> None:
    """Time of a reply with ten times the phrases against the time with the phrases there are."""
    from sim.content import Library

    class Padded(Library):
        def rubric(self, rubric_id: str) -> Any:
            loaded = super().rubric(rubric_id)
            return replace(loaded, value=padded(loaded.value, self))

    libraries = {"plain": Library(), "padded": Padded()}
    scorers = {name: scorer_of(engine, library) for name, library in libraries.items()}
    chosen = sorted({row.scenario for row in replies()})[:scenarios]
    for lang, language in ruler.LANGUAGES.items():
        rows = [row for row in replies(lang) if row.scenario in chosen]
        found = [sum(len(s.score(row)["findings"]) for row in rows) / len(rows) for s in scorers.values()]
        times = ruler.by_turns(
            {name: partial(score_all, scorer, rows) for name, scorer in scorers.items()}, rounds
        )
        plain, more = (times[name] / len(rows) * 1000 for name in scorers)
        counts = [phrases_of(library, lang) for library in libraries.values()]
        print(
            f"  {engine:9} {language:8} phrases {counts[0]:,} -> {counts[1]:,}: {plain:.2f} -> {more:.2f} ms, "
            f"{more / plain:.2f}x the time (goal 1.5x); findings a reply {found[0]:.1f} -> {found[1]:.1f}"
        )


def joined(rows: list[Any], times: int) -> list[Any]:
    """Return as many replies, each followed by the next ones to the same message."""
    groups = defaultdict(list)
    for row in rows:
        groups[row.scenario, row.turn].append(row)
    gap = "" if rows[0].lang == "zh" else " "
    return [
        row.model_copy(update={"reply": gap.join(g[(at + i) % len(g)].reply for i in range(times))})
        for g in groups.values()
        for at, row in enumerate(g)
    ]


def length_growth(engine: str, rounds: int) -> None:
    """Time of a reply that is twice and four times as long, against the time of the reply itself."""
    scorer = scorer_of(engine)
    for lang, language in ruler.LANGUAGES.items():
        sets = {f"{times}x": joined(replies(lang), times) for times in (1, 2, 4)}
        size = {name: sum(len(row.reply) for row in rows) for name, rows in sets.items()}
        score_all(scorer, cases(sets["1x"]))
        taken = ruler.by_turns(
            {name: partial(score_all, scorer, rows) for name, rows in sets.items()}, rounds
        )
        told = ", ".join(
            f"{size[n] / size['1x']:.2f}x the characters {taken[n] / taken['1x']:.2f}x the time"
            for n in ("2x", "4x")
        )
        print(f"  {engine:9} {language:8} {told} (goal: linear)")


def cold_start(engine: str, file: str, runs: int) -> None:
    """`servicesim score` on one reply, from nothing, beside `python -c pass`."""
    scorer_of(engine)
    told = subprocess.run([SCRIPT, "score", "--help"], capture_output=True, text=True, check=True).stdout
    command = [SCRIPT, "score", *(["--engine", engine] if "--engine" in told else []), file]
    commands = {"floor": [sys.executable, "-c", "pass"], "ours": command}
    calls = {name: partial(ruler.whole_process, asked) for name, asked in commands.items()}
    taken = ruler.by_turns(calls, runs, time.perf_counter)
    floor, ours = (seconds * 1000 for seconds in taken.values())
    print(f"  {engine:9} {ours:7.0f} ms (goal 500 ms)   python -c pass {floor:4.0f} ms")


def own_memory(engine: str) -> None:
    """Print the memory of this process before loading, with one case, and with every case, as JSON."""
    before = ruler.resident()
    scorer = scorer_of(engine)
    one = ruler.resident()
    score_all(scorer, cases(replies()))
    print(json.dumps([before, one, ruler.resident()]))


def memory(engine: str) -> float | None:
    """Memory of a process of its own that loads an engine. Returns its MB with one case, if told."""
    scorer_of(engine)
    asked = [sys.executable, __file__, "--memory", engine]
    told = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
    before, one, every = json.loads(ruler.last_line(told))
    if before is None:
        print(f"  {engine}: this system does not tell")
        return None
    print(
        f"  {engine:40} {before[0]:5.0f} -> {one[0]:5.0f} MB with one case ({one[1]:.0f} not backed by a file), "
        f"{every[0]:.0f} with all of them ({every[1]:.0f})"
    )
    return float(one[0])


def run(folder: Path, peers_wanted: bool, rounds: int, starts: int, scenarios: int) -> None:
    """Measure everything and print it."""
    python = ruler.install(folder / "peers") if peers_wanted else None
    print(f"Python {platform.python_version()}, {ruler.pin()}, {len(replies())} replies")
    peers = speed(python, rounds)
    print(f"\n{MORE}x the phrases, {scenarios} scenarios, CPU time a reply")
    each_engine(phrase_growth, rounds, scenarios)
    print("\nlonger replies, CPU time")
    each_engine(length_growth, rounds)
    print(f"\ncold start of `servicesim score` on one reply, median of {starts}")
    (one := folder / "one.jsonl").write_text(replies("en")[0].model_dump_json() + "\n", encoding="utf8")
    each_engine(cold_start, str(one), starts)
    print("\nmemory of a process before and after loading")
    sizes = each_engine(memory)
    if sizes.get("base") and sizes.get("semantic"):
        print(f"  semantic - base: {sizes['semantic'] - sizes['base']:.0f} MB (goal under 100 MB)")
    ruler.peer_memory(peers)


def main() -> None:
    """Read the options, measure, and remove what was made for it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--no-peers", action="store_true", help="measure this program only")
    parser.add_argument("--quick", action="store_true", help="fewer rounds")
    parser.add_argument("--memory", choices=ENGINES, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.memory:
        own_memory(asked.memory)
        return
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["SERVICESIM_HOME"] = folder
        run(Path(folder), not asked.no_peers, *((1, 3, 2) if asked.quick else (5, 5, 12)))
    print(f"\nwhole run {time.perf_counter() - began:.0f} s")


if __name__ == "__main__":
    main()
