"""Owns the text of an imported rubric, and the proof that it is one: it is checked as it was written.

Never prints and never writes a file.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from sim.content import Problems
from sim.content.parse import rubric_of
from sim.content.rubric_examples import run_examples
from sim.locale import translator
from sim.model.bad_file import BadFile
from sim.model.language import Lang
from sim.model.problems import Problem
from sim.model.rubric import Rubric
from sim.model.saying import Saying
from sim.report.printable import printable
from sim.text import PhraseBook, read
from sim.workshop.sheets.mapping import is_chinese
from sim.workshop.sheets.plan import Plan
from sim.workshop.sheets.saying import N_, Note, quoted

WIDTH = 108
"""Columns of a line of phrases or comments; the project's files have at most 110."""


def rubric_text(plan: Plan, base: Rubric, rubric_id: str, source: str, lang: str) -> str:
    """Return the file: what the sheet gives over `base`; comments in `lang` name what was not taken over."""
    return "\n".join([*_head(plan, source, lang), *_body(plan, base, rubric_id)]) + "\n"


def faults_of(text: str, file: Path) -> tuple[Problem, ...]:
    """Return what `check` and `rubric check` find in the text of a rubric that is to become `file`."""
    problems = Problems(str(file))
    try:
        rubric = rubric_of(text, problems)
    except BadFile as error:
        return error.problems
    return (*problems.found, *run_examples(rubric, text, str(file)).problems)


def without_near_misses(plan: Plan, base: Rubric) -> Plan:
    """Return the plan without phrases that stand in a look-alike of their own code, each with a note."""
    kept: dict[str, list[str]] = {}
    notes = list(plan.notes)
    for code, phrases in plan.phrases.items():
        harm = base.deduction(code)
        for phrase in phrases:
            lang = _lang(phrase)
            book = PhraseBook([(code, phrase)], lang)
            near = next((t for t in harm.not_counts.get(lang) if read(t, book).hits), "") if harm else ""
            if not near:
                kept.setdefault(code, []).append(phrase)
                continue
            place = next(
                m.place for m in plan.mapped if m.code == code and m.text.replace("...", "…") == phrase
            )
            why = Saying.of(HARMLESS, code=code, example=quoted(near))
            notes.append(Note(place, phrase, why, Saying(HARMLESS_TODO)))
    return replace(plan, phrases=kept, notes=sorted(notes, key=lambda note: note.place))


HARMLESS = N_('it stands in a sentence that must not count as {code}: "{example}"')
HARMLESS_TODO = N_("write a longer phrase that harmless sentences do not have")


def _head(plan: Plan, source: str, lang: str) -> Iterator[str]:
    _ = translator(lang)
    lines = [_("Made from {file} by `servicesim rubric import`.").format(file=printable(source))]
    lines.append(_("What is not written here is as in the rubric that it is based on."))
    if plan.notes:
        lines += ["", _("Not taken over, for you to settle:")]
        lines += [f"- {note.said(lang)}" for note in plan.notes]
    for line in lines:
        yield from _comment(line)
    yield ""


def _comment(line: str) -> Iterator[str]:
    width = WIDTH // 2 if is_chinese(line) else WIDTH
    for piece in textwrap.wrap(printable(line), width, subsequent_indent="  ") or [""]:
        yield f"# {piece}".rstrip()


def _body(plan: Plan, base: Rubric, rubric_id: str) -> Iterator[str]:
    yield f"rubric: {rubric_id}"
    yield f"based_on: {base.rubric}"
    yield "version: 1"
    title = plan.title or rubric_id
    lang = _lang(title)
    other = {"en": "质检评分表", "zh": "Quality sheet"}[lang]
    yield f"title: {_text({lang: title, 'en' if lang == 'zh' else 'zh': f'{other} ({rubric_id})'})}"
    if plan.pass_mark is not None:
        yield f"scale: {{pass: {plan.pass_mark}}}"
    yield from _sections(plan, base)
    yield from _deductions(plan, base)
    added = [code for code in plan.red_lines if code not in base.red_lines]
    if added:
        yield f"red_lines: [{', '.join((*base.red_lines, *added))}]"


def _sections(plan: Plan, base: Rubric) -> Iterator[str]:
    begun = False
    for section in base.sections:
        named = [i for i in section.indicators if i.id in plan.names]
        headings = plan.headings.get(section.id, [])
        if not (named or headings or plan.weights.of):
            continue
        if not begun:
            yield "sections:"
            begun = True
        yield f"  - id: {section.id}"
        if plan.weights.of:
            yield f"    weight: {plan.weights.of[section.id]}"
        if headings:
            name = ("、" if is_chinese("".join(headings)) else ", ").join(headings)
            yield f"    name: {_renamed(section.name.get('en'), section.name.get('zh'), name)}"
        if named:
            yield "    indicators:"
        for one in named:
            name = _renamed(one.name.get("en"), one.name.get("zh"), plan.names[one.id])
            yield f"      - {{id: {one.id}, name: {name}}}"


def _deductions(plan: Plan, base: Rubric) -> Iterator[str]:
    begun = False
    for harm in base.deductions:
        code = harm.id
        if not (code in plan.names or code in plan.phrases or code in plan.instead):
            continue
        if not begun:
            yield "deductions:"
            begun = True
        yield f"  - id: {code}"
        if code in plan.names:
            yield f"    name: {_renamed(harm.name.get('en'), harm.name.get('zh'), plan.names[code])}"
        if code in plan.phrases:
            yield "    say:"
            for lang in base.languages:
                own = [p for p in plan.phrases[code] if _lang(p) == lang]
                yield from _list(lang, dict.fromkeys((*own, *harm.say.get(lang))))
        if code in plan.instead:
            kept = harm.say_instead.get("en"), harm.say_instead.get("zh")
            yield f"    say_instead: {_renamed(*kept, plan.instead[code])}"


def _list(lang: str, phrases: dict[str, None]) -> Iterator[str]:
    """Yield a list of phrases, the new ones first, on folded lines."""
    yield f"      {lang}: ["
    line = "       "
    for phrase in phrases:
        piece = f" {_quote(phrase)},"
        if len(line) + len(piece) > WIDTH:
            yield line
            line = "       "
        line += piece
    yield line
    yield "      ]"


def _renamed(en: str, zh: str, name: str) -> str:
    """Return a text with `name` in its own language and the other as it was."""
    return _text({"en": en, "zh": zh} | {_lang(name): name})


def _text(texts: dict[str, str]) -> str:
    return "{" + ", ".join(f"{lang}: {_quote(texts[lang])}" for lang in ("en", "zh")) + "}"


def _quote(text: str) -> str:
    """Return a text as YAML in double quotes, which reads like JSON."""
    return json.dumps(printable(text), ensure_ascii=False)


def _lang(text: str) -> Lang:
    return "zh" if is_chinese(text) else "en"
