"""Owns a small department for the store's tests: two trainees and a trainer, practice, exams, everything."""

from __future__ import annotations

import json
from dataclasses import dataclass

import store_samples as samples

from sim.model.department import Cell, Queued, Submission
from sim.model.events import Event, Started
from sim.store import Content, Store

CANARY = "NOBODY-ELSE-READS"
"""Stands in every text of a person beside their name."""


def secret(who: str) -> str:
    """Return words that only this person may see."""
    return f"{CANARY} {who}"


def exam(who: str) -> tuple[Event, ...]:
    """Return an exam that ended, with the person's own words in it."""
    first, said, replied, *rest = samples.conversation()
    assert isinstance(first, Started)
    mine = replied.model_copy(update={"reply": secret(who)})
    return (first.model_copy(update={"mode": "exam"}), said, mine, *rest)


def figures(attempt: str, who: str, **changes: object) -> Submission:
    """Return the figures of an exam."""
    values = {
        "attempt": attempt, "who": who, "scenario": "complaint-01", "lang": "zh", "mode": "exam",
        "rubric": "service", "rubric_hash": samples.RUBRIC, "engine": "base-1",
        "ended_at": "2030-01-01T09:00:00.000000+00:00", "unseen": True, "ending": "resolved",
        "levels": {"empathy": 75.0}, "perceived": 72.4, "expected": 60, "desired": 80, "stay_intent": 66.1,
        "trust": 65, "replies": 1,
    }  # fmt: skip
    return Submission.model_validate({**values, **changes})


@dataclass(frozen=True)
class Mine:
    """What one trainee has: practice that is not finished, an exam that was handed in."""

    practice: str
    exam: str


def fill(store: Store, who: str, assignment: int | None = None) -> Mine:
    """Give a person one of everything that a person can have."""
    desk = store.department
    practice = store.begin(who, [samples.started(), samples.said(2, secret(who))], samples.CONTENTS)
    store.save_draft(practice, secret(who))
    events = exam(who)
    done = store.begin(who, events[:2], samples.CONTENTS, assignment=assignment)
    store.append(done, events[2:], finished=True)
    desk.hand_in(done, f"key-{who}", unseen=True)
    store.appeal(done, 1, "E3", secret(who), seq=3)
    store.comment(done, 1, "Tess", f"a word for you, {secret(who)}", seq=3)
    desk.file([figures(done, who)])
    statement = json.dumps({"actor": who, "words": secret(who)})
    desk.queue([Queued(id=f"uuid-{who}", attempt=done, statement=statement)])
    desk.look("Tess", "debrief", whom=who, attempt=done)
    desk.add_invite(f"hash-{who}", who, expires_at="2999-01-01T00:00:00.000000+00:00", by="Root")
    return Mine(practice, done)


@dataclass(frozen=True)
class House:
    """A department: Ann and Bo are in spring, Bo alone in autumn, Tess trains."""

    ann: Mine
    bo: Mine
    spring: int
    autumn: int


def furnish(store: Store) -> House:
    """Put a department into an empty store."""
    desk = store.department
    store.ensure_profile("Tess")
    desk.set_role("Tess", "trainer")
    asked = {}
    for cohort, names in (("spring", ["Ann", "Bo"]), ("autumn", ["Bo"])):
        desk.create_cohort(cohort, by="Tess")
        desk.add_members(cohort, names)
        rubric = samples.CONTENTS[1]
        asked[cohort] = desk.assign(cohort, "complaint-01", mode="exam", rubric=rubric, by="Tess").id
    ann = fill(store, "Ann", asked["spring"])
    bo = fill(store, "Bo", asked["autumn"])
    desk.publish([Cell(cohort="spring", period="2030-01", name="mean", members=("Ann", "Bo"))], seen=())
    desk.save_setting("xapi.key", CANARY)
    store.save_setting("theme", CANARY)
    return House(ann, bo, asked["spring"], asked["autumn"])


def false_text() -> Content:
    """Return a text under the hash of another one."""
    return Content("rubric", "service", samples.content("rubric", "service", "new").hash, "false")
