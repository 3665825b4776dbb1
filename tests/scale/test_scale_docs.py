"""The pages on judging many chats are executed like the tutorials: what they show is what comes out."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.test_docs_run import DOCS, follow


@pytest.mark.parametrize(("page", "environment"), [("scoring-many.md", "C"), ("zh/scoring-many.md", "zh_CN")])
def test_the_page_can_be_followed(
    page: str, environment: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who types what the page shows gets what it shows, in the language of the page."""
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    monkeypatch.setenv("SERVICESIM_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("SERVICESIM_PACKS", raising=False)
    monkeypatch.setenv("LC_ALL", f"{environment}.UTF-8")
    assert follow((DOCS / page).read_text(encoding="utf-8"), work, monkeypatch) == (1, 1)
    lang = {"C": "en", "zh_CN": "zh"}[environment]
    assert f'<html lang="{lang}">' in (work / "judged.html").read_text(encoding="utf-8")
    assert (work / "judged" / "bad-rows.jsonl").read_text(encoding="utf-8").count("\n") == 1
