"""Owns what the line shell says: brief, transcript, one reply's result, help, card, ledger.

Never reads a line and never writes one; everything here returns plain lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sim.coach.hints import MOST_HINTS
from sim.locale import translator
from sim.model.events import CustomerSaid, Event, Hinted, PromiseRecorded, ReplyScored, StateChanged, Undone
from sim.report.debrief import PromiseNote
from sim.report.lines import promise_line, review_lines, state_lines
from sim.report.printable import printable
from sim.report.promises import entries, ledger
from sim.report.review import review_reply
from sim.report.text_gaps import edit_lines
from sim.report.text_own import retry_lines
from sim.report.words import FAMILIES, MODES, TIERS, TYPES, label

if TYPE_CHECKING:
    from sim.coach import Seat


def brief_lines(seat: Seat) -> list[str]:
    """Return what a trainee hears before the first message."""
    lang, brief = seat.lang, seat.brief
    _ = translator(lang)
    return [
        _("Scenario: {title} ({id}); {family}; difficulty {difficulty} of 5; {mode}.").format(
            title=printable(brief.title),
            id=printable(brief.id),
            family=label(FAMILIES, brief.family, lang),
            difficulty=brief.difficulty,
            mode=label(MODES, seat.mode, lang),
        ),
        _("Your role: {role}").format(role=printable(brief.role)),
        _("What happened: {about}").format(about=printable(brief.about)),
        _("Your goal: {goal}").format(goal=printable(brief.goal)),
        _("The customer: {name}; {tier}; {type}.").format(
            name=printable(brief.customer),
            tier=label(TIERS, brief.tier, lang),
            type=label(TYPES, brief.type, lang),
        ),
        *card_lines(seat),
        "",
    ]


def card_lines(seat: Seat) -> list[str]:
    """Return the customer's card, one line an entry."""
    _ = translator(seat.lang)
    entries = [
        _("{label}: {text}").format(label=printable(name), text=printable(text))
        for name, text in seat.brief.card
    ]
    return [_("Customer card:"), *entries] if entries else [_("The customer card is empty.")]


def ledger_lines(seat: Seat) -> list[str]:
    """Return the promises made so far."""
    _ = translator(seat.lang)
    open_exam = seat.mode == "exam" and not seat.ended
    made = entries(ledger(seat.standing), seat.lang)
    notes = [promise_line(note, seat.lang, standing=not open_exam) for note in made]
    return [_("Promise ledger:"), *notes] if notes else [_("No promises so far.")]


def help_lines(lang: str) -> list[str]:
    """Return the commands of the line shell."""
    _ = translator(lang)
    return [
        _("Type a reply on one line and press Enter to send it."),
        _("/card reads the customer card again."),
        _("/promises reads the promises made so far."),
        _("/hint gives a hint on the next reply, in practice; there are three."),
        _("/undo takes your last reply back, in practice."),
        _("/pause stops here; Ctrl+D does the same. You can go on any time."),
        _("/help reads this."),
        _("A reply that begins with a slash is typed with two: //like this."),
    ]


def hint_line(event: Hinted, lang: str) -> str:
    """Return a hint with what kind it is."""
    _ = translator(lang)
    forms = {
        1: _("Hint, what the customer needs: {text}"),
        2: _("Hint, what serves it: {text}"),
        3: _("Hint, a beginning: {text}"),
    }
    return forms[event.step].format(text=printable(event.text))


def hint_lines(seat: Seat, events: Sequence[Event]) -> list[str]:
    """Return a hint just given, and how many are left."""
    _ = translator(seat.lang)
    used = sum(isinstance(e, Hinted) for e in seat.standing)
    left = _("Hints left: {n}. No mark is lowered; help is noted, and this is no unaided first attempt.")
    lines = [hint_line(e, seat.lang) for e in events if isinstance(e, Hinted)]
    return [*lines, left.format(n=MOST_HINTS - used)]


def undone_lines(seat: Seat, events: Sequence[Event]) -> list[str]:
    """Return that a reply was taken back, its words, and where the customer stands again."""
    _ = translator(seat.lang)
    numbers = [e.turn_no for e in events if isinstance(e, Undone)]
    lines = [_("Reply {n} is taken back.").format(n=n) for n in numbers]
    lines += [_("It said: {text}").format(text=printable(seat.draft) or _("(no words)"))]
    said = [e for e in seat.standing if isinstance(e, CustomerSaid)]
    return [*lines, *(customer_line(e, seat.brief.customer, seat.lang) for e in said[-1:])]


