"""Owns what looks like a real person's phone number or mail address, and which ones are kept for stories.

Never looks a number up. Pure text: it knows no file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

PHONE = re.compile(
    r"(?<![\d.,*#-])(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?![\d*])"  # Chinese mobile
    r"|(?<![\d-])0\d{2,3}[ -]\d{7,8}(?!\d)"  # Chinese landline with its area
    r"|(?<!\d)[48]00[ -]?\d{3}[ -]?\d{4}(?!\d)"  # Chinese service line
    r"|(?<![\d-])(?:\+44[ -]?(?:\(0\)[ -]?)?|0(?=[1-9]))\d{2,5}[ -]?\d{3,4}(?:[ -]?\d{3,4})(?!\d)"  # British
    r"|(?<![\d-])(?:\+?1[ .-])?\(?[2-9]\d{2}\)?[ .-][2-9]\d{2}[ .-]\d{4}(?!\d)"  # North American
    r"|(?<!\d)\+[1-9]\d{0,2}(?:[ -]?\d{2,4}){3,5}(?!\d)"  # any other, written for abroad
)
"""Digits in the forms of China, Britain, North America, and of any number written with its country."""

FICTION = re.compile(
    r"07700900\d{3}|01632960\d{3}|02079460\d{3}|02890180\d{3}|02920180\d{3}|03069990\d{3}|08081570\d{3}"
    r"|09098790\d{3}|011[3-8]4960\d{3}|01[2-6]14960\d{3}|01914980\d{3}"  # Ofcom, numbers for drama
    r"|1?[2-9]\d{2}55501\d{2}"  # North America, 555-0100 to 555-0199
)
"""Numbers that Ofcom and the North American plan keep for stories.

China keeps none: mask them, 138****1234.
"""

MAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@((?:[a-z0-9-]+\.)+[a-z]{2,})\b", re.IGNORECASE | re.ASCII)

RESERVED = re.compile(
    r"(?:.*\.)?(?:example\.(?:com|net|org|edu)|[a-z0-9-]+\.(?:test|example|invalid))", re.IGNORECASE
)
"""Domains that RFC 2606 keeps out of the net."""


def phones(text: str) -> Iterator[str]:
    """Yield the phone numbers in `text` that may be somebody's."""
    for found in PHONE.finditer(text):
        digits = re.sub(r"\D", "", found.group())
        for prefix, instead in (("44", "0"), ("0044", "0")):
            if digits.startswith(prefix) and found.group()[0] in "+0":
                digits = instead + digits.removeprefix(prefix).removeprefix("0")
        if not FICTION.fullmatch(digits):
            yield found.group()


def mails(text: str) -> Iterator[str]:
    """Yield the mail addresses in `text` that may be somebody's."""
    for found in MAIL.finditer(text):
        if not RESERVED.fullmatch(found.group(1)):
            yield found.group()
