"""Owns what a trainer reads of one reply: why it led there, levels, facts, findings, state, promises.

Never scores; it repeats what the engine wrote down, whole. Every shell shows the same sections.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sim import play
from sim.locale import translator
from sim.model.events import ReplyScored, StateChanged
from sim.model.language import Lang
from sim.model.score import DIMENSIONS, GENERAL_CODES, Dimension, Explanation, Finding
from sim.report.lines import promise_line, said, state_lines
from sim.report.printable import printable
from sim.report.promises import entries, ledger
from sim.workshop.play_why import ORDER, mark_name
from sim.workshop.preview.explain import Why, explain
from sim.workshop.preview.say import Row, WhySaid, heading
from sim.workshop.preview.session import Preview


@dataclass(frozen=True)
class Section:
    """A heading and the rows under it."""

    title: str
    rows: tuple[Row, ...]


def sections(preview: Preview, turn_no: int, lang: Lang) -> tuple[Section, ...]:
    """Return all that is known of reply `turn_no`, in `lang`. Raises KeyError for one that is not given."""
    script = preview.script
    if script is None:
        raise KeyError(turn_no)
    why = explain(script, preview.events, turn_no)
    return tuple(_Console(preview, script, why, lang).sections())


class _Console:
    """The sections on one reply."""

    def __init__(self, preview: Preview, script: play.Script, why: Why, lang: Lang) -> None:
        self._script, self._rubric, self._why, self._lang = script, preview.rubric, why, lang
        self._ = translator(lang)
        events = preview.events
        at = next(i for i, e in enumerate(events) if isinstance(e, ReplyScored) and e.turn_no == why.turn_no)
        reply = events[at]
        if not isinstance(reply, ReplyScored):
            raise KeyError(why.turn_no)
        end = next((i for i in range(at + 1, len(events)) if isinstance(events[i], ReplyScored)), len(events))
        self._reply, self._told = reply, reply.explanation
        self._before, self._events, self._came = events[:at], events[:end], events[at:end]
        self._preview = preview
        self._session = play.fold(script, self._events)

    def sections(self) -> Iterator[Section]:
        """Yield the sections that have something to say, the way taken first."""
        _ = self._
        words = WhySaid(self._script.scenario, self._rubric, self._lang)
        yield Section(heading(self._why, self._lang), ())
        wordings = _("Wordings of the message at `{turn}`").format(turn=printable(self._why.went))
        for title, rows in (
            (_("Why it went there"), words.branches(self._why)),
            (wordings, words.wordings(self._why)),
            (_("Levels"), self._levels()),
            (_("Facts found"), self._facts()),
            (_("Findings"), self._findings()),
            (_("State"), self._state()),
            (_("Key points so far"), self._points()),
            (_("Promises so far"), self._promises()),
        ):
            found = tuple(rows)
            if found:
                yield Section(title, found)

    def _levels(self) -> Iterator[Row]:
        _, told = self._, self._told
        alone = self._alone()
        if alone is not None:
            own = "/".join("-" if alone[d] is None else str(alone[d]) for d in DIMENSIONS)
            copy = _("This is your own exemplar; a trainee who copies it gets this.")
            placed = _("In its place it scores {levels}.").format(levels=own)
            yield 0, "!", f"{copy} {placed}"
        for dimension in DIMENSIONS:
            name = printable(self._rubric.section(dimension).name.get(self._lang))
            level = told.levels.get(dimension)
            if level is None:
                yield 0, "", _("{dimension}: not scored").format(dimension=name)
                continue
            line = _("{dimension}: level {level} of 4").format(dimension=name, level=level)
            why = printable(told.why.get(dimension, ""))
            yield 0, "", _("{levels}; {why}").format(levels=line, why=why) if why else line
            for cap in told.caps:
                if cap.dimension == dimension:
                    form = _("limited to {limit}: {mark}")
                    yield 1, "!", form.format(limit=cap.limit, mark=self._mark(cap.code))
            for gap in told.missing:
                if gap.dimension == dimension:
                    yield 1, "-", _("missing: {marks}").format(marks=self._mark(gap.code))
        for reason in told.flag_reasons:
            yield 0, "!", _("not counted: {reason}").format(reason=printable(reason))
        for ref in told.red_lines:
            yield 0, "!", _("Red line: {words}").format(words=printable(ref))

    def _alone(self) -> Mapping[Dimension, int | None] | None:
        """Return the levels of an exemplar that was typed, where being a copy cost it some; else None."""
        bare = self._preview.script_alone
        if bare is None or not _is_exemplar(self._reply.reply, self._script):
            return None
        session = play.fold(self._script, self._before)
        levels = bare.engine.score(self._reply.reply, bare.context(session)).levels
        return levels if levels != self._told.levels else None

    def _facts(self) -> Iterator[Row]:
        _, facts = self._, self._script.scenario.facts
        for refs, form in (
            (self._told.met, _("stated: {fact} ({ref})")),
            (self._told.asked, _("asked: {fact} ({ref})")),
        ):
            for ref in refs:
                label = facts.label(ref, self._lang)
                yield (
                    0,
                    "+",
                    form.format(fact=printable(label), ref=ref)
                    if label != ref
                    else form.replace(" ({ref})", "").format(fact=ref),
                )
        if not (self._told.met or self._told.asked):
            yield 0, "", _("none")

    def _findings(self) -> Iterator[Row]:
        _ = self._
        for finding in sorted(self._told.shown, key=_order):
            yield 0, "-" if finding.code.startswith("X") else "+", self._finding(finding)
        traces = _traces(self._told)
        if traces:
            shown = (f"{f.code} {f.strength:.2f}" for f in sorted(traces, key=_order))
            yield 0, "", _("traces, too weak to be told: {list}").format(list=_(", ").join(shown))
        if not self._told.findings:
            yield 0, "", _("none")

    def _finding(self, finding: Finding) -> str:
        _ = self._
        parts = [
            self._mark(finding.code),
            _("strength {figure}").format(figure=f"{finding.strength:.2f}"),
            _("proved by a check") if finding.certain else "",
            said(finding.quote, self._lang) if finding.quote else "",
            _("rule {rule}").format(rule=printable(finding.rule)) if finding.rule else "",
            _("tied to {ref}").format(ref=printable(finding.link)) if finding.link else "",
        ]
        return _("; ").join(part for part in parts if part)

    def _mark(self, code: str) -> str:
        return printable(mark_name(code, self._rubric, self._lang))

    def _state(self) -> Iterator[Row]:
        for event in self._came:
            if isinstance(event, StateChanged):
                for line in state_lines(event.before, event.after, event.reasons, self._lang):
                    yield 0, "", line

    def _points(self) -> Iterator[Row]:
        _ = self._
        for point in self._script.scenario.key_points:
            met = point.id in self._session.key_points
            form = _("{label} ({weight}): met") if met else _("{label} ({weight}): open")
            if point.id in self._reply.key_points:
                form = _("{label} ({weight}): met with this reply")
            label = printable(point.label.get(self._lang))
            yield 0, "+" if met else "-", form.format(label=label, weight=point.weight)

    def _promises(self) -> Iterator[Row]:
        for note in entries(ledger(self._events), self._lang):
            warn = note.status == "broken" or note.promise.standing == "over"
            yield 0, "!" if warn else "", promise_line(note, self._lang)


def _is_exemplar(reply: str, script: play.Script) -> bool:
    """Say whether a reply is one of the scenario's exemplars, whatever its spaces and line breaks."""
    said = " ".join(reply.split())
    return any(
        said == " ".join(text.get(script.lang).split())
        for turn in script.scenario.turns
        for _grade, text in turn.exemplars or ()
    )


def _order(finding: Finding) -> tuple[int, str, int]:
    return ORDER.find(finding.code[:1]), finding.code, finding.span[0]


def _traces(told: Explanation) -> tuple[Finding, ...]:
    """Return the strongest finding of each code that is not spoken of.

    What a sentence is worth by its wording alone has no code of the sheet: it counts, and is no weak sign.
    """
    best: dict[str, Finding] = {}
    spoken = {*told.codes(), *GENERAL_CODES}
    for finding in told.findings:
        if finding.code not in spoken and finding.strength > best.get(finding.code, finding).strength - 1e-9:
            best[finding.code] = finding
    return tuple(best.values())