def compared_lines(seat: Seat, events: Sequence[Event]) -> list[str]:
    """Return both tries side by side as soon as a turn was tried again; nothing after any other reply."""
    branch = seat.started.branch
    given = [e.turn_no for e in events if isinstance(e, ReplyScored)]
    retry = seat.retry() if branch is not None and branch.turn_no in given else None
    if retry is None:
        return []
    _ = translator(seat.lang)
    return ["", _("This turn again"), *retry_lines(retry, seat.lang, _)]


def drill_lines(seat: Seat) -> list[str]:
    """Return the end of a drill: the smallest change of the reply that scores higher, if there is one."""
    edit = seat.better(seat.session.turn_no)
    if edit is None:
        return []
    return ["", *edit_lines(edit, seat.debrief(), seat.lang, translator(seat.lang))]


def all_line(seat: Seat) -> str:
    """Return how to read everything that was found in each reply."""
    _ = translator(seat.lang)
    return _("Everything on each reply: servicesim debrief {attempt}").format(attempt=seat.attempt)


def paused_line(seat: Seat) -> str:
    """Return how to go on with a paused attempt."""
    _ = translator(seat.lang)
    return _("Paused, go on with: servicesim run {scenario} --resume {attempt}").format(
        scenario=seat.scenario.id, attempt=seat.attempt
    )


def customer_line(event: CustomerSaid, customer: str, lang: str) -> str:
    """Return a message with who wrote it; somebody else than the customer is named alone."""
    _ = translator(lang)
    form = _("Customer {name}: {text}") if event.speaker == customer else _("{name}: {text}")
    return form.format(name=printable(event.speaker), text=printable(event.text))


def own_line(words: str, lang: str) -> str:
    """Return the trainee's own message."""
    _ = translator(lang)
    return _("You: {text}").format(text=printable(words) or _("(no words)"))


def said_lines(seat: Seat, events: Sequence[Event], *, echo: bool) -> list[str]:
    """Return events as lines: messages always, the trainee's own with `echo`, scores in practice."""
    lang = seat.lang
    _ = translator(lang)
    name = seat.brief.customer
    lines: list[str] = []
    for event in events:
        if isinstance(event, CustomerSaid):
            lines.append(customer_line(event, name, lang))
        elif isinstance(event, ReplyScored):
            if echo:
                lines.append(own_line(event.reply, lang))
            lines.append(_("Reply {n} sent.").format(n=event.turn_no))
            if seat.mode == "practice":
                review = review_reply(event, seat.scenario, seat.rubric, lang)
                lines += review_lines(review, lang, brief=True)
        elif isinstance(event, StateChanged) and seat.mode == "practice":
            lines += state_lines(event.before, event.after, event.reasons, lang)
        elif isinstance(event, PromiseRecorded) and seat.mode == "practice":
            lines.append(_("Promise ledger: {entry}").format(entry=promise_line(_note(seat, event), lang)))
    return lines


def _note(seat: Seat, event: PromiseRecorded) -> PromiseNote:
    """Return an entry of the ledger as an event leaves it, with the reply that made the promise."""
    made = next((n.turn_no for n in ledger(seat.standing) if n.promise == event.promise), event.turn_no)
    settled = event.turn_no if event.status != "made" else 0
    return PromiseNote(
        promise=event.promise, turn_no=made, status=event.status, settled=settled, words=event.words
    )


def transcript_lines(seat: Seat) -> list[str]:
    """Return the conversation so far, messages only, and where the customer stands in practice."""
    lang = seat.lang
    lines = []
    for event in seat.standing:
        if isinstance(event, CustomerSaid):
            lines.append(customer_line(event, seat.brief.customer, lang))
        elif isinstance(event, ReplyScored):
            lines.append(own_line(event.reply, lang))
        elif isinstance(event, Hinted):
            lines.append(hint_line(event, lang))
    last = next((e for e in reversed(seat.standing) if isinstance(e, StateChanged)), None)
    if last is not None and seat.mode == "practice" and not seat.ended:
        lines += state_lines(last.after, last.after, (), lang)
    return lines
