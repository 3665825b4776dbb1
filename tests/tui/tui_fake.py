"""Owns a coach made of canned events: screens are tested without content, scoring or a database."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from sim.errors import NotFound, Refused
from sim.model.events import (
    CustomerSaid,
    Ended,
    Paused,
    PromiseRecorded,
    Reason,
    ReplyScored,
    SelfChecked,
    Started,
    State,
    StateChanged,
)
from sim.model.language import Text
from sim.model.score import Explanation, Finding, Missing, Promise
from sim.report.debrief import (
    Debrief,
    Goal,
    LevelNote,
    Mark,
    Moment,
    NextGoal,
    Outcome,
    ProcessNote,
    PromiseNote,
    RedLine,
    ReplyReview,
    Versions,
)

TITLE = {"en": "Two no-shows for a fridge", "zh": "冰箱两次爽约"}
OPENING = {
    "en": "This is the second time your delivery hasn't turned up. I've got a newborn at home.",
    "zh": "第二次了！说好今天送，又没来。家里有刚出生的孩子，冰箱坏了三天了。你们到底打算怎么处理？",
}
NEXT = {"en": "And who pays for my two lost days?", "zh": "那我这两天的误工费谁出？"}
NAMES = {
    "empathy": Text(en="Empathy", zh="共情"),
    "responsiveness": Text(en="Responsiveness", zh="响应"),
    "assurance": Text(en="Assurance", zh="保证"),
}
START = State(heat=75, trust=40, patience=70)
AFTER = State(heat=62, trust=46, patience=71)


def opening(lang: str = "en", mode: str = "practice") -> list[Any]:
    """Return the two events every attempt begins with."""
    return [
        Started(
            seq=1,
            scenario="complaint-01",
            scenario_hash="0" * 12,
            rubric="service",
            rubric_hash="0" * 12,
            engine="base",
            lang=lang,
            mode=mode,
            seed=0,
            state=START,
        ),
        CustomerSaid(seq=2, turn="opening", turn_no=0, speaker="Ms Chen", text=OPENING[lang]),
    ]


def answer(number: int, text: str, lang: str = "en", *, ends: bool = False) -> list[Any]:
    """Return what one reply brings about."""
    seq = 10 * number
    quote = text[:12]
    promise = Promise(
        what="call back", who="I", by="6 pm", span=(0, len(quote)), quote=quote, standing="over"
    )
    told = Explanation(
        lang=lang,
        levels={"empathy": 3, "responsiveness": 1, "assurance": None},
        findings=(
            Finding(
                code="E1",
                dimension="empathy",
                span=(0, len(quote)),
                quote=quote,
                rule="r",
                why="names what hurts",
            ),
            Finding(code="X08", dimension=None, span=(0, 4), quote=text[:4], rule="r", why="no time given"),
        ),
        carriers={"empathy": (0,)},
        missing=(
            Missing.model_validate(
                {
                    "code": "R2",
                    "dimension": "responsiveness",
                    "why": "no owner",
                    "try": "I will call you by six.",
                }
            ),
        ),
    )
    events: list[Any] = [
        ReplyScored(seq=seq, turn="opening", turn_no=number, reply=text, explanation=told, quality=2.0),
        PromiseRecorded(seq=seq + 1, turn_no=number, promise=promise),
        StateChanged(
            seq=seq + 2,
            turn_no=number,
            before=START,
            after=AFTER,
            reasons=(Reason(variable="heat", delta=-13, code="E1", words="named the newborn"),),
        ),
        CustomerSaid(seq=seq + 3, turn="pressing", turn_no=number, speaker="Ms Chen", text=NEXT[lang]),
    ]
    if ends:
        events.append(
            Ended(
                seq=seq + 4,
                ending="settled",
                kind="resolved",
                perceived=71.0,
                expected=60,
                desired=80,
                gap5=11.0,
                stay_intent=55.0,
                levels={"empathy": 75.0, "responsiveness": 25.0, "assurance": None},
            )
        )
    return events


def debrief_of(replies: list[str], lang: str) -> Debrief:
    """Return a debrief with every section filled."""
    reviews = tuple(
        ReplyReview(
            turn="opening",
            turn_no=n,
            customer=OPENING[lang],
            words=words,
            understood=True,
            levels=(LevelNote(dimension="empathy", name="Empathy", level=3),),
            evidence=(),
            caps=(),
            advice=(),
            marks=(Mark(span=(0, 12), code="E1", kind="good"), Mark(span=(2, 4), code="X08", kind="bad")),
        )
        for n, words in enumerate(replies, start=1)
    )
    return Debrief(
        scenario="complaint-01",
        title=TITLE[lang],
        lang=lang,
        mode="practice",
        finished=True,
        red_lines=(RedLine(code="X16", name="threat", turn_no=1, quote="calm down"),),
        goal=Goal(text="A time and a name.", reached="partly", turn_no=1),
        outcome=Outcome(
            ending="settled",
            kind="resolved",
            label="Settled",
            points=(),
            weight_met=60,
            weight_all=100,
            made=1,
            kept=0,
            broken=0,
            over=1,
        ),
        process=(
            ProcessNote(
                dimension="empathy",
                name="Empathy",
                mean=3.0,
                figure=75.0,
                anchor="Specific impact named",
                scored=1,
                evidence=2,
            ),
        ),
        satisfaction=None,
        gaps=(),
        strengths=(),
        replies=reviews,
        course=tuple(
            Moment(
                turn_no=n,
                before=START,
                after=AFTER,
                reasons=(Reason(variable="heat", delta=-13, code="E1", words="named the newborn"),),
            )
            for n, _words in enumerate(replies, start=1)
        ),
        promises=(
            PromiseNote(
                promise=Promise(what="call back", span=(0, 4), quote="call"), turn_no=1, status="made"
            ),
        ),
        next_goal=NextGoal(code="R2", text="End every reply with who and by when.", turn_no=1),
        versions=Versions(
            engine="base", scenario="complaint-01", scenario_hash="0", rubric="service", rubric_hash="0"
        ),
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
            deductions=[SimpleNamespace(id="X08")],
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


def numbered(events: list[Any]) -> list[Any]:
    """Return the events with fresh, rising numbers."""
    return [e.model_copy(update={"seq": n}) for n, e in enumerate(events, start=1)]


__all__ = ["FakeCoach", "FakeSeat", "answer", "debrief_of", "numbered", "opening", "replace"]
