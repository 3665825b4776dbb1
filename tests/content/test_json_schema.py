"""The JSON Schema explains every name, takes what `check` takes, and refuses what an editor can see."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from sim.content import bundled_folder, check_file
from sim.content.check import is_drill
from sim.content.json_schema import KINDS, Kind, Schema, json_schema
from sim.content.packs import yaml_files
from sim.content.problems import Problems
from sim.content.reader import read

BAD = Path(__file__).parents[1] / "bad_files"

SEEN = {f"{prefix}00{n}" for prefix in ("SC", "RB") for n in range(1, 8)}
"""Codes of what a schema can see: names, kinds, bounds, choices, forms, lengths."""

LATER = "rubric-cost-below-zero"
"""A bad file whose bound is no model's: `check` looks for it in the whole sheet."""


def written(path: Path) -> Any:
    """Return a file's data as JSON has it: names are text."""
    return as_json(read(path.read_text("utf-8"), Problems(str(path))).data)


def as_json(value: Any) -> Any:
    """Return data with text for every name."""
    if isinstance(value, dict):
        return {str(key): as_json(item) for key, item in value.items()}
    return [as_json(item) for item in value] if isinstance(value, list) else value


def named(schema: Any, path: str = "") -> Iterator[tuple[str, Schema]]:
    """Yield every field at every depth, with where in the schema it stands."""
    if isinstance(schema, list):
        for at, item in enumerate(schema):
            yield from named(item, f"{path}/{at}")
    if not isinstance(schema, dict):
        return
    for name, field in schema.get("properties", {}).items():
        yield f"{path}/{name}", field
        yield from named(field, f"{path}/{name}")
    for key, item in schema.items():
        if key not in ("properties", "examples", "default"):
            yield from named(item, f"{path}/{key}")


def validator(kind: Kind, part: Schema | None = None) -> Draft202012Validator:
    """Return what validates a file of a kind, or one part of it."""
    whole = json_schema(kind, "en")
    return Draft202012Validator({"$defs": whole["$defs"], **part} if part is not None else whole)


def bad_files() -> list[Path]:
    """Return the files whose first fault is one that a schema can see."""
    return [path for path in yaml_files(BAD) if check_file(path)[0].code in SEEN and path.stem != LATER]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_field_is_explained_and_has_an_example(kind: Kind, lang: str) -> None:
    """Every field at every depth has a sentence and an example, and the schema is a schema."""
    schema = json_schema(kind, lang)
    Draft202012Validator.check_schema(schema)
    fields = list(named(schema))
    assert len(fields) > 60
    assert [path for path, field in fields if not field.get("description") or not field.get("examples")] == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_example_is_right_for_its_field(kind: Kind) -> None:
    """Each example validates against the field it explains."""
    examples = [
        (path, field, as_json(example))
        for path, field in named(json_schema(kind, "en"))
        for example in field["examples"]
    ]
    assert len(examples) > 60
    for path, field, example in examples:
        assert list(validator(kind, field).iter_errors(example)) == [], (path, example)


@pytest.mark.parametrize("kind", KINDS)
def test_every_bundled_file_is_taken(kind: Kind) -> None:
    """Every bundled scenario and rubric validates, the rubrics that build on another too."""
    files = [p for p in yaml_files(bundled_folder(f"{kind}s")) if not is_drill(p.read_text("utf-8"))]
    assert files
    for path in files:
        assert [(path.name, e.json_path, e.message) for e in validator(kind).iter_errors(written(path))] == []


def test_a_file_of_one_language_is_taken(english_text: str) -> None:
    """Texts and phrases stand plainly where the file names its language."""
    data = as_json(read(english_text, Problems("english")).data)
    assert isinstance(data["title"], str)
    assert list(validator("scenario").iter_errors(data)) == []


@pytest.mark.parametrize("path", bad_files(), ids=lambda path: path.stem)
def test_what_an_editor_can_see_is_refused(path: Path) -> None:
    """A file with a wrong name, kind, bound, choice, form or length does not validate."""
    kind: Kind = "rubric" if path.name.startswith("rubric") else "scenario"
    assert list(validator(kind).iter_errors(written(path)))


def test_sentences_come_in_the_language_asked_for() -> None:
    """What the catalogue has in Chinese is said in Chinese, and examples of text stand plainly in it too."""
    english, chinese = (json_schema("scenario", lang)["properties"]["title"] for lang in ("en", "zh"))
    assert english["examples"][1] == english["examples"][0]["en"]
    assert chinese["examples"][1] == chinese["examples"][0]["zh"]
