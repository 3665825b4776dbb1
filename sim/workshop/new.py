"""Owns the making of a new scenario or sheet: from our template, or from a file that is there already.

What it makes passes `check`. Never asks a question and never prints.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from importlib.resources import files
from typing import TYPE_CHECKING

from pydantic import BaseModel

from sim.content import Library, Problems
from sim.content.edits import in_one_language, with_values
from sim.content.files import read_text
from sim.content.json_schema import Kind
from sim.content.overlay import BASED_ON
from sim.content.parse import rubric_of, scenario_of
from sim.content.reader import read
from sim.errors import Usage
from sim.locale import translator
from sim.model.language import LANGS, N_, Lang
from sim.model.rubric import Rubric
from sim.model.scenario import Scenario

if TYPE_CHECKING:
    from sim.content.problems import Path as Place


def _form_of(model: type[BaseModel], name: str) -> str:
    """Return the pattern of a field."""
    return next(str(mark.pattern) for mark in model.model_fields[name].metadata if hasattr(mark, "pattern"))


FORMS: dict[Kind, str] = {"scenario": _form_of(Scenario, "id"), "rubric": _form_of(Rubric, "rubric")}
"""What an id must look like, as the models have it."""

EXAMPLE_IDS: dict[Kind, str] = {"scenario": "bike-01", "rubric": "our-sheet"}
"""Ids of the right form, for messages; the scenario's is the template's own."""

LONGEST = 80
"""Characters of a title or a name: a line of a list on a terminal."""

PLAIN = re.compile(r"[\w .\-’]+")
"""A name of words alone, which may be put into any text of a file."""

SERVER = "# yaml-language-server: $schema="
"""How a file tells an editor its schema; the path is relative to the file."""

SCHEMA_FOLDER = ".servicesim"
"""The folder beside new files in which their schema lies; hidden, so that no pack reads it."""

COPY = N_("{title} (copy)")
"""What a copy is called until it is given a title."""

_COMMENT = re.compile(r"^( *)#(en|zh)(2?)( .*)?$")
"""A comment of a template: its language, and a 2 where it holds for files in both languages only."""


@dataclass(frozen=True)
class Wishes:
    """What a trainer asks for; what is left empty stays as it is in the template or the copied file.

    `lang` None keeps both languages; `said` is the language of comments.
    """

    id: str
    said: Lang
    lang: Lang | None = None
    title: Mapping[Lang, str] = field(default_factory=dict)
    customer: Mapping[Lang, str] = field(default_factory=dict)
    family: str = ""
    difficulty: int | None = None

    def values(self) -> dict[Place, str | int]:
        """Return what is wished by its path in a scenario in both languages or in one."""
        found: dict[Place, str | int] = {("id",): self.id, ("rubric",): self.id, ("version",): 1}
        for path, texts in ((("title",), self.title), (("customer", "name"), self.customer)):
            for lang, text in texts.items():
                found[(*path, lang)] = text
            if len(texts) == 1:
                found[path] = next(iter(texts.values()))
        if self.family:
            found["family",] = self.family
        if self.difficulty is not None:
            found["difficulty",] = self.difficulty
        return found


def check_id(kind: Kind, name: str, lang: str) -> None:
    """Make sure that a name can be an id. Raises Usage, in `lang`, where it cannot."""
    if re.fullmatch(FORMS[kind], name):
        return
    _ = translator(lang)
    form = (
        _("'{id}' cannot be an id; use small letters and digits with hyphens between, such as {example}")
        if kind == "scenario"
        else _("'{id}' cannot be the id of a sheet; use small letters, digits and hyphens, such as {example}")
    )
    raise Usage(form.format(id=name, example=EXAMPLE_IDS[kind]))


def by_language(text: str, lang: Lang | None, said: str) -> dict[Lang, str]:
    """Return a title or name by its language; for both it is written "English / 中文".

    Raises Usage, in the language `said`, for what is too long, empty, on two lines, or of one language.
    """
    _ = translator(said)
    parts = [text.strip()] if lang else [part.strip() for part in text.split(" / ")]
    langs = (lang,) if lang else LANGS
    if len(parts) != len(langs):
        raise Usage(_("'{text}' is of one language; for both write: English / 中文").format(text=text))
    if not all(part and len(part) <= LONGEST and part.isprintable() for part in parts):
        form = _("'{text}' cannot be a title or a name; write one line of up to {most} characters")
        raise Usage(form.format(text=text, most=LONGEST))
    return dict(zip(langs, parts, strict=True))


def new_scenario(wishes: Wishes) -> str:
    """Return a scenario from our template: a whole case with comments. Raises BadFile for odd wishes."""
    text = _template("scenario", wishes)
    ours = scenario_of(text, Problems("template"), whole=False)
    for lang in LANGS:
        name = wishes.customer.get(lang) or ours.customer.name.get(lang)
        text = text.replace(f"{{name.{lang}}}", name)
    text = with_values(text, wishes.values())
    if wishes.lang:
        text = in_one_language(text, wishes.lang)
    titles = [wishes.title.get(lang) or ours.title.get(lang) for lang in _langs(wishes.lang)]
    return _finished("scenario", wishes.id, _headed(text, wishes.id, titles))


def copied_scenario(wishes: Wishes, library: Library, source: str) -> str:
    """Return a copy of a scenario under a new id, with its comments; without a title it is called a copy.

    A new name of the customer stands wherever the old one stood.

    `wishes.lang` is one that `languages_of` allows. Raises NotFound and BadFile.
    """
    loaded = library.scenario(source)
    old, text = loaded.value, loaded.text
    wishes = replace(
        wishes,
        title={lang: _copy_of(old.title.get(lang), lang) for lang in _langs(wishes.lang)}
        | dict(wishes.title),
    )
    for lang, name in wishes.customer.items():
        if PLAIN.fullmatch(name):  # what a name may hold beyond that could change how YAML reads its line
            text = text.replace(old.customer.name.get(lang), name)
    text = with_values(text, wishes.values())
    if wishes.lang and old.language is None:
        text = in_one_language(text, wishes.lang)
    return _finished("scenario", wishes.id, _retitled(text, source, wishes))


def languages_of(library: Library, source: str, lang: Lang | None, said: str) -> Lang | None:
    """Return the one language of a copy, None for both. Raises NotFound, BadFile; Usage for one it lacks."""
    only = library.scenario(source).value.language
    if lang and only and lang != only:
        _ = translator(said)
        form = _("{id} is written in one language only ({lang}); copy it without --lang")
        raise Usage(form.format(id=source, lang=only))
    return only or lang


def new_rubric(wishes: Wishes, based_on: str, library: Library) -> str:
    """Return a sheet that builds on another, from our template. Raises NotFound, BadFile where it cannot.

    A sheet that is itself based on another is copied under the new id: one sheet builds on one.
    """
    copied = read_text(library.rubric_path(based_on), Problems(based_on))
    if BASED_ON in read(copied, Problems(based_on)).data:
        old = library.rubric(based_on).value
        title = {lang: _copy_of(old.title.get(lang), lang) for lang in LANGS} | dict(wishes.title)
        text = with_values(copied, replace(wishes, title=title).values())
        return _finished("rubric", wishes.id, _retitled(text, based_on, replace(wishes, title=title)))
    text = _template("rubric", wishes)
    ours = rubric_of(text, Problems("template"), whole=False)
    titles = [wishes.title.get(lang) or ours.title.get(lang) for lang in LANGS]
    text = with_values(text, {**wishes.values(), ("based_on",): based_on})
    return _finished("rubric", wishes.id, _headed(text, wishes.id, titles))


def schema_line(kind: Kind) -> str:
    """Return the line by which a new file tells an editor its schema."""
    return f"{SERVER}{SCHEMA_FOLDER}/{schema_name(kind)}"


def schema_name(kind: Kind) -> str:
    """Return the name of a schema's file."""
    return f"{kind}.schema.json"


