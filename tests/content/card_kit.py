"""Owns the late parcel with three more offers and one more entry on its card, and what is told of it."""

from __future__ import annotations

from content_kit import Edited, problems_of

from sim.model.problems import Problem

HEAD = "    - id: home\n"
OFFERS = """\
  offers:
    goodwill:
      label: {en: "Goodwill up to £50", zh: "补偿，最多300元"}
      say: {en: [as a goodwill gesture], zh: [给您一点补偿]}
      max: {GBP: 50, CNY: 300}
    fee:
      label: {en: Delivery charge back, zh: 退运费}
      say: {en: [refund … delivery charge], zh: [把运费退给您]}
      fixed: {GBP: 25, CNY: 80}
    confirm:
      label: {en: The depot manager confirms by 20:00 today, zh: 今天20点前站长确认}
      say: {en: [depot … confirm], zh: [站长…确认]}
      times: [{day: 0, to: 20}]
"""

RIGHT = {
    "en": "Goodwill: up to £50. Delivery charge back: £25. The depot manager confirms by 20:00 today.",
    "zh": "补偿最多300元；可退运费80元；今天20点前站长确认。",
}
"""A card that says all three figures."""


def found(edited: Edited, en: str, zh: str, heading: str = "{en: Office, zh: 内部}") -> list[Problem]:
    """Return what is told of the late parcel with three more offers and one more entry on its card."""
    entry = f'    - id: extra\n      label: {heading}\n      text: {{en: "{en}", zh: "{zh}"}}\n'
    text = edited(HEAD, entry + HEAD).replace("  offers:\n", OFFERS, 1)
    return sc051(text)


def sc051(text: str) -> list[Problem]:
    """Return what the check of the card tells of a scenario's text."""
    return [p for p in problems_of(text) if p.code == "SC051"]
