"""Owns results as JUnit XML, which every build server reads.

Never decides what passed.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from sim.model.language import Lang
from sim.report.printable import printable
from sim.workshop.playthroughs import Result

SUITE = "servicesim"


def junit(results: Sequence[Result], lang: Lang) -> str:
    """Return results as the text of an XML file: a test case a playthrough, times in seconds.

    What differs is a failure; a file that cannot be read is an error.
    """
    total = {
        "tests": str(len(results)),
        "failures": str(sum(bool(r.differences) for r in results)),
        "errors": str(sum(bool(r.problems) for r in results)),
        "time": f"{sum(r.seconds for r in results):.3f}",
    }
    root = ET.Element("testsuites", {"name": SUITE, **total})
    suite = ET.SubElement(root, "testsuite", {"name": SUITE, "skipped": "0", **total})
    for result in results:
        _case(suite, result, lang)
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _case(suite: ET.Element, result: Result, lang: Lang) -> None:
    name = printable(result.path.name)
    case = ET.SubElement(
        suite,
        "testcase",
        {"classname": name.partition(".")[0], "name": name, "time": f"{result.seconds:.3f}"},
    )
    if result.problems:
        told = [printable(p.shown(lang)) for p in result.problems]
        ET.SubElement(case, "error", {"message": told[0], "type": result.problems[0].code}).text = "\n".join(
            told
        )
    elif result.differences:
        told = list(told_lines(result))
        failure = {"message": printable(result.differences[0].said), "type": "difference"}
        ET.SubElement(case, "failure", failure).text = "\n".join(told)


def told_lines(result: Result) -> tuple[str, ...]:
    """Return what differs in one file, each difference behind its place `file:line`; safe to print."""
    out = []
    for one in result.differences:
        first, *more = one.lines()
        out.append(printable(f"{result.path}:{one.line}  {first}"))
        out += [_kept(line) for line in more]
    return tuple(out)


def _kept(line: str) -> str:
    """Return a line safe to print with the spaces that it is set in by."""
    return " " * (len(line) - len(line.lstrip(" "))) + printable(line)
