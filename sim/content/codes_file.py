"""Owns the codes for faults of a file and of its YAML, before any meaning is looked at."""

from __future__ import annotations

from sim.content.code_type import Code

FILE_CODES: dict[str, Code] = {
    "YM001": Code(
        "no such file",
        "There is no file or folder of this name, or no file to check in the folder.",
        "servicesim check scenarios/mine.yaml",
    ),
    "YM002": Code(
        "a folder",
        "A file was expected, and this is a folder or a device.",
        "servicesim check scenarios/mine.yaml",
    ),
    "YM003": Code(
        "cannot be read", "The system does not let this file be opened.", "give yourself the right to read it"
    ),
    "YM004": Code(
        "too large", "Files over 2 MB are not read; a scenario is about 40 kB.", "split it in two scenarios"
    ),
    "YM005": Code(
        "not UTF-8",
        "The file was saved in another encoding (often GBK or UTF-16), so its letters cannot be told.",
        "in your editor: Save with encoding, UTF-8",
    ),
    "YM006": Code(
        "invisible character",
        "A control character or an invisible line separator, usually pasted from another program.",
        "delete it and type the text again",
    ),
    "YM007": Code("empty file", "There is nothing in this file.", "id: complaint-01"),
    "YM008": Code(
        "no names at the top", "A file is made of `name: value` lines; this one is not.", "id: complaint-01"
    ),
    "YM009": Code(
        "name given twice", "The same name stands twice in one place; only one could count.", "difficulty: 2"
    ),
    "YM010": Code(
        "anchor or alias",
        "A value that begins with & or * has a meaning in YAML that is not used here.",
        "en: '*really* sorry'",
    ),
    "YM011": Code("merge", "The YAML sign << copies another part; write the part out instead.", "heat: 75"),
    "YM012": Code(
        "tag",
        "A value that begins with ! has a meaning in YAML that is not used here.",
        "en: '!!! answer me'",
    ),
    "YM013": Code(
        "second document", "A line --- begins a second document; a file holds one.", "one file a scenario"
    ),
    "YM014": Code("nested too deeply", "More than 40 levels inside each other.", "turns: [{id: opening}]"),
    "YM015": Code("name is no text", "The name before a colon must be a word or a whole number.", "GBP: 50"),
    "YM020": Code(
        "full-width colon", "The colon after a name must be the plain one and a space.", "title: 冰箱"
    ),
    "YM021": Code("curly quotes", "Quotes around a value must be the straight ones.", 'en: "Where is it?"'),
    "YM022": Code("tab", "Lines are indented with spaces; a tab stands here.", "  en: …"),
    "YM023": Code("quote not closed", "A quote opens here and is never closed.", 'en: "Where is it?"'),
    "YM024": Code("no space after the colon", "After the colon of a name comes a space.", "id: complaint-01"),
    "YM025": Code(
        "colon inside unquoted text",
        "Text with a colon and a space in it needs quotes.",
        'en: "He said: tomorrow"',
    ),
    "YM026": Code(
        "value begins with a sign",
        "Text that begins with @, `, %, > or | needs quotes around it.",
        'en: "@support, hello"',
    ),
    "YM027": Code(
        "indentation", "Names that belong together begin in the same column.", "  heat: 75\n  trust: 40"
    ),
    "YM028": Code(
        "comma inside braces",
        "Inside { } and [ ] a plain comma ends a value, and a full-width one does not.",
        'title: {en: "Hello, you", zh: "你好，您"}',
    ),
    "YM029": Code(
        "bracket not closed", "A { or [ opens here and is never closed.", "gives: [emotion, demand]"
    ),
    "YM030": Code("no colon", "This line has no colon after its name.", "difficulty: 2"),
    "YM031": Code(
        "text after the closing quote or bracket",
        "A quote or bracket closed and more text follows; use the other kind of quotes around the whole.",
        'en: "I\'m sorry"',
    ),
    "YM032": Code(
        "full-width space",
        "A full-width or no-break space stands where a plain space must be.",
        "id: complaint-01",
    ),
    "YM039": Code(
        "cannot be read as YAML", "The line breaks the rules of YAML in another way.", "id: complaint-01"
    ),
}
"""Faults found before the first meaning is read."""
