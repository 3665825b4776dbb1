"""One slip on the card is one finding, at the offer that its line speaks of."""

from __future__ import annotations

import pytest
from card_kit import HEAD, OFFERS, found
from content_kit import Edited, problems_of


def test_a_line_told_of_an_offer_is_not_told_of_a_limit_too(edited: Edited) -> None:
    """An offer's limit is mostly a limit to be told, too; one line is one finding."""
    limits = (
        "  limits:\n    cap:\n      kind: cannot\n"
        '      label: {en: "Goodwill, £50 and no more", zh: "补偿，300元为限"}\n'
        "      say: {en: [no more goodwill], zh: [补偿不能再多]}\n"
    )

    def change(old: str, new: str) -> str:
        return edited(old, new).replace("  forbidden:\n", f"{limits}  forbidden:\n", 1)

    told = found(change, "Goodwill: up to £500.", "补偿最多3000元。")
    assert ['the offer "goodwill"' in p.message for p in told] == [True, True]


def test_a_line_told_of_one_offer_is_not_lent_to_another(edited: Edited) -> None:
    """An offer that no line speaks of is left to SC036 when the only limit is another offer's."""
    parking = "    parking:\n      label: {en: Parking, zh: 停车费}\n      say: {en: [], zh: []}\n"
    parking += "      max: {GBP: 31}\n"

    def change(old: str, new: str) -> str:
        return edited(old, new).replace("  issues:\n", f"{parking}  issues:\n", 1)

    (problem,) = found(change, "You may give goodwill up to £500.", "补偿最多300元。")
    assert '"goodwill"' in problem.message


@pytest.mark.parametrize(
    ("en", "right", "code"),
    [("Goodwill: up to £500.", "补偿最多300元。", "GBP"), ("The depot manager confirms by 9 pm.", "", "to")],
)
def test_a_figure_told_at_the_card_is_not_told_at_the_offer_too(
    en: str, right: str, code: str, edited: Edited
) -> None:
    """One slip, one finding: that nobody can read the offer's figure (SC036) goes without saying."""
    entry = (
        "    - id: extra\n      label: {en: Office, zh: 内部}\n"
        f'      text: {{en: "{en}", zh: "{right or "站长晚上9点前确认。"}"}}\n'
    )
    offers = (
        OFFERS.replace("20点", "晚间").replace("by 20:00 ", "in the evening ").replace("to: 20}", "to: 19}")
    )
    text = edited(HEAD, entry + HEAD).replace("  offers:\n", offers, 1)
    problems = problems_of(text)
    name = "goodwill.max.GBP" if code == "GBP" else "confirm.times.0.to"
    assert "SC051" in {p.code for p in problems}
    assert [p.code for p in problems if p.path == f"facts.offers.{name}"] == []
