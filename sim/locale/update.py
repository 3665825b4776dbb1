"""Owns the catalogue's workflow for developers: extract, update the .po, compile the .mo.

Run `python -m sim.locale.update` after changing a sentence, translate what it
names, run it again. Needs Babel, which users do not have: nothing imports this.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from sim.locale import FOLDER

COMMAND = "python -m sim.locale.update"
DOMAIN = "servicesim"
LANGUAGE = "zh"
PACKAGE = FOLDER.parent
MAPPING = PACKAGE.parent / "babel.cfg"
PO = FOLDER / LANGUAGE / "LC_MESSAGES" / f"{DOMAIN}.po"
MO = PO.with_suffix(".mo")

KEYWORDS: dict[str, tuple[int, ...] | None] = {"_": None, "N_": None, "NN_": (1, 2)}
"""`_` translates where it stands, `N_` marks a sentence that is translated later, `NN_` one and many."""

WRITTEN = datetime(2025, 1, 1, tzinfo=UTC)
"""One date in every header: a file must not change because a day has passed."""


def extract() -> Catalog:
    """Return every sentence of the package, each with the files it stands in."""
    with MAPPING.open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file, filename=str(MAPPING))  # type: ignore[no-untyped-call] # Babel has no types here
    catalog = Catalog(domain=DOMAIN, fuzzy=False)
    found = extract_from_dir(PACKAGE, methods, options, keywords=KEYWORDS)
    for name, _line, message, _comments, context in sorted(found, key=lambda item: (item[0], item[1])):
        place = (f"{PACKAGE.name}/{Path(name).as_posix()}", 0)
        catalog.add(message, None, [place], context=context)
    return catalog


def read() -> Catalog:
    """Return the Chinese catalogue as it stands in the .po file."""
    with PO.open("rb") as file:
        return read_po(file, locale=LANGUAGE, domain=DOMAIN)


def merged() -> Catalog:
    """Return the catalogue with the sentences of today: new ones empty, gone ones dropped."""
    catalog = read() if PO.exists() else Catalog(locale=LANGUAGE, domain=DOMAIN)
    catalog.update(extract(), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    catalog.project, catalog.version, catalog.fuzzy = DOMAIN, "1", False
    catalog.header_comment = "# Chinese (Simplified) sentences of servicesim; see docs for how to translate."
    catalog.copyright_holder, catalog.msgid_bugs_address = "", ""
    catalog.last_translator = catalog.language_team = "servicesim"
    catalog.creation_date = catalog.revision_date = WRITTEN
    return catalog


def untranslated(catalog: Catalog) -> list[str]:
    """Return the English sentences without a Chinese one."""
    return [str(message.id) for message in catalog if message.id and not any(_forms(message.string))]


def _forms(string: str | Sequence[str] | None) -> Sequence[str]:
    """Return the forms of a sentence: one, or as many as it has for one and for many."""
    return (string or "",) if isinstance(string, str | None) else string


def main() -> int:
    """Update both files; return 1 and name what is left to translate, if anything is."""
    catalog = merged()
    PO.parent.mkdir(parents=True, exist_ok=True)
    with PO.open("wb") as file:
        write_po(file, catalog, width=100, include_lineno=False, sort_by_file=True)
    with MO.open("wb") as file:
        write_mo(file, catalog)
    left = untranslated(catalog)
    for sentence in left:
        sys.stdout.write(f"not translated: {sentence!r}\n")
    sys.stdout.write(f"{len(list(catalog)) - 1} sentences, {len(left)} not translated: {PO}\n")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