def _template(kind: Kind, wishes: Wishes) -> str:
    text = files("sim.workshop").joinpath("templates", f"{kind}.yaml").read_text("utf-8")
    return "\n".join(_commented(text, wishes))


def _commented(text: str, wishes: Wishes) -> list[str]:
    """Return a template's lines with the comments of one language."""
    kept = []
    for line in text.split("\n"):
        comment = _COMMENT.match(line)
        if comment is None:
            kept.append(line)
        elif comment[2] == wishes.said and not (comment[3] and wishes.lang):
            kept.append(f"{comment[1]}#{comment[4] or ''}")
    return kept


def _langs(lang: Lang | None) -> tuple[Lang, ...]:
    return (lang,) if lang else LANGS


def _headed(text: str, name: str, titles: list[str]) -> str:
    return text.replace("{id}", name).replace("{title}", " / ".join(titles))


def _copy_of(title: str, lang: Lang) -> str:
    """Return the title of a copy in the language of the title."""
    return translator(lang)(COPY).format(title=title)


def _retitled(text: str, source: str, wishes: Wishes) -> str:
    """Return a copy's text with the new id and title in its first comment, where that names the old id."""
    lines = [line for line in text.split("\n") if not line.startswith(SERVER)]
    if lines[0].startswith("#") and source in lines[0]:
        lines[0] = f"# {wishes.id} · {' / '.join(wishes.title.values())}"
    return "\n".join(lines)


def _finished(kind: Kind, name: str, text: str) -> str:
    """Return a text with its schema's line on top, once it is a file without an error. Raises BadFile."""
    text, problems = f"{schema_line(kind)}\n{text}", Problems(f"{name}.yaml")
    if kind == "scenario":
        scenario_of(text, problems)
    else:
        rubric_of(text, problems)
    return text
