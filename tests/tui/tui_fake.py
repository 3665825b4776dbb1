"""Owns a coach made of canned events: screens are tested without content, scoring or a database."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from tui_events import NAMES, TITLE, answer, debrief_of, opening

from sim.errors import NotFound, Refused
from sim.model.events import (
    Ended,
    Paused,
    ReplyScored,
    SelfChecked,
)
from sim.model.language import Text
from sim.report.debrief import (
    Debrief,
)


@dataclass
class FakeSeat:
    """A seat whose conversation ends with the reply number `ends_at`."""

    attempt: str
    lang: Any = "en"
    events: list[Any] = field(default_factory=list)
    draft: str = ""
    drafts: list[str] = field(default_factory=list)
    ends_at: int = 2
    fails: Exception | None = None
    scenario: Any = None
    rubric: Any = None
    session: Any = None

    def __post_init__(self) -> None:
        ending = SimpleNamespace(label=Text(en="Settled", zh="解决了"))
        self.scenario = SimpleNamespace(id="complaint-01", ending=lambda _id: ending)
        anchors = [Text(en=f"anchor {n}", zh=f"说明{n}") for n in range(5)]
        known = {"empathy": ("E1",), "responsiveness": ("R2",), "assurance": ()}
        self.rubric = SimpleNamespace(
            sections=[
                SimpleNamespace(
                    id=k, name=v, levels=anchors, indicators=[SimpleNamespace(id=c) for c in known[k]]
                )
                for k, v in NAMES.items()
            ],
            deductions=[SimpleNamespace(id="X08", severity="minor")],
        )
        self.session = SimpleNamespace(only="")

    @property
    def brief(self) -> Any:
        """The brief of the one scenario."""
        return brief(self.lang)

    @property
    def standing(self) -> tuple[Any, ...]:
        """What counts: nothing is taken back here."""
        return tuple(self.events)

    @property
    def self_check(self) -> SelfChecked | None:
        """What was answered before the marks."""
        return next((e for e in self.events if isinstance(e, SelfChecked)), None)

    @property
    def replies(self) -> list[str]:
        """What was sent."""
        return [e.reply for e in self.events if isinstance(e, ReplyScored)]

    @property
    def ended(self) -> bool:
        """Whether it is over."""
        return any(isinstance(e, Ended) for e in self.events)

    def save_draft(self, text: str) -> None:
        """Keep a draft."""
        self.draft = text
        self.drafts.append(text)

    def reply(self, text: str) -> tuple[Any, ...]:
        """Answer, or fail once when told to."""
        if self.fails is not None:
            error, self.fails = self.fails, None
            raise error
        if self.ended:
            raise Refused("this conversation has ended")
        number = len(self.replies) + 1
        events = answer(number, text, self.lang, ends=number == self.ends_at)
        self.events += events
        self.draft = ""
        return tuple(events)

    def pause(self) -> tuple[Any, ...]:
        """Mark as paused."""
        self.events.append(Paused(seq=999))
        return (self.events[-1],)

    def debrief(self) -> Debrief:
        """Return the debrief."""
        return debrief_of(self.replies, self.lang)


def brief(lang: str) -> Any:
    """Return what stands on the brief screen."""
    return SimpleNamespace(
        id="complaint-01",
        title=TITLE[lang],
        difficulty=2,
        family="complaint",
        about="A fridge, missed twice.",
        goal="A time and a name.",
        role="You work for the shop.",
        card=(("Order", "8841, [bold]paid[/bold]"),),
        customer="Ms Chen",
        tier="regular",
        type="venting",
    )


class FakeStore:
    """A store of one's own, in which nobody was asked to play anything."""

    path = Path("servicesim.db")

    @property
    def department(self) -> Any:
        """No department."""
        return SimpleNamespace(me=lambda: None, cohorts=tuple, people=tuple, assignments=lambda **_who: ())

    def attempt(self, attempt: str) -> Any:
        """Return the row of an attempt of one's own."""
        return SimpleNamespace(id=attempt, assignment=None, mode="practice", handed_in_at=None, who="Ann")


@dataclass
class FakeCoach:
    """A coach with one scenario."""

    home: Path
    people: tuple[str, ...] = ("Ann",)
    kept: FakeSeat | None = None
    seat: FakeSeat | None = None
    started: list[dict[str, Any]] = field(default_factory=list)
    ends_at: int = 2
    reply_fails: Exception | None = None
    store: FakeStore = field(default_factory=FakeStore)

    def profiles(self) -> tuple[str, ...]:
        """Return who has played."""
        return self.people

    def heads(self) -> tuple[Any, ...]:
        """Return the one scenario's head and a second one."""
        one = SimpleNamespace(
            get=Text(**TITLE).get, id="complaint-01", difficulty=2, family="complaint", status="ready"
        )
        two = SimpleNamespace(
            get=Text(en="Urgent transfer", zh="紧急转账").get,
            id="vip-01",
            difficulty=4,
            family="vip",
            status="ready",
        )
        return (one, two)

    def attempts(self, who: str | None = None) -> tuple[Any, ...]:  # noqa: ARG002
        """Return one finished attempt."""
        return (
            SimpleNamespace(
                id="a1",
                who="Ann",
                scenario="complaint-01",
                finished=True,
                perceived=64.0,
                turn_no=3,
                kind="whole",
            ),
        )

    def brief(self, scenario_id: str, lang: str) -> Any:
        """Return the brief."""
        if scenario_id == "nowhere-01":
            raise NotFound("scenario", scenario_id, ("complaint-01",))
        return brief(lang)

    def unfinished(self, scenario_id: str, who: str) -> Any:  # noqa: ARG002
        """Return the attempt that was left, if any."""
        return (
            None
            if self.kept is None
            else SimpleNamespace(id=self.kept.attempt, turn_no=len(self.kept.replies), kind="whole")
        )

    def start(self, scenario_id: str, **how: Any) -> FakeSeat:  # noqa: ARG002
        """Begin."""
        self.started.append(how)
        self.seat = FakeSeat(
            "a2", how["lang"], opening(how["lang"], how["mode"]), ends_at=self.ends_at, fails=self.reply_fails
        )
        return self.seat

    def open(self, attempt: str) -> FakeSeat:  # noqa: ARG002
        """Go on."""
        assert self.kept is not None
        self.seat = self.kept
        return self.kept
