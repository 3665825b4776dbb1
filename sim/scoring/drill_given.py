"""Owns what a trainee reads before answering a drill, and which words of an answer were taken over from it.

Knows no point and no score.
"""

from __future__ import annotations

from sim.model.drill import Drill
from sim.model.language import Lang
from sim.text import PhraseBook, Reading, Sources, read
from sim.text.copies import ECHO_SHARE


class Given:
    """What a trainee reads before answering, and which words of an answer were taken over from it."""

    def __init__(self, drill: Drill, lang: Lang) -> None:
        """Take the drill's own texts."""
        texts = given_texts(drill, lang)
        self._sources = Sources(texts, lang)
        asked = [drill.question, *([drill.about] if drill.about else [])]
        self._asked = Sources([text.get(lang) for text in asked], lang)
        readings = [read(text, PhraseBook((), lang)) for text in texts]
        self._sentences = {_keys(r, s.index) for r in readings for s in r.sentences}

    def taken(self, reading: Reading) -> set[int]:
        """Return the tokens that stand in a long run of these texts or in a sentence that is one of theirs.

        An answer most of which is short runs of question and case is an echo; words of the material are
        needed to speak of it.
        """
        tokens = reading.tokens
        taken = self._sources.copied(tokens)
        if self._asked.echo_share(tokens) >= ECHO_SHARE:
            taken |= self._asked.echoed(tokens)
        for sentence in reading.sentences:
            if _keys(reading, sentence.index) in self._sentences:
                taken.update(reading.tokens_in(sentence.index))
        return taken


def _keys(reading: Reading, sentence: int) -> tuple[str, ...]:
    return tuple(reading.tokens[i].key for i in reading.tokens_in(sentence))


def given_texts(drill: Drill, lang: Lang) -> list[str]:
    """Return the texts that a trainee reads before answering: copying them earns nothing."""
    texts = [drill.title.get(lang), drill.question.get(lang)]
    if drill.about is not None:
        texts.append(drill.about.get(lang))
    if drill.material is not None:
        lines = [line.get(lang) for line in drill.material.lines]
        texts += [drill.material.heading.get(lang), *lines, " ".join(lines)]
    return texts
